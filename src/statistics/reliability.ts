import type { Reliability } from './tabulated-table.ts';

/** Relative standard error in per cent; null where there is none, or no estimate to relate it to. */
export function relativeError(estimate: number | null, se: number | null): number | null {
  return estimate === null || estimate === 0 || se === null ? null : (100 * se) / Math.abs(estimate);
}

/** What a relative standard error says of the estimate. `withheld` is no confidentiality and needs no protection. */
export function reliabilityOf(
  rse: number | null,
  bounds: { readonly accurate: number; readonly caution: number },
): Reliability | null {
  if (rse === null) return null;
  return rse <= bounds.accurate ? 'accurate' : rse <= bounds.caution ? 'caution' : 'withheld';
}
