/** What linkage says about two files: links one-to-one, and a word on every row. */

import type { Metric } from '../compare/metric.ts';
import type { CurvePoint } from '../quality/estimate.ts';

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
  /** Why it is to be reviewed. */
  readonly reason?: AmbiguousReason;
  /** Of a link of the filter stage: how likely it is one person; absent where nothing could be fitted. */
  readonly probability?: number;
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
  | 'candidate-taken-at-equal-score'
  /** Both rows hold a valid token of a kind of which a person has one (two NIKs), and not the same. */
  | 'exact-tokens-differ'
  /** The best candidate scores below the threshold, and high enough to be looked at. */
  | 'score-in-review-band';

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

/** Ways to choose one-to-one among candidates: greedy is anonlink's, optimal has the greatest sum of scores. */
export const SOLVERS = ['greedy', 'optimal'] as const;
export type Solver = (typeof SOLVERS)[number];

/** Pairs of scores, and how many of them are expected to be one person, in one class of the histogram. */
export interface HistogramBin {
  /** Scores from here on, up to the next class. */
  readonly from: number;
  readonly pairs: number;
  readonly expectedMatches: number;
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
  /** Expected quality at every threshold from the lowest score that was looked at; empty where nothing was fitted. */
  readonly curve: readonly CurvePoint[];
  /** The lowest threshold from which on links are expected to have a precision; its threshold null where none has. */
  readonly suggested: { readonly precision: number; readonly threshold: number | null } | null;
  /** Of the sampled rows with the whole other file. */
  readonly histogram: readonly HistogramBin[];
  readonly solver: Solver;
  /** Connected components that were too large for the optimal assignment and were assigned greedily. */
  readonly fellBack: number;
}

/** A word on every row of one file, in row order. */
export function rowStatuses(result: LinkResult, side: 'a' | 'b'): readonly RowStatus[] {
  return result.statuses[side];
}
