/**
 * Indicators of a tabulated table: for each code of one dimension a sum of cells, or the quotient of two such sums,
 * with its standard error.
 *
 * Shape:  an indicator is asked of the codes of its dimension; the sums are those of the tally, added up over the
 *         other dimensions for the cells the indicator names.
 * Edge:   an indicator of a dimension that the request left out is left out too. A quotient of nobody is null.
 * Source: linearisation z = (y - R x) / X, as for rates.
 */
import { ClusterSums } from './cluster-sums.ts';
import { makeCube } from './cube.ts';
import type { Dictionary } from './dictionary.ts';
import { TOTAL } from './spec.ts';
import type { ResolvedRequest } from './table-request.ts';
import type { Indicator, TableSpec } from './table-spec.ts';
import type { Tally } from './tabulate.ts';
import { cellTotals, linearVariances } from './variance.ts';

export interface IndicatorFigure {
  readonly indicator: string;
  readonly code: string;
  readonly estimate: number | null;
  readonly variance: number | undefined;
  readonly contributors: number;
}

/** Those of the spec whose dimensions the request has. */
export function indicatorsOf({ indicators = [], ranking }: TableSpec, request: ResolvedRequest): Indicator[] {
  const names = request.dimensions.map(({ name }) => name);
  if (ranking === undefined || !names.includes(ranking.dimension)) return [];
  return indicators.filter(({ numerator, denominator = {} }) =>
    [...Object.keys(numerator), ...Object.keys(denominator)].every((name) => names.includes(name)),
  );
}

export function indicatorFigures(
  indicator: Indicator,
  dimension: string,
  request: ResolvedRequest,
  { design }: Dictionary,
  tally: Tally,
): IndicatorFigure[] {
  const own = request.dimensions.findIndex(({ name }) => name === dimension);
  const cube = makeCube([request.dimensions[own]!]);
  const parts = partsOf(indicator, own, request, tally);
  const sums = new ClusterSums(2);
  const contributors = new Float64Array(cube.cells);
  for (let slot = 0; slot < tally.sums.size; slot++) {
    const part = parts[tally.sums.inner(slot)]!;
    if (!part.numerator && !part.denominator) continue;
    const to = sums.slot(tally.sums.unit(slot), part.own);
    if (part.numerator) sums.add(to, 0, tally.sums.value(slot, 0));
    if (part.denominator) sums.add(to, 1, tally.sums.value(slot, 0));
  }
  const asked = (part: Part) => (indicator.denominator === undefined ? part.numerator : part.denominator);
  parts.forEach((part, inner) => {
    if (asked(part))
      for (const cell of cube.expand(part.own)) contributors[cell]! += tally.contributors[inner]!;
  });
  const sample = { sums, units: tally.units, cube, innerOf: (inner: number) => inner };
  const totals = cellTotals(sample);
  const coefficients = new Float64Array(totals.length);
  const values = Array.from({ length: cube.cells }, (_, cell) => {
    const [y, x] = [totals[cell * 2]!, totals[cell * 2 + 1]!];
    if (indicator.denominator === undefined) coefficients[cell * 2] = indicator.scale;
    else if (x !== 0) {
      coefficients[cell * 2] = indicator.scale / x;
      coefficients[cell * 2 + 1] = (-indicator.scale * y) / (x * x);
    } else return null;
    return indicator.denominator === undefined ? indicator.scale * y : (indicator.scale * y) / x;
  });
  const [variance] =
    design === null ? [] : linearVariances(sample, [{ coefficients, presence: null }], design.lonelyPsu);
  return values.map((estimate, cell) => ({
    indicator: indicator.name,
    code: cube.dimensions[0]!.codes[cube.positions(cell)[0]!]!.code,
    estimate,
    variance: estimate === null ? undefined : variance?.[cell],
    contributors: contributors[cell]!,
  }));
}

interface Part {
  /** Leaf of the dimension the indicator is asked of. */
  readonly own: number;
  readonly numerator: boolean;
  readonly denominator: boolean;
}

/** For each inner cell of the table, where it counts. */
function partsOf(indicator: Indicator, own: number, request: ResolvedRequest, { cube }: Tally): Part[] {
  const leaves = request.dimensions.map((_, d) => cube.leafCodes(d));
  const within = (set: Indicator['numerator']) =>
    request.dimensions.map(({ name, codes }, d) => {
      const wanted = set[name];
      if (wanted === undefined) return null;
      const parents = new Map(codes.map((each) => [each.code, each.parent]));
      const isIn = (code: string | null | undefined): boolean =>
        code !== null &&
        code !== undefined &&
        code !== TOTAL &&
        (wanted.includes(code) || isIn(parents.get(code)));
      return leaves[d]!.map(isIn);
    });
  const [top, bottom] = [within(indicator.numerator), within(indicator.denominator ?? {})];
  return Array.from({ length: cube.innerCells }, (_, inner) => {
    const at = new Array<number>(leaves.length);
    let rest = inner;
    for (let d = leaves.length - 1; d >= 0; d--) {
      at[d] = rest % leaves[d]!.length;
      rest = Math.floor(rest / leaves[d]!.length);
    }
    const holds = (sets: readonly (readonly boolean[] | null)[]) =>
      sets.every((set, d) => set === null || set[at[d]!]);
    return { own: at[own]!, numerator: holds(top), denominator: holds(bottom) };
  });
}
