import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parseCodeList } from './codelist.ts';
import { parseDictionary } from './dictionary.ts';
import { parseHierarchy } from './hierarchy.ts';
import { builtInSpecs } from './library.ts';
import { parseTableSpec } from './table-spec.ts';

const root = join(import.meta.dirname, '../..');
const files = (folder: string) =>
  readdirSync(join(root, 'specs', folder))
    .filter((name) => name.endsWith('.json'))
    .map(
      (name) =>
        [
          name,
          JSON.parse(readFileSync(join(root, 'specs', folder, name), 'utf8')) as {
            id: string;
            $schema: string;
          },
        ] as const,
    );
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const specs = builtInSpecs();

describe('the specs that come with Padan', () => {
  it('are all in the library, under the name of their file', () => {
    const notDistricts = ([name]: readonly [string, unknown]) => !name.includes('district');
    for (const [name, file] of files('codelists').filter(notDistricts))
      expect([name, specs.codeList(file.id).id]).toEqual([`${file.id}.json`, file.id]);
    for (const [name, file] of files('hierarchies').filter(notDistricts))
      expect([name, specs.hierarchy(file.id).id]).toEqual([`${file.id}.json`, file.id]);
    for (const [name, file] of files('tables'))
      expect([name, specs.table(file.id).id]).toEqual([`${file.id}.json`, file.id]);
    for (const [name, file] of files('datasets'))
      expect([name, specs.dictionary(file.id).id]).toEqual([`${file.id}.json`, file.id]);
  });

  it('know 38 provinces in both systems, one to one, and that the same digits differ', () => {
    const [bps, kemendagri] = [specs.codeList('province-bps'), specs.codeList('province-kemendagri')];
    expect(bps.codes).toHaveLength(38);
    for (const { code, also } of bps.codes) {
      const there = kemendagri.codes.find((each) => each.code === also!['province-kemendagri']);
      expect(there?.also).toEqual({ 'province-bps': code });
    }
    const name = (list: typeof bps, code: string) => list.codes.find((each) => each.code === code)?.label.id;
    expect([name(bps, '91'), name(kemendagri, '91')]).toEqual(['Papua Barat', 'Papua']);
  });

  it('carry KBLI 2020 in its 17 categories, which cover the 21 sections once', () => {
    const list = specs.codeList('kbli-2020-17');
    expect(list.codes.map((each) => each.code).join('')).toBe('ABCDEFGHIJKLMNOPQRSTU');
    expect(list.codes).toHaveLength(17);
  });

  it('fit the JSON Schema that each of them names', () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    for (const folder of ['codelists', 'hierarchies', 'crosswalks', 'tables', 'datasets'])
      for (const [name, file] of files(folder)) {
        const schema = JSON.parse(readFileSync(join(root, 'specs', folder, file.$schema), 'utf8')) as object;
        expect([name, ajv.validate(schema, file)]).toEqual([name, true]);
      }
    const schema = JSON.parse(readFileSync(join(root, 'specs/schema/table.schema.json'), 'utf8')) as object;
    expect(ajv.validate(schema, { ...specs.table('05'), unit: 'household' })).toBe(false);
  });

  const agreement = join(root, '../shared/agreement/perjanjian-kerja-sama.txt');
  it.skipIf(!existsSync(agreement))(
    'word tables as the agreement does (skipped where its text is absent)',
    () => {
      const text = readFileSync(agreement, 'utf8');
      for (const id of specs.tableIds) {
        const { source, wording } = specs.table(id);
        expect(text).toContain(`${source.item}. ${wording.id};`);
      }
    },
  );

  it('refuse an unknown id and say what there is', () => {
    expect(() => specs.table('99')).toThrow(
      expect.objectContaining({ code: 'table-unknown', facts: { allowed: specs.tableIds } }),
    );
  });
});

