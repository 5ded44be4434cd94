/**
 * A code list: the codes one variable may take, with version, labels and where they come from.
 *
 * Edge:   a list of regions names its code system; BPS and Kemendagri use the same digits for different regions
 *         (BPS 91 is Papua Barat, Kemendagri 91 is Papua), so a region code without a system is refused.
 * Source: Kepmendagri 300.2.2-2430/2025 for the Kemendagri codes; BPS's own bridging (sig.bps.go.id) for both.
 */
import { z } from 'zod';
import { bilingual, code, parseSpec, repeated, specId, standing } from './spec.ts';

const entry = z.strictObject({
  code,
  label: bilingual,
  /** The same thing in another list, by the name of that list. */
  also: z.record(z.string(), z.string()).optional(),
});

export const codeListSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: specId,
    title: bilingual,
    version: z.string().min(1),
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
  })
  .meta({ title: 'Padan code list' });

export type CodeList = z.infer<typeof codeListSchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parseCodeList(value: unknown): CodeList {
  return parseSpec(codeListSchema, value, 'code list');
}
