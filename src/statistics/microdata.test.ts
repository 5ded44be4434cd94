import { describe, expect, it } from 'vitest';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { parseDictionary } from './dictionary.ts';
import { builtInSpecs } from './library.ts';
import { checkMicrodata, MISSING, microdataDecoder, parseDecimal } from './microdata.ts';

const specs = builtInSpecs();
const label = { id: 'x', en: 'x' };
const dictionary = parseDictionary({
  ...specs.dictionary('sakernas-2024-08'),
  kind: 'census',
  design: null,
  variables: [
    { name: 'region', label, type: 'code', codelist: 'province-bps', version: '2024' },
    {
      name: 'sex',
      label,
      type: 'code',
      codelist: 'sex',
      version: '1',
      missing: [
        { code: '', means: 'not-applicable' },
        { code: '9', means: 'not-stated' },
      ],
    },
    {
      name: 'age',
      label,
      type: 'number',
      minimum: 15,
      maximum: 98,
      integer: true,
      missing: [{ code: '99', means: 'not-stated' }],
    },
    { name: 'psu', label, type: 'identifier' },
  ],
});
const HEADER = ['psu', 'age', 'sex', 'region'];

const check = (rows: string[][], header = HEADER) =>
  checkMicrodata(dictionary, specs.codeList, rowsInBatches(header, rows, 2));
const good = ['b1', '30', '1', '11'];

describe('microdata', () => {
  it('reads codes, numbers, identifiers and named missing codes', () => {
    const decode = microdataDecoder(dictionary, specs.codeList, HEADER);
    const batch = decode({ firstRow: 1, rows: [good, ['b2', '99', '', '12'], ['b3', '15', '9', '97']] });
    expect([...batch.column('region').values]).toEqual([0, 1, 37]);
    expect([...batch.column('sex').values]).toEqual([0, MISSING['not-applicable'], MISSING['not-stated']]);
    expect([...batch.column('age').values]).toEqual([30, Number.NaN, 15]);
    expect(batch.column('psu').values).toEqual(['b1', 'b2', 'b3']);
  });

  it('counts the records', async () => {
    expect(await check([good, good, good])).toEqual({ records: 3 });
  });

  it.each([
    ['a code of another system', ['b', '30', '1', '93'], 'microdata-code-unknown', 4],
    ['a code with a space', ['b', '30', '1 ', '11'], 'microdata-code-unknown', 3],
    ['an empty code that is not named missing', ['b', '30', '1', ''], 'microdata-cell-empty', 4],
    ['an empty number', ['b', '', '1', '11'], 'microdata-cell-empty', 2],
    ['an empty identifier', ['', '30', '1', '11'], 'microdata-cell-empty', 1],
    ['a decimal comma', ['b', '30,5', '1', '11'], 'microdata-number-malformed', 2],
    ['a fraction of a whole number', ['b', '30.5', '1', '11'], 'microdata-number-range', 2],
    ['one below the minimum', ['b', '14', '1', '11'], 'microdata-number-range', 2],
    ['one above the maximum', ['b', '100', '1', '11'], 'microdata-number-range', 2],
    ['infinity by exponent', ['b', '1e999', '1', '11'], 'microdata-number-malformed', 2],
  ])('refuses %s with row and column', async (_name, bad, code, column) => {
    await expect(check([good, good, good, bad])).rejects.toMatchObject({ code, facts: { row: 4, column } });
  });

  it('takes the limits themselves', async () => {
    expect(
      await check([
        ['b', '15', '1', '11'],
        ['b', '98', '1', '11'],
      ]),
    ).toEqual({ records: 2 });
  });

  it('refuses a header with missing, unknown or repeated columns, by position and never by its text', async () => {
    await expect(check([], ['psu', 'nik', 'sex', 'sex', 'region'])).rejects.toMatchObject({
      code: 'microdata-columns',
      facts: { missing: ['age'], unknownColumns: [2], repeatedColumns: [4] },
    });
  });

  it('refuses a dictionary made for another version of a code list', () => {
    const variables = dictionary.variables.map((each) =>
      each.name === 'region' ? { ...each, version: '2019' } : each,
    );
    const old = parseDictionary({ ...dictionary, variables });
    expect(() => microdataDecoder(old, specs.codeList, HEADER)).toThrow('dictionary-codelist-version');
  });

  it.each([
    ['KBLI 2020 beside KBLI 2025', 'kbli-2020-17', 'kbli-2025-section', 'kbli'],
    ['codes of BPS beside codes of Kemendagri', 'province-bps', 'province-kemendagri', 'region-province'],
    ['provinces before and after the division', 'province-bps', 'province-bps-2023', 'region-province'],
  ])('refuses %s in one file', (_name, one, other, classification) => {
    const coded = (name: string, codelist: string) => {
      const { version } = specs.codeList(codelist);
      return { name, label: { id: 'a', en: 'a' }, type: 'code', codelist, version, missing: [] };
    };
    const mixed = parseDictionary({ ...dictionary, variables: [coded('a', one), coded('b', other)] });
    expect(() => microdataDecoder(mixed, specs.codeList, ['a', 'b'])).toThrow(
      expect.objectContaining({
        code: 'dictionary-classifications-mixed',
        facts: { classification, variables: ['a', 'b'] },
      }),
    );
    const same = parseDictionary({ ...dictionary, variables: [coded('a', one), coded('b', one)] });
    expect(() => microdataDecoder(same, specs.codeList, ['a', 'b'])).not.toThrow();
  });

  it('reads decimals as written, and nothing else', () => {
    expect(['0', '-1.5', '1.', '.5', '1e3', '00012'].map(parseDecimal)).toEqual([0, -1.5, 1, 0.5, 1000, 12]);
    for (const text of ['', ' 1', '1 ', '1,5', '1.000.000', '+1', '0x10', 'NaN', 'Infinity', '1e', '-'])
      expect(parseDecimal(text)).toBeNaN();
  });
});
