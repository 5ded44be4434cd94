/** What is expected of a linkage at every threshold, as a file: padan-link-report/1. */
import type { LinkResult } from '../pprl/assign/link-result.ts';

/**
 * padan-link-report/1: counts of links by stage and status, reasons for review, the curve and the histogram.
 *
 * Leaks: no rows and no scores of single pairs.
 */
export function linkReportJson(result: LinkResult): string {
  const { counts, metric, threshold, confirmAt, solver, fellBack, estimated, suggested, curve, histogram } =
    result;
  const tally = (words: readonly string[]) => {
    const sums: Record<string, number> = {};
    for (const word of [...words].sort()) sums[word] = (sums[word] ?? 0) + 1;
    return sums;
  };
  return `${JSON.stringify(
    {
      format: 'padan-link-report/1',
      counts,
      metric,
      threshold,
      confirmAt,
      solver,
      componentsAssignedGreedily: fellBack,
      links: tally(result.links.map(({ stage, status }) => `${stage} ${status}`)),
      review: tally(result.links.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))),
      estimated,
      recallIsOf: 'all matches between the whole files, found by any stage or by none',
      suggested,
      curve,
      histogram,
    },
    null,
    1,
  )}\n`;
}
