import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface ReviewTables {
  reviews: {
    id: string;
    /** `YYYY-MM-DD`. */
    held_on: string;
    recorded_by: string;
    recorded_at: number;
  };
}

export type ReviewRow = ReviewTables['reviews'];

export function listReviews(database: Database): Promise<ReviewRow[]> {
  return database.all(query.selectFrom('reviews').selectAll().orderBy('held_on').orderBy('id').compile());
}

export function insertReview(row: ReviewRow) {
  return query.insertInto('reviews').values(row).compile();
}
