import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { pieces } from '../../../test/support/bytes.ts';
import { collect, utf8 } from '../../exchange/bytes.ts';
import { nodeFiles } from './files.ts';
import { sparingInputs } from './sparing-inputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'padan-sparing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const open = () => sparingInputs(nodeFiles({ input: pieces(utf8('')), output: new PassThrough() }));

describe('files of one command', () => {
  const input = path('in.csv');
  const hardLink = path('same.csv');
  const kept = (): void => {
    expect(readFileSync(input, 'utf8')).toBe('precious');
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'same.csv']);
  };
  writeFileSync(input, 'precious');
  linkSync(input, hardLink);

  it('does not write over what it has read, under any name', async () => {
    for (const name of [input, relative(process.cwd(), input), hardLink]) {
      const files = open();
      await collect(files.read(input));
      await expect(files.write(name, utf8('new'))).rejects.toMatchObject({ code: 'file-is-input' });
      const whole = open();
      await whole.readAll(input);
      await expect(whole.write(name, utf8('new'))).rejects.toMatchObject({ code: 'file-is-input' });
    }
    kept();
  });

  it('does not write over what is read only while the output is made', async () => {
    const files = open();
    await expect(files.write(input, files.read(input))).rejects.toMatchObject({ code: 'file-is-input' });
    kept();
  });

  it('writes over what it has not read, as often as it is asked', async () => {
    const files = open();
    await collect(files.read(input));
    for (const text of ['first', 'second']) await files.write(path('out'), utf8(text));
    expect(readFileSync(path('out'), 'utf8')).toBe('second');
  });
});
