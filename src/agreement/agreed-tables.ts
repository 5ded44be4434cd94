/**
 * Tables that the parties agreed on besides items 1 to 19 (Lampiran 2 item 20): each is a whole table spec in the
 * document by which they agreed, so that what was agreed on is what is tabulated.
 */
import { z } from 'zod';
import { type TableSpec, tableSpecSchema } from '../statistics/table-spec.ts';
import type { Agreement } from './agreement.ts';
import { text } from './spec-shapes.ts';

const ITEM = 20;

/** A table spec numbered `20-...`, with a name of its own. */
export const agreedTable = z.strictObject({
  table: tableSpecSchema.refine(
    ({ id, source }) => id.startsWith(`${ITEM}-`) && source.item === ITEM,
    'is no table of item 20',
  ),
});

/** As the agreement holds it: with the number of the document that made it. */
export const agreedIndicator = z.union([text, agreedTable.extend({ agreedIn: text })]);

/** What a document may add: the name of an indicator, or a table. */
export const newIndicators = z
  .array(z.union([text, agreedTable]))
  .min(1)
  .max(50);

export interface AgreedTable {
  readonly spec: TableSpec;
  readonly agreedIn: string;
}

/** Those in force in this version of the agreement, in the order they were agreed on. */
export function agreedTables({ duties }: Agreement): AgreedTable[] {
  return duties.otherData.indicators.flatMap((each) =>
    typeof each === 'string' ? [] : [{ spec: each.table, agreedIn: each.agreedIn }],
  );
}

/** Whether no two agreed tables have one name. */
export function namesDiffer(indicators: readonly z.infer<typeof agreedIndicator>[]): boolean {
  const ids = indicators.flatMap((each) => (typeof each === 'string' ? [] : [each.table.id]));
  return new Set(ids).size === ids.length;
}
