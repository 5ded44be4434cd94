import type { CivilDate } from '../agreement/civil-date.ts';
import type { Review, ReviewSubject } from '../agreement/review.ts';
import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface ReviewTables {
  reviews: {
    id: string;
    /** `YYYY-MM-DD`. */
    held_on: string;
    /** Party that held it; null where the parties held it together. */
    held_by: string | null;
    /** JSON list of what was reviewed. */
    about: string;
    report_number: string | null;
    /** JSON list of what follows from it. */
    follow_up: string;
    recorded_by: string;
    recorded_at: number;
  };
}

export type ReviewRow = ReviewTables['reviews'];

/** A review as it is on record. */
export interface RecordedReview extends Review {
  readonly id: string;
  readonly reportNumber: string | null;
  readonly followUp: readonly string[];
}

export function review(row: ReviewRow): RecordedReview {
  return {
    id: row.id,
    heldOn: row.held_on as CivilDate,
    heldBy: row.held_by,
    about: JSON.parse(row.about) as ReviewSubject[],
    reportNumber: row.report_number,
    followUp: JSON.parse(row.follow_up) as string[],
  };
}

/** By the day they were held. */
export function listReviews(database: Database): Promise<ReviewRow[]> {
  return database.all(query.selectFrom('reviews').selectAll().orderBy('held_on').orderBy('id').compile());
}

export function insertReview(row: ReviewRow) {
  return query.insertInto('reviews').values(row).compile();
}
