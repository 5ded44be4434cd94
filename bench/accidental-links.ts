/**
 * How many pairs of two registers with nobody in common the filters of Padan would take for one person: every pair of
 * two registers compared, at the schema's own threshold.
 *
 *   node bench/accidental-links.ts [--rows 30000]
 */
import { parseArgs } from 'node:util';
import { register } from '../fixtures/synthetic/people.ts';
import { nodeKernel } from '../src/adapters/node/kernel.ts';
import type { ClkColumn } from '../src/pprl/compare/clk-column.ts';
import { createRecordEncoder } from '../src/pprl/encoder.ts';
import { schemaOf } from './encode.ts';
import { machine } from './machine.ts';

const rows = Number(parseArgs({ options: { rows: { type: 'string', default: '30000' } } }).values.rows);
const schema = schemaOf('placements-register');
const encoder = createRecordEncoder(
  schema,
  Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 3),
);
const threshold = schema.decision!.threshold;

const pairs = (await nodeKernel()).compare(column(1), column(2), threshold).score.length;
console.error(machine());
console.log(
  JSON.stringify({
    bench: 'accidental-links',
    rows,
    compared: rows ** 2,
    threshold,
    pairs,
    pairsOfMillions: Math.round((pairs / rows ** 2) * 1e12),
  }),
);

function column(seed: number): ClkColumn {
  const width = schema.bits / 8;
  const bytes = new Uint8Array(rows * width);
  let at = 0;
  for (const cells of register({ seed, rows })) {
    bytes.set(encoder.encode(cells).clk, at);
    at += width;
  }
  return { bits: schema.bits, rows, bytes };
}
