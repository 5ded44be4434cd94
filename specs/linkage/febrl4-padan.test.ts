/** FEBRL 4 in the padan profile: the benchmark that every system of its kind is measured by. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeKernel } from '../../src/adapters/node/kernel.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { LEAKAGE_LIMIT } from '../../src/pprl/hardened.ts';
import { parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import { LeakageMeter } from '../../src/pprl/padan/leakage.ts';

const root = join(import.meta.dirname, '../..');
const data = join(root, '../shared/data/linkage');
const absent = !existsSync(data);
const why = absent ? ' (skipped: ../shared/data/linkage is not here)' : '';

describe.skipIf(absent)(`febrl4-padan${why}`, () => {
  it('finds F1 >= 0.99 at the threshold the schema states, within the limit of leakage', async () => {
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
    const {
      a: first,
      b: second,
      score,
    } = (await nodeKernel()).compare(a.clk, b.clk, schema.decision!.threshold);
    const order = [...score.keys()].sort((x, y) => score[y]! - score[x]!);
    const taken = [new Set<number>(), new Set<number>()] as const;
    let [links, right] = [0, 0];
    for (const i of order) {
      if (taken[0].has(first[i]!) || taken[1].has(second[i]!)) continue;
      taken[0].add(first[i]!);
      taken[1].add(second[i]!);
      links++;
      if (a.person[first[i]!] === b.person[second[i]!]) right++;
    }
    expect((2 * right) / (links + a.person.length)).toBeGreaterThanOrEqual(0.99);
    for (const { lambda } of [a, b]) expect(lambda).toBeLessThanOrEqual(LEAKAGE_LIMIT);
  });
});
