import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { pieces, refusalOf } from '../../../test/support/bytes.ts';
import { collect, utf8 } from '../../exchange/bytes.ts';
import { nodeFiles } from './files.ts';
import { openScratch } from './scratch.ts';

const folder = mkdtempSync(join(tmpdir(), 'padan-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const files = nodeFiles({ input: pieces(utf8('from outside'), 5), output: new PassThrough() });

describe('files', () => {
  it('are written whole, replace what was there and read back', async () => {
    await files.write(at('a'), utf8('first'));
    await files.write(at('a'), pieces(utf8('second'), 2));
    expect(await files.readAll(at('a'))).toEqual(utf8('second'));
    expect(await collect(files.read(at('a')))).toEqual(utf8('second'));
    expect(await files.exists(at('a'))).toBe(true);
    expect(await files.exists(at('b'))).toBe(false);
  });

  it('leave nothing behind when their source fails, and keep what was there', async () => {
    await files.write(at('kept'), utf8('old'));
    async function* failing() {
      yield utf8('new');
      throw new Error('broke off');
    }
    const before = readdirSync(folder);
    await expect(files.write(at('kept'), failing())).rejects.toThrow('broke off');
    await expect(files.write(at('fresh'), failing())).rejects.toThrow('broke off');
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(at('kept'), 'utf8')).toBe('old');
  });

  it.skipIf(process.platform === 'win32')('are for their owner only when secret', async () => {
    await files.write(at('secret'), utf8('x'), { secret: true });
    expect(statSync(at('secret')).mode & 0o777).toBe(0o600);
  });

  it('are unpacked where they end in .gz', async () => {
    writeFileSync(at('x.csv.gz'), gzipSync('a,b\n1,2\n'));
    expect(await files.readAll(at('x.csv.gz'))).toEqual(utf8('a,b\n1,2\n'));
    writeFileSync(at('cut.gz'), gzipSync('a,b\n1,2\n'.repeat(100)).subarray(0, 30));
    expect((await refusalOf(() => files.readAll(at('cut.gz')))).code).toBe('file-not-unpacked');
    writeFileSync(at('plain.gz'), 'a,b\n');
    expect((await refusalOf(() => files.readAll(at('plain.gz')))).code).toBe('file-not-unpacked');
  });

  it('are refused by their name without folders, and without one that could hold a NIK', async () => {
    for (const [act, code, file] of [
      [() => files.readAll(at('no-such')), 'file-not-found', 'no-such'],
      [() => files.readAll(at('3171234509870001.csv')), 'file-not-found', '<withheld>'],
      [() => files.readAll(folder), 'file-not-readable', basename(folder)],
      [() => files.write(at(join('no-folder', 'x')), utf8('x')), 'file-not-writable', 'x'],
      [() => files.erase(at('no-such')), 'file-not-found', 'no-such'],
    ] as const)
      expect(await refusalOf(act)).toEqual({ code, facts: { file } });
  });

  it('are gone when erased', async () => {
    await files.write(at('gone'), new Uint8Array(100_000).fill(7));
    await files.erase(at('gone'));
    expect(await files.exists(at('gone'))).toBe(false);
  });

  it('take - for the standard streams', async () => {
    expect(await files.readAll('-')).toEqual(utf8('from outside'));
    const output = new PassThrough();
    await nodeFiles({ input: pieces(utf8('')), output }).write('-', pieces(utf8('to outside'), 3));
    output.end();
    expect(await collect(output)).toEqual(utf8('to outside'));
  });
});

describe('scratch', () => {
  it('keeps buckets apart and in order, and is gone when closed', async () => {
    const parent = mkdtempSync(join(folder, 'scratch-'));
    const scratch = await openScratch(parent);
    await scratch.append(3, utf8('a'));
    await scratch.append(0, utf8('x'));
    await scratch.append(3, utf8('bc'));
    expect(await scratch.read(3)).toEqual(utf8('abc'));
    expect(await scratch.read(0)).toEqual(utf8('x'));
    expect(await scratch.read(7)).toEqual(new Uint8Array(0));
    await scratch.append(3, utf8('d'));
    expect(await scratch.read(3)).toEqual(utf8('abcd'));
    await scratch.close();
    expect(readdirSync(parent)).toEqual([]);
  });
});
