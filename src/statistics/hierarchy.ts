/**
 * A hierarchy: code lists from coarse to fine, and for every finer code the coarser one it belongs to.
 *
 * Shape:  a tree of one depth; microdata carry codes of the finest level, margins exist at every level and `Total`.
 * Edge:   a code belongs to one level only, as in the cells of a table.
 */
import { z } from 'zod';
import type { CodeList } from './codelist.ts';
import { bilingual, code, parseSpec, specId, standing } from './spec.ts';

export const hierarchySchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: specId,
    title: bilingual,
    version: z.string().min(1),
    standing,
    source: z.string().min(1),
    /** From coarse to fine: the name of the level and its code list. */
    levels: z.array(z.strictObject({ name: z.string().min(1), codelist: specId })).min(1),
    /** Code of a finer level to the code just above it; empty where there is one level. */
    parents: z.record(code, code),
  })
  .meta({ title: 'Padan hierarchy' });

export type Hierarchy = z.infer<typeof hierarchySchema>;

/** One code of a dimension as tables list it: parents before children, depth first. */
export interface DimensionCode {
  readonly code: string;
  /** The code just above it; `null` for `Total` only. */
  readonly parent: string | null;
  readonly label?: { readonly id: string; readonly en: string };
}

/** @throws {DomainError} `spec-invalid`. */
export function parseHierarchy(value: unknown, codeListById: (id: string) => CodeList): Hierarchy {
  return parseSpec(
    hierarchySchema.superRefine((hierarchy, context) => {
      for (const message of faults(hierarchy, codeListById)) context.addIssue({ code: 'custom', message });
    }),
    value,
    'hierarchy',
  );
}

function faults(hierarchy: Hierarchy, codeListById: (id: string) => CodeList): string[] {
  const found: string[] = [];
  const levelOf = new Map<string, number>();
  hierarchy.levels.forEach((level, depth) => {
    for (const { code: each } of codeListById(level.codelist).codes) {
      if (levelOf.has(each)) found.push(`code ${each} belongs to two levels`);
      levelOf.set(each, depth);
    }
  });
  for (const [each, depth] of levelOf) {
    const parent = hierarchy.parents[each];
    if (depth === 0 ? parent !== undefined : parent === undefined || levelOf.get(parent) !== depth - 1)
      found.push(`code ${each} has no parent one level up`);
  }
  for (const each of Object.keys(hierarchy.parents))
    if (!levelOf.has(each)) found.push(`parent of unknown code ${each}`);
  return found;
}
