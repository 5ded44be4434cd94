import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import draft from '../../specs/tables/proposed/20-jam-kerja.json' with { type: 'json' };
import { parseDictionary } from './dictionary.ts';
import { estimate } from './estimate.ts';
import { parseEstimateSpec } from './estimate-spec.ts';
import { builtInSpecs } from './library.ts';
import { parseTableSpec } from './table-spec.ts';
import { tabulate } from './tabulate.ts';
import { parseTabulatedTable, type TabulatedTable } from './tabulated-table.ts';

const HEADER = ['region', 'stratum', 'psu', 'weight', 'sex', 'age', 'activity', 'employmentStatus', 'hours'];
const survey = builtInSpecs().dictionary('sakernas-2024-08');
const dictionary = parseDictionary({
  ...survey,
  variables: survey.variables.filter(({ name }) => HEADER.includes(name)),
});
const spec = parseTableSpec(draft);

interface Person {
  readonly region: string;
  readonly stratum: string;
  readonly psu: string;
  readonly weight: number;
  readonly sex: string;
  /** `` not asked, `XX` not answered. */
  readonly hours: string;
}
const row = ({ region, stratum, psu, weight, sex, hours }: Person) => {
  const works = hours !== '';
  return [region, stratum, psu, String(weight), sex, '30', works ? '1' : '2', works ? '4' : '', hours];
};
const made = async (persons: readonly Person[]): Promise<TabulatedTable> => {
  const rows = rowsInBatches(HEADER, persons.map(row), 3);
  return parseTabulatedTable(await tabulate(spec, dictionary, rows, { dimensions: ['region', 'sex'] }));
};
type Codes = Record<string, string>;
const at = <Each extends { codes: Codes }>(all: readonly Each[] | undefined, region: string, sex: string) =>
  all!.find(({ codes }) => codes.region === region && codes.sex === sex)!;

describe('a table of means', () => {
  const base = { region: '11', stratum: 'A', psu: '1', weight: 10, sex: '1', hours: '40' };
  const persons: Person[] = [
    { ...base },
    { ...base, psu: '2', weight: 30, hours: '20' },
    { ...base, psu: '2', weight: 30, hours: 'XX' },
    { ...base, psu: '1', weight: 5, hours: '' },
    { ...base, region: '12', stratum: 'B', weight: 0, hours: '98' },
    { ...base, region: '12', stratum: 'B', psu: '2', weight: 2, sex: '2', hours: '0' },
  ];

  it('has who answered, what they told together, and the mean, as computed by hand', async () => {
    const table = await made(persons);
    expect(at(table.cells, '11', 'Total')).toMatchObject({ estimate: 40, contributors: 2 });
    // (10 x 40 + 30 x 20) / 40 = 25; z of the PSUs: 10 x 15 / 40 and 30 x -5 / 40; v = 2 x 2 x 3.75^2.
    expect(at(table.means, '11', 'Total')).toMatchObject({ estimate: 25, se: 7.5, rse: 30, contributors: 2 });
    expect(at(table.totals, '11', 'Total')).toMatchObject({ estimate: 1000, se: 200, contributors: 2 });
    expect(at(table.totals, '11', '1').largest).toEqual([
      [40, 10],
      [20, 30],
    ]);
    expect(table.records).toEqual({ read: 6, inPopulation: 4, silent: 1 });
  });

  it('is null where nobody answered, and where those who did stand for nobody', async () => {
    const table = await made(persons);
    expect(at(table.means, '31', 'Total')).toMatchObject({ estimate: null, se: null, contributors: 0 });
    expect(at(table.means, '12', '1')).toMatchObject({ estimate: null, contributors: 1 });
    expect(at(table.totals, '12', '1')).toMatchObject({ estimate: 0, largest: [] });
    // One who told 0 is one who told something.
    expect(at(table.means, '12', '2')).toMatchObject({ estimate: 0, rse: null, contributors: 1 });
    expect(at(table.totals, '12', '2').largest).toEqual([[0, 2]]);
  });

  it('keeps the six largest of each cell, margins included', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({
      ...base,
      psu: String(i % 4),
      sex: i % 2 === 0 ? '1' : '2',
      hours: String((i * 37) % 97),
      weight: 1 + i,
    }));
    const table = await made(many);
    const told = many.map(({ hours, weight }): [number, number] => [Number(hours), weight]);
    const largest = (pairs: [number, number][]) => pairs.sort((a, b) => b[0] - a[0]).slice(0, 6);
    expect(at(table.totals, 'Total', 'Total').largest).toEqual(largest([...told]));
    const men = told.filter((_, i) => many[i]!.sex === '1');
    expect(at(table.totals, '11', '1').largest).toEqual(largest(men));
  });

  it('is what padan estimate gives for the same records', async () => {
    const anyone = fc.record({
      region: fc.constantFrom('11', '12'),
      stratum: fc.constantFrom('A', 'B', 'C'),
      psu: fc.constantFrom('1', '2', '3'),
      weight: fc.integer({ min: 0, max: 500 }).map((n) => n / 4),
      sex: fc.constantFrom('1', '2'),
      hours: fc.oneof(fc.constantFrom('', 'XX'), fc.integer({ min: 0, max: 98 }).map(String)),
    });
    const asked = parseEstimateSpec({
      design: { weight: 'weight', strata: 'stratum', psu: 'psu', fpc: null, lonelyPsu: 'adjust' },
      by: ['region', 'sex'],
      estimates: [
        { name: 'totals', type: 'total', of: { variable: 'hours' } },
        { name: 'means', type: 'mean', of: { variable: 'hours' } },
      ],
      missing: { hours: ['', 'XX'] },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyone, { minLength: 1, maxLength: 25 }), async (persons) => {
        const table = await made(persons);
        for (const expected of await estimate(asked, rowsInBatches(HEADER, persons.map(row), 7))) {
          const found = at(table[expected.name as 'means'], expected.codes.region!, expected.codes.sex!);
          for (const of of ['estimate', 'se'] as const) {
            const [value, wanted] = [found[of], expected[of]];
            if (value === null || wanted === null) expect(value).toBe(wanted);
            else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, wanted));
          }
        }
      }),
      { seed: 3, numRuns: 80 },
    );
  });
});
