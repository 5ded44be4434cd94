import type { CountTable } from '../count-table.ts';

/** One primary rule: marks the cells it calls unsafe. A rule looks at contributors and values, never at labels. */
export interface PrimaryRule {
  /** Its word in specs and reports. */
  readonly name: string;
  /** 1 where `table` must not show the cell. */
  mark(table: CountTable): Uint8Array;
}
