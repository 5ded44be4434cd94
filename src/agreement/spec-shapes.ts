/** Shapes that every spec file of the agreement is made of: texts, days, parties, and how a rule is known. */
import { z } from 'zod';
import { type CivilDate, isCivilDate } from './civil-date.ts';

export const text = z.string().trim().min(1).max(2000);
export const bothLanguages = z.strictObject({ id: text, en: text });

/** How a rule is known: in the text, published elsewhere, or chosen here because the text leaves it open. */
export const evidence = z.enum(['official', 'published', 'proposed']);

const day = z.custom<CivilDate>((value) => typeof value === 'string' && isCivilDate(value), {
  message: 'must be a day written YYYY-MM-DD',
});
export const dayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .pipe(day);

export const partyId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);
export const clauseRef = z.string().regex(/^((Pasal|Lampiran) [0-9]|Pembukaan [a-z])/);

/** What says so: the clause, whether the text settles it, and what was chosen where it does not. */
export const ground = { source: clauseRef, evidence, note: text.optional() };

/** Where an office is written to. The office, never a person: persons are data of a deployment. */
export const contact = z.strictObject({
  function: text,
  address: text,
  phone: z.array(text).min(1),
  email: z.email(),
  source: clauseRef,
});
