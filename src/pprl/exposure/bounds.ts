/** What an exposure report is held to and reckons with, from specs/checks: facts and proposals, each with its source. */
import { z } from 'zod';
import proposed from '../../../specs/checks/exposure.json' with { type: 'json' };

const text = z.string().min(1);
const ratio = z.number().gt(0).lt(1);
const fact = { status: z.enum(['official', 'published', 'measured', 'proposed']), source: text };
const limits = z
  .strictObject({ amber: ratio, red: ratio })
  .refine(({ amber, red }) => amber < red, 'amber must be below red');

export const exposureBounds = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-exposure-bounds/1'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    status: z.enum(['official', 'published', 'proposed']),
    source: text,
    light: z.strictObject({ gain: limits, lambda: limits, chance: ratio, basis: text }).meta({
      description: 'What is above `red` is red, what is above `amber` amber. `chance`: see gain.ts',
    }),
    qualityMargin: z.strictObject({ deviations: z.number().gt(0), basis: text }),
    sample: z.strictObject({ rows: z.int().min(100).max(10_000), basis: text }),
    attack: z.strictObject({ records: z.int().min(200).max(5_000), seed: z.int().min(0), basis: text }),
    tokenCap: z.strictObject({ exact: z.int().min(1), blocking: z.int().min(1), basis: text }),
    spaces: z.array(z.strictObject({ part: text, candidates: z.int().min(1), ...fact })).meta({
      description: 'Values that a part of an exact token can have, as a careful attacker would list them',
    }),
    populationList: z.strictObject({ candidates: z.int().min(1), ...fact }),
    rates: z.strictObject({
      token: z.strictObject({ perSecond: z.number().gt(0), ...fact }),
      filter: z.strictObject({ perSecond: z.number().gt(0), ...fact }),
    }),
  })
  .meta({ title: 'Bounds of the exposure report, version 1' });

export type ExposureBounds = z.infer<typeof exposureBounds>;

/** The bounds that come with Padan. */
export const PROPOSED_EXPOSURE_BOUNDS: ExposureBounds = exposureBounds.parse(proposed);
