/**
 * The native program that the compare kernel is measured against: the same loop in C++, compiled here and now. It
 * stands beside the repository, not in it.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SOURCE = join(import.meta.dirname, '../../shared/bench/kernel_limit.cpp');
const FLAGS = ['-O3', '-mpopcnt', '-fno-tree-vectorize'];
const execute = promisify(execFile);

export type NativeLimit =
  | {
      /** Comparisons a second on one thread. */
      readonly run: () => Promise<number>;
      readonly remove: () => void;
    }
  | {
      readonly run: null;
      /** Why there is nothing to measure against. */
      readonly absent: string;
    };

/** Compiles the program into a folder of its own, which `remove` takes away. */
export async function nativeLimit(): Promise<NativeLimit> {
  if (!existsSync(SOURCE)) return { run: null, absent: 'not measured: kernel_limit.cpp is absent' };
  const folder = mkdtempSync(join(tmpdir(), 'padan-bench-'));
  const program = join(folder, 'kernel-limit');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await execute('g++', [...FLAGS, '-o', program, SOURCE]);
  } catch {
    remove();
    return { run: null, absent: 'not measured: g++ is absent or does not compile kernel_limit.cpp' };
  }
  return { run: async () => Number((await execute(program)).stdout), remove };
}
