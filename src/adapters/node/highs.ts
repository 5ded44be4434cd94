import loadHighs from 'highs';
import type { Solver } from '../../disclosure/solver.ts';
import { highsSolver, type LoadHighs } from '../highs-solver.ts';

/** HiGHS on Node: the package finds its WebAssembly file beside its loader. Load once, share. */
export async function openNodeSolver(): Promise<Solver> {
  return highsSolver(await (loadHighs as unknown as LoadHighs)());
}
