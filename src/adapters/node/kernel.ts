import { readFile } from 'node:fs/promises';
import type { CompareKernel } from '../../pprl/compare/kernel.ts';
import { loadWasmKernel } from '../../pprl/compare/wasm-kernel.ts';

/** The WASM kernel, read from the file beside its source. */
export async function nodeKernel(): Promise<CompareKernel> {
  const bytes = await readFile(new URL('../../pprl/compare/kernel/kernel.wasm', import.meta.url));
  return loadWasmKernel(await WebAssembly.compile(bytes));
}
