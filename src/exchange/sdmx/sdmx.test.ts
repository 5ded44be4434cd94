import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import rules from '../../../fixtures/oracles/sdmx-json-rules.json' with { type: 'json' };
import { ageTable, countTable, PREPARED, type Released, rateTable } from '../../../test/support/released.ts';
import { sdmxCsv } from './data-csv.ts';
import { sdmxData } from './data-json.ts';
import { sdmxStructure } from './structure.ts';

/** Folder with sdmx-json-data-schema.json and sdmx-json-structure-schema.json, 2.0.0; docs/reference/outputs.md. */
const SCHEMAS = process.env['PADAN_SDMX_SCHEMAS'] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'padan-sdmx-'));
afterAll(() => rmSync(folder, { recursive: true }));

let tables: Released[];
beforeAll(() => {
  tables = [countTable(), rateTable(), ageTable()];
});

interface Value {
  readonly id: string;
  readonly name: string;
  readonly parent?: string;
}
interface Component {
  readonly id: string;
  readonly values: readonly Value[];
  readonly keyPosition: number;
}
interface DataMessage {
  readonly data: {
    readonly structures: readonly {
      readonly dimensions: { readonly observation: readonly Component[] };
      readonly attributes: { readonly observation: readonly Component[] };
    }[];
    readonly dataSets: readonly { readonly observations: Record<string, readonly (number | null)[]> }[];
  };
}
interface StructureMessage {
  readonly data: {
    readonly codelists: readonly { id: string; agencyID: string; version: string; codes: readonly Value[] }[];
    readonly conceptSchemes: readonly { concepts: readonly Value[] }[];
  };
}

const KINDS = [
  ['data', sdmxData],
  ['structure', sdmxStructure],
] as const;

function byRules(kind: 'data' | 'structure') {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(rules[kind]);
}

/** Replaces what stands at the path. */
const put =
  (path: string, value: unknown) =>
  (message: unknown): void => {
    const names = path.split('/');
    const last = names.pop()!;
    const at = names.reduce((found, name) => (found as Record<string, unknown>)[name], message);
    (at as Record<string, unknown>)[last] = value;
  };

/** What the rules must refuse, so that they are known to be able to. */
const SPOILT = {
  data: [
    ['no links of the data set', put('data/dataSets/0/links', undefined)],
    ['an action there is none of', put('data/dataSets/0/action', 'Merge')],
    ['an observation under a key with a gap', put('data/dataSets/0/observations/0::0', [1])],
    ['a code with a dot', put('data/structures/0/dimensions/observation/0/values/1/id', '11.01')],
    ['a component named by a digit', put('data/structures/0/dimensions/observation/0/id', '1REGION')],
    ['a time that is none', put('meta/prepared', '2026-01-13')],
    ['a member of nobody', put('data/dataSets/0/hidden', 7)],
  ],
  structure: [
    [
      'no concept',
      put('data/dataStructures/0/dataStructureComponents/dimensionList/dimensions/0', { id: 'A' }),
    ],
    ['a version of two numbers', put('data/codelists/0/version', '2024.0')],
    ['no relationship', put('data/dataStructures/0/dataStructureComponents/attributeList/attributes/0', {})],
    ['a code without a name', put('data/codelists/0/codes/0', { id: '_T' })],
    ['a list of no code', put('data/codelists/0/codes', [])],
  ],
} as const;

const plain = <Out>(value: object): Out => JSON.parse(JSON.stringify(value)) as Out;

/** Every string below `value` that is a reference by URN. */
function urnsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('urn:sdmx:') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(urnsIn) : [];
}

