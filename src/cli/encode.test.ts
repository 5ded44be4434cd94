import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { csvText } from '../../fixtures/synthetic/csv.ts';
import { REGISTER_COLUMNS, register } from '../../fixtures/synthetic/people.ts';
import { cliFolder } from '../../test/support/cli.ts';

const ROOT = join(import.meta.dirname, '../..');
const REGISTER = join(ROOT, 'specs/linkage/placements-register.json');
const FEBRL = join(ROOT, 'specs/linkage/febrl4.json');

const { path, run, remove } = cliFolder();
afterAll(remove);

describe('padan encode refuses a NIK among the names', () => {
  const rows = [...register({ seed: 5, rows: 4 })];
  const [nik, name] = [REGISTER_COLUMNS.indexOf('nik'), REGISTER_COLUMNS.indexOf('nama')];
  const spaced = rows[3]![nik]!.replace(/(....)(?=.)/g, '$1 ');
  const wrong = rows.map((row, i) =>
    row.map((cell, at) => (at !== name ? cell : i === 1 ? row[nik]! : i === 3 ? `${cell} ${spaced}` : cell)),
  );

  it('in the padan profile, by row and column, and repeats none of it', async () => {
    await run('keys', 'identity', '-o', path('id'));
    await run('keys', 'project', '--project', 'p', '-o', path('key'));
    writeFileSync(path('register.csv'), csvText(REGISTER_COLUMNS, wrong));
    const { exit, err } = await run(
      ...['encode', '--schema', REGISTER, '--key-file', path('key'), '--custodian', 'bps', '--json-errors'],
      ...['--identity', path('id'), path('register.csv'), '-o', path('register.arrow')],
    );
    expect(exit).toBe(3);
    expect(existsSync(path('register.arrow'))).toBe(false);
    expect(JSON.parse(err).facts).toEqual({
      problems: 2,
      rows: 4,
      first: [
        { row: 2, column: name + 1, code: 'digits-in-name' },
        { row: 4, column: name + 1, code: 'digits-in-name' },
      ],
    });
    for (const row of rows)
      for (const text of [row[nik]!, row[name]!, spaced]) expect(err).not.toContain(text);
  });

  it('in the clkhash profile too', async () => {
    const schema = JSON.parse(readFileSync(FEBRL, 'utf8'));
    const columns: string[] = schema.features.map(({ identifier }: { identifier: string }) => identifier);
    const person = ['rec-1', 'siti', 'aisyah', '7', 'jl mawar', '', 'malang', '6514', 'jtm', '19900817', '1'];
    const cells = (givenName: string) => person.map((cell, at) => (at === 1 ? givenName : cell));
    writeFileSync(path('secret'), 'secret');
    writeFileSync(path('febrl.csv'), csvText(columns, [cells('siti'), cells(rows[0]![nik]!)]));
    const command = ['encode', '--schema', FEBRL, '--key-file', path('secret'), '--format', 'clkhash'];
    const refused = await run(...command, '--json-errors', path('febrl.csv'), '-o', path('febrl.json'));
    expect(refused.exit).toBe(3);
    expect(JSON.parse(refused.err).facts.first).toEqual([{ row: 2, column: 2, code: 'digits-in-name' }]);
    writeFileSync(path('febrl.csv'), csvText(columns, [cells('siti'), cells('budi')]));
    const taken = await run(...command, path('febrl.csv'), '-o', path('febrl.json'));
    expect(taken).toMatchObject({ exit: 0, out: '2 rows encoded' });
  });
});

describe('padan encode spares the export', () => {
  const rows = [...register({ seed: 6, rows: 40 })];
  const csv = csvText(REGISTER_COLUMNS, rows);
  const encode = async (...args: string[]) => {
    await run('keys', 'identity', '-o', path('spare.id'));
    await run('keys', 'project', '--project', 'p', '-o', path('spare.key'));
    writeFileSync(path('spare.csv'), csv);
    return run(
      ...['encode', '--schema', REGISTER, '--key-file', path('spare.key'), '--custodian', 'bps'],
      ...['--identity', path('spare.id'), path('spare.csv'), ...args],
    );
  };

  it('does not put an output in its place', async () => {
    for (const outputs of [
      ['-o', path('spare.csv')],
      ['-o', path('spare.arrow'), '--order', path('spare.csv')],
    ]) {
      const { exit, err } = await encode(...outputs);
      expect(err).toContain('[file-is-input]: file spare.csv');
      expect(exit).toBe(2);
      expect(readFileSync(path('spare.csv'), 'utf8')).toBe(csv);
      expect(existsSync(path('spare.arrow'))).toBe(false);
    }
  });

  it('writes no file whose leakage is above the limit, unless told to, on the record', async () => {
    const family = csvText(REGISTER_COLUMNS, rows.slice(0, 1));
    const encode = async (...args: string[]) => {
      await run('keys', 'identity', '-o', path('few.id'));
      await run('keys', 'project', '--project', 'p', '-o', path('few.key'));
      writeFileSync(path('few.csv'), family);
      return run(
        ...['encode', '--schema', REGISTER, '--key-file', path('few.key'), '--custodian', 'bps'],
        ...['--identity', path('few.id'), path('few.csv'), '-o', path('few.arrow'), ...args],
      );
    };
    const refused = await encode();
    expect(refused.exit).toBe(3);
    expect(refused.err).toContain('[leakage-above-limit]');
    expect(existsSync(path('few.arrow'))).toBe(false);
    const written = await encode('--accept-leakage');
    expect(written.exit).toBe(0);
    expect(written.err).toContain('not hardened');
    const manifest = JSON.parse(readFileSync(path('few.arrow.manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ hardened: false, leakageLambda: 1 });
    expect(manifest.leakageReason).toContain('accepted by the sender');
  });

  it('does not write two outputs to one file', async () => {
    const { exit, err } = await encode('-o', path('one'), '--order', path('one'));
    expect(err).toContain('-o and --order name the same file');
    expect(exit).toBe(2);
    expect(existsSync(path('one'))).toBe(false);
  });
});
