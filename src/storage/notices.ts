import type { CivilDate } from '../agreement/civil-date.ts';
import type { ContactChange, ContactDetails } from '../agreement/contacts.ts';
import type { ForceMajeure } from '../agreement/force-majeure.ts';
import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface NoticeTables {
  notices: {
    id: string;
    /** Party that gave it. */
    party: string;
    /** `contact` or `force-majeure`. */
    kind: string;
    letter_number: string;
    notified_on: string;
    /** JSON; its shape depends on the kind. */
    content: string;
    /** Last day of a force majeure; null while it lasts, and for every other notice. */
    ended_on: string | null;
    recorded_by: string;
    recorded_at: number;
  };
}

export type NoticeRow = NoticeTables['notices'];
export type NoticeKind = 'contact' | 'force-majeure';

/** In the order they were recorded. */
export function listNotices(database: Database, kind: NoticeKind): Promise<NoticeRow[]> {
  return database.all(
    query
      .selectFrom('notices')
      .selectAll()
      .where('kind', '=', kind)
      .orderBy('recorded_at')
      .orderBy('id')
      .compile(),
  );
}

export function insertNotice(row: NoticeRow) {
  return query.insertInto('notices').values(row).compile();
}

export function endNoticeRow(id: string, on: CivilDate) {
  return query.updateTable('notices').set({ ended_on: on }).where('id', '=', id).compile();
}

/** What a row of kind `contact` holds in `content`. */
export interface ContactContent {
  readonly validFrom: CivilDate;
  readonly contact: ContactDetails;
}

export function contactChange(row: NoticeRow): ContactChange {
  const { validFrom, contact } = JSON.parse(row.content) as ContactContent;
  const { party, letter_number: letterNumber } = row;
  return { party, letterNumber, notifiedOn: row.notified_on as CivilDate, validFrom, contact };
}

/** What a row of kind `force-majeure` holds in `content`. */
export interface ForceMajeureContent {
  readonly happenedOn: CivilDate;
  readonly nature: ForceMajeure['nature'];
}

export function forceMajeure(row: NoticeRow): ForceMajeure {
  const { happenedOn, nature } = JSON.parse(row.content) as ForceMajeureContent;
  return {
    party: row.party,
    nature,
    happenedOn,
    notifiedOn: row.notified_on as CivilDate,
    endedOn: row.ended_on as CivilDate | null,
  };
}
