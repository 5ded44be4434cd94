/** What the `type` of a refusal leads to: a page a person can read, in both languages. */
import { z } from '@hono/zod-openapi';
import { DomainError, PROBLEMS, type ProblemCode } from '../../problems.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { problemHtml } from '../problem-page.ts';

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export const problemRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/problems/{code}',
    id: 'readProblem',
    summary: 'What a refusal means, its usual causes, and what to do',
    tag: 'help',
    roles: 'anyone',
    params: z.object({ code: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
    reply: { status: 200, description: 'A page in Indonesian and English', type: 'text/html; charset=utf-8' },
    problems: ['not-found'],
    handle: async ({ params }) => {
      if (!isCode(params.code)) throw new DomainError('not-found');
      return { bytes: problemHtml(params.code) };
    },
  }),
];
