import type { Reach } from './neighbourhood.ts';

/** How hard the search tries. All limits are counts, not seconds, so that a pattern does not depend on the machine. */
export interface Effort {
  /** Neighbourhoods tried in turn until a need is met. */
  readonly first: readonly Reach[];
  /** Neighbourhoods in which a secondary is replaced when it is taken back. */
  readonly again: readonly Reach[];
  /** Columns of all programmes spent on taking back; 0 for one plain pass that only drops what nothing uses. */
  readonly columns: number;
  /** Times every secondary is tried. */
  readonly passes: number;
  /** Whole searches made, each in its own way; the cheapest pattern is taken. */
  readonly ways: readonly Way[];
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
export const NEAR: Reach = { hidden: 150, cubes: 0, box: 0, ring: 0 };
const FAR: Reach = { hidden: 800, cubes: 12, box: 800, ring: 0 };
/** Systems up to this many cells are always searched whole. */
const SMALL = 1_200;
/** Up to this many, neighbourhoods are large from the start: dearer, and better. */
const THOROUGH = 10_000;

/** The effort for a system of `size` cells: its total grows about as the size does. */
export function effortFor(size: number): Effort {
  const first: Reach[] = [
    { hidden: 300, cubes: 12, box: 300, ring: 0 },
    { hidden: 1_200, cubes: 48, box: 1_200, ring: 0 },
    { hidden: 1_200, cubes: 48, box: 1_200, ring: 6_000 },
  ];
  if (size <= SMALL) {
    const ways = size <= TINY ? WAYS : WAYS.slice(0, 3);
    return { first: [WHOLE], again: [WHOLE], columns: EVERYTHING, passes: 3, ways };
  }
  if (size <= THOROUGH)
    return {
      first: [FAR, ...first.slice(1), WHOLE],
      again: [NEAR, FAR],
      columns: 2_000 * size,
      passes: 3,
      ways: ONE_WAY,
    };
  return {
    first: [...first.slice(0, 2), { hidden: 1_200, cubes: 48, box: 1_200, ring: 2_500 }],
    again: [NEAR, first[0]!],
    columns: 500 * size,
    passes: 2,
    ways: ONE_WAY,
  };
}
