/**
 * A record type as data: its fields in the agreement's order and wording, how each is read, what makes a file refused
 * and what is only flagged. A new record type is a new spec file and no code (record-check.ts follows it).
 *
 * Edge:   a dirty value is never a reason to lose a row: records out equal records in (Lampiran 3). A refusal refuses
 *         the file, by row and column, before anything leaves; a flag marks and counts.
 * Throws: `spec-invalid` with the path and the reason.
 * Source: specs/records; Lampiran 1.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';
import { repeated, specId, standing, validity } from '../statistics/spec.ts';
import { CELL_TYPE_NAMES, CELL_TYPES, DAY_TYPES, NUMBER_TYPES } from './cell-types.ts';

const text = z.string().trim().min(1).max(500);
const fieldName = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);
const listReference = z.strictObject({ id: specId, version: text });

/** Reasons to refuse the file: the cell cannot be a value of the field. */
const refusal = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('control-characters') }),
  z.strictObject({ rule: z.literal('max-length'), max: z.int().min(1).max(1000) }),
  /** The cell is not of the type of the field. */
  z.strictObject({ rule: z.literal('format') }),
  z.strictObject({ rule: z.literal('region-system') }),
  z.strictObject({ rule: z.literal('in-codelist') }),
]);

/** Reasons to mark a cell. Where `field` is named, the two cells are looked at together. */
const flag = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('absent') }),
  z.strictObject({ rule: z.literal('format') }),
  /** Of the type, but not as it mostly is. */
  z.strictObject({ rule: z.literal('unusual') }),
  z.strictObject({ rule: z.literal('in-codelist') }),
  z.strictObject({ rule: z.literal('alternative-list') }),
  z.strictObject({ rule: z.literal('in-force') }),
  z.strictObject({ rule: z.literal('list-at-hand') }),
  /** The digits of the number begin with a region of the field's lists. */
  z.strictObject({ rule: z.literal('known-region') }),
  z.strictObject({ rule: z.literal('agrees-with'), field: fieldName }),
  z.strictObject({ rule: z.literal('unique') }),
  z.strictObject({ rule: z.literal('after'), field: fieldName }),
  z.strictObject({ rule: z.literal('age-at-least'), years: z.int().min(0).max(120), on: fieldName }),
  /** The birth date in a NIK gives, in some century, an age of so many full years on the day of the other field. */
  z.strictObject({
    rule: z.literal('nik-age'),
    least: z.int().min(0).max(99),
    most: z.int().min(1).max(99),
    on: fieldName,
  }),
  z.strictObject({ rule: z.literal('present-when'), field: fieldName, is: text }),
  z.strictObject({ rule: z.literal('inside'), field: fieldName }),
]);

const field = z.strictObject({
  name: fieldName,
  /** Number in the list of the annex. */
  item: z.int().min(1),
  label: z.strictObject({ id: text, en: text }),
  type: z.enum(CELL_TYPE_NAMES),
  format: text,
  /** Identifiers are encoded; payload is sealed to the receiver. */
  role: z.enum(['identifier', 'payload']),
  normalise: z.enum(Object.values(CELL_TYPES).map((each) => each.normalise) as [string, ...string[]]),
  codelist: listReference.optional(),
  /** Lists that are taken besides, such as an agency's coarser groups. */
  alternatives: z.array(listReference).min(1).optional(),
  /** Codes that are in force no longer. */
  historical: listReference.optional(),
  refused: z.array(refusal),
  flagged: z.array(flag),
  evidence: standing,
  note: text.optional(),
});

export const recordSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-record/2'),
    id: z.string().regex(/^[a-z0-9-]+$/),
    version: text,
    ...validity,
    /** Of the list of fields, their order and wording; each field has its own `evidence` for the rest. */
    standing,
    title: z.strictObject({ id: text, en: text }),
    source: z.strictObject({ document: text, annex: text, section: text }),
    from: text,
    to: text,
    unit: text,
    /** What becomes of a row of empty cells: it stays a row. */
    absentRow: z.literal('kept'),
    fields: z.array(field).min(1),
  })
  .superRefine((record, context) => {
    const say = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (repeated(record.fields.map(({ name }) => name)).length > 0)
      say(['fields'], 'two fields have one name');
    record.fields.forEach((each, index) => {
      if (each.item !== index + 1) say(['fields', index, 'item'], 'items must count up');
      for (const message of fieldFaults(each, record.fields)) say(['fields', index], message);
    });
  })
  .meta({ title: 'Padan record type' });

export type RecordType = z.infer<typeof recordSchema>;
export type RecordField = RecordType['fields'][number];
export type Flag = RecordField['flagged'][number];
export type RuleName = Flag['rule'] | RecordField['refused'][number]['rule'];

const REGION_ONLY = new Set<RuleName>(['region-system', 'in-force', 'list-at-hand', 'inside']);

function fieldFaults(each: RecordField, fields: readonly RecordField[]): string[] {
  const found: string[] = [];
  const rules = [...each.refused, ...each.flagged];
  const has = (rule: RuleName) => rules.some((one) => one.rule === rule);
  const typeOf = (name: string) => fields.find((other) => other.name === name)?.type;
  const listed = each.type === 'code' || each.type === 'region';
  if (CELL_TYPES[each.type].normalise !== each.normalise) found.push('normalise is not that of its type');
  if (NUMBER_TYPES.has(each.type) && each.role === 'payload')
    found.push('a number of a person is no payload');
  if (each.codelist === undefined && (listed || has('known-region'))) found.push('has no code list');
  if (each.type === 'region' && !each.refused.some(({ rule }) => rule === 'region-system'))
    found.push('a region refuses codes without their system');
  if (has('in-codelist') && !listed) found.push('in-codelist is for codes and regions');
  if (each.type !== 'region' && rules.some(({ rule }) => REGION_ONLY.has(rule)))
    found.push('has a rule of regions');
  for (const rule of each.flagged) {
    const other = 'field' in rule ? rule.field : 'on' in rule ? rule.on : undefined;
    if (other === undefined) continue;
    const type = typeOf(other);
    if (type === undefined) found.push('names a field that is not there');
    else if (!fits(rule, each, type)) found.push(`${rule.rule} does not fit the types of its two fields`);
  }
  return found;
}

function fits(rule: Flag, { type }: RecordField, other: RecordField['type']): boolean {
  switch (rule.rule) {
    case 'agrees-with':
      return type === 'nik' && (other === 'date' || other === 'sex');
    case 'after':
    case 'age-at-least':
      return DAY_TYPES.has(type) && DAY_TYPES.has(other);
    case 'nik-age':
      return type === 'nik' && DAY_TYPES.has(other);
    case 'inside':
      return type === 'region' && other === 'region';
    default:
      return true;
  }
}

/** The record type of a spec file. @throws DomainError `spec-invalid` with where and why. */
export function parseRecordType(json: unknown): RecordType {
  const result = recordSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DomainError('spec-invalid', {
    spec: label('record type'),
    path: label(issue?.path.join('.') || '(root)'),
    reason: label(issue?.code === 'custom' ? issue.message : (issue?.code ?? 'invalid')),
  });
}
