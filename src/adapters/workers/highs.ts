import loadHighs, { type InitOptions } from 'highs';
import wasm from 'highs/runtime';
import type { Solver } from '../../disclosure/solver.ts';
import { highsSolver, type LoadHighs } from '../highs-solver.ts';

/**
 * HiGHS in workerd, where WebAssembly may not be compiled from bytes at run time: the bundler hands over a
 * compiled module. The loader's documented `wasmModule` option is not in its shipped code (1.15.3), so this uses
 * Emscripten's `instantiateWasm` hook, which its types do not name.
 */
export async function openWorkerSolver(): Promise<Solver> {
  const options = {
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm));
      return {};
    },
  };
  return highsSolver(await (loadHighs as unknown as LoadHighs)(options as InitOptions));
}
