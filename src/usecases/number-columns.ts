import type { RecordCheck } from '../agreement/record-check.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import { PROPOSED_DAMAGE_BOUNDS } from '../pprl/spreadsheet/bounds.ts';
import type { NumberKind, SpreadsheetDamage } from '../pprl/spreadsheet/damage.ts';
import { DomainError, label, type ProblemCode } from '../problems.ts';

const KINDS: Readonly<Record<string, NumberKind>> = {
  nik: 'sixteen',
  'family-card': 'sixteen',
  phone: 'phone',
};

/**
 * The columns of a file that hold numbers a spreadsheet damages: by the fields of a padan schema, and by the record
 * type the file is held against, which knows payload too.
 */
export function numberColumns(schema: LinkageSchema, record?: RecordCheck): (NumberKind | undefined)[] {
  const read = new Map<string, NumberKind>();
  for (const [name, type] of record?.types ?? [])
    if (Object.hasOwn(KINDS, type)) read.set(name, KINDS[type]!);
  if (schema.profile === 'padan')
    for (const { column, normalise } of schema.document.fields) {
      const type = normalise.slice(0, normalise.indexOf('/'));
      if (Object.hasOwn(KINDS, type)) read.set(column, KINDS[type]!);
    }
  return schema.columns.map(({ name }) => read.get(name));
}

/** Warnings of whole columns (from 1), with the cells that show them. @throws {DomainError} `spreadsheet-damage` where one of them is past use. */
export function damagedColumns(
  damage: SpreadsheetDamage,
  columns: LinkageSchema['columns'],
  rows: number,
): { readonly column: number; readonly code: ProblemCode; readonly rows: number }[] {
  const found = damage.found(PROPOSED_DAMAGE_BOUNDS);
  const past = found.filter(({ refuses }) => refuses);
  if (past.length > 0)
    throw new DomainError('spreadsheet-damage', {
      rows,
      columns: past.map(({ column, code, cells, filled }) => ({
        column: column + 1,
        name: label(columns[column]!.name),
        code: label(code),
        cells,
        filled,
      })),
    });
  return found.map(({ column, code, cells }) => ({ column: column + 1, code, rows: cells }));
}
