/**
 * A spec of several tables from the same data, protected as one system: what one of them hides, no other and no
 * difference of two may give away.
 */
import { z } from 'zod';
import type { CountTable } from './count-table.ts';
import { markedTable } from './linked-marks.ts';
import type { LinkedRules } from './linked-problem.ts';
import type { RatioSpec } from './linked-ratios.ts';
import type { Equation, LinkedTable, TableRules } from './linked-tables.ts';
import {
  type DisclosureSpec,
  dimensionFaults,
  dimensionsSchema,
  type Measure,
  parseWith,
  ruleFaults,
  specMembers,
} from './spec.ts';

const name = z.string().min(1).max(200);

/** Stands for {table} in names of output files. */
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

const { measure, primary, protection, cost } = specMembers;

const table = z.strictObject({
  id,
  dimensions: dimensionsSchema,
  /** Rows that belong to the table: those with one of the codes in the column, for every entry. */
  where: z.array(z.strictObject({ column: name, in: z.array(z.string().min(1)).min(1) })).default([]),
  /** Whom `where` leaves, for `equations`: tables of different populations meet through equations alone. */
  population: name.optional(),
  /** What is counted or summed, and by which rules, where it differs from the other tables'. */
  measure: measure.optional(),
  primary: primary.optional(),
  protection: protection.optional(),
  cost: cost.optional(),
});

/** Shares, rates and means: each cell of a table over a cell of another, or over a total of its own. */
const ratio = z.strictObject({
  id,
  numerator: id,
  denominator: id,
  /** Dimensions in which the denominator has the numerator's code; in all others its `Total`. Default: all it has. */
  within: z.array(name).optional(),
  /** 100 for per cent. */
  scale: z.number().positive().default(1),
  decimals: z.int().min(0).max(6).default(1),
  /**
   * `with-parts`: shown only where numerator and denominator both are. `where-safe`: also where one is hidden to
   * protect others and the rounded figure, as one more relation, narrows no unsafe cell.
   */
  shown: z.enum(['with-parts', 'where-safe']).default('with-parts'),
  /** Whether who is counted above is counted below too, so that the rest of them is a count that must be safe. */
  part: z.boolean().optional(),
});

/** Cells of a table that are to be shown, out already, or dearer or cheaper to hide, whichever tables show them. */
const cells = z
  .strictObject({
    table: id,
    /** One code or several for each dimension; one left out is at its `Total`. */
    codes: z.record(name, z.union([name, z.array(name).min(1)])).default({}),
    /** Never hidden to protect others. */
    forced: z.boolean().optional(),
    /** A reader has it already. */
    published: z.boolean().optional(),
    /** Factor on the cost of hiding it: above 1 it is rather kept. */
    preference: z.number().positive().optional(),
  })
  .refine(
    ({ forced, published, preference }) => (forced ?? published ?? preference) !== undefined,
    'forced, published or preference',
  );

