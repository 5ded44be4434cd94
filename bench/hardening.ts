/**
 * What diffusion costs and gives, by the number of terms: leakage lambda, and the share of pairs of one person that
 * score at or above the lowest threshold at which no more than one pair of different persons in a million does.
 * Filters alone, every pair compared.
 *
 *   node bench/hardening.ts [--schema placements] [--rows 2000] [--register 8000] [--terms 2,4,5,6,7,8]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { COMPLAINTS } from '../fixtures/synthetic/complaint-details.ts';
import { register } from '../fixtures/synthetic/people.ts';
import { PLACEMENTS } from '../fixtures/synthetic/placement-details.ts';
import { RETURNS } from '../fixtures/synthetic/return-details.ts';
import { submission } from '../fixtures/synthetic/submissions.ts';
import { nodeKernel } from '../src/adapters/node/kernel.ts';
import type { ClkColumn } from '../src/pprl/compare/clk-column.ts';
import { createRecordEncoder } from '../src/pprl/encoder.ts';
import { parseLinkageSchema } from '../src/pprl/linkage-schema.ts';
import { LeakageMeter } from '../src/pprl/padan/leakage.ts';
import { machine } from './machine.ts';
import { mended } from './people.ts';

const PLANS = { placements: PLACEMENTS, complaints: COMPLAINTS, returns: RETURNS };
const SEED = 2026;
const KEY = Uint8Array.from({ length: 32 }, (_, i) => 5 * i + 1);
/** Of pairs of different persons. */
const FALSE_SHARE = 1e-6;
const LEAST_SCORE = { diffused: 0.53, plain: 0.6 };

const { values } = parseArgs({
  options: {
    schema: { type: 'string', default: 'placements' },
    rows: { type: 'string', default: '2000' },
    register: { type: 'string', default: '8000' },
    terms: { type: 'string', default: '2,4,5,6,7,8' },
  },
});
const id = values.schema as keyof typeof PLANS;
const options = { seed: SEED, rows: Number(values.register) };
const sent = [...submission(PLANS[id], { register: options, rows: Number(values.rows) })];
const truth = sent.map((row) => row.truth.register);
const kernel = await nodeKernel();

function encoded(name: string, rows: readonly string[][], terms: number) {
  const json = JSON.parse(readFileSync(join(import.meta.dirname, `../specs/linkage/${name}.json`), 'utf8'));
  const { diffusion, ...document } = json;
  const changed = terms === 0 ? document : { ...document, diffusion: { ...diffusion, terms } };
  const schema = parseLinkageSchema(changed, name);
  const encoder = createRecordEncoder(schema, KEY);
  const records = encoder.encodeAll(mended(rows, encoder));
  const bytes = new Uint8Array((records.length * schema.bits) / 8);
  records.forEach(({ clk }, row) => {
    bytes.set(clk, row * clk.length);
  });
  const meter = schema.diffusion && new LeakageMeter(schema.diffusion);
  for (const { undiffused } of records) if (undiffused !== null) meter?.add(undiffused);
  const clk: ClkColumn = { bits: schema.bits, rows: records.length, bytes };
  return { clk, lambda: meter?.lambda() ?? null };
}

function measured(terms: number) {
  const a = encoded(
    id,
    sent.map(({ cells }) => [...cells]),
    terms,
  );
  const b = encoded(`${id}-register`, [...register(options)], terms);
  const least = terms === 0 ? LEAST_SCORE.plain : LEAST_SCORE.diffused;
  const pairs = kernel.compare(a.clk, b.clk, least);
  const [same, other]: [number[], number[]] = [[], []];
  pairs.score.forEach((score, i) => {
    (truth[pairs.a[i]!] === pairs.b[i] ? same : other).push(score);
  });
  other.sort((x, y) => y - x);
  const most = Math.floor(FALSE_SHARE * a.clk.rows * b.clk.rows);
  // The next higher half of a hundredth above the first score too many.
  const threshold = Math.floor((other[most] ?? least) * 200 + 1) / 200;
  const there = truth.filter((row) => row !== null).length;
  return {
    terms,
    lambda: [a.lambda, b.lambda],
    threshold,
    highestOfDifferentPersons: Number((other[0] ?? least).toFixed(3)),
    found: Number((same.filter((score) => score >= threshold).length / there).toFixed(4)),
  };
}

console.error(machine());
const all = [0, ...values.terms.split(',').map(Number)].map(measured);
console.log(
  JSON.stringify({ bench: 'hardening', schema: id, pairs: sent.length * options.rows, terms: all }, null, 1),
);
