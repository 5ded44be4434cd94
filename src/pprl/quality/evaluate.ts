/** Quality of links against known truth, for demonstrations and tests. */
import type { Link } from '../assign/link-result.ts';

/** A pair of rows that are one person. */
export interface TruePair {
  readonly a: number;
  readonly b: number;
}

export interface Evaluation {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Ratios in [0, 1]; null where the denominator is 0. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/**
 * Compares links of status `linked` with `truth`; a `review` link is a question, not an answer, and counts for
 * nothing unless `withReview`.
 */
export function evaluate(links: readonly Link[], truth: readonly TruePair[], withReview = false): Evaluation {
  const key = ({ a, b }: TruePair) => `${a} ${b}`;
  const known = new Set(truth.map(key));
  const made = new Set(links.filter(({ status }) => withReview || status === 'linked').map(key));
  let truePositives = 0;
  for (const pair of made) if (known.has(pair)) truePositives += 1;
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    truePositives,
    falsePositives: made.size - truePositives,
    falseNegatives: known.size - truePositives,
    precision: ratio(truePositives, made.size),
    recall: ratio(truePositives, known.size),
    f1: ratio(2 * truePositives, made.size + known.size),
  };
}
