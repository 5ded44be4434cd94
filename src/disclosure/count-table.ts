import { type CellSpace, sumMargins } from './cells.ts';
import type { ContributorSums } from './contribution-sums.ts';
import type { Contributions } from './rules/contributions.ts';

/**
 * A table as the producer knows it, of counts or of a magnitude: every cell's value and contributors, margins
 * included.
 *
 * Unit:  `value` in whole published units: persons, or for a magnitude units of its last published decimal place
 *        (`decimals`), so that tables add up exactly. `contributors`: unweighted units that stand behind it; for
 *        holdings they are no sums, since a holding in two cells is one contributor of their margin.
 * Leaks: everything. It never leaves the producer; what may leave is a `PublicTable`.
 */
export interface CountTable {
  readonly space: CellSpace;
  readonly value: Float64Array;
  readonly contributors: Float64Array;
  /** Whether a contributor may stand behind several cells, so that contributors of a margin are no sum. */
  readonly sharedContributors?: boolean;
  /** Decimal places of published values: `value / 10 ** decimals` is what a reader sees. Default 0. */
  readonly decimals?: number;
  /** By how many units of `value` a sum may miss its margin, where margins were published as they are. Default 0. */
  readonly tolerance?: number;
  /** Whether values may be negative, so that the intruder knows no lower bound of 0. */
  readonly signed?: boolean;
  /** Contributors of a cell with what they contribute, largest first; magnitudes only. Cost: ranks them anew. */
  readonly contributionsOf?: (cell: number) => Contributions;
  /** The same, or for holdings of counts who they are, by contributor, so that cells can be subtracted. */
  readonly sumsOf?: (cell: number) => ContributorSums;
  /** Units of contributions in one unit of `value`: contributions keep the decimal places of the data. Default 1. */
  readonly contributionUnits?: number;
  /** Whether `value` is weighted, so that `to` of the protection is scaled to published units. */
  readonly weighted: boolean;
  /** 1 where a cell cannot exist and everybody knows it is zero; such a cell is always published. */
  readonly structural?: Uint8Array;
  /** 1 where the data's own flag says the cell is unsafe, by column of that flag. */
  readonly given: ReadonlyMap<string, Uint8Array>;
  /** Cost of hiding from a column of the data, margins summed. */
  readonly cost?: Float64Array;
  /** How dear a cell is beside its cost, by the user's own preference: 1 is neutral, 2 twice as dear. */
  readonly preference?: Float64Array;
  /** 1 where a reader has the value already, from elsewhere: it cannot be hidden any more. */
  readonly published?: Uint8Array;
  /** 1 where the user wants the cell shown: it is never hidden to protect others. */
  readonly forced?: Uint8Array;
  /** 1 where the cell is not published because it is too imprecise: unknown to the public, yet no secret. */
  readonly withheld?: Uint8Array;
}

/**
 * Inner values in whole units and margins as their sums.
 *
 * Why rounded at the inner cells: a weighted estimate is a fraction. Rounding every cell on its own gives a table
 * that does not add up, by which a reader can bound the fractions behind it, and over which neither the intruder's
 * relations nor an integer certificate hold. Sums of rounded inner cells are additive for everybody; a margin may
 * differ from its own rounded estimate by at most half a unit for each inner cell below it.
 * Edge: halves round up.
 */
export function wholeUnits(space: CellSpace, values: Float64Array): Float64Array {
  const rounded = values.map((value) => Math.floor(value + 0.5));
  sumMargins(space, rounded);
  return rounded;
}

/** 1 where a cell keeps its value whatever it would protect: structural zeros, public and wanted cells. */
export function keptCells(table: CountTable): Uint8Array {
  const { structural, published, forced } = table;
  return Uint8Array.from({ length: table.space.size }, (_, cell) =>
    structural?.[cell] || published?.[cell] || forced?.[cell] ? 1 : 0,
  );
}
