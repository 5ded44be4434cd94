/**
 * A released table read back from its file (`table.json`).
 *
 * Edge:   a table that says `protected: false` is refused by a code of its own: nothing is ever made of it. An entry
 *         without a value may have nothing but its status, so that no leftover beside it is carried on.
 */
import { z } from 'zod';
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import { DomainError } from '../../problems.ts';
import { parseSpec } from '../../statistics/spec.ts';
import { reliabilityFlag, tabulatedTableSchema } from '../../statistics/tabulated-table.ts';

const codes = z.record(z.string(), z.string());

/** One published entry, with `more` members. */
const entryWith = <More extends z.ZodRawShape>(more: More) =>
  z.union([
    z.strictObject({
      ...more,
      codes,
      obsStatus: z.enum(['A', 'U']),
      confStatus: z.literal('F'),
      value: z.number(),
      rse: z.number().nullable(),
      reliability: reliabilityFlag.nullable(),
    }),
    z.strictObject({ ...more, codes, obsStatus: z.enum(['U', 'M']), confStatus: z.literal('F') }),
    z.strictObject({ ...more, codes, obsStatus: z.literal('Q'), confStatus: z.literal('C') }),
  ]);
const entry = entryWith({});
const indicatorEntry = entryWith({ indicator: z.string() });

const { shape } = tabulatedTableSchema;

/** What outputs read; other members of the file are left aside. */
const publicTableSchema = z.object({
  format: shape.format,
  table: shape.table,
  title: shape.title,
  unit: z.string().min(1),
  population: shape.population,
  dataset: shape.dataset,
  where: shape.where,
  measure: shape.measure,
  rate: shape.rate,
  share: shape.share,
  mean: shape.mean,
  indicators: shape.indicators,
  ranking: shape.ranking,
  dimensions: shape.dimensions,
  footnotes: shape.footnotes,
  citation: shape.citation,
  protected: z.literal(true),
  policy: z.strictObject({ id: z.string(), version: z.string() }),
  publicSha256: z.string().regex(/^[0-9a-f]{64}$/),
  cells: z.array(entry),
  rates: z.array(entry).optional(),
  shares: z.array(entry).optional(),
  totals: z.array(entry).optional(),
  means: z.array(entry).optional(),
  indicatorValues: z.array(indicatorEntry).optional(),
});

/** @throws {DomainError} `table-not-released`, `spec-invalid`. */
export function parsePublicTable(value: unknown): PublicTableJson {
  if (typeof value === 'object' && value !== null && 'protected' in value && value.protected === false)
    throw new DomainError('table-not-released');
  // JSON has no undefined members, which is all that Zod's type of an optional one has beyond ours.
  return parseSpec(publicTableSchema, value, 'released table') as PublicTableJson;
}
