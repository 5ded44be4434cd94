/** The table of name rules (specs/names): what each does, on whose word, what it changes and what it must not touch. */
import { z } from 'zod';

const text = z.string().min(1);
const pair = z.tuple([text, text]);
const rule = {
  id: z.string().regex(/^[a-z][a-z-]*$/),
  number: z.int().min(1).max(13),
  what: z.strictObject({ id: text, en: text }),
  status: z.enum(['official', 'published', 'proposed']),
  source: text,
};

export const personNameRules = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-person-name-rules/1'),
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    status: z.enum(['official', 'published', 'proposed']),
    version: z.string(),
    rules: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({
            ...rule,
            kind: z.enum(['rewrites', 'sounds']).meta({
              description: 'Examples are what goes in and what comes out; counter-examples stay as they are.',
            }),
            examples: z.array(pair).min(2),
            counterExamples: z.array(text).min(2),
          }),
          z.strictObject({
            ...rule,
            kind: z.enum(['tokens', 'weights']).meta({
              description:
                'tokens: two names of equal tokens, and two that are not. weights: a word and its share of hashes.',
            }),
            examples: z.array(pair).min(2),
            counterExamples: z.array(pair).min(2),
          }),
        ]),
      )
      .length(13),
  })
  .meta({ title: 'Rules of person names, version 1' });
