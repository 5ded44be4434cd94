import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benches } from '../../bench/index.ts';
import { nodeFiles } from '../../src/adapters/node/files.ts';
import { openNodeSolver } from '../../src/adapters/node/highs.ts';
import { openJournal } from '../../src/adapters/node/journal.ts';
import { nodeKernel } from '../../src/adapters/node/kernel.ts';
import { openScratch } from '../../src/adapters/node/scratch.ts';
import { sparingInputs } from '../../src/adapters/node/sparing-inputs.ts';
import type { CliContext } from '../../src/cli/command.ts';
import { main } from '../../src/cli/main.ts';
import type { Randomness } from '../../src/ports/randomness.ts';
import { seededRandomness } from './bytes.ts';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own and the real command line in it, with seeded randomness and a clock that stands still. */
export function cliFolder(
  randomness: Randomness = seededRandomness(1),
  send: CliContext['fetch'] = () => Promise.reject(new Error('no service in this test')),
) {
  const folder = mkdtempSync(join(tmpdir(), 'padan-cli-'));
  const path = (name: string) => join(folder, name);
  const run = async (...args: string[]): Promise<Ran> => {
    const out: string[] = [];
    const err: string[] = [];
    const context: CliContext = {
      files: sparingInputs(nodeFiles({ input: process.stdin, output: process.stdout })),
      clock: { now: () => Date.UTC(2025, 6, 14, 3) },
      randomness,
      scratch: () => openScratch(folder),
      journal: openJournal,
      solver: openNodeSolver,
      kernel: nodeKernel,
      benches: async () => benches,
      fetch: send,
      wait: () => Promise.resolve(),
      language: 'en',
      print: (line) => out.push(line),
      note: (line) => err.push(line),
      progress: () => {},
    };
    const exit = await main(args, context);
    return { exit, out: out.join('\n'), err: err.join('\n') };
  };
  return { folder, path, run, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
