import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PlainRecord,
  plainRatioError,
  plainTotal,
  plainTotalError,
} from '../../fixtures/synthetic/plain-estimator.ts';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { parseDictionary } from './dictionary.ts';
import { builtInSpecs } from './library.ts';
import type { TableRequest } from './table-request.ts';
import { tabulate } from './tabulate.ts';
import { parseTabulatedTable, type TabulatedTable } from './tabulated-table.ts';

const specs = builtInSpecs();
const HEADER = [
  'region',
  'urban',
  'stratum',
  'psu',
  'household',
  'weight',
  'sex',
  'age',
  'activity',
  'industry',
];
const survey = specs.dictionary('sakernas-2024-08');
/** The columns that tables 05 and 06 need, with their design. */
const dictionary = parseDictionary({
  ...survey,
  variables: survey.variables.filter(({ name }) => HEADER.includes(name)),
});

interface Person {
  readonly region?: string;
  readonly stratum?: string;
  readonly psu?: string;
  readonly weight?: number;
  readonly sex?: string;
  readonly age?: number;
  readonly activity?: string;
  readonly industry?: string;
}

/** A row from the facts that matter in a test. */
const row = (person: Person): string[] => {
  const {
    region = '11',
    stratum = 'A',
    psu = '1',
    weight = 10,
    sex = '1',
    age = 30,
    activity = '1',
  } = person;
  const industry = person.industry ?? (activity === '1' ? 'A' : '');
  return [region, '1', stratum, psu, '1', String(weight), sex, String(age), activity, industry];
};

const table = (
  id: string,
  persons: readonly Person[],
  request: TableRequest = {},
  dict = dictionary,
  batch = 4,
): Promise<TabulatedTable> =>
  tabulate(specs.table(id), dict, rowsInBatches(HEADER, persons.map(row), batch), request);

const cell = (from: TabulatedTable, codes: Record<string, string>) =>
  from.cells.find((each) =>
    from.dimensions.every(({ name }) => each.codes[name] === (codes[name] ?? 'Total')),
  )!;

