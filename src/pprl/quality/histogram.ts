import type { HistogramBin } from '../assign/link-result.ts';
import type { ScoreSample } from './sample.ts';
import type { ScoreMixture } from './score-mixture.ts';

const CLASSES = 100;

/** Scores of the sample in hundredths from its floor on, beside the matches that the mixture expects among them. */
export function histogram({ rows, floor, score }: ScoreSample, mixture: ScoreMixture | null): HistogramBin[] {
  const counts = new Float64Array(CLASSES + 1);
  for (const value of score) counts[Math.floor(value * CLASSES + 1e-9)]! += 1;
  const bins: HistogramBin[] = [];
  for (let k = Math.floor(floor * CLASSES); k <= CLASSES; k++) {
    const below = (at: number) => (at > CLASSES ? 1 : (mixture?.missedBelow(at / CLASSES) ?? 0));
    const share = mixture ? mixture.matched * (below(k + 1) - below(k)) : 0;
    bins.push({ from: k / CLASSES, pairs: counts[k]!, expectedMatches: Number((share * rows).toFixed(3)) });
  }
  return bins;
}
