/**
 * Which tables and changes a certificate shows, in one order: every one of them is needed for an end of `reach`, so
 * that none can be repeated, left out or moved and the file still be a certificate.
 *
 * Deterministic: same tables and changes, same lines.
 */

/** A change of the first table, itself a feasible table: positions of hidden cells, ascending, and by how much. */
export type Move = readonly [positions: readonly number[], by: readonly number[]];

export type Reach = readonly (readonly [number, number])[];

interface Lines {
  readonly reach: Reach;
  readonly tables: readonly (readonly number[])[];
  readonly moves: readonly Move[];
}

/** The values a table or a move shows. */
interface Shown {
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/**
 * The lines needed to reach what all of them reach; later ones are left out first, except the first table where
 * there are moves, which start from it.
 * Cost: cells x tables, and the length of the moves.
 */
export function neededLines(
  tables: readonly (readonly number[])[],
  moves: readonly Move[],
  cells: number,
): Lines {
  const all = Array.from({ length: cells }, (_, at) => at);
  const byTable = tables.map((values): Shown => ({ at: all, values }));
  const byMove = moves.map(
    ([at, by]): Shown => ({ at, values: at.map((each, i) => tables[0]![each]! + by[i]!) }),
  );
  const reach = reachOf([...byTable, ...byMove], cells);
  const ends = new Ends(reach, [...byTable, ...byMove]);
  const keptMoves = ends.needed(byMove);
  const base = moves.length > 0 ? 1 : 0;
  const keptTables = ends.needed(byTable.slice(base));
  return {
    reach,
    tables: [
      ...tables.slice(0, base),
      ...tables
        .slice(base)
        .filter((_, i) => keptTables[i])
        .sort(ascending),
    ],
    moves: moves.filter((_, i) => keptMoves[i]).sort((one, other) => ascending(keyOf(one), keyOf(other))),
  };
}

/** How many of the shown attain the lower and the upper end of each cell. */
class Ends {
  readonly #reach: Reach;
  readonly #attained: [number, number][];

  constructor(reach: Reach, shown: readonly Shown[]) {
    this.#reach = reach;
    this.#attained = reach.map(() => [0, 0]);
    for (const each of shown) this.#count(each, 1);
  }

  /** For each of `shown`, whether it is kept: the last that others make up for goes first. */
  needed(shown: readonly Shown[]): boolean[] {
    const kept = shown.map(() => true);
    for (let i = shown.length - 1; i >= 0; i--) {
      this.#count(shown[i]!, -1);
      if (shown[i]!.at.some((each) => this.#attained[each]!.includes(0))) this.#count(shown[i]!, 1);
      else kept[i] = false;
    }
    return kept;
  }

  #count({ at, values }: Shown, by: number): void {
    at.forEach((each, i) => {
      const [low, high] = this.#reach[each]!;
      if (values[i] === low) this.#attained[each]![0] += by;
      if (values[i] === high) this.#attained[each]![1] += by;
    });
  }
}

function reachOf(shown: readonly Shown[], cells: number): [number, number][] {
  const reach = Array.from({ length: cells }, (): [number, number] => [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  for (const { at, values } of shown)
    at.forEach((each, i) => {
      const ends = reach[each]!;
      ends[0] = Math.min(ends[0], values[i]!);
      ends[1] = Math.max(ends[1], values[i]!);
    });
  return reach;
}

/** Positions and changes in turn. */
function keyOf([at, by]: Move): number[] {
  return at.flatMap((each, i) => [each, by[i]!]);
}

/** By the first number in which they differ; the shorter of two that agree as far as it goes is first. */
function ascending(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((each, i) => each !== other[i]);
  return at < 0 ? one.length - other.length : at >= other.length ? 1 : one[at]! - other[at]!;
}
