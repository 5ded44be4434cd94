/**
 * A spec of several tables from the same data, protected as one system: what one of them hides, no other and no
 * difference of two may give away.
 */
import { z } from 'zod';
import type { CountTable } from './count-table.ts';
import type { LinkedTable } from './linked-tables.ts';
import { dimensionFaults, dimensionsSchema, parseWith, ruleFaults, specMembers } from './spec.ts';

const name = z.string().min(1).max(200);

const table = z.strictObject({
  /** Stands for {table} in names of output files. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  dimensions: dimensionsSchema,
  /** Rows that belong to the table: those with one of the codes in the column, for every entry. */
  where: z.array(z.strictObject({ column: name, in: z.array(z.string().min(1)).min(1) })).default([]),
  /** Whom `where` leaves, for `equations`: tables of different populations meet through equations alone. */
  population: name.optional(),
});

export const linkedSpecSchema = z
  .strictObject({
    ...specMembers,
    tables: z.array(table).min(1),
    /** Populations that add up to another. */
    equations: z.array(z.strictObject({ sum: z.array(name).min(2), equals: name })).default([]),
  })
  .superRefine((spec, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (new Set(spec.tables.map(({ id }) => id)).size !== spec.tables.length)
      say('tables', 'an id occurs twice');
    for (const { dimensions } of spec.tables)
      for (const [, message] of dimensionFaults(dimensions)) say('tables', message);
    for (const [path, message] of ruleFaults(spec)) say(path, message);
    const known = new Set(spec.tables.map(({ population }) => population));
    for (const { sum, equals } of spec.equations)
      if (!known.has(equals) || !sum.some((each) => known.has(each)))
        say('equations', 'a whole and at least one part must be the population of a table');
  })
  .meta({ title: 'Padan disclosure spec of linked tables' });

export type LinkedSpec = z.infer<typeof linkedSpecSchema>;

/** Whether a spec is of linked tables. */
export function isLinkedSpec(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'tables' in value;
}

/** @throws {DomainError} `spec-invalid`. */
export function parseLinkedSpec(value: unknown): LinkedSpec {
  return parseWith(linkedSpecSchema, value, 'disclosure spec of linked tables');
}

/** Table `t` of the spec as it was read. A column of some table's levels restricts that table's dimension. */
export function linkedTable(spec: LinkedSpec, t: number, read: CountTable): LinkedTable {
  const { id, where, population } = spec.tables[t]!;
  const dimensions = spec.tables.flatMap((each) => each.dimensions);
  const variable = (column: string) =>
    dimensions.find(({ levels }) => levels.includes(column))?.name ?? JSON.stringify(['column', column]);
  const restrictions = where.map(({ column, in: codes }) => ({ variable: variable(column), in: codes }));
  return {
    id,
    meaning: {
      dataset: 'data',
      population: population ?? 'all',
      measure: 'value' in spec.measure ? spec.measure.value : 'count',
      where: population === undefined ? restrictions : [],
    },
    table: read,
  };
}