describe('table 05, employed persons', () => {
  const persons: Person[] = [
    { psu: '1', weight: 10, industry: 'A' },
    { psu: '1', weight: 20, industry: 'C', sex: '2' },
    { psu: '2', weight: 10, industry: 'A', sex: '2' },
    { psu: '2', weight: 10, activity: '2' },
    { region: '12', stratum: 'B', psu: '1', weight: 5, industry: 'A' },
    { region: '12', stratum: 'B', psu: '2', weight: 5, activity: '3' },
  ];

  it('gives estimate, error and unweighted contributors as computed by hand', async () => {
    const made = await table('05', persons);
    // As in estimate.test.ts: 2((30-20)^2 + (10-20)^2) + 2(2.5^2 + 2.5^2) = 425.
    expect(cell(made, {})).toEqual({
      codes: { region: 'Total', sex: 'Total', industry: 'Total' },
      estimate: 45,
      se: Math.sqrt(425),
      rse: (100 * Math.sqrt(425)) / 45,
      reliability: 'caution',
      contributors: 4,
    });
    expect(cell(made, { industry: 'A', region: '11' })).toMatchObject({
      estimate: 20,
      se: 0,
      contributors: 2,
    });
    expect(cell(made, { region: '12' })).toMatchObject({
      estimate: 5,
      se: 5,
      rse: 100,
      reliability: 'withheld',
    });
    expect(cell(made, { region: '97' })).toMatchObject({ estimate: 0, se: 0, rse: null, contributors: 0 });
    expect(made.records).toEqual({ read: 6, inPopulation: 4 });
  });

  it('lists every code of the code lists with labels, Total first, and is what the schema says', async () => {
    const made = await table('05', persons);
    expect(made.dimensions.map((each) => each.codes.length)).toEqual([39, 3, 18]);
    expect(made.cells).toHaveLength(39 * 3 * 18);
    expect(made.dimensions[0]!.codes[1]).toEqual({
      code: '11',
      parent: 'Total',
      label: { id: 'Aceh', en: 'Aceh' },
    });
    expect(parseTabulatedTable(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(made.citation.id).toBe(
      'Sumber: BPS, Sakernas Agustus 2024 (data sintetis, bukan hasil survei), 2024-08-01 - 2024-08-31',
    );
  });

  it('refuses an employed person without industry, by row', async () => {
    await expect(table('05', [...persons, { industry: '' }])).rejects.toMatchObject({
      code: 'table-dimension-missing',
      facts: { row: 7, variable: 'industry' },
    });
  });

  it('counts a not-stated answer in a category of its own, where the dictionary names it', async () => {
    const file = JSON.parse(JSON.stringify(dictionary)) as {
      variables: { name: string; missing: unknown[] }[];
    };
    file.variables
      .find((each) => each.name === 'industry')!
      .missing.push({ code: '98', means: 'not-stated' });
    const made = await table('05', [...persons, { weight: 3, industry: '98' }], {}, parseDictionary(file));
    expect(cell(made, { industry: 'not-stated' })).toMatchObject({ estimate: 3, contributors: 1 });
    expect(cell(made, {})).toMatchObject({ estimate: 48 });
  });

  it('has no standard errors where nothing was sampled', async () => {
    const census = parseDictionary({ ...dictionary, kind: 'census', design: null });
    const made = await table('05', persons, {}, census);
    expect(cell(made, {})).toMatchObject({
      estimate: 4,
      se: null,
      rse: null,
      reliability: null,
      contributors: 4,
    });
    expect(made.measure.weighted).toBe(false);
  });

  it('counts 25 and 50 per cent on the better side', async () => {
    // z of the two PSUs is 50 +- d, v = 2 * 2 d^2, so the RSE is 2d per cent of 100.
    const two = (d: number) => [
      { psu: '1', weight: 50 + d },
      { psu: '2', weight: 50 - d },
    ];
    const flag = async (d: number) => cell(await table('05', two(d)), {}).reliability;
    expect(await Promise.all([12.5, 12.6, 25, 25.1].map(flag))).toEqual([
      'accurate',
      'caution',
      'caution',
      'withheld',
    ]);
  });
});

describe('table 06, open unemployment rate', () => {
  const persons: Person[] = [
    { region: '12', stratum: 'B', psu: '1', weight: 5, activity: '1' },
    { region: '12', stratum: 'B', psu: '2', weight: 5, activity: '2' },
    { region: '12', stratum: 'B', psu: '2', weight: 90, activity: '3' },
  ];

  it('carries numerator, rest and denominator as a dimension, and the rate in per cent', async () => {
    const made = await table('06', persons);
    expect(made.rate).toMatchObject({
      component: 'component',
      numerator: 'numerator',
      scale: 100,
      decimals: 2,
    });
    expect(made.dimensions.at(-1)!.codes.map((each) => each.code)).toEqual(['Total', 'numerator', 'rest']);
    expect(cell(made, { region: '12', component: 'numerator' })).toMatchObject({
      estimate: 5,
      contributors: 1,
    });
    expect(cell(made, { region: '12' })).toMatchObject({ estimate: 10, se: 0, contributors: 2 });
    const rate = made.rates!.find((each) => each.codes.region === '12' && each.codes.sex === 'Total');
    // As in estimate.test.ts: 0.5 with error 0.5.
    expect(rate).toMatchObject({ estimate: 50, se: 50, rse: 100, contributors: 2 });
  });

  it('has null for the rate of nobody', async () => {
    const made = await table('06', persons);
    expect(made.rates!.find((each) => each.codes.region === '13')).toEqual({
      codes: { region: '13', sex: 'Total' },
      estimate: null,
      se: null,
      rse: null,
      reliability: null,
      contributors: 0,
    });
  });
});

describe('request', () => {
  const persons: Person[] = [
    { region: '11', weight: 1 },
    { region: '12', weight: 2, psu: '2' },
    { region: '13', weight: 4, psu: '2', sex: '2' },
  ];

  it('keeps the dimensions wanted, in the order of the spec', async () => {
    const made = await table('05', persons, { dimensions: ['sex', 'region'] });
    expect(made.dimensions.map((each) => each.name)).toEqual(['region', 'sex']);
    expect(made.cells).toHaveLength(39 * 3);
  });

  it('restricts the population, so that Total counts what stays, and says so', async () => {
    const made = await table('05', persons, {
      dimensions: ['region'],
      where: [{ variable: 'region', in: ['13', '11'] }],
    });
    expect(made.cells.map((each) => [each.codes.region, each.estimate])).toEqual([
      ['Total', 5],
      ['11', 1],
      ['13', 4],
    ]);
    expect(made.where).toEqual([{ variable: 'region', in: ['11', '13'] }]);
    const bySex = await table('05', persons, {
      dimensions: ['region'],
      where: [{ variable: 'sex', in: ['2'] }],
    });
    expect(cell(bySex, {})).toMatchObject({ estimate: 4, contributors: 1 });
  });

  it('keeps the PSUs outside a restriction in the variance', async () => {
    const made = await table('05', persons, {
      dimensions: ['sex'],
      where: [{ variable: 'region', in: ['11'] }],
    });
    // PSU totals 1 and 0 in one stratum: 2(0.5^2 + 0.5^2) = 1.
    expect(cell(made, {})).toMatchObject({ estimate: 1, se: 1 });
  });

  it.each<[string, string, TableRequest, string, string]>([
    ['an unknown dimension', '05', { dimensions: ['education'] }, 'table-dimension-unknown', 'region'],
    ['a dimension twice', '05', { dimensions: ['sex', 'sex'] }, 'table-dimension-unknown', 'industry'],
    ['no dimension', '05', { dimensions: [] }, 'table-dimension-required', 'region'],
    ['a required one left out', '06', { dimensions: ['sex'] }, 'table-dimension-required', 'region'],
    ['another variable', '05', { where: [{ variable: 'age', in: ['15'] }] }, 'table-filter-unknown', 'sex'],
    ['an unknown code', '05', { where: [{ variable: 'region', in: ['93'] }] }, 'table-filter-code', '97'],
    [
      'a variable twice',
      '05',
      {
        where: [
          { variable: 'sex', in: ['1'] },
          { variable: 'sex', in: ['2'] },
        ],
      },
      'table-filter-unknown',
      'region',
    ],
  ])('refuses %s and says what is allowed', async (_name, id, request, code, allowed) => {
    const refused = table(id, persons, request);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toMatchObject({ facts: { allowed: expect.arrayContaining([allowed]) } });
  });

  it('refuses a filter that leaves nobody, and names the filters', async () => {
    const nobody = table('05', persons, { where: [{ variable: 'region', in: ['97'] }] });
    await expect(nobody).rejects.toMatchObject({
      code: 'table-population-empty',
      facts: { read: 3, where: ['region'] },
    });
    const unemployed = persons.map((each) => ({ ...each, activity: '2' }));
    expect(cell(await table('05', unemployed), {})).toMatchObject({ estimate: 0, contributors: 0 });
  });

  it('says how many strata have one PSU, and refuses them where the dictionary says so', async () => {
    const lonely: Person[] = [
      { stratum: 'A', psu: '1', weight: 3 },
      { stratum: 'B', psu: '1', weight: 4 },
      { stratum: 'B', psu: '2', weight: 5 },
    ];
    const made = await table('05', lonely);
    expect(made.design).toEqual({ strata: 2, psus: 3, lonelyStrata: 1, lonelyPsu: 'adjust' });
    // 3^2 from zero, and 2((4-4.5)^2 + (5-4.5)^2) of the other stratum.
    expect(cell(made, {}).se).toBeCloseTo(Math.sqrt(9 + 1), 12);
    const fail = parseDictionary({ ...dictionary, design: { ...dictionary.design, lonelyPsu: 'fail' } });
    await expect(table('05', lonely, {}, fail)).rejects.toMatchObject({
      code: 'design-lonely-psu',
      facts: { strata: 1 },
    });
  });

  it('refuses a dataset of another series, and regions of another code system', async () => {
    const podes = parseDictionary({ ...dictionary, series: 'podes' });
    await expect(table('05', persons, {}, podes)).rejects.toMatchObject({ code: 'table-dataset-mismatch' });
    const variables = dictionary.variables.map((each) =>
      each.name === 'region' ? { ...each, codelist: 'province-kemendagri' } : each,
    );
    const other = parseDictionary({ ...dictionary, variables });
    await expect(table('05', persons, {}, other)).rejects.toMatchObject({ code: 'table-variable-unfit' });
    const floor = parseDictionary({ ...dictionary, regionFloor: 'country' });
    await expect(table('05', persons, {}, floor)).rejects.toMatchObject({ code: 'table-region-too-fine' });
  });
});

const samples: fc.Arbitrary<Required<Person>[]> = fc.array(
  fc
    .record({
      region: fc.constantFrom('11', '12', '97'),
      stratum: fc.constantFrom('A', 'B', 'C'),
      psu: fc.constantFrom('1', '2', '3'),
      weight: fc.integer({ min: 1, max: 900 }).map((n) => n / 10),
      sex: fc.constantFrom('1', '2'),
      age: fc.constantFrom(15, 40),
      activity: fc.constantFrom('1', '2', '3'),
      sector: fc.constantFrom('A', 'MN'),
    })
    .map(({ sector, ...person }) => ({ ...person, industry: person.activity === '1' ? sector : '' })),
  { minLength: 1, maxLength: 25 },
);

const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b));

