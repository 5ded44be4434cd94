/**
 * The yearly monitoring and evaluation: what was held, for whom it counts, when the next one is due.
 *
 * Edge:   a review held jointly counts for every party; one held alone counts for its party, or for all where the
 *         spec says so. A review after `today` is a plan and does not count. Due on the day itself is not overdue.
 * Source: Pasal 9 ayat (1) to (3); "at least once a year" read as no more than so many months after the last one.
 */
import type { Agreement } from './agreement.ts';
import { addMonths, type CivilDate } from './civil-date.ts';
import { lastDayOfTerm, latest } from './term.ts';

/** What a review looks at: how the agreement is carried out (Pasal 9), or the data (Pasal 3 ayat 1 huruf d). */
export const REVIEW_SUBJECTS = ['implementation', 'data'] as const;
export type ReviewSubject = (typeof REVIEW_SUBJECTS)[number];

export interface Review {
  readonly heldOn: CivilDate;
  /** Party that held it, or `null` where the parties held it together. */
  readonly heldBy: string | null;
  readonly about: readonly ReviewSubject[];
}

export interface ReviewDue {
  readonly party: string;
  readonly last: CivilDate | null;
  /** `null` when that day lies after the term. */
  readonly next: CivilDate | null;
  readonly overdue: boolean;
}

/** When each party owes its next review of how the agreement is carried out, as the agreement lists the parties. */
export function reviewsDue(agreement: Agreement, held: readonly Review[], today: CivilDate): ReviewDue[] {
  const { everyMonths, ownReviewCountsFor } = agreement.duties.review;
  return agreement.parties.map(({ id: party }) => {
    const counted = held.filter(
      ({ heldOn, heldBy, about }) =>
        heldOn <= today &&
        heldOn >= agreement.term.signed &&
        about.includes('implementation') &&
        (heldBy === null || heldBy === party || ownReviewCountsFor === 'all'),
    );
    const last = latest([agreement.term.signed, ...counted.map(({ heldOn }) => heldOn)]);
    const due = addMonths(last, everyMonths);
    const inside = due <= lastDayOfTerm(agreement);
    return {
      party,
      last: counted.length === 0 ? null : last,
      next: inside ? due : null,
      overdue: inside && today > due,
    };
  });
}
