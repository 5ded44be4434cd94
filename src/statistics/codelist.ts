/**
 * A code list: the codes one variable may take, with version, days of validity, labels and where they come from.
 *
 * Shape:  an entry is an object, or `[code, name]` (a proper name, the same in both languages), or
 *         `[code, Indonesian, English]`; the parsed list holds objects only.
 * Edge:   a list of regions names its code system; BPS and Kemendagri use the same digits for different regions
 *         (BPS 91 is Papua Barat, Kemendagri 91 is Papua), so a region code without a system is refused.
 *         Lists of one `classification` are its versions and groupings: one letter may mean different things in two
 *         of them, and they are never mixed silently.
 * Source: Kepmendagri 300.2.2-2430/2025 for the Kemendagri codes; BPS's own bridging (sig.bps.go.id) for both.
 */
import { z } from 'zod';
import { bilingual, code, parseSpec, repeated, specId, standing, validity } from './spec.ts';

const text = z.string().min(1);

const fullEntry = z.strictObject({
  code,
  label: bilingual,
  /** Other spellings that mean this code, such as those of an agency's exports. */
  aliases: z.array(text).min(1).optional(),
  /** The same thing in another list, by the name of that list. */
  also: z.record(z.string(), z.string()).optional(),
  /** Editions the code was seen in, for one that is in force no longer. */
  seenIn: z.array(text).min(1).optional(),
  /** Standing of this entry where it differs from that of the list. */
  standing: standing.optional(),
  note: text.optional(),
});
type FullEntry = z.infer<typeof fullEntry>;

const entry = z
  .union([fullEntry, z.tuple([code, text]), z.tuple([code, text, text])])
  .transform((each): FullEntry => {
    if (!Array.isArray(each)) return each;
    const [first, id, en] = each;
    return { code: first, label: { id, en: en ?? id } };
  });

export const codeListSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: specId,
    title: bilingual,
    /** What the list is a version or a grouping of, such as `kbli` or `region-regency`. */
    classification: specId,
    version: z.string().min(1),
    ...validity,
    /** `region` lists must name `system`. */
    kind: z.enum(['region', 'classification']),
    system: z.enum(['bps', 'kemendagri']).optional(),
    standing,
    /** Standing of the labels where it differs from that of the codes. */
    labelStanding: standing.optional(),
    source: z.string().min(1),
    note: z.string().optional(),
    codes: z.array(entry).min(1),
  })
  .superRefine((list, context) => {
    for (const twice of repeated(list.codes.map((each) => each.code)))
      context.addIssue({ code: 'custom', path: ['codes'], message: `code ${twice} occurs twice` });
    if ((list.kind === 'region') !== (list.system !== undefined))
      context.addIssue({
        code: 'custom',
        path: ['system'],
        message: 'region codes name their system, others have none',
      });
    if (list.validFrom !== null && list.validTo !== null && list.validFrom > list.validTo)
      context.addIssue({ code: 'custom', path: ['validTo'], message: 'ends before it begins' });
  })
  .meta({ title: 'Padan code list' });

export type CodeList = z.infer<typeof codeListSchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parseCodeList(value: unknown): CodeList {
  return parseSpec(codeListSchema, value, 'code list');
}

/** A list as a refusal names it: id and version. */
export function listName({ id, version }: { readonly id: string; readonly version: string }): string {
  return `${id} ${version}`;
}
