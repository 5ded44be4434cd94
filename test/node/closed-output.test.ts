import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { csvText } from '../../fixtures/synthetic/csv.ts';

const ROOT = join(import.meta.dirname, '../..');
const FEBRL = join(ROOT, 'specs/linkage/febrl4.json');
const folder = mkdtempSync(join(tmpdir(), 'padan-closed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('says in one line that nobody reads its output any more, as behind `| head`', async () => {
    const schema = JSON.parse(readFileSync(FEBRL, 'utf8'));
    const columns: string[] = schema.features.map(({ identifier }: { identifier: string }) => identifier);
    const person = ['rec-1', 'siti', 'aisyah', '7', 'jl mawar', '', 'malang', '6514', 'jtm', '19900817', '1'];
    const [input, secret] = [join(folder, 'in.csv'), join(folder, 'secret')];
    writeFileSync(input, csvText(columns, Array(3000).fill(person)));
    writeFileSync(secret, 'secret');
    const padan = spawn(
      process.execPath,
      [
        ...[
          '--disable-warning=ExperimentalWarning',
          join(ROOT, 'src/entry/cli.ts'),
          'encode',
          '--lang',
          'en',
        ],
        ...['--schema', FEBRL, '--key-file', secret, '--format', 'clkhash', input, '-o', '-'],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let told = '';
    padan.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    padan.stdout.once('data', () => padan.stdout.destroy());
    const [code] = await once(padan, 'close');
    expect(told).toMatch(/^padan: Output file cannot be written \[file-not-writable\]: file -\. .*\n$/);
    expect(code).toBe(3);
  });
});
