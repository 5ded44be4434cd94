import { beforeAll, describe, expect, it } from 'vitest';
import { readingOf, tableWorld } from '../../fixtures/synthetic/table-worlds.ts';
import policyJson from '../../specs/disclosure/policy.json' with { type: 'json' };
import { openNodeSolver } from '../adapters/node/highs.ts';
import { builtInSpecs } from '../statistics/library.ts';
import type { TableRequest } from '../statistics/table-request.ts';
import { tabulate } from '../statistics/tabulate.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import type { Ledger } from './ledger.ts';
import { parseDisclosurePolicy } from './policy.ts';
import {
  type PublicEntry,
  type PublicTableJson,
  protectTable,
  type TableProtection,
} from './protect-table.ts';
import type { Solver } from './solver.ts';
import { meaningOf } from './table-population.ts';
import { verify } from './verify.ts';

const specs = builtInSpecs();
const policy = parseDisclosurePolicy(policyJson);
let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

/** @param perRegency villages taken of each regency; all where left out. */
async function tabulated(id: string, request: TableRequest, perRegency = Infinity): Promise<TabulatedTable> {
  const world = tableWorld(specs.table(id).series[0]!);
  const seen = new Map<string, number>();
  const few = world.rows.filter(([, regency]) => {
    const before = seen.get(regency!) ?? 0;
    seen.set(regency!, before + 1);
    return before < perRegency;
  });
  const rows = perRegency === Infinity ? world.rows : few;
  return tabulate(specs.table(id), specs.dictionary(world.dataset), readingOf({ ...world, rows }), request);
}
async function protect(id: string, request: TableRequest, perRegency = Infinity) {
  const table = await tabulated(id, request, perRegency);
  return { table, found: protectTable(table, policy, { solver }) };
}

const key = ({ codes }: { codes: Readonly<Record<string, string>> }) => JSON.stringify(codes);
const hidden = (entries: readonly PublicEntry[]) => entries.filter(({ obsStatus }) => obsStatus === 'Q');
const regencies = (codes: string[]): TableRequest => ({
  levels: { region: 'regency' },
  where: [{ variable: 'region', in: codes }],
});

function holds({ status, files }: TableProtection): void {
  expect(status).toBe('holds');
  expect(verify(files.public, JSON.parse(files.certificate!) as never).holds).toBe(true);
}

/** No figure stands where a cell it is made of has no value, and every rank is of a published figure. */
function inherits(table: PublicTableJson): void {
  const value = new Map(table.cells.map((each) => [key(each), 'value' in each ? each.value : null]));
  for (const each of table.shares ?? []) {
    if (!('value' in each)) continue;
    const base = Object.fromEntries(
      Object.entries(each.codes).map(([name, code]) => [
        name,
        table.share!.within.includes(name) ? code : 'Total',
      ]),
    );
    const [own, whole] = [value.get(key(each)), value.get(JSON.stringify(base))];
    expect([typeof own, typeof whole]).toEqual(['number', 'number']);
    expect(each.value).toBeCloseTo((100 * own!) / whole!, 1);
  }
  const published = new Set(
    (table.indicatorValues ?? [])
      .filter((each) => each.indicator === table.ranking?.by && 'value' in each)
      .map((each) => each.codes[table.ranking!.dimension]),
  );
  for (const { ranked } of table.ranking?.levels ?? [])
    for (const { code } of ranked) expect(published.has(code)).toBe(true);
}

