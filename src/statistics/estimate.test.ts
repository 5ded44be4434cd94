import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import oracle from '../../fixtures/oracles/survey.json' with { type: 'json' };
import {
  type PlainRecord,
  plainRatioError,
  plainTotal,
  plainTotalError,
} from '../../fixtures/synthetic/plain-estimator.ts';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { type EstimateRow, estimate } from './estimate.ts';
import { parseEstimateSpec } from './estimate-spec.ts';

const HEADER = ['stratum', 'psu', 'weight', 'region', 'activity', 'hours'];

function run(spec: unknown, rows: readonly (readonly string[])[], header = HEADER, size = 3) {
  return estimate(parseEstimateSpec(spec), rowsInBatches(header, rows, size));
}

const DESIGN = { weight: 'weight', strata: 'stratum', psu: 'psu', fpc: null, lonelyPsu: 'adjust' };
const EMPLOYED = { name: 'employed', type: 'total', of: { variable: 'activity', in: ['1'] } };
const TPT = {
  name: 'tpt',
  type: 'ratio',
  numerator: { variable: 'activity', in: ['2'] },
  denominator: { variable: 'activity', in: ['1', '2'] },
};

const find = (rows: readonly EstimateRow[], name: string, codes: Record<string, string>) =>
  rows.find((row) => row.name === name && JSON.stringify(row.codes) === JSON.stringify(codes))!;

describe('estimate, known answers', () => {
  // Two strata of two PSUs. Weighted employed per PSU: A1 = 10+20, A2 = 10; B1 = 5, B2 = 0.
  const rows = [
    ['A', '1', '10', '11', '1', '40'],
    ['A', '1', '20', '11', '1', '20'],
    ['A', '2', '10', '11', '1', '30'],
    ['A', '2', '10', '11', '2', '0'],
    ['B', '1', '5', '12', '1', '10'],
    ['B', '2', '5', '12', '2', '0'],
  ];

  it('gives the total, its error and its contributors as computed by hand', async () => {
    const result = await run({ design: DESIGN, by: ['region'], estimates: [EMPLOYED] }, rows);
    // Stratum A: 2/1 * ((30-20)^2 + (10-20)^2) = 400; B: 2 * (2.5^2 + 2.5^2) = 25.
    expect(find(result, 'employed', { region: 'Total' })).toEqual({
      name: 'employed',
      codes: { region: 'Total' },
      estimate: 45,
      se: Math.sqrt(425),
      contributors: 4,
      rse: (100 * Math.sqrt(425)) / 45,
      reliability: 'caution',
      df: 2,
      // Student's 97.5 % point with 2 degrees of freedom is 4.3026527297.
      ci: [
        expect.closeTo(45 - 4.3026527297 * Math.sqrt(425), 6),
        expect.closeTo(45 + 4.3026527297 * Math.sqrt(425), 6),
      ],
    });
    expect(find(result, 'employed', { region: '12' })).toMatchObject({ estimate: 5, se: 5, contributors: 1 });
    expect(result.map((row) => row.codes.region)).toEqual(['Total', '11', '12']);
  });

  it('gives a ratio as a fraction, linearised', async () => {
    const result = await run({ design: DESIGN, by: ['region'], estimates: [TPT] }, rows);
    // Region 12: R = 5/10; z of B1 = 5(0-.5)/10 = -.25, of B2 = 5(1-.5)/10 = .25; v = 2(.0625+.0625) = .25.
    expect(find(result, 'tpt', { region: '12' })).toMatchObject({ estimate: 0.5, se: 0.5, contributors: 2 });
  });

  it('gives a mean among those asked, also where others left it empty', async () => {
    const asked = [
      ['A', '1', '10', '11', '1', '40'],
      ['A', '2', '30', '11', '1', '20'],
      ['A', '2', '7', '11', '2', ''],
    ];
    const hours = {
      name: 'hours',
      type: 'mean',
      of: { variable: 'hours' },
      among: { variable: 'activity', in: ['1'] },
    };
    const result = await run({ design: DESIGN, by: [], estimates: [hours] }, asked);
    // Mean 25; z of the PSUs: 10*15/40 = 3.75 and 30*(-5)/40 = -3.75; v = 2(3.75^2 * 2) = 56.25.
    expect(result).toMatchObject([
      { name: 'hours', codes: {}, estimate: 25, se: 7.5, rse: 30, contributors: 2, df: 1 },
    ]);
  });

  it('has null for a rate of nobody and 0 for a total of nobody', async () => {
    const nobody = [
      ['A', '1', '10', '11', '3', '0'],
      ['A', '2', '10', '11', '3', '0'],
    ];
    const result = await run({ design: DESIGN, by: [], estimates: [TPT, EMPLOYED] }, nobody);
    const unknown = { rse: null, reliability: null, ci: null };
    expect(result).toEqual([
      { name: 'tpt', codes: {}, estimate: null, se: null, contributors: 0, ...unknown, df: 0 },
      { name: 'employed', codes: {}, estimate: 0, se: 0, contributors: 0, ...unknown, df: 1 },
    ]);
  });

  it('leaves records with a named missing code out of the estimates that use it, and keeps their PSU', async () => {
    const gaps = [...rows, ['B', '3', '5', '12', '', '1'], ['B', '3', '5', '', '1', '1']];
    const spec = {
      design: DESIGN,
      by: ['region'],
      estimates: [EMPLOYED],
      missing: { activity: [''], region: [''] },
    };
    const result = await run(spec, gaps);
    // Three PSUs in B now: 5, 0, 0 about 5/3, times 3/2 = 25.
    const error = find(result, 'employed', { region: '12' }).se!;
    expect(error).toBeCloseTo(5, 12);
    const stratumA = 400;
    expect(find(result, 'employed', { region: 'Total' }).se).toBeCloseTo(Math.sqrt(stratumA + 25), 12);
    expect(find(result, 'employed', { region: 'Total' }).contributors).toBe(4);
  });
});

