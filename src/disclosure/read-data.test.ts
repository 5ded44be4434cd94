import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { DomainError } from '../problems.ts';
import { codesOf } from './cells.ts';
import { disclosureFiles } from './outputs.ts';
import { protectCounts } from './protect.ts';
import { readCountTable } from './read-data.ts';
import type { Solver } from './solver.ts';
import { type DisclosureSpec, parseDisclosureSpec } from './spec.ts';

const SPEC = {
  dimensions: [
    { name: 'region', levels: ['prov', 'regency'] },
    { name: 'sex', levels: ['sex'] },
  ],
  measure: { type: 'count', frequency: 'freq' },
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
};
const HEADER = ['prov', 'regency', 'sex', 'freq'];
const ROWS = [
  ['11', '1101', 'M', '4'],
  ['11', '1101', 'F', '2'],
  ['11', '1102', 'M', '7'],
  ['12', '1201', 'F', '9'],
];

const spec = (changes: object = {}): DisclosureSpec => parseDisclosureSpec({ ...SPEC, ...changes });
const read = (
  rows: readonly (readonly string[])[],
  changes: object = {},
  header: readonly string[] = HEADER,
) => readCountTable(spec(changes), header, [{ firstRow: 1, rows }]);
const refusal = async (run: () => unknown): Promise<[string, unknown]> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.facts];
    throw error;
  }
  throw new Error('nothing was refused');
};

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

