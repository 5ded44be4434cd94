/** What a linkage schema is held to, from specs/checks: bounds are facts to be argued about, not code. */
import { z } from 'zod';
import proposed from '../../../specs/checks/linkage-schema.json' with { type: 'json' };

const ratio = z.number().gt(0).lt(1);
const basis = z.string().min(1);

export const schemaCheckBounds = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-schema-check-bounds/1'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    status: z.enum(['official', 'published', 'proposed']),
    source: basis,
    typicalLength: z.strictObject({ string: z.int().min(1), integer: z.int().min(1), basis }).meta({
      description: 'Characters of a value where the schema itself does not say how long it is',
    }),
    largestShare: z.strictObject({ value: ratio, basis }),
    fill: z.strictObject({ low: ratio, high: ratio, basis }),
  })
  .meta({ title: 'Bounds of padan schema check, version 1' });

export type SchemaCheckBounds = z.infer<typeof schemaCheckBounds>;

/** The bounds that come with Padan. */
export const PROPOSED_BOUNDS: SchemaCheckBounds = schemaCheckBounds.parse(proposed);
