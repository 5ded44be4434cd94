/**
 * How a table of several dimensions is laid out on paper: one dimension down, as many as are readable across, and a
 * panel for each combination of what is left.
 *
 * Shape:  the dimension with the most codes goes down; across go the others from the one with the fewest codes on, as
 *         long as there are no more columns than `MOST_COLUMNS`; measures and the rest make panels.
 * Edge:   a panel never mixes measures, since their units differ.
 */
import { TOTAL } from '../../statistics/spec.ts';
import type { ReleasedCode, ReleasedDimension, ReleasedMeasure, ReleasedView } from './view.ts';

/** Columns of figures that a landscape page still shows in readable type. */
const MOST_COLUMNS = 12;

export interface Panel {
  readonly measure: ReleasedMeasure;
  /** The codes that are the same in the whole panel, by position of the dimension. */
  readonly fixed: ReadonlyMap<number, ReleasedCode>;
}

export interface Layout {
  /** Positions of dimensions in the view. */
  readonly down: number;
  readonly across: readonly number[];
  readonly panels: readonly Panel[];
}

export function layoutOf({ dimensions, measures }: ReleasedView): Layout {
  const sizes = dimensions.map(({ codes }) => codes.length);
  const down = sizes.indexOf(Math.max(...sizes));
  const others = dimensions.map((_, i) => i).filter((i) => i !== down);
  const across: number[] = [];
  let columns = 1;
  for (const i of [...others].sort((a, b) => sizes[a]! - sizes[b]! || a - b)) {
    if (columns * sizes[i]! > MOST_COLUMNS) break;
    columns *= sizes[i]!;
    across.push(i);
  }
  across.sort((a, b) => a - b);
  const rest = others.filter((i) => !across.includes(i));
  const fixings = fixingsOf(dimensions, rest);
  return {
    down,
    across,
    panels: measures.flatMap((measure) => fixings.map((fixed) => ({ measure, fixed }))),
  };
}

function fixingsOf(
  dimensions: readonly ReleasedDimension[],
  positions: readonly number[],
): ReadonlyMap<number, ReleasedCode>[] {
  let found: ReadonlyMap<number, ReleasedCode>[] = [new Map()];
  for (const i of positions)
    found = found.flatMap((fixed) => dimensions[i]!.codes.map((code) => new Map([...fixed, [i, code]])));
  return found;
}

/** Codes as a publication prints them: the total behind its parts. */
export function printedOrder({ codes }: ReleasedDimension): ReleasedCode[] {
  return [...codes.filter(({ code }) => code !== TOTAL), ...codes.filter(({ code }) => code === TOTAL)];
}

/** How deep a code lies below the total: 0 for the total and the level just below it. */
export function depthOf({ codes }: ReleasedDimension, code: ReleasedCode): number {
  const above = codes.find((each) => each.code === code.parent);
  return above === undefined || above.code === TOTAL ? 0 : 1 + depthOf({ codes } as ReleasedDimension, above);
}
