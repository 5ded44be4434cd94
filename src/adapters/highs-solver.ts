import type { Highs, Model, ModelData } from 'highs';
import type { LinearProgram, Solution, SolveOptions, Solver, SolverModel } from '../disclosure/solver.ts';

/** What `import loadHighs from 'highs'` is at run time; its CommonJS types nest it one deeper than its ES module. */
export type LoadHighs = typeof import('highs')['default'];

/**
 * The `Solver` over a loaded HiGHS module; Node, the edge and a browser differ only in how they load it.
 * Deterministic: one thread, a fixed seed, no time limit unless the caller sets one.
 */
export function highsSolver(highs: Highs): Solver {
  return {
    solve(program, options = {}) {
      if (program.columns === 0) return emptySolution(program);
      const model = create(highs, program, { presolve: true, ...options });
      try {
        if (options.start) model.setSolution({ colValue: options.start });
        return run(highs, model, isInteger(program));
      } finally {
        model.dispose();
      }
    },
    open: (program, options = {}) => openModel(highs, program, { presolve: false, ...options }),
  };
}

function openModel(highs: Highs, program: LinearProgram, options: SolveOptions): SolverModel {
  const model = create(highs, program, options);
  const every = { kind: 'range', from: 0, to: program.columns - 1 } as const;
  return {
    solve(cost, sense) {
      if (program.columns === 0) return emptySolution(program);
      model.changeColsCost(every, cost);
      model.changeObjectiveSense(
        highs.constants.objectiveSense[sense === 'minimise' ? 'minimize' : 'maximize'],
      );
      return run(highs, model, isInteger(program));
    },
    setBounds(column, lower, upper) {
      model.changeColBounds(column, lower, upper);
    },
    addRow(lower, upper, indices, values) {
      model.addRow(lower, upper, { indices, values });
    },
    close() {
      model.dispose();
    },
  };
}

function create(highs: Highs, program: LinearProgram, options: SolveOptions): Model {
  const model = highs.createModel(modelData(program));
  model.options.set({
    output_flag: false,
    random_seed: 0,
    presolve: options.presolve ? 'on' : 'off',
    ...(options.interior ? { solver: 'ipm', run_crossover: 'off' } : {}),
    mip_rel_gap: options.relativeGap ?? 0,
    mip_feasibility_tolerance: 1e-7,
    ...(options.timeLimitSeconds === undefined ? {} : { time_limit: options.timeLimitSeconds }),
    ...(options.nodeLimit === undefined ? {} : { mip_max_nodes: options.nodeLimit }),
  });
  return model;
}

function modelData(program: LinearProgram): ModelData {
  return {
    numCols: program.columns,
    numRows: program.rows,
    colCost: program.cost,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: {
      format: 'csr',
      numRows: program.rows,
      numCols: program.columns,
      starts: program.start,
      indices: program.index,
      values: program.value,
    },
    ...(program.integer ? { integrality: Int32Array.from(program.integer) } : {}),
  };
}

function isInteger(program: LinearProgram): boolean {
  return program.integer?.some((each) => each !== 0) ?? false;
}

const NOTHING = new Float64Array(0);

/** HiGHS calls a programme without columns "empty"; it is feasible exactly when 0 lies within every row. */
function emptySolution(program: LinearProgram): Solution {
  const holds = program.rowLower.every((low, row) => low <= 0 && program.rowUpper[row]! >= 0);
  const bound = holds ? 0 : Number.POSITIVE_INFINITY;
  return { status: holds ? 'optimal' : 'infeasible', objective: 0, x: NOTHING, bound, rowDual: NOTHING };
}

function run(highs: Highs, model: Model, integer: boolean): Solution {
  const status = highs.constants.modelStatus;
  let code = statusOf(model);
  if (code === status.unknown || code === null) {
    // Going on from the last basis, simplex now and then loses its way on an unbounded ray; from the start it does not.
    model.clearSolver();
    code = statusOf(model);
  }
  if (code === status.optimal) return { status: 'optimal', ...found(model, integer) };
  const nothing = { objective: Number.NaN, x: NOTHING, rowDual: NOTHING };
  if (code === status.infeasible)
    return { status: 'infeasible', ...nothing, bound: Number.POSITIVE_INFINITY };
  const unproved = { ...nothing, bound: Number.NEGATIVE_INFINITY };
  if (code === status.unbounded || code === status.unboundedOrInfeasible)
    return { status: 'unbounded', ...unproved };
  if (code === status.timeLimit || code === status.solutionLimit || code === status.iterationLimit)
    return hasIncumbent(model, integer)
      ? { status: 'feasible', ...found(model, integer) }
      : { status: 'limit', ...nothing, bound: boundOf(model, integer) };
  return { status: 'error', ...unproved };
}

/** Null where HiGHS gave up on the numbers, which it tells by throwing; the model stays usable. */
function statusOf(model: Model): number | null {
  try {
    return model.run().modelStatus;
  } catch (error) {
    if (error instanceof Error && error.name === 'HighsError') return null;
    throw error;
  }
}

function found(model: Model, integer: boolean): Omit<Solution, 'status'> {
  const { colValue, rowDual } = model.getSolution();
  const objective = model.getObjectiveValue();
  return {
    objective,
    x: colValue,
    bound: integer ? boundOf(model, integer) : objective,
    rowDual: integer ? NOTHING : rowDual,
  };
}

/** HiGHS writes plus or minus infinity where it has proved nothing. */
function boundOf(model: Model, integer: boolean): number {
  const bound = Number(model.info.get('mip_dual_bound'));
  return integer && Number.isFinite(bound) && Math.abs(bound) < 1e30 ? bound : Number.NEGATIVE_INFINITY;
}

/** `primal_solution_status` 2 is "feasible point"; a linear programme that was cut off has none worth using. */
function hasIncumbent(model: Model, integer: boolean): boolean {
  return integer && Number(model.info.get('primal_solution_status')) === 2;
}
