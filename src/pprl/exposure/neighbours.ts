/**
 * Can a record be told by how like the others it is? That is what graph matching begins with.
 *
 * Of a sample of rows, one half of each filter's bits is taken for one encoding and the other half for another, of
 * the same people under another key. A record is recognised where its profile (its highest similarities and the
 * quantiles of all, see attack/graph-matching.ts) in one half is nearest to its own in the other.
 *
 * Edge:   half a filter shows less than a whole one: an attacker recognises at least as many.
 * Cost:   rows^2 x bits.
 */
import { packFilters } from '../attack/filters.ts';
import { matchProfiles } from '../attack/graph-matching.ts';

export interface NeighbourProfiles {
  readonly rows: number;
  /** Share of the rows recognised, and what guessing would give. */
  readonly recognisedShare: number;
  readonly chance: number;
}

/** Null where the filter is too short to be halved in words, or there are too few rows to have neighbours. */
export function neighbourProfiles(filters: readonly Uint8Array[], bits: number): NeighbourProfiles | null {
  const rows = filters.length;
  if (bits % 64 !== 0 || rows < 3) return null;
  const half = (parity: 0 | 1) =>
    packFilters(
      filters.map((filter) => filter.filter((_, byte) => byte % 2 === parity)),
      bits / 2,
    );
  const guess = matchProfiles(half(0), half(1));
  const recognised = guess.reduce((sum, mine, theirs) => sum + (mine === theirs ? 1 : 0), 0);
  return { rows, recognisedShare: recognised / rows, chance: 1 / rows };
}
