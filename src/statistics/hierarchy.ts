/**
 * A hierarchy: code lists from coarse to fine, and for every finer code the coarser one it belongs to.
 *
 * Shape:  a tree; microdata carry codes of the finest level, margins exist at every level and `Total`.
 * Edge:   a code belongs to one level only, as in the cells of a table; `unsplit` codes stand in several lists and
 *         are one and the same category in each (section A of the 21 is category A of the 17), so they have one cell.
 *         With `nesting: prefix` the digits of a code say its parent (`1101` is in `11`, `11.01.02` in `11.01`).
 */
import { z } from 'zod';
import type { CodeList } from './codelist.ts';
import { code, parseSpec, specHead, specId } from './spec.ts';

export const hierarchySchema = z
  .strictObject({
    ...specHead,
    /** From coarse to fine: the name of the level and its code list. */
    levels: z.array(z.strictObject({ name: z.string().min(1), codelist: specId })).min(1),
    /** `listed`: `parents` says where each code belongs. `prefix`: the code itself does, and `parents` is empty. */
    nesting: z.enum(['listed', 'prefix']).default('listed'),
    /** Codes that are the same category in every list they stand in. */
    unsplit: z.array(code).default([]),
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

/** The hierarchy with the parent of every code below the first level. @throws {DomainError} `spec-invalid`. */
export function parseHierarchy(value: unknown, codeListById: (id: string) => CodeList): Hierarchy {
  return parseSpec(
    hierarchySchema
      .superRefine((hierarchy, context) => {
        if (hierarchy.nesting === 'prefix' && Object.keys(hierarchy.parents).length > 0)
          context.addIssue({ code: 'custom', path: ['parents'], message: 'prefix nesting lists no parents' });
      })
      .transform((hierarchy) => nested(hierarchy, codeListById))
      .superRefine((hierarchy, context) => {
        for (const message of faults(hierarchy, codeListById)) context.addIssue({ code: 'custom', message });
      }),
    value,
    'hierarchy',
  );
}

/** Parents that the codes themselves name, filled in. */
function nested(hierarchy: Hierarchy, codeListById: (id: string) => CodeList): Hierarchy {
  if (hierarchy.nesting === 'listed') return hierarchy;
  const parents: Record<string, string> = {};
  hierarchy.levels.slice(1).forEach((level, above) => {
    const upper = new Set(codeListById(hierarchy.levels[above]!.codelist).codes.map((each) => each.code));
    for (const { code: each } of codeListById(level.codelist).codes) {
      const parent = prefixes(each).find((prefix) => upper.has(prefix));
      if (parent !== undefined) parents[each] = parent;
    }
  });
  return { ...hierarchy, parents };
}

/** Proper beginnings of a code, longest first, without a dot at the end. */
function prefixes(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, i) => text.slice(0, text.length - 1 - i)).filter(
    (prefix) => !prefix.endsWith('.'),
  );
}

function faults(hierarchy: Hierarchy, codeListById: (id: string) => CodeList): string[] {
  const found: string[] = [];
  const unsplit = new Set(hierarchy.unsplit);
  const levelOf = new Map<string, number>();
  const parentsInUse = new Set(Object.values(hierarchy.parents));
  const twice = new Set<string>();
  hierarchy.levels.forEach((level, depth) => {
    for (const { code: each } of codeListById(level.codelist).codes) {
      if (levelOf.has(each)) {
        twice.add(each);
        if (!unsplit.has(each)) found.push(`code ${each} belongs to two levels`);
      } else levelOf.set(each, depth);
    }
  });
  for (const each of unsplit) {
    if (!twice.has(each)) found.push(`unsplit code ${each} stands in one list only`);
    if (parentsInUse.has(each)) found.push(`unsplit code ${each} has parts`);
  }
  for (const [each, depth] of levelOf) {
    const parent = hierarchy.parents[each];
    if (depth === 0 ? parent !== undefined : parent === undefined || levelOf.get(parent) !== depth - 1)
      found.push(`code ${each} has no parent one level up`);
  }
  for (const each of Object.keys(hierarchy.parents))
    if (!levelOf.has(each)) found.push(`parent of unknown code ${each}`);
  return found;
}
