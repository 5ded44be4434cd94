import module from '../../pprl/compare/kernel/kernel.wasm';
import type { CompareKernel } from '../../pprl/compare/kernel.ts';
import { loadWasmKernel } from '../../pprl/compare/wasm-kernel.ts';

let loaded: Promise<CompareKernel> | null = null;

/** The WASM kernel. The edge compiles modules when the Worker is deployed and hands them over as imports. */
export function workersKernel(): Promise<CompareKernel> {
  loaded ??= loadWasmKernel(module);
  return loaded;
}
