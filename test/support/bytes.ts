import { sha256 } from '@noble/hashes/sha2.js';
import { expect } from 'vitest';
import type { Randomness } from '../../src/ports/randomness.ts';
import { DomainError, type Facts, type ProblemCode } from '../../src/problems.ts';

/** `bytes` as a stream of pieces of `size` bytes. */
export async function* pieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** Everything a stream gives. */
export async function gathered<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

/** SHA-256 in counter mode: the same seed, the same bytes, and nothing a test could call regular. */
export function seededRandomness(seed: number): Randomness {
  let counter = 0;
  return {
    bytes(length) {
      const out = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) {
        const block = sha256(new TextEncoder().encode(`${seed} ${counter++}`));
        out.set(block.subarray(0, Math.min(32, length - at)), at);
      }
      return out;
    },
  };
}

/** Runs `act` and tells what it was refused with; fails the test where it was not. */
export async function refusalOf(act: () => unknown): Promise<{ code: ProblemCode; facts: Facts }> {
  try {
    await act();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, facts: error.facts };
    throw error;
  }
  return expect.unreachable('nothing was refused');
}
