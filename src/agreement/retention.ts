import type { Agreement } from './agreement.ts';
import { addDays, type CivilDate } from './civil-date.ts';

/**
 * The last day on which what was handed over on `handedOver` may be kept.
 * Source: a proposal; Pasal 4 lets the parties keep what they receive and names no period.
 */
export function retentionEnds(agreement: Agreement, handedOver: CivilDate): CivilDate {
  return addDays(handedOver, agreement.duties.retention.days);
}