describe('readCountTable', () => {
  it('makes the full cross-product of all levels and Total, margins summed, missing combinations zero', async () => {
    const { space, value } = await read(ROWS);
    const shown = [...value.keys()].map((cell) => [...codesOf(space, cell), value[cell]].join(' '));
    expect(shown).toEqual([
      ...['Total Total 22', 'Total F 11', 'Total M 11'],
      ...['11 Total 13', '11 F 2', '11 M 11', '1101 Total 6', '1101 F 2', '1101 M 4'],
      ...['1102 Total 7', '1102 F 0', '1102 M 7'],
      ...['12 Total 9', '12 F 9', '12 M 0', '1201 Total 9', '1201 F 9', '1201 M 0'],
    ]);
  });

  it('adds equal rows up, and counts records where there is no frequency', async () => {
    const twice = await read([...ROWS, ['11', '1101', 'M', '3']]);
    expect(twice.value[cellOf(twice.space, '1101', 'M')]).toBe(7);
    const records = await read([...ROWS, ROWS[0]!], { measure: { type: 'count' } });
    expect(records.value[cellOf(records.space, '1101', 'M')]).toBe(2);
  });

  it('accepts margins that agree, and refuses one that does not, naming row, codes and both sums', async () => {
    const margin = ['11', 'Total', 'M', '11'];
    expect((await read([...ROWS, margin])).value[0]).toBe(22);
    expect(await refusal(() => read([...ROWS, ['11', 'Total', 'M', '12']]))).toEqual([
      'disclosure-margin-differs',
      { row: 5, codes: ['11', 'M'], stated: 12, sum: 11 },
    ]);
    expect((await refusal(() => read([...ROWS, ['99', 'Total', 'M', '0']])))[0]).toBe(
      'disclosure-margin-unknown',
    );
  });

  it.each([
    ['a code of two levels', ['11', '12', 'M', '1'], 'a code of another level', 2],
    ['a code below two parents', ['12', '1101', 'M', '1'], 'a code below two others', 2],
    ['a code below Total', ['Total', '1101', 'M', '1'], 'a code below Total', 2],
    ['an empty code', ['11', '1101', '', '1'], 'an empty code', 3],
  ])('refuses %s', async (_what, row, found, column) => {
    const [code, facts] = await refusal(() => read([...ROWS, row]));
    expect([code, facts]).toEqual(['disclosure-code', expect.objectContaining({ row: 5, column, found })]);
  });

  it.each(['-1', '1.5', '1,000', '', 'x', '1e3', ' 1'])('refuses %j as a count', async (text) => {
    expect(await refusal(() => read([['11', '1101', 'M', text]]))).toEqual([
      'disclosure-not-a-count',
      { row: 1, column: 4 },
    ]);
  });

  it('refuses a column that is not there', async () => {
    expect((await refusal(() => read(ROWS, { measure: { type: 'count', frequency: 'n' } })))[0]).toBe(
      'disclosure-column-missing',
    );
  });

  it('takes weighted counts with their contributors, whole persons at the inner cells, margins their sums', async () => {
    const table = await read(
      [
        ['11', '1101', 'M', '10.5', '2'],
        ['11', '1101', 'F', '10.4', '9'],
        ['12', '1201', 'M', '3.5', '4'],
      ],
      { measure: { type: 'count', value: 'w', contributors: 'n' } },
      ['prov', 'regency', 'sex', 'w', 'n'],
    );
    expect(table.value[cellOf(table.space, '1101', 'Total')]).toBe(21);
    expect(table.value[0]).toBe(25);
    expect(table.contributors[0]).toBe(15);
    expect(table.weighted).toBe(true);
  });

  it('marks given cells, margins included', async () => {
    const rows = [
      ['11', '1101', 'M', '4', 'true'],
      ['11', '1101', 'F', '8', '0'],
      ['Total', 'Total', 'M', '4', '1'],
    ];
    const table = await read(rows, { primary: [{ rule: 'given', column: 'p' }] }, [...HEADER, 'p']);
    const flags = table.given.get('p')!;
    expect([...flags.keys()].filter((cell) => flags[cell]).map((cell) => codesOf(table.space, cell))).toEqual(
      [
        ['Total', 'M'],
        ['1101', 'M'],
      ],
    );
  });

  it('keeps combinations without data published where they are structural', async () => {
    const table = await read(ROWS, { absent: 'structural' });
    expect(table.structural![cellOf(table.space, '1102', 'F')]).toBe(1);
    expect(table.structural![cellOf(table.space, '1101', 'F')]).toBe(0);
    expect(table.structural![cellOf(table.space, '12', 'M')]).toBe(1);
  });

  it('gives the same files byte for byte whatever the order of the rows', async () => {
    const files = async (rows: readonly (readonly string[])[]) => {
      const given = spec();
      const table = await readCountTable(given, HEADER, [{ firstRow: 1, rows }]);
      return disclosureFiles(protectCounts(table, given, { solver }), solver, null);
    };
    const first = await files(ROWS);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(ROWS, { minLength: ROWS.length }), async (rows) => {
        expect(await files(rows)).toEqual(first);
      }),
      { seed: 4, numRuns: 10 },
    );
  });
});

describe('parseDisclosureSpec', () => {
  it.each([
    [{ primary: [{ rule: 'dominance', n: 1, k: 80 }] }, 'rule', 'dominance'],
    [{ primary: [{ rule: 'p-percent', p: 15 }] }, 'rule', 'p-percent'],
    [{ method: 'exact' }, 'method', 'exact'],
    [{ measure: { type: 'magnitude', value: 'v' } }, 'type', 'magnitude'],
    [{ protection: { standard: 'levels' } }, 'standard', 'levels'],
  ])('says that %j is not supported yet', async (changes, member, value) => {
    expect(await refusal(() => spec(changes))).toEqual(['disclosure-not-supported', { member, value }]);
  });

  it('refuses a misspelt member, an empty interval and a column used twice', async () => {
    for (const changes of [
      { primry: [] },
      { protection: { standard: 'interval', from: 3, to: 3 } },
      { dimensions: [{ name: 'a', levels: ['x', 'x'] }] },
      { primary: [] },
      { primary: [{ rule: 'threshold', minContributors: 1 }] },
    ])
      expect((await refusal(() => spec(changes)))[0]).toBe('spec-invalid');
  });
});
