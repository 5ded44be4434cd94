import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../problems.ts';
import { parseDictionary } from './dictionary.ts';
import { builtInSpecs } from './library.ts';
import { tableChoices } from './table-choices.ts';
import { MOST_CELLS, resolveRequest, type TableRequest } from './table-request.ts';
import { parseTableSpec } from './table-spec.ts';

const specs = builtInSpecs();

/** Table 05 by the hierarchy of that id, over microdata coded in its finest list. */
function byIndustry(hierarchy: string, where: readonly string[] = []) {
  const table = structuredClone(specs.table('05'));
  const dimension = table.dimensions.find(({ name }) => name === 'industry')!;
  dimension.forms = [{ level: 'industry', variable: 'industry', hierarchy }];
  const finest = specs.codeList(specs.hierarchy(hierarchy).levels.at(-1)!.codelist);
  const survey = specs.dictionary('sakernas-2024-08');
  const variables = survey.variables.map((each) =>
    each.name === 'industry' ? { ...each, codelist: finest.id, version: finest.version } : each,
  );
  const restricted = where.length === 0 ? {} : { where: [{ variable: 'industry', in: [...where] }] };
  const request = { dimensions: ['industry'], ...restricted };
  const dictionary = parseDictionary({ ...survey, variables });
  return resolveRequest(parseTableSpec(table), dictionary, request, specs).dimensions[0]!;
}

it('lists a category that two levels share once, and folds the others', () => {
  const { codes, leaves } = byIndustry('kbli-2020');
  const shown = codes.map(({ code, parent }) => `${parent ?? ''}>${code}`);
  expect(shown.join(' ')).toBe(
    '>Total Total>A Total>B Total>C Total>D Total>E Total>F Total>G Total>H Total>I Total>J Total>K Total>L ' +
      'Total>MN MN>M MN>N Total>O Total>P Total>Q Total>RSTU RSTU>R RSTU>S RSTU>T RSTU>U',
  );
  expect(leaves.join('')).toBe('ABCDEFGHIJKLMNOPQRSTU');
});

it('keeps what is below a category that a request keeps', () => {
  expect(byIndustry('kbli-2020', ['MN', 'A']).leaves).toEqual(['A', 'M', 'N']);
});

const resolve = (table: string, dataset: string, request: TableRequest) =>
  resolveRequest(specs.table(table), specs.dictionary(dataset), request, specs);
const AUGUST = 'sakernas-2024-08';
const FEBRUARY = 'sakernas-2025-02';

describe('a choice that cannot be had says what can', () => {
  it.each<[string, string, string, TableRequest, ProblemCode, string]>([
    [
      'regencies in February',
      '05',
      FEBRUARY,
      { levels: { region: 'regency' } },
      'table-region-too-fine',
      'province',
    ],
    [
      'a regency’s code in February',
      '05',
      FEBRUARY,
      { where: [{ variable: 'region', in: ['1101'] }] },
      'table-region-too-fine',
      'province',
    ],
    [
      'regencies in November',
      '06',
      'sakernas-2025-11',
      { levels: { region: 'regency' } },
      'table-region-too-fine',
      'province',
    ],
    [
      'a level there is not',
      '05',
      AUGUST,
      { levels: { region: 'village' } },
      'table-level-unknown',
      'regency',
    ],
    [
      'a level of no dimension',
      '05',
      AUGUST,
      { levels: { wilayah: 'regency' } },
      'table-dimension-unknown',
      'region',
    ],
    [
      'a dimension the item does not name',
      '09',
      AUGUST,
      { dimensions: ['region'] },
      'table-dimension-unknown',
      'workAbroad',
    ],
    [
      'the projection without a year',
      '03',
      'population-projection-2025',
      {},
      'table-choice-required',
      '2035',
    ],
    [
      'the projection of two years',
      '03',
      'population-projection-2025',
      { where: [{ variable: 'year', in: ['2025', '2026'] }] },
      'table-choice-required',
      '2020',
    ],
    [
      'the projection of a year beyond it',
      '03',
      'population-projection-2025',
      { where: [{ variable: 'year', in: ['2045'] }] },
      'table-filter-code',
      '2035',
    ],
    [
      'a level there is not of a dimension that is left out',
      '05',
      AUGUST,
      { dimensions: ['sex'], levels: { region: 'village' } },
      'table-level-unknown',
      'regency',
    ],
    [
      'an unknown code of a measure’s dimension',
      '14',
      'podes-2024',
      { where: [{ variable: 'sex', in: ['3'] }] },
      'table-filter-code',
      '1',
    ],
  ])('%s', (_name, table, dataset, request, code, allowed) => {
    expect(() => resolve(table, dataset, request)).toThrow(
      expect.objectContaining({
        code,
        facts: expect.objectContaining({ allowed: expect.arrayContaining([allowed]) }),
      }),
    );
  });

  it('a dataset of another series', () => {
    expect(() => resolve('14', AUGUST, {})).toThrow(
      expect.objectContaining({
        code: 'table-dataset-mismatch',
        facts: { expected: ['podes'], found: 'sakernas' },
      }),
    );
  });

  it('a table too large says without which dimension it fits', () => {
    const all = ['region', 'sex', 'education', 'marital', 'age'];
    const refused = () => resolve('04', AUGUST, { dimensions: all, levels: { region: 'regency' } });
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'table-too-many-cells',
        facts: expect.objectContaining({ most: MOST_CELLS, withoutOneOf: ['region'] }),
      }),
    );
    const { dimensions } = resolve('04', AUGUST, { dimensions: all.slice(1) });
    expect(dimensions.map(({ name }) => name)).toEqual(['sex', 'education', 'marital', 'age']);
  });
});

