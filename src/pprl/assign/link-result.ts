/** What linkage says about two files: links one-to-one, and a word on every row. */

import type { Metric } from '../compare/metric.ts';

/** Where a link comes from: an exact token of the schema, or the similarity of the filters. */
export type LinkStage = `exact:${string}` | 'filter';

/**
 * One pair of rows, zero-based positions in the encoded files. A row is in at most one link.
 * `linked` counts as a link; `review` is a proposal whose two rows are ambiguous: a person decides.
 */
export interface Link {
  readonly a: number;
  readonly b: number;
  /** Similarity of the filters by the result's metric, a ratio in [0, 1]. */
  readonly score: number;
  readonly stage: LinkStage;
  readonly status: 'linked' | 'review';
}

export type AmbiguousReason =
  /** An exact token is equal, the filters are not alike. */
  | 'exact-filters-disagree'
  /** Rows of one file whose filters disagree carry one exact token; on the other side, the rows with that token. */
  | 'token-shared'
  /** An exact token leads to a row that another exact token has linked elsewhere. */
  | 'exact-tokens-conflict'
  /** Several free candidates, of this row or of its candidate, have the same, best score. */
  | 'equal-candidates'
  /** The best candidate went to another row that had the same score. */
  | 'candidate-taken-at-equal-score';

export type RowStatus =
  | { readonly status: 'linked'; readonly row: number }
  | { readonly status: 'not-linked' }
  | { readonly status: 'ambiguous'; readonly reason: AmbiguousReason }
  /** `first` is the row of the same file that speaks for this one. */
  | { readonly status: 'duplicate'; readonly first: number };

/** Expected quality of the links with status `linked`, without truth: ratios in [0, 1]. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
}

export interface LinkResult {
  readonly counts: readonly [number, number];
  /** What scores and threshold are. */
  readonly metric: Metric;
  readonly threshold: number;
  /** For each exact token, the score below which filters of rows that share it disagree. */
  readonly confirmAt: readonly number[];
  /** By score downwards, then `a`, then `b`. */
  readonly links: readonly Link[];
  readonly statuses: { readonly a: readonly RowStatus[]; readonly b: readonly RowStatus[] };
  /** null where there is too little to fit. */
  readonly estimated: Quality | null;
}

/** A word on every row of one file, in row order. */
export function rowStatuses(result: LinkResult, side: 'a' | 'b'): readonly RowStatus[] {
  return result.statuses[side];
}
