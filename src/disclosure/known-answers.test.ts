import { createReadStream, existsSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { readCsv } from '../exchange/csv.ts';
import { protectCounts, statusOf } from './protect.ts';
import { readCountTable } from './read-data.ts';
import type { Solver } from './solver.ts';
import { parseDisclosureSpec } from './spec.ts';

vi.setConfig({ testTimeout: 120_000 });
const SHARED = new URL('../../../shared/data/disclosure/', import.meta.url);
const INTERVAL = { standard: 'interval', from: 0, to: 5 };
const EXACT = { standard: 'exact' };
const GIVEN = [{ rule: 'given', column: 'primary' }];
const FIVE = [{ rule: 'threshold', minContributors: 5 }];

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

/** Cost of hiding (value + 1) of the secondaries: the proven optimum, and the most this version may take. */
const CASES = [
  ['a_30x30_cells.csv', FIVE, INTERVAL, 32, 55, 57],
  ['a_30x30_cells.csv', FIVE, EXACT, 32, 49, 49],
  ['mip_8x8_seed1008.csv', GIVEN, INTERVAL, 13, 45, 48],
  ['mip_8x8_seed1008.csv', GIVEN, EXACT, 13, 41, 44],
  ['mip_10x10_seed1010.csv', GIVEN, INTERVAL, 23, 44, 44],
  ['mip_10x10_seed1010.csv', GIVEN, EXACT, 23, 24, 27],
  ['mip_15x15_seed1015.csv', GIVEN, INTERVAL, 28, 81, 83],
  ['mip_15x15_seed1015.csv', GIVEN, EXACT, 28, 21, 24],
] as const;

describe.skipIf(!existsSync(SHARED))('known optima (skipped where ../shared is absent)', () => {
  it.each(CASES)('%s %j %j', async (file, primary, protection, unsafe, optimum, most) => {
    const columns = ['row', 'col'].map((name) => ({ name, levels: [name] }));
    const spec = parseDisclosureSpec({
      dimensions: columns,
      measure: { type: 'count', frequency: 'freq' },
      primary,
      protection,
    });
    const csv = await readCsv(createReadStream(new URL(file, SHARED)));
    const result = protectCounts(await readCountTable(spec, csv.header, csv.batches), spec, { solver });
    expect(result.audit.status).toBe('holds');
    const cells = [...result.hidden.keys()];
    expect(cells.filter((cell) => statusOf(result, cell) === 'primary').length).toBe(unsafe);
    const cost = cells
      .filter((cell) => statusOf(result, cell) === 'secondary')
      .reduce((sum, cell) => sum + result.table.value[cell]! + 1, 0);
    expect(cost).toBeGreaterThanOrEqual(optimum);
    expect(cost).toBeLessThanOrEqual(most);
  });
});
