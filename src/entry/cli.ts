/** The command line on Node. */
import { nodeFiles } from '../adapters/node/files.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { openJournal } from '../adapters/node/journal.ts';
import { nodeKernel } from '../adapters/node/kernel.ts';
import { openScratch } from '../adapters/node/scratch.ts';
import { sparingInputs } from '../adapters/node/sparing-inputs.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { webCryptoRandomness } from '../adapters/web-crypto-randomness.ts';
import type { CliContext } from '../cli/command.ts';
import { main } from '../cli/main.ts';

/** POSIX: LC_ALL, then LC_MESSAGES, then LANG; Indonesian unless English is asked for. */
function language(env: NodeJS.ProcessEnv): 'id' | 'en' {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^(en|C|POSIX)([_.-]|$)/.test(locale) ? 'en' : 'id';
}

const PROGRESS_EVERY_MS = 200;

/** One line that is written over; nothing where standard error is no terminal. */
function terminalProgress(): { show(text: string): void; clear(): void } {
  let shown = 0;
  return {
    show(text) {
      if (!process.stderr.isTTY || Date.now() - shown < PROGRESS_EVERY_MS) return;
      shown = Date.now();
      process.stderr.write(`\r\x1b[K${text}`);
    },
    clear() {
      if (shown > 0) process.stderr.write('\r\x1b[K');
      shown = 0;
    },
  };
}

const progress = terminalProgress();
const context: CliContext = {
  files: sparingInputs(nodeFiles({ input: process.stdin, output: process.stdout })),
  clock: systemClock,
  randomness: webCryptoRandomness,
  scratch: openScratch,
  journal: openJournal,
  solver: openNodeSolver,
  kernel: nodeKernel,
  benches: async () => (await import('../../bench/index.ts')).benches,
  fetch: (request) => fetch(request),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  language: language(process.env),
  print: (line) => {
    progress.clear();
    process.stdout.write(`${line}\n`);
  },
  note: (line) => {
    progress.clear();
    process.stderr.write(`${line}\n`);
  },
  progress: progress.show,
};

/** A reader that goes away (`| head`) is told of by whoever was writing; unheard, the event would end the process. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await main(process.argv.slice(2), context);
progress.clear();
