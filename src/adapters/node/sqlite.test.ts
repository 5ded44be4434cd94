import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../storage/migrations.ts';
import { eraseVaultSalt, insertVault } from '../../storage/vaults.ts';
import { openSqlite } from './sqlite.ts';

describe('the database file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'padan-sqlite-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds no erased salt once it is closed, in no free corner of it', async () => {
    const salts = Array.from({ length: 200 }, (_, i) => `salt-${i}-of-forty-four-characters-in-base64==`);
    const text = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    const database = openSqlite(join(folder, 'padan.sqlite'), MIGRATIONS);
    await database.batch(salts.map((salt, i) => insertVault(`vlt_${i}`, salt)));
    expect(text().some((file) => file.includes(salts[7]!))).toBe(true);
    await database.batch(salts.map((_, i) => eraseVaultSalt(`vlt_${i}`, 1)));
    database.close();
    const left = salts.filter((salt) => text().some((file) => file.includes(salt)));
    expect(left).toEqual([]);
  });
});
