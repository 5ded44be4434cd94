/** FEBRL 4 in the padan profile: the benchmark that every system of its kind is measured by. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeKernel } from '../../src/adapters/node/kernel.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { keyedTokenStage } from '../../src/pprl/exact/exact-stage.ts';
import { LEAKAGE_LIMIT } from '../../src/pprl/hardened.ts';
import { linkInputs } from '../../src/pprl/link.ts';
import { parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import { LeakageMeter } from '../../src/pprl/padan/leakage.ts';
import { evaluate } from '../../src/pprl/quality/evaluate.ts';

const root = join(import.meta.dirname, '../..');
const data = join(root, '../shared/data/linkage');
const absent = !existsSync(data);
const why = absent ? ' (skipped: ../shared/data/linkage is not here)' : '';

describe.skipIf(absent)(`febrl4-padan${why}`, () => {
  it('finds F1 >= 0.99 at the threshold the schema states and with none, expects what it finds, and leaks less than the limit', async () => {
    const file = join(root, 'specs/linkage/febrl4-padan.json');
    const schema = parseLinkageSchema(JSON.parse(readFileSync(file, 'utf8')), 'febrl4-padan');
    const key = Uint8Array.from({ length: 32 }, (_, i) => 5 * i + 1);
    const encoder = createRecordEncoder(schema, key);
    const side = (name: string) => {
      const lines = readFileSync(join(data, name), 'utf8').trim().split(/\r?\n/).slice(1);
      const rows = lines.map((line) => line.split(',').map((cell) => cell.trim()));
      const records = encoder.encodeAll(rows);
      const meter = new LeakageMeter(schema.diffusion!);
      for (const { undiffused } of records) meter.add(undiffused!);
      const bytes = Uint8Array.from(records.flatMap(({ clk }) => [...clk]));
      return {
        lambda: meter.lambda(),
        person: rows.map(([id]) => id!.split('-')[1]),
        clk: { bits: schema.bits, rows: rows.length, bytes },
      };
    };
    const [a, b] = [side('dataset4a.csv'), side('dataset4b.csv')];
    const kernel = await nodeKernel();
    const row = new Map(b.person.map((person, at) => [person, at]));
    const truth = a.person.map((person, at) => ({ a: at, b: row.get(person)! }));
    for (const threshold of [schema.decision!.threshold, 'auto'] as const) {
      const options = { threshold, kernel, stage: keyedTokenStage };
      const { links, estimated } = await linkInputs(
        { clk: a.clk, exact: [] },
        { clk: b.clk, exact: [] },
        options,
      );
      const { precision, recall, f1 } = evaluate(links, truth);
      expect(f1, `F1 at ${threshold}`).toBeGreaterThanOrEqual(0.99);
      expect(Math.abs(estimated!.precision - precision!)).toBeLessThan(0.02);
      expect(Math.abs(estimated!.recall - recall!)).toBeLessThan(0.02);
    }
    for (const { lambda } of [a, b]) expect(lambda).toBeLessThanOrEqual(LEAKAGE_LIMIT);
  });
});