describe.each([0, 1, 2])('SDMX of table %i', (which) => {
  it('has every observation under the codes that its key points at', () => {
    const { view, context } = tables[which]!;
    const { structures, dataSets } = plain<DataMessage>(sdmxData(view, context, PREPARED)).data;
    const { dimensions, attributes } = structures[0]!;
    const found = Object.entries(dataSets[0]!.observations).map(
      ([key, [value, status, confidentiality, rse]]) => {
        const codes = key.split(':').map((at, i) => dimensions.observation[i]!.values[Number(at)]!.id);
        return [
          codes.join(),
          value,
          attributes.observation[0]!.values[status!]!.id,
          attributes.observation[1]!.values[confidentiality!]!.id,
          rse,
        ];
      },
    );
    const expected = [...view.combinations()].flatMap((codes) =>
      view.measures.map(({ id }) => {
        const { value, obsStatus, confStatus, rse } = view.observation(codes, id);
        const key = [...codes.map((code) => (code === 'Total' ? '_T' : code)), id.toUpperCase(), '2024-08'];
        return [key.join(), value, obsStatus, confStatus, rse];
      }),
    );
    expect(found).toEqual(expected);
    expect(
      found.filter(([, value, status, secret]) => status === 'Q' && secret === 'C' && value === null),
    ).not.toEqual([]);
    expect(found.filter(([, value, status]) => status === 'Q' && value !== null)).toEqual([]);
  });

  it('refers to nothing that its structure message does not define, and has versions on all of it', () => {
    const { view, context } = tables[which]!;
    const structure = plain<StructureMessage>(sdmxStructure(view, context, PREPARED));
    const { codelists, conceptSchemes } = structure.data;
    for (const urn of urnsIn(structure)) {
      const [, kind, agency, id, version, item] =
        /\.(\w+)=(\w+):(\w+)\((\d+\.\d+\.\d+)\)(?:\.(\w+))?$/.exec(urn) ?? [];
      expect(agency, urn).toBe('PADAN');
      if (kind === 'Codelist')
        expect(
          codelists.some((list) => list.id === id && list.version === version),
          urn,
        ).toBe(true);
      if (kind === 'Concept')
        expect(
          conceptSchemes[0]!.concepts.some((concept) => concept.id === item),
          urn,
        ).toBe(true);
    }
    for (const { codes } of codelists) {
      const ids = new Set(codes.map(({ id }) => id));
      expect(ids.size).toBe(codes.length);
      for (const { id, parent } of codes) {
        expect(id).toMatch(/^[A-Za-z0-9_@$-]+$/);
        if (parent !== undefined) expect(ids.has(parent)).toBe(true);
      }
    }
  });

  it('is as CSV, read by DuckDB, what the table says', async () => {
    const { view, context } = tables[which]!;
    const path = join(folder, `${which}.csv`).replaceAll('\\', '/');
    writeFileSync(path, sdmxCsv(view, context));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const sql = `select * from read_csv('${path}', header = true, all_varchar = true, delim = ',', quote = '"')`;
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
    connection.closeSync();
    const expected = [...view.combinations()].flatMap((codes) =>
      view.measures.map(({ id }) => view.observation(codes, id)),
    );
    expect(rows.map((row) => [row['OBS_VALUE'], row['OBS_STATUS'], row['CONF_STATUS']])).toEqual(
      expected.map(({ value, obsStatus, confStatus }) => [
        value === null ? null : String(value),
        obsStatus,
        confStatus,
      ]),
    );
    expect(Object.keys(rows[0]!).slice(0, 3)).toEqual(['STRUCTURE', 'STRUCTURE_ID', 'ACTION']);
    expect(rows[0]!['STRUCTURE']).toBe('dataflow');
    expect(rows[0]!['STRUCTURE_ID']).toMatch(/^PADAN:TABLE_\w+\(1\.0\.0\)$/);
  });

  it.each(KINDS)('satisfies the rules that the SDMX-JSON 2.0.0 %s schema has for it', (kind, make) => {
    const { view, context } = tables[which]!;
    const message = plain<object>(make(view, context, PREPARED));
    const validate = byRules(kind);
    validate(message);
    expect(validate.errors ?? []).toEqual([]);
    for (const [name, spoil] of SPOILT[kind]) {
      const wrong = plain<Record<string, unknown>>(message);
      spoil(wrong);
      expect(validate(wrong), name).toBe(false);
    }
  });

  it.skipIf(!existsSync(SCHEMAS)).each(KINDS)(
    'satisfies the SDMX-JSON 2.0.0 %s schema (skipped: PADAN_SDMX_SCHEMAS names no folder with the schemas, which have no licence to carry them here)',
    (kind, make) => {
      const ajv = new Ajv({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const { id, $schema, ...schema } = JSON.parse(
        readFileSync(join(SCHEMAS, `sdmx-json-${kind}-schema.json`), 'utf8'),
      );
      expect([id, $schema]).toHaveLength(2);
      const validate = ajv.compile(schema);
      const { view, context } = tables[which]!;
      validate(plain(make(view, context, PREPARED)));
      expect(validate.errors ?? []).toEqual([]);
    },
  );
});

describe('the data structure', () => {
  it('holds the whole classification with its version, whatever the table shows of it', () => {
    const { view, context } = tables[0]!;
    const { codelists } = plain<StructureMessage>(sdmxStructure(view, context, PREPARED)).data;
    const provinces = codelists.find(({ id }) => id === 'CL_REGION_BPS_PROVINCE');
    expect(provinces).toMatchObject({ agencyID: 'PADAN', version: '2024.0.0' });
    expect(provinces!.codes).toHaveLength(39);
  });
});
