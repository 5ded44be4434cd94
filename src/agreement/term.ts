/**
 * Whether the agreement holds on a day, until when, and what may still be done once it has ended.
 *
 * Edge:   it holds on the day of signing and on its last day. The text names neither the last day (the day before
 *         the anniversary is a reading) nor when an extension must be asked for (the reminder is a proposal).
 * Source: Pasal 7; Pasal 5 ayat (5) for what binds after the end.
 */
import { DomainError, label } from '../problems.ts';
import type { Agreement } from './agreement.ts';
import { addDays, addMonths, type CivilDate } from './civil-date.ts';

/** The last day on which the agreement holds: the day before the anniversary, an extension, or termination. */
export function lastDayOfTerm(agreement: Agreement): CivilDate {
  const { signed, years, extensions, terminatedFrom } = agreement.term;
  const agreed = addDays(addMonths(signed, years * 12), -1);
  const extended = latest([agreed, ...extensions.map(({ until }) => until)]);
  if (terminatedFrom === null) return extended;
  return earliest([addDays(terminatedFrom, -1), extended]);
}

export type TermState = 'not-yet-in-force' | 'in-force' | 'ended';

export function termStateOn(agreement: Agreement, day: CivilDate): TermState {
  if (day < agreement.term.signed) return 'not-yet-in-force';
  return day <= lastDayOfTerm(agreement) ? 'in-force' : 'ended';
}

/** Whether the agreement holds on `day`. */
export function inTerm(agreement: Agreement, day: CivilDate): boolean {
  return termStateOn(agreement, day) === 'in-force';
}

/** The first day on which the parties are reminded to agree on an extension or on the end. */
export function extensionReminderFrom(agreement: Agreement): CivilDate {
  return addMonths(lastDayOfTerm(agreement), -agreement.term.reminder.months);
}

/** Whether an extension or the end should now be talked about: in the term, and the reminder has begun. */
export function extensionDue(agreement: Agreement, day: CivilDate): boolean {
  return inTerm(agreement, day) && day >= extensionReminderFrom(agreement);
}

/** What the service can be asked to do under the agreement. */
export const ACTS = [
  'start-matching',
  'hand-over',
  'record-review',
  'record-receipt',
  'record-consent',
  'withdraw-consent',
  'give-notice',
  'agree-in-writing',
] as const;
export type Act = (typeof ACTS)[number];

/** Whether `act` may be done on `day`. Nothing may before the signing; after the end only what the spec lists. */
export function mayBeDone(agreement: Agreement, act: Act, day: CivilDate): boolean {
  const state = termStateOn(agreement, day);
  if (state === 'in-force') return true;
  return state === 'ended' && agreement.duties.confidentialityAfterEnd.stillAllowed.includes(act);
}

/** @throws DomainError `agreement-not-in-force` with first and last day. */
export function requireMayBeDone(agreement: Agreement, act: Act, day: CivilDate): void {
  if (mayBeDone(agreement, act, day)) return;
  throw new DomainError('agreement-not-in-force', {
    from: label(agreement.term.signed),
    until: label(lastDayOfTerm(agreement)),
  });
}

/** Days are text: order of text is order in time. */
export const earliest = (days: readonly [CivilDate, ...CivilDate[]]): CivilDate =>
  days.toSorted()[0] ?? days[0];
export const latest = (days: readonly [CivilDate, ...CivilDate[]]): CivilDate =>
  days.toSorted().at(-1) ?? days[0];