describe('spec files that are refused', () => {
  const refused = (parse: () => unknown, reason: string) =>
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'spec-invalid',
        facts: expect.objectContaining({
          reasons: expect.arrayContaining([expect.stringContaining(reason)]),
        }),
      }),
    );

  it('a code list with a code twice, Total as a code, or regions without a system', () => {
    const list = copy(specs.codeList('province-bps'));
    refused(() => parseCodeList({ ...list, codes: [...list.codes, list.codes[0]] }), 'occurs twice');
    refused(() => parseCodeList({ ...list, codes: [{ code: 'Total', label: list.title }] }), 'margin');
    refused(() => parseCodeList({ ...list, system: undefined }), 'system');
  });

  it('a hierarchy whose codes have no place in the tree', () => {
    const two = {
      ...copy(specs.hierarchy('sex')),
      levels: [
        { name: 'a', codelist: 'activity-status' },
        { name: 'b', codelist: 'kbli-2020-17' },
      ],
    };
    refused(() => parseHierarchy(two, specs.codeList), 'code A has no parent');
    const clash = { ...two, levels: [two.levels[0], { name: 'b', codelist: 'sex' }] };
    refused(() => parseHierarchy(clash, specs.codeList), 'belongs to two levels');
  });

  it('a rate whose numerator is no part of its denominator, a citation without source', () => {
    const table = copy(specs.table('06'));
    const measure = { ...table.measure, numerator: { variable: 'activity', in: ['3'] } };
    refused(() => parseTableSpec({ ...table, measure }), 'numerator');
    refused(() => parseTableSpec({ ...table, citation: { ...table.citation, en: 'BPS' } }), '{source}');
  });

  it('a table that ranks by no indicator, sums a part without its whole, or leaves open what is not there', () => {
    const refusedTable = (id: string, change: object, reason: string) =>
      refused(() => parseTableSpec({ ...copy(specs.table(id)), ...change }), reason);
    const { ranking } = specs.table('08');
    refusedTable('08', { ranking: { ...ranking, by: 'wealth' } }, 'wealth is no indicator');
    refusedTable('08', { ranking: { ...ranking, dimension: 'sex' } }, 'sex is no dimension');
    refusedTable('08', { indicators: undefined }, 'no indicator to rank by');
    refusedTable(
      '08',
      { open: [{ parameter: '/ranking/how', question: 'table-8-ranking' }] },
      'is not there',
    );
    const sum = copy(specs.table('18').measure) as { of: { within?: string; codes: object }[] };
    refusedTable('18', { measure: { ...sum, rate: undefined } }, 'a rate is of parts');
    const [first, second] = sum.of;
    refusedTable('18', { measure: { ...sum, of: [{ ...first, within: undefined }, second] } }, 'all numbers');
    refusedTable(
      '18',
      { measure: { ...sum, of: [{ ...first, codes: {} }, second] } },
      'does not say its codes',
    );
    refusedTable('18', { contributors: 'respondents' }, 'reported persons');
    refusedTable('06', { usual: ['region'] }, 'must not be left out');
    refusedTable('05', { usual: ['village'] }, 'village is no dimension');
  });

  it.each<[string, string, (spec: Record<string, unknown>) => object]>([
    [
      '08 by share, ties by code',
      '08',
      ({ ranking }) => ({ ranking: { ...(ranking as object), by: 'abroadShare', ties: 'code-order' } }),
    ],
    [
      '10 without percentages',
      '10',
      ({ measure }) => ({ measure: { ...(measure as object), share: undefined }, open: [] }),
    ],
    [
      '18 as numbers only',
      '18',
      ({ measure }) => {
        const { of, ...rest } = measure as { of: object[] };
        const parts = of.map((each) => ({ ...each, within: undefined }));
        return { measure: { ...rest, of: parts, rate: undefined }, open: [] };
      },
    ],
    ['19 with more villages', '19', () => ({ population: { ...specs.table('19').population, where: [] } })],
  ])('the other reading of table %s is a spec as well', (_name, id, change) => {
    const spec = copy(specs.table(id)) as unknown as Record<string, never>;
    expect(() => parseTableSpec({ ...spec, ...change(spec) })).not.toThrow();
  });

  it('a survey without a design, a design on a variable that is not there, a variable twice', () => {
    const dictionary = copy(specs.dictionary('sakernas-2024-08'));
    refused(() => parseDictionary({ ...dictionary, design: null }), 'a survey has a design');
    refused(
      () => parseDictionary({ ...dictionary, design: { ...dictionary.design, weight: 'w' } }),
      'weight',
    );
    refused(
      () => parseDictionary({ ...dictionary, variables: [...dictionary.variables, dictionary.variables[0]] }),
      'region occurs twice',
    );
  });
});
