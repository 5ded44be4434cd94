/**
 * Linkage of placements with a register, every pair compared: exact stage, filters, decision. Encoding is not in the
 * time. The truth is known, so precision and recall are those of the links, not estimates.
 */
import type { BenchReport } from '../src/cli/bench.ts';
import type { CompareKernel } from '../src/pprl/compare/kernel.ts';
import { createRecordEncoder } from '../src/pprl/encoder.ts';
import type { LinkageInput, LinkResult } from '../src/pprl/link.ts';
import type { LinkageSchema } from '../src/pprl/linkage-schema.ts';
import { linkPadan } from '../src/usecases/link-files.ts';
import { schemaOf } from './encode.ts';
import { peakMB } from './machine.ts';
import { linkable, mended } from './people.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 3);
const TOKEN = 32;
/** Rows of the register for one of the submission. */
const REGISTER_TIMES = 4;

export async function benchLink(
  rows: number,
  kernel: CompareKernel,
  threads: number,
  now: () => number,
): Promise<BenchReport> {
  const schema = schemaOf('placements');
  const people = linkable(rows, REGISTER_TIMES * rows);
  const a = encoded(schema, people.placements);
  const b = encoded(schemaOf('placements-register'), people.register);
  const threshold = schema.decision!.threshold;
  const files = [a, b].map((input) => ({ header: null, input }));
  const start = now();
  const result = await linkPadan(files, { threshold, kernel, schema });
  const seconds = (now() - start) / 1000;
  return {
    bench: 'link',
    a: a.clk.rows,
    b: b.clk.rows,
    pairs: a.clk.rows * b.clk.rows,
    seconds: Number(seconds.toFixed(3)),
    peakMB: peakMB(),
    ...quality(result, people.truth),
    estimated: result.estimated,
    threshold,
    threads,
    kernel: kernel.name,
  };
}

function encoded(schema: LinkageSchema, rows: readonly string[][]): LinkageInput {
  const encoder = createRecordEncoder(schema, KEY);
  const width = schema.bits / 8;
  const bytes = new Uint8Array(rows.length * width);
  const exact = schema.exactTokens.map(({ name }) => ({
    name,
    tokens: new Uint8Array(rows.length * TOKEN),
    present: new Uint8Array(rows.length),
  }));
  mended(rows, encoder).forEach((cells, row) => {
    const record = encoder.encode(cells);
    bytes.set(record.clk, row * width);
    record.exact.forEach((token, k) => {
      if (token === null) return;
      exact[k]!.tokens.set(token, row * TOKEN);
      exact[k]!.present[row] = 1;
    });
  });
  return { clk: { bits: schema.bits, rows: rows.length, bytes }, exact };
}

/** Of links `linked`: the share that is right; of register persons in the submission: the share that is found. */
function quality({ links }: LinkResult, truth: readonly { readonly register: number | null }[]) {
  const linked = links.filter(({ status }) => status === 'linked');
  const right = linked.filter(({ a, b }) => truth[a]!.register === b);
  const there = new Set(truth.flatMap(({ register }) => (register === null ? [] : [register])));
  const share = (part: number, whole: number) => (whole === 0 ? null : Number((part / whole).toFixed(4)));
  return {
    linked: linked.length,
    precision: share(right.length, linked.length),
    recall: share(new Set(right.map(({ b }) => b)).size, there.size),
  };
}
