/** The form of `padan-exposure/1`: the program, the API and specs/schema/exposure-report.schema.json have it from here. */
import { z } from 'zod';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const text = z.string();
const bilingual = z.strictObject({ id: text, en: text });
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

const beyondNoise = z
  .strictObject({ value: z.number(), floor: z.number(), excess: z.number().min(0) })
  .meta({ description: '`floor`: what random filters of this fill show; `excess`: beyond it' });

const attacked = z.strictObject({
  attack: text,
  overlap: share.meta({ description: "Share of the file's people who are in the attacker's register" }),
  known: count,
  attacked: count,
  named: count,
  share,
  chance: share,
  gain: share.meta({ description: '`share` less `chance`; 0 where guessing explains as many' }),
});

const trial = z.strictObject({
  of: text.meta({ description: 'An exact token by name, or `filter`' }),
  candidatesFrom: z.enum(['list', 'all']),
  candidates: z.number().min(1),
  seconds: z.number().min(0).meta({ description: 'On one core' }),
});

export const exposureReportShape = z
  .strictObject({
    format: z.literal('padan-exposure/1'),
    file: z
      .strictObject({
        project: text.nullable(),
        custodian: text.nullable(),
        recordType: text.nullable(),
        profile: z.enum(['padan', 'clkhash']),
        schemaHash: text.nullable(),
        rows: count,
        bits: count,
        hardened: z.boolean(),
      })
      .meta({ description: 'What the file says of itself' }),
    deployment: z
      .strictObject({ host: text.nullable(), hostHoldsKey: z.boolean() })
      .meta({ description: '`host`: null where nobody said; then an independent unit is assumed' }),
    light: z.enum(['red', 'amber', 'green']),
    reasons: list(
      z.strictObject({
        code: text,
        light: z.enum(['red', 'amber']),
        value: z.number().nullable(),
        bound: z.number().nullable(),
        ...bilingual.shape,
      }),
    ),
    filters: z.strictObject({
      uniqueShare: share.meta({ description: 'Rows whose filter occurs once' }),
      mostEqual: count.meta({ description: 'Rows of the filter that occurs most' }),
      empty: count,
      fill: z.strictObject({ mean: share, ideal: share }),
      weight: z.strictObject({ deviation: z.number(), ideal: z.number(), least: count, most: count }),
    }),
    bitFrequencies: z.strictObject({
      entropyDeficit: beyondNoise,
      gini: beyondNoise,
      jensenShannon: beyondNoise,
      note: bilingual,
    }),
    coOccurrence: z.strictObject({
      rows: count,
      pairs: count,
      largestPhi: share,
      noise: z.number(),
      shareAbove: share,
    }),
    neighbours: z.strictObject({ rows: count, recognisedShare: share, chance: share }).nullable(),
    leakage: z
      .strictObject({
        lambda: share.nullable(),
        terms: count.nullable(),
        qualityBudget: share.nullable(),
      })
      .meta({ description: '`lambda` as the sender declares it; `qualityBudget` as docs/how-to says' }),
    tokens: list(
      z.strictObject({
        name: text,
        kind: z.enum(['exact', 'blocking']),
        present: count,
        distinct: count,
        largest: z.strictObject({ atLeast: count, atMost: count }),
        shareAboveCap: share,
        cap: count,
      }),
    ),
    enumeration: list(
      z.strictObject({
        actor: z.enum(['outsider', 'operator', 'host', 'sender', 'other-custodian', 'host-with-a-custodian']),
        holdsKey: z.boolean(),
        holdsFile: z.boolean(),
        tries: list(trial),
      }),
    ),
    attack: z
      .strictObject({
        schema: text,
        records: count,
        seed: count,
        attacks: list(attacked),
        largestGain: share,
      })
      .nullable()
      .meta({ description: 'Lower bounds, on made-up people; null where nothing was simulated' }),
    notes: list(bilingual),
  })
  .meta({ title: 'Exposure report of an encoded file, version 1' });

export type ExposureReport = z.infer<typeof exposureReportShape>;
export type Enumeration = ExposureReport['enumeration'][number];
export type Light = ExposureReport['light'];
