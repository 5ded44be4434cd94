import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import draft from '../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { type Addendum, parseAddendum } from './addendum.ts';
import { parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { lastDayOfTerm } from './term.ts';
import { agreementHistory } from './version.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const document = (number: string, signedOn: string, effectiveFrom: string, days: number): Addendum =>
  parseAddendum({
    ...draft,
    status: 'signed',
    number,
    signedOn,
    effectiveFrom,
    changes: [
      {
        clause: 'Pasal 4 ayat (1) huruf a',
        parameter: 'retention.days',
        value: days,
        wording: { id: 'x', en: 'x' },
      },
    ],
  });
const keep = (documents: readonly Addendum[], on: string) => {
  const { agreement: then, version } = agreementHistory(agreement, documents)(day(on));
  return [then.duties.retention.days, version];
};

describe('the agreement as of a day', () => {
  it('counts each document from its effective day on', () => {
    const documents = [
      document('ADD-2', '2027-01-01', '2027-02-01', 30),
      document('ADD-1', '2026-01-01', '2026-03-01', 90),
    ];
    expect(keep(documents, '2026-02-28')).toEqual([180, 0]);
    expect(keep(documents, '2026-03-01')).toEqual([90, 1]);
    expect(keep(documents, '2027-01-31')).toEqual([90, 1]);
    expect(keep(documents, '2027-02-01')).toEqual([30, 2]);
  });

  it('is not changed by a draft', () => {
    const version = agreementHistory(agreement, [parseAddendum(draft)])(day('2029-01-01'));
    expect(version).toEqual({ agreement, version: 0, documents: [] });
  });

  it('lets the one signed later win on one day, then the later number, however they are listed', () => {
    const documents = [
      document('B', '2026-01-01', '2026-03-01', 20),
      document('A', '2026-01-02', '2026-03-01', 30),
      document('C', '2026-01-01', '2026-03-01', 40),
      document('Z', '2025-12-01', '2026-02-01', 50),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: 4 }), (listed) => {
        expect(keep(listed, '2026-03-01')).toEqual([30, 4]);
        const { documents: applied } = agreementHistory(agreement, listed)(day('2026-03-01'));
        expect(applied.map(({ number }) => number).join('')).toBe('ZBCA');
      }),
      { seed: 3, numRuns: 24 },
    );
  });

  it('moves the term by an extension, and names the document that did', () => {
    const extension = parseAddendum({
      ...draft,
      instrument: 'written-agreement',
      status: 'signed',
      number: 'KSP-1/2030',
      signedOn: '2030-01-05',
      effectiveFrom: '2030-01-05',
      changes: [
        {
          clause: 'Pasal 7',
          parameter: 'term.extended-until',
          value: '2035-04-21',
          wording: { id: 'x', en: 'x' },
        },
      ],
    });
    const then = agreementHistory(agreement, [extension])(day('2030-04-22')).agreement;
    expect(lastDayOfTerm(then)).toBe('2035-04-21');
    expect(then.term.extensions).toEqual([
      { addendum: 'KSP-1/2030', agreedOn: '2030-01-05', until: '2035-04-21' },
    ]);
  });
});
