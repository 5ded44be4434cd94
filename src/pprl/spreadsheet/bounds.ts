/** From how many cells on a column counts as damaged by a spreadsheet, from specs/checks. */
import { z } from 'zod';
import proposed from '../../../specs/checks/spreadsheet-damage.json' with { type: 'json' };

const reached = z.strictObject({ rows: z.int().min(1), share: z.number().min(0).max(1) }).meta({
  description: 'Reached where both are: so many cells, and such a share of the filled cells of the column.',
});
const sign = z.strictObject({
  warnAt: reached,
  refuseAt: reached.nullable(),
  basis: z.string().min(1),
});

export const spreadsheetDamageBounds = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-spreadsheet-damage/1'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    status: z.enum(['official', 'published', 'proposed']),
    source: z.string().min(1),
    scientific: sign,
    lastDigitZero: sign,
    lastDigitsZero: sign,
    leadingZeroLost: sign,
  })
  .meta({ title: 'Signs of damage by a spreadsheet, version 1' });

export type SpreadsheetDamageBounds = z.infer<typeof spreadsheetDamageBounds>;

/** The bounds that come with Padan. */
export const PROPOSED_DAMAGE_BOUNDS: SpreadsheetDamageBounds = spreadsheetDamageBounds.parse(proposed);
