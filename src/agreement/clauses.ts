/**
 * A clause of the agreement: its words, what they mean, how sure that reading is, and what carries it.
 *
 * Edge:   a row of Lampiran 1 has the status `record`: what becomes of it follows from its record spec and linkage
 *         schema, and is worked out from these (src/agreement/delivery-form.ts), not stated by hand.
 * Source: specs/agreement/pks-2025.json; the wording is compared with the text of the agreement by a test.
 */
import { z } from 'zod';
import { bothLanguages, clauseRef, text } from './spec-shapes.ts';

/** A test by the file it is in and its title there. */
const testRef = z.strictObject({ file: text, title: text });
const carriedBy = z.strictObject({
  specs: z.array(text).optional(),
  code: z.array(text).optional(),
  tests: z.array(testRef).optional(),
});

/**
 * `clear`: the words settle it. `read-so`: the words allow more than one reading, and `why` says which was taken.
 * `open`: the words leave it to the parties; `question` names the entry of the open questions.
 */
const reading = z.discriminatedUnion('sure', [
  z.strictObject({ sure: z.literal('clear') }),
  z.strictObject({ sure: z.literal('read-so'), why: text }),
  z.strictObject({ sure: z.literal('open'), question: z.string().regex(/^[a-z0-9-]+$/) }),
]);

const words = {
  clause: clauseRef,
  /** The sentence that leads into this clause and those that follow it, where there is one. */
  lead: text.optional(),
  /** `id` word for word from the agreement; `en` the same in English. */
  says: bothLanguages,
  reading,
};

export const clauseSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...words, status: z.literal('carried'), by: carriedBy, note: text.optional() }),
  z.strictObject({ ...words, status: z.literal('partly'), by: carriedBy, missing: text }),
  z.strictObject({ ...words, status: z.literal('not-built'), missing: text }),
  z.strictObject({ ...words, status: z.literal('outside'), because: text }),
  z.strictObject({ ...words, status: z.literal('record'), record: text, item: z.int().min(1) }),
]);

export type AgreementClause = z.infer<typeof clauseSchema>;
