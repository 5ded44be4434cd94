import type { Reach } from './neighbourhood.ts';
import type { SuppressionProblem } from './problem.ts';

/** How hard the search tries. All limits are counts, not seconds, so that a pattern does not depend on the machine. */
export interface Effort {
  /** Rounds over all needs before any is met at whatever cost: what is cheap is hidden first, and dear needs use it. */
  readonly stages: readonly Stage[];
  /** Neighbourhoods tried in turn for what no stage has met. */
  readonly last: readonly Reach[];
  /** Neighbourhoods in which a secondary is replaced when it is taken back. */
  readonly again: readonly Reach[];
  /** Columns of all programmes spent on taking back; 0 for one plain pass that only drops what nothing uses. */
  readonly columns: number;
  /** Neighbourhoods in which a change in halves is replaced; default: hidden cells, then those of `last`. */
  readonly whole?: readonly Reach[];
  /** Times every secondary is tried. */
  readonly passes: number;
  /** Whole searches made, each in its own way; the cheapest pattern is taken. */
  readonly ways: readonly Way[];
}

/** One round over the needs that are still open. */
export interface Stage {
  readonly reach: Reach;
  /** Only changes that newly hide less than this. */
  readonly below: number;
}

/** What one search does differently from another. */
export interface Way {
  /** Share of its cost that a secondary which no other change uses costs to use again. */
  readonly shared: number;
  /** Needs in order of their amount. */
  readonly order: 'largest first' | 'smallest first';
  /** Prices are multiplied by up to 1.5, drawn anew for each number; 0 leaves them as they are. */
  readonly draw: number;
}

const EVERYTHING = Number.POSITIVE_INFINITY;
const WHOLE: Reach = { hidden: EVERYTHING, cubes: 12, box: 0, ring: EVERYTHING };
const ONE_WAY: readonly Way[] = [{ shared: 0.1, order: 'largest first', draw: 0 }];
/** Orders and prices of whole searches. Where one takes milliseconds, all are tried. */
const WAYS: readonly Way[] = [
  { shared: 0.1, order: 'largest first', draw: 0 },
  { shared: 0.5, order: 'smallest first', draw: 0 },
  { shared: 0.1, order: 'largest first', draw: 4 },
  { shared: 0, order: 'smallest first', draw: 0 },
  { shared: 0.1, order: 'smallest first', draw: 4 },
  { shared: 1, order: 'smallest first', draw: 3 },
];
/** Cells up to which all ways are tried; above, the first three. */
const TINY = 300;
/** Most that can be replaced at all is replaced by a few hidden cells nearby. */
const NEAR: Reach = { hidden: 150, cubes: 0, box: 0, ring: 0 };
const FAR: Reach = { hidden: 800, cubes: 12, box: 800, ring: 0 };
/** More and more of what is hidden, and nothing else. */
export const HIDDEN_ALREADY: readonly Reach[] = [
  NEAR,
  { ...NEAR, hidden: 1_000 },
  { ...NEAR, hidden: 4_000 },
];
/** Systems up to this many cells are always searched whole. */
const SMALL = 1_200;
/** Up to this many, all that is hidden or cheap is searched for what nothing nearer can do. */
const THOROUGH = 10_000;
/** Share of unsafe cells above which a larger system has so many needs that less is spent on each. */
const DENSE = 0.2;

/**
 * The effort for a system: its total grows about as the number of cells does.
 *
 * A ring of hidden and cheap cells makes small programmes, since most of it is pruned, and holds what a change wants
 * whose price is low; cubes and boxes, which hold dear cells too, come for what it cannot do.
 */
export function effortFor(problem: SuppressionProblem): Effort {
  const { size } = problem.system;
  if (size <= SMALL) {
    const [ways, columns] = size <= TINY ? [WAYS, EVERYTHING] : [WAYS.slice(0, 3), 2_000 * size];
    return { stages: [], last: [WHOLE], again: [WHOLE], columns, passes: 3, ways };
  }
  const unit = medianCost(problem);
  const cheap: Reach = { hidden: 500, cubes: 6, box: 0, ring: 1_000, cheap: 7 * unit };
  const stages: readonly Stage[] = [
    { reach: cheap, below: 4 * unit },
    { reach: FAR, below: 13 * unit },
  ];
  const wide = (cells: number): Reach => ({
    ...cheap,
    hidden: cells,
    cubes: 0,
    ring: cells,
    cheap: 10 * unit,
  });
  if (size <= THOROUGH) {
    const last = [wide(EVERYTHING), WHOLE];
    return { stages, last, again: [NEAR, cheap, FAR], columns: 400 * size, passes: 3, ways: ONE_WAY };
  }
  const last = [
    wide(4_000),
    { hidden: 1_200, cubes: 48, box: 1_200, ring: 0 },
    { hidden: 1_200, cubes: 48, box: 1_200, ring: 2_500 },
  ];
  if (problem.targets.length > DENSE * size) return forDense(size, unit, cheap, last);
  return { stages, last, again: [NEAR, cheap], columns: 500 * size, passes: 2, ways: ONE_WAY };
}

/** One round more before needs are met at whatever cost, and fewer cells in each programme. */
function forDense(size: number, unit: number, cheap: Reach, last: readonly Reach[]): Effort {
  return {
    stages: [
      { reach: cheap, below: 4 * unit },
      { reach: { ...FAR, hidden: 400, box: 300 }, below: 13 * unit },
      { reach: { ...cheap, hidden: 1_000, ring: 2_000, cheap: 20 * unit }, below: 40 * unit },
    ],
    last: [{ ...NEAR, hidden: 4_000 }, ...last],
    again: [NEAR, cheap],
    columns: 150 * size,
    whole: HIDDEN_ALREADY.slice(0, 2),
    passes: 1,
    ways: ONE_WAY,
  };
}

/** What the median unsafe cell costs. */
function medianCost({ targets, costs }: SuppressionProblem): number {
  const sorted = Float64Array.from(targets, ({ cell }) => costs[cell]!).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