describe('estimate, refusals name row and column', () => {
  const good = ['A', '1', '10', '11', '1', '40'];
  const spec = { design: { ...DESIGN, lonelyPsu: 'remove' }, by: ['region'], estimates: [EMPLOYED] };
  it.each([
    ['an empty cell in a variable used', ['A', '1', '1', '11', '', '4'], 'estimate-value-missing', 5],
    ['an empty group', ['A', '1', '1', '', '1', '4'], 'estimate-value-missing', 4],
    ['an empty stratum', ['', '1', '1', '11', '1', '4'], 'estimate-value-missing', 1],
    ['a negative weight', ['A', '1', '-1', '11', '1', '4'], 'microdata-weight-invalid', 3],
    ['a weight with a comma', ['A', '1', '1,5', '11', '1', '4'], 'microdata-weight-invalid', 3],
    ['Total as a group', ['A', '1', '1', 'Total', '1', '4'], 'estimate-code-reserved', 4],
  ])('%s', async (_name, bad, code, column) => {
    await expect(run(spec, [good, good, good, bad])).rejects.toMatchObject({
      code,
      facts: { row: 4, column },
    });
  });

  it('an empty cell in a variable that is not used is no concern', async () => {
    await expect(run(spec, [['A', '1', '1', '11', '1', '']])).resolves.toHaveLength(2);
  });

  it('text where a number is wanted', async () => {
    const total = { name: 'h', type: 'total', of: { variable: 'hours' } };
    const refused = run({ ...spec, estimates: [total] }, [good, ['A', '1', '1', '11', '1', 'forty']]);
    await expect(refused).rejects.toMatchObject({
      code: 'microdata-number-malformed',
      facts: { row: 2, column: 6 },
    });
  });

  it('a variable that is not there, a lonely PSU under fail, an unknown member', async () => {
    const unknown = run({ ...spec, by: ['province'] }, [good]);
    await expect(unknown).rejects.toMatchObject({ code: 'estimate-variable-unknown' });
    const lonely = run({ ...spec, design: { ...DESIGN, lonelyPsu: 'fail' } }, [good]);
    await expect(lonely).rejects.toMatchObject({ code: 'design-lonely-psu', facts: { strata: 1 } });
    expect(() => parseEstimateSpec({ ...spec, nonsense: 1 })).toThrow('spec-invalid');
  });
});