export const linkedSpecSchema = z
  .strictObject({
    ...specMembers,
    tables: z.array(table).min(1),
    /** Populations that add up to another. */
    equations: z.array(z.strictObject({ sum: z.array(name).min(2), equals: name })).default([]),
    ratios: z.array(ratio).default([]),
    cells: z.array(cells).default([]),
  })
  .superRefine((spec, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const places = (each: (typeof spec.tables)[number]) => {
      const own = each.measure ?? spec.measure;
      return [subject(own), 'decimals' in own ? own.decimals : undefined] as const;
    };
    const stated = new Map(spec.tables.map(places));
    if (spec.tables.some((each) => stated.get(places(each)[0]) !== places(each)[1]))
      say('tables', 'tables that sum the same have the same decimals');
    const ids = [...spec.tables, ...spec.ratios].map((each) => each.id);
    if (new Set(ids).size !== ids.length) say('tables', 'an id occurs twice');
    for (const { dimensions } of spec.tables)
      for (const [, message] of dimensionFaults(dimensions)) say('tables', message);
    for (const each of spec.tables)
      for (const [path, message] of ruleFaults({ ...spec, ...ownMembers(each) })) say(path, message);
    for (const each of spec.ratios) {
      const [above, below] = [each.numerator, each.denominator].map((of) =>
        spec.tables.find((one) => one.id === of),
      );
      const has = (of: typeof above, dimension: string) =>
        of?.dimensions.some((own) => own.name === dimension);
      if (above === undefined || below === undefined) say('ratios', 'numerator and denominator are tables');
      else if (mayBeNegative(below.measure ?? spec.measure)) say('ratios', 'a denominator is never negative');
      else if (each.within?.some((dimension) => !has(above, dimension) || !has(below, dimension)))
        say('ratios', 'within names dimensions of both tables');
      else if (isPart(spec, each.part, [above, below]) && !bothOrNeither(above.population, below.population))
        say('ratios', 'numerator and denominator both name a population, or neither, unless part is false');
    }
    for (const each of spec.cells) {
      const of = spec.tables.find((one) => one.id === each.table);
      const dimensions = of?.dimensions.map((own) => own.name) ?? [];
      if (of === undefined) say('cells', 'table is the id of a table');
      else if (Object.keys(each.codes).some((dimension) => !dimensions.includes(dimension)))
        say('cells', 'codes are of dimensions of the table');
    }
    const minded = spec.selfKnowledge > 0 || [spec, ...spec.tables].some(asksTwoCandidates);
    if (minded && spec.ratios.some(({ shown }) => shown === 'where-safe'))
      say('ratios', 'where-safe looks at outsiders only: not with selfKnowledge or ambiguous');
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

type TableSpec = LinkedSpec['tables'][number];

/** What a table states of its own. */
function ownMembers({ measure, primary, protection, cost }: TableSpec) {
  return {
    ...(measure === undefined ? {} : { measure }),
    ...(primary === undefined ? {} : { primary }),
    ...(protection === undefined ? {} : { protection }),
    ...(cost === undefined ? {} : { cost }),
  };
}

/** Table `t` as a spec of its own. */
export function specOfTable(spec: LinkedSpec, t: number): DisclosureSpec {
  const { tables, equations: _, ratios: __, cells: ___, ...common } = spec;
  return { ...common, ...ownMembers(tables[t]!), dimensions: tables[t]!.dimensions };
}

/** Table `t` of the spec as it was read. A column of some table's levels restricts that table's dimension. */
export function linkedTable(spec: LinkedSpec, t: number, read: CountTable): LinkedTable {
  const { id, where, population } = spec.tables[t]!;
  const { measure, primary, protection, cost } = specOfTable(spec, t);
  const dimensions = spec.tables.flatMap((each) => each.dimensions);
  const variable = (column: string) =>
    dimensions.find(({ levels }) => levels.includes(column))?.name ?? JSON.stringify(['column', column]);
  const restrictions = where.map(({ column, in: codes }) => ({ variable: variable(column), in: codes }));
  return {
    id,
    meaning: {
      dataset: 'data',
      population: population ?? EVERYBODY,
      measure: subject(measure),
      where: population === undefined ? restrictions : [],
    },
    table: markedTable(spec.cells, id, read),
    rules: { primary, protection, cost } satisfies TableRules,
  };
}

/** Population of a table that names none. */
const EVERYBODY = 'all';

/** What is counted or summed, by the columns it is read from; whose it is makes no other figure of it. */
export function subject(measure: Measure): string {
  if (measure.type === 'magnitude') return JSON.stringify(['sum', measure.value, measure.weight ?? null]);
  return JSON.stringify(['count', 'value' in measure ? measure.value : (measure.frequency ?? null)]);
}

/** What the spec asks of all its tables together. */
export function linkedRules(spec: LinkedSpec): LinkedRules {
  return { ...spec, equations: equationsIn(spec), ratios: ratiosIn(spec) };
}

/** Ratios by the positions of their tables. */
function ratiosIn(spec: LinkedSpec): RatioSpec[] {
  const at = (id: string) => spec.tables.findIndex((each) => each.id === id);
  return spec.ratios.map((each) => {
    const [numerator, denominator] = [at(each.numerator), at(each.denominator)];
    const part = isPart(spec, each.part, [spec.tables[numerator]!, spec.tables[denominator]!]);
    return { ...each, numerator, denominator, within: each.within ?? null, part };
  });
}

/** What is stated, and for each ratio of a part to its whole that the whole is the part and the rest. */
function equationsIn(spec: LinkedSpec): Equation[] {
  const population = (t: number) => spec.tables[t]!.population ?? EVERYBODY;
  const known = [...spec.equations];
  for (const { part, numerator, denominator } of ratiosIn(spec)) {
    const [some, all] = [population(numerator), population(denominator)];
    const stated = known.some(({ sum, equals }) => equals === all && sum.includes(some));
    if (part && some !== all && !stated)
      known.push({ sum: [some, JSON.stringify([all, 'without', some])], equals: all });
  }
  return known;
}

function asksTwoCandidates({ protection }: { protection?: { standard: string } | undefined }): boolean {
  return protection?.standard === 'ambiguous';
}

function mayBeNegative(measure: Measure): boolean {
  return measure.type === 'magnitude' && measure.negative;
}

/** Whether a ratio is one of a part to its whole; said by nobody, where both are counts. */
function isPart(
  { measure }: { readonly measure: Measure },
  part: boolean | undefined,
  tables: readonly { readonly measure?: Measure | undefined }[],
): boolean {
  return part ?? tables.every((each) => (each.measure ?? measure).type === 'count');
}

function bothOrNeither(one: string | undefined, other: string | undefined): boolean {
  return (one === undefined) === (other === undefined);
}
