/**
 * The system an intruder knows: cells, and linear relations that tie them. Every table, several linked tables, and
 * everything released before from the same dataset become one system; search, exact method, audit and certificate
 * work on systems and know nothing of dimensions.
 *
 * Shape:  cells are 0 .. size - 1; relation r says `lower[r] <= sum of sign[i] * x[cell[i]] <= upper[r]` over
 *         `start[r] <= i < start[r + 1]`. An additive relation (margin = sum of its parts) has both bounds 0 and the
 *         margin first with sign -1; a published rate, or a sum that misses by rounding, has bounds that differ.
 * Edge:   a relation names no cell twice. Relations that follow from others are kept for the search, where short
 *         relations are of use, and left out of programmes (`generating` 0).
 * Cost:   17 bytes for each cell of each relation, both ways round.
 */
import { type CellSpace, isInner, nodeAt } from './cells.ts';
import { cellsOfRelation, isGenerating } from './relations.ts';

export interface Relations {
  readonly count: number;
  readonly start: Int32Array;
  readonly cell: Int32Array;
  readonly sign: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where the relation is needed; the others are sums of needed ones. */
  readonly generating: Uint8Array;
  /** Relations of cell c: `ofCell[ofCellStart[c] .. ofCellStart[c + 1])`, ascending. */
  readonly ofCellStart: Int32Array;
  readonly ofCell: Int32Array;
}

export interface System {
  readonly size: number;
  readonly relations: Relations;
  /** What everybody knows of each cell before anything is published: 0 for counts, `-Infinity` where values may be negative. */
  readonly floor: Float64Array;
  /** Whether everybody knows that cells are whole numbers (persons, holdings, villages). */
  readonly whole: boolean;
}

/** One relation as a builder states it. */
export interface Relation {
  readonly cells: readonly number[];
  readonly signs: readonly number[];
  readonly lower: number;
  readonly upper: number;
  readonly generating: boolean;
}

/** A system of `size` cells from its relations, in their order. Cost: linear in the cells of all relations. */
export function systemOf(
  size: number,
  list: Iterable<Relation>,
  options: { readonly whole: boolean; readonly floor?: Float64Array },
): System {
  const start = [0];
  const cell: number[] = [];
  const sign: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const generating: number[] = [];
  for (const relation of list) {
    relation.cells.forEach((each, i) => {
      cell.push(each);
      sign.push(relation.signs[i]!);
    });
    start.push(cell.length);
    lower.push(relation.lower);
    upper.push(relation.upper);
    generating.push(relation.generating ? 1 : 0);
  }
  const cells = Int32Array.from(cell);
  const starts = Int32Array.from(start);
  return {
    size,
    whole: options.whole,
    floor: options.floor ?? new Float64Array(size),
    relations: {
      count: lower.length,
      start: starts,
      cell: cells,
      sign: Float64Array.from(sign),
      lower: Float64Array.from(lower),
      upper: Float64Array.from(upper),
      generating: Uint8Array.from(generating),
      ...byCell(size, starts, cells),
    },
  };
}

/** `system` with more relations. Cost: as building it anew. */
export function systemWith(system: System, more: readonly Relation[]): System {
  const { count, start, cell, sign, lower, upper, generating } = system.relations;
  const own = Array.from(
    { length: count },
    (_, r): Relation => ({
      cells: Array.from(cell.subarray(start[r], start[r + 1])),
      signs: Array.from(sign.subarray(start[r], start[r + 1])),
      lower: lower[r]!,
      upper: upper[r]!,
      generating: generating[r] === 1,
    }),
  );
  return systemOf(system.size, [...own, ...more], system);
}

/** The system of one table that is the cross-product of its dimensions' codes, all relations included. */
export function systemOfSpace(space: CellSpace, whole: boolean): System {
  return systemOf(space.size, relationsOfSpace(space), { whole });
}

/** Additive relations of `space`, by margin cell, then dimension; `offset` is added to every cell. */
export function* relationsOfSpace(space: CellSpace, offset = 0): Generator<Relation> {
  for (let margin = 0; margin < space.size; margin++) {
    if (isInner(space, margin)) continue;
    for (let d = 0; d < space.dimensions.length; d++) {
      const relation = d * space.size + margin;
      const cells = cellsOfRelation(space, relation);
      if (cells.length === 1) continue;
      yield {
        cells: offset === 0 ? cells : cells.map((cell) => cell + offset),
        signs: cells.map((_, i) => (i === 0 ? -1 : 1)),
        lower: 0,
        upper: 0,
        generating: isGenerating(space, relation),
      };
      if (nodeAt(space, margin, d) === 0) yield* furtherTotals(space, margin, d, offset);
    }
  }
}

/** A `Total` is the sum of the top groups of every further hierarchy too, which follows from the other relations. */
function* furtherTotals(space: CellSpace, margin: number, d: number, offset: number): Generator<Relation> {
  for (const tops of space.dimensions[d]!.tops)
    yield {
      cells: [0, ...tops].map((node) => offset + margin + node * space.strides[d]!),
      signs: [-1, ...tops.map(() => 1)],
      lower: 0,
      upper: 0,
      generating: false,
    };
}

function byCell(
  size: number,
  start: Int32Array,
  cell: Int32Array,
): Pick<Relations, 'ofCellStart' | 'ofCell'> {
  const ofCellStart = new Int32Array(size + 1);
  for (const each of cell) ofCellStart[each + 1]!++;
  for (let i = 0; i < size; i++) ofCellStart[i + 1]! += ofCellStart[i]!;
  const next = ofCellStart.slice();
  const ofCell = new Int32Array(cell.length);
  for (let relation = 0; relation + 1 < start.length; relation++)
    for (let i = start[relation]!; i < start[relation + 1]!; i++) ofCell[next[cell[i]!]!++] = relation;
  return { ofCellStart, ofCell };
}
