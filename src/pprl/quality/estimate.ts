import type { Link, Quality } from '../assign/link-result.ts';
import type { CandidatePairs } from '../compare/clk-column.ts';
import type { ScoreSample } from './sample.ts';

export function estimateQuality(
  _sample: ScoreSample,
  _links: readonly Link[],
  _candidates: CandidatePairs,
): Quality | null {
  return null;
}