describe(`estimate, R survey ${oracle.made.survey}`, () => {
  const close = (value: number | null, expected: number | null) => {
    if (expected === null || value === null) return expect(value).toBe(expected);
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1e-6, Math.abs(expected)));
  };
  it.each(oracle.cases.map((each, i) => [i, each.spec.design.lonelyPsu, each] as const))(
    'case %i (%s)',
    async (_i, _way, { spec, rows }) => {
      const found = await run(spec, oracle.rows, oracle.header, 17);
      expect(found).toHaveLength(rows.length);
      for (const expected of rows as EstimateRow[]) {
        const row = found.find(
          (each) =>
            each.name === expected.name &&
            Object.entries(expected.codes).every(([name, code]) => each.codes[name] === code),
        )!;
        close(row.estimate, expected.estimate);
        close(row.se, expected.se);
        expect(row.contributors).toBe(expected.contributors);
      }
    },
  );
});

const records: fc.Arbitrary<PlainRecord[]> = fc.array(
  fc.record({
    stratum: fc.constantFrom('A', 'B', 'C'),
    psu: fc.constantFrom('1', '2', '3'),
    weight: fc.integer({ min: 1, max: 900 }).map((n) => n / 10),
    groups: fc.tuple(fc.constantFrom('11', '12', '13'), fc.constantFrom('1', '2')),
    y: fc.constantFrom(0, 1),
    x: fc.constant(1),
  }),
  { minLength: 1, maxLength: 30 },
);

const PROPERTY_HEADER = ['stratum', 'psu', 'weight', 'region', 'sex', 'y'];
const asRows = (all: readonly PlainRecord[], factor = 1) =>
  all.map((each) => [each.stratum, each.psu, String(each.weight * factor), ...each.groups, String(each.y)]);
const PROPERTY_SPEC = {
  design: DESIGN,
  by: ['region', 'sex'],
  estimates: [
    { name: 'total', type: 'total', of: { variable: 'y' } },
    { name: 'share', type: 'mean', of: { variable: 'y', in: ['1'] } },
  ],
};
const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b));

const same = (value: number | null, expected: number | null) =>
  value === null || expected === null
    ? expect(value).toBe(expected)
    : expect(relative(value, expected)).toBeLessThan(1e-9);

describe('estimate, properties', () => {
  it('equals the slow obvious estimator in every cell', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (all) => {
        for (const row of await run(PROPERTY_SPEC, asRows(all), PROPERTY_HEADER)) {
          const cell = [row.codes.region!, row.codes.sex!];
          const y = plainTotal(all, cell, 'y');
          const x = plainTotal(all, cell, 'x');
          const value = row.name === 'total' ? y : x === 0 ? null : y / x;
          const error = row.name === 'total' ? plainTotalError(all, cell) : plainRatioError(all, cell);
          if (value === null || error === null) expect([row.estimate, row.se]).toEqual([null, null]);
          else {
            expect(relative(row.estimate!, value)).toBeLessThan(1e-12);
            expect(relative(row.se!, error)).toBeLessThan(1e-9);
          }
        }
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('does not mind the order of rows, and scales totals with the weights but not shares', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (all) => {
        const plain = await run(PROPERTY_SPEC, asRows(all), PROPERTY_HEADER);
        const turned = await run(PROPERTY_SPEC, asRows(all).reverse(), PROPERTY_HEADER);
        const doubled = await run(PROPERTY_SPEC, asRows(all, 2), PROPERTY_HEADER);
        for (const [i, row] of plain.entries())
          for (const of of ['estimate', 'se'] as const) {
            const value = row[of];
            const expected = value === null || row.name === 'share' ? value : value * 2;
            same(turned[i]![of], value);
            same(doubled[i]![of], expected);
          }
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
