/**
 * A record type of Lampiran 1 as data: its fields in the agreement's order and wording, what makes a file
 * unreadable (refused) and what is only marked (flagged).
 *
 * Edge:   a dirty value is never a reason to lose a row: records out equal records in (Lampiran 3). Only what can
 *         not be text of this field at all is refused.
 * Throws: `spec-invalid` with the path and the reason.
 * Source: specs/records; Lampiran 1.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';

const text = z.string().trim().min(1).max(500);
const fieldName = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);

/** Reasons to refuse the file: the cell cannot be a value of the field. */
const refusal = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('control-characters') }),
  z.strictObject({ rule: z.literal('max-length'), max: z.int().min(1).max(1000) }),
]);

/** Reasons to mark a cell. Where `field` is named, the two cells are looked at together. */
const flag = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('absent') }),
  z.strictObject({ rule: z.literal('pattern'), pattern: text }),
  z.strictObject({ rule: z.literal('dummy-digits') }),
  z.strictObject({ rule: z.literal('nik-structure') }),
  z.strictObject({ rule: z.literal('agrees-with'), field: fieldName }),
  z.strictObject({ rule: z.literal('unique') }),
  z.strictObject({ rule: z.literal('in-codelist') }),
  z.strictObject({ rule: z.literal('date-exists') }),
  z.strictObject({ rule: z.literal('datetime-exists') }),
  z.strictObject({ rule: z.literal('after'), field: fieldName }),
  z.strictObject({ rule: z.literal('age-at-least'), years: z.int().min(0).max(120), on: fieldName }),
  z.strictObject({ rule: z.literal('present-when'), field: fieldName, is: text }),
]);

const field = z.strictObject({
  name: fieldName,
  /** Number in the list of the annex. */
  item: z.int().min(1),
  label: z.strictObject({ id: text, en: text }),
  type: z.enum(['text', 'code', 'date', 'datetime', 'decimal']),
  format: text,
  /** Identifiers are encoded; payload is sealed to the receiver. */
  role: z.enum(['identifier', 'payload']),
  codelist: z.strictObject({ system: text, codes: z.array(text).min(1).optional() }).optional(),
  regionSystem: z.enum(['kemendagri', 'bps']).optional(),
  refused: z.array(refusal),
  flagged: z.array(flag),
  evidence: z.enum(['official', 'published', 'proposed']),
  note: text.optional(),
});

export const recordSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-record/1'),
    id: z.string().regex(/^[a-z0-9-]+$/),
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
    const names = new Set(record.fields.map(({ name }) => name));
    if (names.size !== record.fields.length)
      context.addIssue({ code: 'custom', path: ['fields'], message: 'two fields have one name' });
    record.fields.forEach((each, index) => {
      if (each.item !== index + 1)
        context.addIssue({ code: 'custom', path: ['fields', index, 'item'], message: 'items must count up' });
      const unknown = each.flagged.some(
        (rule) => ('field' in rule && !names.has(rule.field)) || ('on' in rule && !names.has(rule.on)),
      );
      if (unknown)
        context.addIssue({
          code: 'custom',
          path: ['fields', index],
          message: 'names a field that is not there',
        });
      if (each.flagged.some(({ rule }) => rule === 'in-codelist') && !each.codelist?.codes)
        context.addIssue({ code: 'custom', path: ['fields', index], message: 'has no codes to look in' });
    });
  });

export type RecordType = z.infer<typeof recordSchema>;

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
