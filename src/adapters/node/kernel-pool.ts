/** Threads that compare slices or blocks side by side; they are started when first needed and end with the process. */
import { Worker } from 'node:worker_threads';
import type { BlockIndex, BlockRows } from '../../pprl/block/block-index.ts';
import type { BlockTask } from '../../pprl/block/block-pairs.ts';
import type { BlockJob, TaskPart } from '../../pprl/block/compare-blocks.ts';
import type { CandidatePairs, ClkColumn } from '../../pprl/compare/clk-column.ts';
import type { CompareOptions, Watch } from '../../pprl/compare/kernel.ts';
import { pairRoom, type Slice, type SliceWatch } from '../../pprl/compare/slices.ts';
import { DomainError } from '../../problems.ts';
import type { Work, WorkerAnswer, WorkerJob } from './kernel-worker.ts';

/** Past the last slice of any job, and far enough below 2^31 for every thread to add one. */
const STOP = 2 ** 30;

interface PieceWatch {
  readonly onPart?: (piece: number, part: TaskPart) => void | Promise<void>;
}

/** One call of `compareSlices` or `compareTasks`. */
interface Running {
  hear(answer: WorkerAnswer): void;
  fail(error: unknown): void;
}

export class KernelPool {
  readonly #module: WebAssembly.Module;
  readonly #threads: number;
  readonly #file: URL;
  #workers: Worker[] = [];
  readonly #running = new Map<number, Running>();
  #jobs = 0;

  /** `file` is the thread's program. */
  constructor(
    module: WebAssembly.Module,
    threads: number,
    file: URL = new URL('./kernel-worker.ts', import.meta.url),
  ) {
    this.#module = module;
    this.#threads = threads;
    this.#file = file;
  }

  /**
   * The pairs of each slice, in the order of `slices`.
   * Throws: as `compareAll`; an Error where a thread died. The slices that are being compared then are finished first.
   */
  async compareSlices(
    a: ClkColumn,
    b: ClkColumn,
    slices: readonly Slice[],
    threshold: number,
    { onPart, ...options }: CompareOptions & SliceWatch,
  ): Promise<CandidatePairs[]> {
    const parts = await this.#share(a, b, { slices }, threshold, {
      ...options,
      ...(onPart ? { onPart: (k, { pairs }) => onPart(slices[k]!.index, pairs) } : {}),
    });
    return parts.map(({ pairs }) => pairs);
  }

  /** What each task gave, in the order of `tasks`. Throws: as `compareBlocks`; an Error where a thread died. */
  compareTasks(
    a: ClkColumn,
    b: ClkColumn,
    index: BlockIndex,
    tasks: readonly BlockTask[],
    threshold: number,
    { onPart, ...options }: Omit<BlockJob, 'threshold' | 'done'>,
  ): Promise<TaskPart[]> {
    return this.#share(a, b, { tasks, index: sharedIndex(index) }, threshold, {
      ...options,
      ...(onPart ? { onPart: (k, part) => onPart(tasks[k]!.index, part) } : {}),
    });
  }

  #share(
    a: ClkColumn,
    b: ClkColumn,
    pieces: Work,
    threshold: number,
    { onProgress, onPart, cancelled, ...options }: CompareOptions & Watch & PieceWatch,
  ): Promise<TaskPart[]> {
    const of = 'slices' in pieces ? pieces.slices.length : pieces.tasks.length;
    const job = this.#jobs++;
    const next = new Int32Array(new SharedArrayBuffer(4));
    const work: WorkerJob = { job, a: shared(a), b: shared(b), work: pieces, threshold, options, next };
    const parts: TaskPart[] = new Array(of);
    const room = pairRoom(options.limit);
    let done = 0;
    let failure: { readonly error: unknown } | null = null;
    const workers = this.#awake();
    let busy = workers.length;
    return new Promise<void>((resolve, reject) => {
      const stop = (error: unknown) => {
        failure ??= { error };
        Atomics.store(next, 0, STOP);
      };
      const check = () => {
        if (failure === null && cancelled?.()) stop(new DomainError('link-cancelled', { done, of }));
      };
      const keep = (piece: number, part: TaskPart) => {
        room.take(part.pairs.a.length);
        parts[piece] = part;
        done += 1;
        void Promise.resolve(onPart?.(piece, part)).catch(stop);
        void Promise.resolve(onProgress?.(done, of)).catch(stop);
        if (done < of) check();
      };
      const settle = () => {
        this.#running.delete(job);
        if (failure) reject(failure.error);
        else resolve();
      };
      this.#running.set(job, {
        fail: (error) => {
          stop(error);
          settle();
        },
        hear: (answer) => {
          try {
            if ('refused' in answer) stop(new DomainError(answer.refused.code, answer.refused.facts));
            else if ('part' in answer && failure === null) keep(answer.piece, answer.part);
          } catch (error) {
            stop(error);
          }
          if ('finished' in answer && --busy === 0) settle();
        },
      });
      check();
      for (const worker of workers) {
        worker.ref();
        worker.postMessage(work);
      }
    })
      .finally(() => this.#rest())
      .then(() => parts);
  }

  /** The threads, started where they are not. */
  #awake(): readonly Worker[] {
    while (this.#workers.length < this.#threads) this.#workers.push(this.#start());
    return this.#workers;
  }

  /** Without the options this process was started with: some of them are not for threads. */
  #start(): Worker {
    const worker = new Worker(this.#file, { workerData: { module: this.#module }, execArgv: [] });
    worker.on('message', (answer: WorkerAnswer) => this.#running.get(answer.job)?.hear(answer));
    worker.on('error', (error) => this.#lost(error));
    worker.on('exit', () => this.#lost(new Error('a thread of the compare kernel ended')));
    worker.unref();
    return worker;
  }

  /** A thread died: its slice is gone with it, so nothing that runs can be whole. The next job starts afresh. */
  #lost(error: unknown): void {
    const workers = this.#workers;
    this.#workers = [];
    for (const worker of workers) {
      worker.removeAllListeners();
      // An error on the way out has nobody left to hear it.
      worker.on('error', () => {});
      void worker.terminate();
    }
    for (const running of [...this.#running.values()]) running.fail(error);
  }

  /** Threads with nothing to do keep no process alive. */
  #rest(): void {
    if (this.#running.size === 0) for (const worker of this.#workers) worker.unref();
  }
}

/** The same column in memory that threads share; copied once where it is not there yet. */
function shared(column: ClkColumn): ClkColumn {
  if (column.bytes.buffer instanceof SharedArrayBuffer) return column;
  const bytes = new Uint8Array(new SharedArrayBuffer(column.bytes.length));
  bytes.set(column.bytes);
  return { bits: column.bits, rows: column.rows, bytes };
}

/** The same blocks in memory that threads share. */
function sharedIndex({ rows, passes }: BlockIndex): BlockIndex {
  const int = (of: Int32Array): Int32Array => {
    const copy = new Int32Array(new SharedArrayBuffer(of.byteLength));
    copy.set(of);
    return copy;
  };
  const uint = (of: Uint32Array): Uint32Array => {
    const copy = new Uint32Array(new SharedArrayBuffer(of.byteLength));
    copy.set(of);
    return copy;
  };
  const side = ({ starts, rows: list }: BlockRows) => ({ starts: uint(starts), rows: uint(list) });
  return {
    rows,
    passes: passes.map((pass) => ({
      ...pass,
      a: side(pass.a),
      b: side(pass.b),
      ofA: pass.ofA.map(int),
      ofB: pass.ofB.map(int),
    })),
  };
}