describe('properties', () => {
  it('the table equals the slow obvious reference in every cell, counts and rates', async () => {
    const plain = (persons: readonly Required<Person>[], y: string[], x: string[], dims: (keyof Person)[]) =>
      persons.map(
        (each): PlainRecord => ({
          ...each,
          groups: dims.map((name) => String(each[name])),
          y: Number(y.includes(each.activity)),
          x: Number(x.includes(each.activity)),
        }),
      );
    await fc.assert(
      fc.asyncProperty(samples, async (persons) => {
        const employed = plain(persons, ['1'], ['1'], ['region', 'sex', 'industry']);
        for (const each of (await table('05', persons)).cells) {
          const codes = [each.codes.region!, each.codes.sex!, each.codes.industry!];
          expect(relative(each.estimate, plainTotal(employed, codes, 'y'))).toBeLessThan(1e-12);
          if (each.contributors > 0)
            expect(relative(each.se!, plainTotalError(employed, codes))).toBeLessThan(1e-9);
          else expect(each.se).toBe(0);
        }
        const unemployed = plain(persons, ['2'], ['1', '2'], ['region', 'sex']);
        for (const each of (await table('06', persons)).rates!) {
          const codes = [each.codes.region!, each.codes.sex!];
          const error = each.contributors === 0 ? null : plainRatioError(unemployed, codes);
          if (error === null) expect([each.estimate, each.se]).toEqual([null, null]);
          else expect(relative(each.se!, 100 * error)).toBeLessThan(1e-9);
        }
      }),
      { seed: 1, numRuns: 12 },
    );
  });

  it('margins are the sums of what is below them, for estimates and contributors', async () => {
    await fc.assert(
      fc.asyncProperty(samples, async (persons) => {
        for (const made of [await table('05', persons), await table('06', persons)])
          for (const { name, codes } of made.dimensions)
            for (const margin of made.cells.filter((each) => each.codes[name] === 'Total')) {
              const below = codes
                .filter((each) => each.parent === 'Total')
                .map((each) => cell(made, { ...margin.codes, [name]: each.code }));
              const sum = (of: 'estimate' | 'contributors') =>
                below.reduce((total, each) => total + each[of], 0);
              expect(sum('contributors')).toBe(margin.contributors);
              expect(relative(sum('estimate'), margin.estimate)).toBeLessThan(1e-12);
            }
      }),
      { seed: 1, numRuns: 2 },
    );
  });

  it('neither the order of rows nor the size of batches changes a table', async () => {
    await fc.assert(
      fc.asyncProperty(samples, fc.integer({ min: 1, max: 9 }), async (persons, batch) => {
        const made = await table('06', persons);
        const turned = await table('06', [...persons].reverse(), {}, dictionary, batch);
        for (const [i, each] of made.cells.entries()) {
          expect(turned.cells[i]!.contributors).toBe(each.contributors);
          expect(relative(turned.cells[i]!.estimate, each.estimate)).toBeLessThan(1e-12);
          expect(relative(turned.cells[i]!.se!, each.se!)).toBeLessThan(1e-9);
        }
      }),
      { seed: 1, numRuns: 20 },
    );
  });
});
