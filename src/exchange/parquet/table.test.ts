import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTable, type Released, rateTable } from '../../../test/support/released.ts';
import { tableParquet } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'padan-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));
let tables: Released[];
beforeAll(() => {
  tables = [countTable(), rateTable()];
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  connection.closeSync();
  return rows;
}

describe('Parquet, read by DuckDB', () => {
  it.each([0, 1])(
    'has the rows of the table, typed, with nulls where nothing is published (%i)',
    async (which) => {
      const { view, table } = tables[which]!;
      const path = join(folder, `${which}.parquet`).replaceAll('\\', '/');
      writeFileSync(path, tableParquet(view));
      const types = await query(`describe select * from '${path}'`);
      expect(types.find((each) => each['column_name'] === 'value')?.['column_type']).toBe('DOUBLE');
      expect(types.find((each) => each['column_name'] === 'region')?.['column_type']).toBe('VARCHAR');
      const rows = await query(`select * from '${path}'`);
      const main = view.measures[0]!.id;
      expect(rows).toHaveLength(39 * 3);
      [...view.combinations()].forEach((codes, i) => {
        const { value, obsStatus, confStatus, rse } = view.observation(codes, main);
        const [region, sex] = codes;
        expect(rows[i]).toMatchObject({
          region,
          sex,
          value,
          status: obsStatus,
          confidentiality: confStatus,
          rse,
        });
        if (which === 1) expect(rows[i]!['numerator']).toBe(view.observation(codes, 'numerator').value);
      });
      expect(rows.filter((row) => row['status'] === 'Q').length).toBeGreaterThan(3);
      const [facts] = await query(
        `select decode(value) as value from parquet_kv_metadata('${path}') where decode(key) = 'padan.public-sha256'`,
      );
      expect(facts?.['value']).toBe(table.publicSha256);
    },
  );

  it('is the same bytes each time', () => {
    const { view } = tables[0]!;
    expect(Buffer.from(tableParquet(view)).equals(Buffer.from(tableParquet(view)))).toBe(true);
  });
});
