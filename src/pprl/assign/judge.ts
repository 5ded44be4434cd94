/** Which pairs that an assignment takes are links, which are for review, and which are nothing. */
import type { ExactColumn } from '../exact/exact-stage.ts';
import { TOKEN_BYTES } from '../exact/exact-stage.ts';
import type { Chances } from '../quality/chances.ts';
import type { AmbiguousReason } from './link-result.ts';

/** What two different tokens of a kind of which a person has one do to a link of the filter stage. */
export type DifferingTokens = 'weigh' | 'review' | 'ignore';

/** A pair with two different tokens is linked only where it is as likely as this to be one person all the same. */
const CERTAIN = 0.99;
/** A pair below the threshold is reviewed where it is as likely as this. */
const POSSIBLE = 0.1;

export interface JudgeOptions {
  readonly threshold: number;
  readonly chances: Chances | null;
  readonly differingTokens: DifferingTokens;
  readonly tokensDiffer: (a: number, b: number) => boolean;
}

/** null: a link; a reason: for review; 'none': nothing. */
export type Verdict = AmbiguousReason | 'none' | null;

export type Judge = (a: number, b: number, score: number) => Verdict;

export function judgeOf({ threshold, chances, differingTokens, tokensDiffer }: JudgeOptions): Judge {
  return (a, b, score) => {
    const chance = chances?.of(a, b, score);
    if (score < threshold) return (chance ?? 0) >= POSSIBLE ? 'score-in-review-band' : 'none';
    if (differingTokens === 'ignore' || !tokensDiffer(a, b)) return null;
    const certain = differingTokens === 'weigh' && chance !== undefined && chance >= CERTAIN;
    return certain ? null : 'exact-tokens-differ';
  };
}

/** Whether two rows hold different tokens of one of the kinds `unique`. */
export function differingTokens(
  a: readonly ExactColumn[],
  b: readonly ExactColumn[],
  unique: readonly boolean[],
): (a: number, b: number) => boolean {
  const kinds = unique.flatMap((own, k) => (own ? [k] : []));
  return (i, j) =>
    kinds.some((k) => {
      const [x, y] = [a[k]!, b[k]!];
      if (x.present[i] !== 1 || y.present[j] !== 1) return false;
      for (let byte = 0; byte < TOKEN_BYTES; byte++)
        if (x.tokens[i * TOKEN_BYTES + byte] !== y.tokens[j * TOKEN_BYTES + byte]) return true;
      return false;
    });
}