describe('levels and editions', () => {
  it('August has regencies, with their provinces above them', () => {
    const [region] = resolve('05', AUGUST, {
      dimensions: ['region'],
      levels: { region: 'regency' },
    }).dimensions;
    expect(region!.codes).toHaveLength(1 + 38 + 514);
    expect(region!.codes.find(({ code }) => code === '1101')!.parent).toBe('11');
    expect(region!.classification).toEqual({ codelist: 'regency-bps', version: '2024', system: 'bps' });
  });

  it('a filter by a regency is read at that level, and by a province at that of provinces', () => {
    const level = (code: string) =>
      resolve('05', AUGUST, { dimensions: ['sex'], where: [{ variable: 'region', in: [code] }] }).where[0]!
        .form!.level;
    expect([level('1101'), level('11')]).toEqual(['regency', 'province']);
  });

  it('rounds before the division of Papua are by their own provinces', () => {
    const [region] = resolve('06', 'sakernas-2023-08', {}).dimensions;
    expect(region!.classification.codelist).toBe('province-bps-2023');
    expect(region!.codes.some(({ code }) => code === '97')).toBe(false);
  });

  it('data coded in KBLI 2025 have its 22 sections and never the 17 categories', () => {
    const survey = specs.dictionary(AUGUST);
    const recoded = survey.variables.map((each) =>
      each.name === 'industry' ? { ...each, codelist: 'kbli-2025-section', version: 'KBLI 2025' } : each,
    );
    const dictionary = parseDictionary({ ...survey, variables: recoded });
    const [industry] = resolveRequest(
      specs.table('05'),
      dictionary,
      { dimensions: ['industry'] },
      specs,
    ).dimensions;
    expect(industry!.leaves.join('')).toBe('ABCDEFGHIJKLMNOPQRSTUV');
    expect(industry!.classification.version).toBe('KBLI 2025');
    const asked = { dimensions: ['industry'], levels: { industry: 'category' } };
    expect(() => resolveRequest(specs.table('05'), dictionary, asked, specs)).toThrow(
      expect.objectContaining({
        code: 'table-variable-unfit',
        facts: expect.objectContaining({ allowed: ['section-2025'] }),
      }),
    );
  });

  it('ages are bands over the ages of the records', () => {
    const [age] = resolve('04', AUGUST, { dimensions: ['age'] }).dimensions;
    expect(age!.codes.slice(0, 4).map(({ code, parent }) => `${parent}>${code}`)).toEqual([
      'null>Total',
      'Total>Y15T24',
      'Y15T24>Y15T19',
      'Y15T24>Y20T24',
    ]);
  });
});

describe('choices', () => {
  const choices = (table: string, dataset: string) =>
    tableChoices(specs.table(table), specs.dictionary(dataset), specs);

  it('name what may be left out, the levels of the round, and what must be chosen', () => {
    const levels = (dataset: string) =>
      choices('05', dataset)
        .dimensions.find(({ name }) => name === 'region')!
        .levels.map(({ level }) => level);
    expect(levels(AUGUST)).toEqual(['province', 'regency']);
    expect(levels(FEBRUARY)).toEqual(['province']);
    expect(
      choices('04', AUGUST)
        .dimensions.filter(({ usual }) => usual)
        .map(({ name }) => name),
    ).toEqual(['region', 'sex']);
    expect(choices('06', AUGUST).dimensions.every(({ mayBeLeftOut }) => !mayBeLeftOut)).toBe(true);
    const [year] = choices('03', 'population-projection-2025').chooseOne;
    expect(year!.codes).toHaveLength(16);
  });

  it('are all taken when asked for, each by itself, and no other level is', () => {
    for (const id of specs.tableIds) {
      const spec = specs.table(id);
      const dataset = { sakernas: AUGUST, 'long-form': 'long-form-2020', podes: 'podes-2024' }[
        spec.series[0]!
      ];
      if (dataset === undefined) continue;
      for (const { name, levels } of choices(id, dataset).dimensions) {
        expect([id, name, levels.length > 0]).toEqual([id, name, true]);
        const dimensions = spec.dimensions
          .filter((each) => !each.optional || each.name === name)
          .map((each) => each.name);
        for (const { level } of levels)
          expect(
            resolve(id, dataset, { dimensions, levels: { [name]: level } }).dimensions.find(
              (each) => each.name === name,
            )!.form.level,
          ).toBe(level);
      }
    }
  });
});

describe('region codes of a request', () => {
  const region = (...codes: string[]) =>
    resolve('15', 'podes-2024', { where: [{ variable: 'region', in: codes }] });

  it('may name the system of the data, and are then the same codes', () => {
    expect(region('bps:1101', 'BPS:12').where).toEqual(region('1101', '12').where);
    expect(region('bps:1101').where[0]!.in).toEqual(['1101']);
  });

  it.each(['11.01', 'kemendagri:11.01', 'kemendagri:1101'])(
    '%s is no BPS code, whatever its digits',
    (code) => {
      expect(() => region(code)).toThrow(
        expect.objectContaining({
          code: 'region-system-differs',
          facts: { expected: 'bps', found: 'kemendagri' },
        }),
      );
    },
  );

  it('are codes of regions only: a colon elsewhere is part of no code', () => {
    const by = { where: [{ variable: 'sex', in: ['bps:1'] }] };
    expect(() => resolve('14', 'podes-2024', by)).toThrow('table-filter-code');
  });
});
