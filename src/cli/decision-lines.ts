import type { LinkResult } from '../pprl/assign/link-result.ts';
import type { Language } from '../problems.ts';

/** What whoever linked should know of the decision: the threshold that was found, what to expect, what is for review. */
export function decisionLines(
  { threshold, estimated, links, fellBack }: LinkResult,
  found: boolean,
  language: Language,
): string[] {
  const id = language === 'id';
  const review = links.filter(({ status }) => status === 'review').length;
  const lines: string[] = [];
  if (found) lines.push(id ? `ambang dari data: ${threshold}` : `threshold from the data: ${threshold}`);
  if (estimated) {
    const [p, r] = [estimated.precision.toFixed(4), estimated.recall.toFixed(4)];
    lines.push(id ? `perkiraan presisi ${p}, recall ${r}` : `expected precision ${p}, recall ${r}`);
  }
  if (review > 0) lines.push(id ? `${review} pasangan untuk ditinjau` : `${review} pairs for review`);
  if (fellBack > 0)
    lines.push(
      id
        ? `${fellBack} kelompok kandidat terlalu besar untuk penyelesaian optimal; diselesaikan secara greedy`
        : `${fellBack} groups of candidates were too large for the optimal solver and were assigned greedily`,
    );
  return lines;
}
