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

const MAGNITUDE = { type: 'magnitude', value: 'turnover', contributor: 'holding' };
const LEVELS = {
  measure: MAGNITUDE,
  protection: { standard: 'levels' },
  primary: [{ rule: 'p-percent', p: 15 }],
};
const REQUEST = { rule: 'request', p1: 50, column: 'asked' };

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
  it('refuses a misspelt member, an empty interval and a column used twice', async () => {
    for (const changes of [
      { primry: [] },
      { protection: { standard: 'interval', from: 3, to: 3 } },
      { dimensions: [{ name: 'a', levels: ['x', 'x'] }] },
      { primary: [] },
      { primary: [{ rule: 'threshold', minContributors: 1 }] },
      { primary: [{ rule: 'dominance', n: 1, k: 80 }] },
      { protection: { standard: 'levels' } },
      { measure: MAGNITUDE },
      { ...LEVELS, primary: [{ rule: 'pq', p: 20, q: 20 }] },
      { ...LEVELS, primary: [REQUEST, { ...REQUEST, column: 'other' }] },
      { dimensions: [{ name: 'a', levels: ['x'], hierarchies: [{ name: 'b', levels: ['y', 'z'] }] }] },
      {
        dimensions: [
          { name: 'a', levels: ['x'], hierarchies: [{ name: 'b', levels: ['y', 'x'] }] },
          { name: 'c', levels: ['y'] },
        ],
      },
    ])
      expect((await refusal(() => spec(changes)))[0]).toBe('spec-invalid');
  });
});

