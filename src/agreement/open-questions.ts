/**
 * What the agreement leaves open: the question, what Padan does meanwhile, and what else it could be.
 *
 * Edge:   a question that a parameter answers names it; the answer shown is then read from the agreement, so that the
 *         list and what the software does cannot differ.
 * Throws: `spec-invalid` with path and reason.
 * Source: specs/agreement/open-questions.json.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';
import { PARAMETERS } from './parameters.ts';
import { bothLanguages, clauseRef, text } from './spec-shapes.ts';

const question = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  clauses: z.array(clauseRef).min(1),
  asks: bothLanguages,
  /** What Padan does until the parties settle it. */
  proposed: bothLanguages,
  alternatives: z.array(text).min(1),
  /** The parameter that holds the proposal, where the software carries it. */
  parameter: z.string().nullable(),
  /** By what it is settled: an instrument of the parties, or whom to ask. */
  settledBy: text,
});

export const openQuestionsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-open-questions/1'),
    agreement: z.string().regex(/^[a-z0-9-]+$/),
    questions: z.array(question).min(1),
  })
  .superRefine(({ questions }, context) => {
    if (new Set(questions.map(({ id }) => id)).size !== questions.length)
      context.addIssue({ code: 'custom', path: ['questions'], message: 'a question is listed twice' });
    questions.forEach(({ parameter }, index) => {
      if (parameter !== null && !Object.hasOwn(PARAMETERS, parameter))
        context.addIssue({
          code: 'custom',
          path: ['questions', index, 'parameter'],
          message: 'is no parameter of the agreement',
        });
    });
  });

export type OpenQuestions = z.infer<typeof openQuestionsSchema>;
export type OpenQuestion = OpenQuestions['questions'][number];

/** @throws DomainError `spec-invalid`. */
export function parseOpenQuestions(json: unknown): OpenQuestions {
  const result = openQuestionsSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DomainError('spec-invalid', {
    spec: label('open-questions'),
    path: label(issue?.path.join('.') || '(root)'),
    reason: label(issue?.code === 'custom' ? issue.message : (issue?.code ?? 'invalid')),
  });
}
