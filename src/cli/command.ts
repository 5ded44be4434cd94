import type { Solver } from '../disclosure/solver.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Journal } from '../ports/journal.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Scratch } from '../ports/scratch.ts';
import type { CompareKernel } from '../pprl/compare/kernel.ts';
import type { Language } from '../problems.ts';
import type { Benches } from './bench.ts';

/** What the commands need from the machine; chosen in src/entry/cli.ts. */
export interface CliContext {
  readonly files: Files;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scratch: () => Promise<Scratch>;
  /** A file in which work that is done is kept while more is under way. */
  readonly journal: (path: string) => Promise<Journal>;
  readonly solver: () => Promise<Solver>;
  /** The comparison kernel, on so many threads; without a number, one for each core, eight at most. */
  readonly kernel: (threads?: number) => Promise<CompareKernel>;
  readonly benches: () => Promise<Benches>;
  /** Requests to a service (`padan submit`). */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Resolves after some milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Language of messages. */
  readonly language: Language;
  /** One line for the result, on standard output. */
  readonly print: (line: string) => void;
  /** One line of warning or explanation, on standard error. */
  readonly note: (line: string) => void;
  /** Progress on standard error, shown on a terminal only. */
  readonly progress: (text: string) => void;
}

/** One verb of `padan`. Wrong use throws `UsageError` (exit 2); a refusal is a `DomainError` (exit by code). */
export interface Command {
  readonly name: string;
  /** Synopsis after `padan NAME`, then one line per option. */
  readonly usage: string;
  /** 0 done or the check holds, 1 the check does not hold. */
  run(args: readonly string[], context: CliContext): Promise<0 | 1>;
}

export class UsageError extends Error {
  override readonly name = 'UsageError';
}
