import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/support/bytes.ts';
import { call } from './call-service.ts';

describe('a refusal of the service', () => {
  const refused = (answer: unknown) =>
    refusalOf(() =>
      call(
        {
          server: 'https://padan.test',
          apiKey: 'k',
          language: 'id',
          fetch: async () => new Response(JSON.stringify(answer), { status: 422 }),
        },
        'GET',
        '/x',
      ),
    );

  it('comes with its facts', async () => {
    const facts = {
      row: 3,
      whole: false,
      member: 'rows',
      columns: ['a', 'b'],
      first: [{ row: 1, code: 'c' }],
    };
    expect(await refused({ code: 'not-found', facts })).toEqual({ code: 'not-found', facts });
  });

  it('shows nothing that could be a person’s number, and nothing that moves the cursor', async () => {
    const facts = {
      nik: '3171234509870001',
      deep: [{ nik: '3171234509870001' }, 'NIK 3171234509870001'],
      screen: '\u001b[2Jgone',
      'name\u001b[2J': 1,
      nested: { a: { b: 1 } },
      nothing: null,
    };
    expect(await refused({ code: 'not-found', facts })).toEqual({
      code: 'not-found',
      facts: { nik: '<withheld>', screen: '<withheld>' },
    });
  });

  it('under a code that is not known, or of no shape, is not understood', async () => {
    for (const answer of [{ code: 'toString' }, {}, null, 3, 'text'])
      expect(await refused(answer)).toEqual({
        code: 'service-answer-not-understood',
        facts: { status: 422 },
      });
    expect(await refused({ code: 'not-found', facts: 'x' })).toEqual({ code: 'not-found', facts: {} });
  });
});
