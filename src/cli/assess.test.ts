import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliFolder } from '../../test/support/cli.ts';
import { makePeople } from '../pprl/attack/people.ts';
import { exposureReportShape } from '../pprl/exposure/report-shape.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';

const ROOT = join(import.meta.dirname, '../..');
const REGISTER = join(ROOT, 'specs/linkage/placements-register.json');
const { path, run, remove } = cliFolder();
afterAll(remove);
const read = (name: string) => exposureReportShape.parse(JSON.parse(readFileSync(path(name), 'utf8')));
const encode = (name: string, schema: string) =>
  run(
    'encode',
    ...['--schema', schema, '--key-file', path('key'), '--identity', path('id'), '--custodian', 'bps'],
    ...[path('in.csv'), '-o', path(name)],
  );

/** The register's schema, changed; another recipe has another hash. */
function changed(name: string, change: (document: Record<string, unknown>) => void): string {
  const document = JSON.parse(readFileSync(REGISTER, 'utf8'));
  change(document);
  writeFileSync(path(name), JSON.stringify(document));
  return path(name);
}

beforeAll(async () => {
  const schema = parseLinkageSchema(JSON.parse(readFileSync(REGISTER, 'utf8')), 'register');
  const rows = [schema.columns.map(({ name }) => name), ...makePeople(schema, 400, 7)];
  writeFileSync(path('in.csv'), `${rows.map((cells) => cells.join(',')).join('\n')}\n`);
  await run('keys', 'identity', '-o', path('id'));
  await run('keys', 'project', '--project', 'p-2025', '-o', path('key'));
  expect((await encode('a', REGISTER)).exit).toBe(0);
});

describe('padan assess', () => {
  it('reports on a file by its manifest and the schema that comes with Padan', async () => {
    const { out, exit } = await run(
      'assess',
      path('a'),
      '--manifest',
      path('a.manifest.json'),
      '-o',
      path('r'),
    );
    expect(exit).toBe(0);
    expect(out).toContain('AMBER');
    const report = read('r');
    expect(report).toMatchObject({ light: 'amber', deployment: { host: null, hostHoldsKey: false } });
    expect(report.file).toMatchObject({ project: 'p-2025', custodian: 'bps', rows: 400, hardened: true });
    const { leakageLambda } = JSON.parse(readFileSync(path('a.manifest.json'), 'utf8'));
    expect(report.leakage.lambda).toBe(leakageLambda);
    expect(report.reasons.map(({ code }) => code)).toEqual(['exact-tokens-shared-key']);
    expect(report.notes.map(({ en }) => en).join()).toMatch(/lower bounds.*independent/);
  });

  it('says the same of the same file each time', async () => {
    await run('assess', path('a'), '--manifest', path('a.manifest.json'), '-o', path('again'));
    expect(readFileSync(path('again'))).toEqual(readFileSync(path('r')));
  });

  it('is red where a custodian hosts, and says so on a page in both languages', async () => {
    const { out } = await run(
      'assess',
      path('a'),
      '--host',
      'custodian',
      '-o',
      path('c'),
      '--page',
      path('page'),
    );
    expect(out).toContain('RED');
    expect(read('c').reasons.map(({ code }) => code)).toEqual([
      'host-holds-key',
      'leakage-not-declared',
      'exact-tokens-shared-key',
    ]);
    const page = readFileSync(path('page'), 'utf8');
    for (const text of [
      'MERAH',
      'RED:',
      'lang="id"',
      'lang="en"',
      'batas bawah',
      'lower bounds',
      'data-light="red"',
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/<script|undefined|NaN|\[object/);
  });

  it('is red for filters that are not diffused, whose simulated attack succeeds', async () => {
    const plain = changed('plain.json', (document) => {
      delete document['diffusion'];
    });
    await encode('plain', plain);
    await run(
      'assess',
      path('plain'),
      '--schema',
      plain,
      '--manifest',
      path('plain.manifest.json'),
      '-o',
      path('p'),
    );
    const report = read('p');
    expect(report.light).toBe('red');
    expect(report.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['not-diffused', 'attack-succeeds']),
    );
    expect(report.attack!.largestGain).toBeGreaterThan(0.9);
  });

  it('refuses a manifest of another file and a schema of another recipe, and writes nothing', async () => {
    await encode('b', REGISTER);
    const other = await run('assess', path('a'), '--manifest', path('b.manifest.json'), '-o', path('no'));
    expect(other.exit).toBe(3);
    expect(other.err).toContain('manifest-differs');
    const schema = changed('fewer.json', (document) => {
      document['diffusion'] = { terms: 8, bits: 2048 };
    });
    const recipe = await run('assess', path('a'), '--schema', schema, '-o', path('no'));
    expect(recipe.err).toContain('files-not-linkable');
    expect(() => readFileSync(path('no'))).toThrow();
  });
});
