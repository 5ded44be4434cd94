import { describe, expect, it } from 'vitest';
import draft from '../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { type Addendum, parseAddendum, withChanges } from './addendum.ts';
import { parseAgreement } from './agreement.ts';
import { PARAMETERS } from './parameters.ts';

const agreement = parseAgreement(pks2025);
const problemOf = (act: () => unknown): unknown => {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.facts];
    throw error;
  }
};
const { status: _, ...words } = draft;
const signed = {
  ...words,
  status: 'signed',
  number: 'ADD-1/2026',
  signedOn: '2026-03-02',
  effectiveFrom: '2026-04-01',
};
const setting = (parameter: string, value: unknown, instrument = 'addendum', clause?: string): Addendum =>
  parseAddendum({
    ...signed,
    instrument,
    changes: [
      {
        clause: clause ?? PARAMETERS[parameter]?.clause ?? 'Pasal 13',
        parameter,
        value,
        wording: { id: 'x', en: 'x' },
      },
    ],
  });
const refused = (reason: string, change?: number) => [
  'addendum-not-applicable',
  change === undefined ? { reason } : { reason, change },
];

/** A value for each parameter, with where it must be found afterwards. */
const VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  'term.extended-until': ['2035-04-21', '2035-04-21'],
  'term.ends-from': ['2027-01-01', '2027-01-01'],
  'deliveries.second-week': [{ kind: 'iso-week' }, { kind: 'iso-week' }],
  'deliveries.other-periods': [
    [{ duty: 'lampiran-2', opens: '2026-05-04', closes: '2026-05-08' }],
    [{ duty: 'lampiran-2', opens: '2026-05-04', closes: '2026-05-08', agreedIn: 'ADD-1/2026' }],
  ],
  'review.every-months': [6, 6],
  'review.own-counts-for': ['all', 'all'],
  'force-majeure.late-notice': ['excuses', 'excuses'],
  'force-majeure.days-lost': ['are-not-made-up', 'are-not-made-up'],
  'disclosure.consent-from': ['not-the-giver', 'not-the-giver'],
  'retention.days': [365, 365],
  'identifiers.given-as': ['encoded', 'encoded'],
  'security.tools': [['Padan'], ['Padan']],
  'other-data.records': [['Data calon pekerja'], ['Data calon pekerja']],
  'other-data.indicators': [['Remitansi menurut provinsi'], ['Remitansi menurut provinsi']],
};

describe('an addendum', () => {
  it('is a draft in specs/agreement, with number and days only once it is signed', () => {
    expect(parseAddendum(draft).status).toBe('draft');
    expect(problemOf(() => parseAddendum({ ...draft, number: 'ADD-1' }))).toMatchObject(['spec-invalid', {}]);
    expect(problemOf(() => parseAddendum({ ...signed, number: ' ' }))).toMatchObject(['spec-invalid', {}]);
    expect(problemOf(() => parseAddendum({ ...signed, effectiveFrom: '2026-03-01' }))).toEqual([
      'spec-invalid',
      { spec: 'addendum', path: 'effectiveFrom', reason: 'lies before the signing' },
    ]);
  });

  it('is refused with what may be the number of a person in it, wherever that is', () => {
    for (const text of ['NIK 3201010101010001', '32 0101 010101 0001', '0812345678901'])
      for (const place of [{ number: text }, { why: { id: text, en: 'x' } }])
        expect(problemOf(() => parseAddendum({ ...signed, ...place }))).toEqual([
          'spec-invalid',
          { spec: 'addendum', path: '(root)', reason: 'holds what may be the number of a person' },
        ]);
  });

  it.each(Object.keys(PARAMETERS))('sets %s, and leaves the agreement it is applied to as it was', (name) => {
    const [given, wanted] = VALUES[name]!;
    const before = structuredClone(agreement);
    const changed = withChanges(agreement, setting(name, given));
    expect(PARAMETERS[name]!.read(changed)).toEqual(wanted);
    expect(PARAMETERS[name]!.read(agreement)).not.toEqual(wanted);
    expect(agreement).toEqual(before);
  });

  it('settles what the text leaves to the parties without an addendum', () => {
    const needs = (instrument: string) =>
      Object.keys(PARAMETERS).filter((name) => PARAMETERS[name]!.needs === instrument);
    expect(needs('written-agreement')).toEqual([
      'term.extended-until',
      'term.ends-from',
      'deliveries.other-periods',
      'security.tools',
      'other-data.records',
      'other-data.indicators',
    ]);
    for (const name of needs('written-agreement'))
      expect(withChanges(agreement, setting(name, VALUES[name]![0], 'written-agreement'))).toBeTruthy();
    for (const name of needs('addendum'))
      expect(
        problemOf(() => withChanges(agreement, setting(name, VALUES[name]![0], 'written-agreement'))),
      ).toEqual(refused('addendum-needed', 1));
  });

  it('is refused for another agreement, without a party, and for what is no parameter or no value of it', () => {
    const apply = (document: Addendum) => problemOf(() => withChanges(agreement, document));
    const plain = setting('retention.days', 90);
    expect(apply(plain)).toBeNull();
    expect(apply({ ...plain, agreement: 'other' })).toEqual(refused('another-agreement'));
    const [bps] = plain.signedBy;
    expect(apply({ ...plain, signedBy: [bps!, bps!] })).toEqual(refused('signatories'));
    expect(apply({ ...plain, signedBy: [...plain.signedBy, { party: 'x1', function: 'x' }] })).toEqual(
      refused('signatories'),
    );
    expect(apply(setting('no.such', 1))).toEqual(refused('parameter-unknown', 1));
    expect(apply(setting('retention.days', 90, 'addendum', 'Pasal 9 ayat (2)'))).toEqual(
      refused('clause-differs', 1),
    );
    for (const value of [0, '90', null, 99_999])
      expect(apply(setting('retention.days', value))).toEqual(refused('value-not-valid', 1));
    const backwards = [{ duty: 'lampiran-2', opens: '2026-05-08', closes: '2026-05-04' }];
    expect(apply(setting('deliveries.other-periods', backwards))).toEqual(refused('value-not-valid', 1));
    expect(apply(setting('deliveries.second-week', { kind: 'days', first: 9, last: 8 }))).toEqual(
      refused('value-not-valid', 1),
    );
  });
});
