/** What a spreadsheet did to a file, told by `padan encode` before anything is written. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText } from '../../fixtures/synthetic/csv.ts';
import { PLACEMENT_COLUMNS, placements } from '../../fixtures/synthetic/placements.ts';
import { cliFolder } from '../../test/support/cli.ts';

const SPECS = join(import.meta.dirname, '../../specs');
const { path, run, remove } = cliFolder();
afterAll(remove);
const at = (name: string) => (PLACEMENT_COLUMNS as readonly string[]).indexOf(name);
const sound = placements({ register: { seed: 21, rows: 300, canaries: 0 }, rows: 120 }).rows;
let recipient = '';

beforeAll(async () => {
  await run('keys', 'identity', '-o', path('id'));
  await run('keys', 'project', '--project', 'p', '-o', path('key'));
  recipient = JSON.parse(readFileSync(path('id'), 'utf8')).recipient;
});

const encode = (name: string, column: string, damage: (cell: string) => string) => {
  const rows = sound.map((cells) => cells.map((cell, i) => (i === at(column) ? damage(cell) : cell)));
  writeFileSync(path(name), csvText(PLACEMENT_COLUMNS, rows));
  return run(
    ...['encode', '--schema', join(SPECS, 'linkage/placements.json'), '--key-file', path('key')],
    ...['--custodian', 'kp2mi', '--identity', path('id'), '--recipient', recipient, '--json-errors'],
    ...[path(name), '-o', path(`${name}.padan`)],
  );
};
const digits = (cell: string) => /^\d{16}$/.test(cell);

describe('padan encode', () => {
  it.each([
    ['nik', 'numbers-ending-in-zero', (cell: string) => (digits(cell) ? `${cell.slice(0, 15)}0` : cell)],
    ['nomor_kk', 'numbers-ending-in-zero', (cell: string) => (digits(cell) ? `${cell.slice(0, 15)}0` : cell)],
    [
      'nik',
      'numbers-in-scientific-notation',
      (cell: string) => (digits(cell) ? Number(cell).toExponential(5).toUpperCase() : cell),
    ],
  ])('refuses a file whose %s column shows %s, by column and counts', async (column, code, damage) => {
    const { exit, err } = await encode('bad.csv', column, damage);
    expect(exit).toBe(3);
    const { facts, code: refusal } = JSON.parse(err);
    expect(refusal).toBe('spreadsheet-damage');
    expect(facts.rows).toBe(sound.length);
    expect(facts.columns).toMatchObject([{ column: at(column) + 1, name: column, code }]);
    expect(facts.columns[0].cells).toBeGreaterThan(100);
    expect(err).not.toMatch(/\d{7}/);
    expect(existsSync(path('bad.csv.padan'))).toBe(false);
  });

  it('warns of telephones without their zeros, and encodes', async () => {
    const { exit, err } = await encode('phones.csv', 'nomor_telepon', (cell) =>
      cell.replace(/^(?:\+?62|0)/, ''),
    );
    expect(exit, err).toBe(0);
    expect(err).toMatch(/\[leading-zeros-lost\]: nomor_telepon, \d+ rows/);
  });

  it('has nothing to say of sound columns', async () => {
    const { exit, err } = await encode('sound.csv', 'nik', (cell) => cell);
    expect(exit, err).toBe(0);
    expect(err).not.toMatch(/numbers-ending|scientific|leading-zeros/);
  });
});
