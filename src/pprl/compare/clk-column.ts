/** Filters of one file, back to back. Row r is `bytes[r * bits / 8 .. (r + 1) * bits / 8)`. */
export interface ClkColumn {
  /** Filter length, a multiple of 64 in files Padan writes (any multiple of 8 in files it reads). */
  readonly bits: number;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Accepted pairs as three columns of one length, in no promised order. */
export interface CandidatePairs {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Similarity (metric.ts; Sørensen-Dice unless said otherwise), a ratio in [0, 1]. */
  readonly score: Float64Array;
}