describe('magnitudes', () => {
  const header = ['prov', 'regency', 'sex', 'turnover', 'holding'];
  const rows = [
    ['11', '1101', 'M', '10.5', 'A'],
    ['11', '1101', 'M', '4', 'A'],
    ['11', '1101', 'F', '0.25', 'B'],
    ['11', '1102', 'M', '20', 'A'],
    ['11', '1102', 'M', '30', 'C'],
    ['12', '1201', 'F', '1e1', ''],
    ['12', '1201', 'F', '7', ''],
  ];
  const table = (changes: object = {}, head = header, data = rows) =>
    read(data, { ...LEVELS, ...changes }, head);

  it('are whole units of the last decimal place, and add up exactly', async () => {
    const { space, value, decimals, contributionUnits } = await table();
    expect([decimals, contributionUnits]).toEqual([2, 1]);
    expect(value[cellOf(space, '1101', 'M')]).toBe(1450);
    expect(value[0]).toBe(8175);
  });

  it('sum by contributor before ranking: a holding in two cells is one contributor of their margin', async () => {
    const { space, contributors, contributionsOf } = await table();
    const behind = (...codes: string[]) =>
      contributionsOf!(cellOf(space, ...codes)).parts.map(({ size }) => size);
    expect(behind('1101', 'M')).toEqual([1450]);
    expect(behind('11', 'M')).toEqual([3450, 3000]);
    expect(behind('Total', 'Total')).toEqual([3450, 3000, 1000, 700, 25]);
    expect(contributors[cellOf(space, '11', 'M')]).toBe(2);
    expect(contributors[cellOf(space, '1201', 'F')]).toBe(2);
    expect(contributors[cellOf(space, '1201', 'M')]).toBe(0);
    expect(behind('1201', 'M')).toEqual([]);
  });

  it('count holdings for a table of counts too', async () => {
    const counted = await table({
      measure: { type: 'count', contributor: 'holding' },
      primary: SPEC.primary,
      protection: SPEC.protection,
    });
    const at = cellOf(counted.space, '1101', 'M');
    expect([counted.value[at], counted.contributors[at]]).toEqual([2, 1]);
  });

  it('round to the places published at the inner cells, and rank with all places of the data', async () => {
    const { space, value, contributionUnits, contributionsOf } = await table({
      measure: { ...MAGNITUDE, decimals: 0 },
    });
    expect(value[cellOf(space, '1101', 'M')]).toBe(15);
    expect(value[0]).toBe(82);
    expect(contributionUnits).toBe(100);
    expect(contributionsOf!(cellOf(space, '1101', 'F')).total).toBe(25);
  });

  it('take weights, waivers and requests by contributor', async () => {
    const { space, value, contributionsOf } = await table(
      {
        measure: { ...MAGNITUDE, weight: 'w', waiver: 'ok' },
        primary: [{ rule: 'request', p1: 50, column: 'asked' }],
      },
      [...header, 'w', 'ok', 'asked'],
      [
        ['11', '1101', 'M', '30', 'A', '3', '0', '1'],
        ['11', '1101', 'M', '10', 'A', '1', '1', '2'],
        ['11', '1101', 'M', '5', 'B', '2', '1', ''],
      ],
    );
    const { parts, total } = contributionsOf!(0);
    expect(parts).toEqual([
      { size: 40, weight: 2.5, waived: false, request: 1 },
      { size: 5, weight: 2, waived: true, request: 0 },
    ]);
    expect([total, value[0]]).toEqual([110, 110]);
    expect(space.size).toBe(6);
  });

  it('take negative values only where told so, and rank their absolute sums', async () => {
    const data = [...rows, ['12', '1201', 'F', '-50', 'D'], ['12', '1201', 'F', '9', 'D']];
    expect(await refusal(() => table({}, header, data))).toEqual([
      'disclosure-not-a-magnitude',
      { row: 8, column: 4, negative: true },
    ]);
    const signed = await table({ measure: { ...MAGNITUDE, negative: true } }, header, data);
    const at = cellOf(signed.space, '1201', 'F');
    expect(signed.value[at]).toBe(-2400);
    expect(signed.contributionsOf!(at)).toMatchObject({ total: 5800 });
    expect(signed.contributionsOf!(at).parts[0]!.size).toBe(4100);
    expect(signed.signed).toBe(true);
  });

  it.each(['1,5', '', 'x', '1.5.0', ' 1', '12345678901234567890'])('refuse %j', async (text) => {
    expect(await refusal(() => table({}, header, [['11', '1101', 'M', text, 'A']]))).toEqual([
      'disclosure-not-a-magnitude',
      { row: 1, column: 4 },
    ]);
  });

  it('rank any cell as a slow sum over raw rows does (property)', async () => {
    const row = fc.tuple(
      fc.constantFrom('1101', '1102', '1201'),
      fc.constantFrom('M', 'F'),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom('A', 'B', 'C', 'D'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (list) => {
        const data = list.map(([regency, sex, x, who]) => [
          regency.slice(0, 2),
          regency,
          sex,
          String(x / 10),
          who,
        ]);
        const { space, contributors, contributionsOf, decimals } = await table({}, header, data);
        for (let at = 0; at < space.size; at++) {
          const [region, sex] = codesOf(space, at) as [string, string];
          const sums = new Map<string, number>();
          for (const [regency, s, x, who] of list)
            if ((region === 'Total' || regency.startsWith(region)) && (sex === 'Total' || s === sex))
              sums.set(who, (sums.get(who) ?? 0) + x);
          const sizes = [...sums.values()].map((sum) => (sum * 10 ** decimals!) / 10).sort((a, b) => b - a);
          expect(contributionsOf!(at).parts.map(({ size }) => size)).toEqual(sizes);
          expect(contributors[at]).toBe(sums.size);
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('several hierarchies', () => {
  const dimensions = [
    {
      name: 'region',
      levels: ['prov', 'regency'],
      hierarchies: [{ name: 'economic', levels: ['zone', 'regency'] }],
    },
  ];
  const header = ['prov', 'regency', 'zone', 'freq'];
  const rows = [
    ['11', '1101', 'coast', '4'],
    ['11', '1102', 'hills', '5'],
    ['12', '1201', 'coast', '6'],
    ['12', '1202', 'hills', '7'],
  ];

  it('stand in one dimension: the tree first, then the groups of the others, each with its sum', async () => {
    const { space, value } = await read(rows, { dimensions }, header);
    expect(space.dimensions[0]!.codes).toEqual([
      ...['Total', '11', '1101', '1102', '12', '1201', '1202'],
      ...['coast', 'hills'],
    ]);
    expect([...value]).toEqual([22, 9, 4, 5, 13, 6, 7, 10, 12]);
  });

  it('take margins of either hierarchy, checked', async () => {
    const with_ = (zone: string, freq: string) =>
      read([...rows, ['Total', 'Total', zone, freq]], { dimensions }, header);
    expect((await with_('coast', '10')).value[7]).toBe(10);
    expect(await refusal(() => with_('coast', '11'))).toEqual([
      'disclosure-margin-differs',
      { row: 5, codes: ['coast'], stated: 11, sum: 10 },
    ]);
  });

  it('refuse a code in two groups of one hierarchy', async () => {
    expect(
      await refusal(() => read([...rows, ['11', '1101', 'hills', '1']], { dimensions }, header)),
    ).toEqual([
      'disclosure-code',
      expect.objectContaining({ row: 5, column: 2, found: 'a code below two others' }),
    ]);
  });

  it('may meet the levels at an inner one', async () => {
    const inner = [
      { ...dimensions[0]!, hierarchies: [{ name: 'islands', levels: ['zone', 'prov', 'regency'] }] },
    ];
    const data = rows.map(([prov, regency, , freq]) => [
      prov!,
      regency!,
      prov === '11' ? 'west' : 'east',
      freq!,
    ]);
    const { space, value } = await read(data, { dimensions: inner }, header);
    expect(space.dimensions[0]!.codes.slice(-2)).toEqual(['east', 'west']);
    expect([...value.slice(-2)]).toEqual([13, 9]);
  });
});

describe('additivity', () => {
  const header = ['prov', 'regency', 'sex', 'freq', 'n'];
  const rows = [
    ['11', '1101', 'M', '3', '9'],
    ['11', '1102', 'M', '4', '9'],
    ['12', '1201', 'M', '5', '9'],
    ['11', 'Total', 'M', '8', '9'],
    ['11', 'Total', 'Total', '8', '9'],
    ['Total', 'Total', 'M', '13', '9'],
    ['Total', 'Total', 'Total', '13', '9'],
  ];
  const weighted = { measure: { type: 'count', value: 'freq', contributors: 'n' } };
  const rounded = (tolerance: number, data = rows) =>
    read(data, { ...weighted, additivity: { tolerance } }, header);

  it('keeps stated margins that miss by no more than the tolerance, and repairs nothing', async () => {
    const { space, value, tolerance } = await rounded(1);
    expect(tolerance).toBe(1);
    expect(value[cellOf(space, '11', 'M')]).toBe(8);
    expect(value[cellOf(space, '1101', 'M')]).toBe(3);
    expect(value[0]).toBe(13);
  });

  it('refuses what misses by more, naming the cell, both sums and the tolerance', async () => {
    expect(await refusal(() => rounded(0.9))).toEqual([
      'disclosure-margin-differs',
      expect.objectContaining({ codes: ['11', 'M'], row: 4, stated: 8, sum: 7, tolerance: 0.9 }),
    ]);
    expect((await refusal(() => read(rows, weighted, header)))[0]).toBe('disclosure-margin-differs');
  });

  it('names the margin that is wrong, not the sums above it that are wrong because of it', async () => {
    const wrong = rows.map((row, i) => (i === 3 ? ['11', 'Total', 'M', '12', '9'] : row));
    expect((await refusal(() => rounded(1, wrong)))[1]).toMatchObject({ codes: ['11', 'M'], row: 4, sum: 7 });
  });
});