describe('tables of Lampiran 2 from tabulation to what may leave', () => {
  it('table 15 protects villages: a regency with one or two villages of a kind is hidden', async () => {
    const { table, found } = await protect('15', regencies(['71']));
    const small = table.cells.filter(({ contributors }) => contributors > 0 && contributors < 3);
    expect(small.length).toBeGreaterThan(0);
    holds(found);
    const out = new Map(found.table.cells.map((each) => [key(each), each]));
    for (const each of small) expect(out.get(key(each))).toMatchObject({ obsStatus: 'Q', confStatus: 'C' });
    expect(found.table.measure.weighted).toBe(false);
  });

  it('table 14 protects the persons that villages report, by their number and not by that of villages', async () => {
    const { table, found } = await protect('14', regencies(['71']), 4);
    for (const each of table.cells) expect(each.contributors).toBe(each.estimate);
    const small = table.cells.filter(({ estimate }) => estimate > 0 && estimate < 3);
    expect(small.length).toBeGreaterThan(0);
    holds(found);
    const gone = new Set(hidden(found.table.cells).map(key));
    expect(small.every((each) => gone.has(key(each)))).toBe(true);
  });

  it('table 18 hides a rate wherever its part, its whole or the rest is hidden', async () => {
    const { found } = await protect('18', regencies(['71']), 4);
    holds(found);
    const gone = new Set(hidden(found.table.cells).map(key));
    expect(gone.size).toBeGreaterThan(0);
    for (const each of found.table.rates!) {
      const part = (component: string) => gone.has(key({ codes: { ...each.codes, component } }));
      if (part('Total') || part('numerator')) expect(each).toMatchObject({ obsStatus: 'Q' });
      else expect(each.obsStatus).not.toBe('Q');
    }
  });

  it('table 05 has no share of a hidden cell, and no share of a hidden base', async () => {
    const { found } = await protect('05', {
      dimensions: ['region', 'industry'],
      where: [{ variable: 'region', in: ['11', '12', '97'] }],
    });
    holds(found);
    expect(hidden(found.table.cells).length).toBeGreaterThan(0);
    expect(hidden(found.table.shares!).length).toBeGreaterThanOrEqual(hidden(found.table.cells).length);
    inherits(found.table);
  });

  it('table 08 ranks only areas whose number is published, and says how many are not', async () => {
    const { table, found } = await protect('08', {
      where: [{ variable: 'region', in: ['71', '72', '75', '82', '95', '97'] }],
    });
    holds(found);
    inherits(found.table);
    const gone = hidden(found.table.indicatorValues!).filter(({ codes }) => codes.region !== 'Total');
    expect(gone.length).toBeGreaterThan(0);
    const [provinces] = found.table.ranking!.levels;
    expect(provinces!.ranked.length + provinces!.unranked).toBe(6);
    expect(provinces!.unranked).toBeGreaterThan(0);
    expect(table.ranking!.levels[0]!.unranked).toBe(0);
  });

  it('table 19 gives shares of sending villages only from published cells', async () => {
    const { found } = await protect('19', {
      ...regencies(['7101', '7106', '7171', '7172']),
      dimensions: ['region', 'credit', 'market'],
    });
    holds(found);
    inherits(found.table);
    expect(found.table.indicators!.of.map(({ name }) => name)).toEqual([
      'sendingVillages',
      'creditShare',
      'marketShare',
    ]);
  });

  it('lets a table of the same reported persons tell nothing that an earlier one hides', async () => {
    // Tables 14 and 18 share the migrant workers reported: what 14 hides, 18 must not show as its denominator.
    const request = regencies(['71']);
    const [first, second] = [await tabulated('14', request, 4), await tabulated('18', request, 4)];
    const ledger = (id: string, table: TabulatedTable, earlier: Ledger['earlier']): Ledger => ({
      meaning: meaningOf(specs.table(id), table.where, 'podes'),
      vintage: 'x',
      earlier,
    });
    const before = protectTable(first, policy, { solver }, ledger('14', first, []));
    const after = protectTable(
      second,
      policy,
      { solver },
      ledger('18', second, [{ ...before.entry!, release: 'a' }]),
    );
    // All but those of the one province, which are those of the whole.
    expect(after.files.report.earlier?.sharedCells).toBe(first.cells.length - 3);
    const gone = new Set(hidden(before.table.cells).map(key));
    expect(gone.size).toBeGreaterThan(0);
    for (const each of after.table.cells) {
      const { component, ...codes } = each.codes;
      if (component === 'Total' && gone.has(key({ codes }))) expect(each.obsStatus).toBe('Q');
    }
    expect(after.status).toBe('holds');
  });
});
