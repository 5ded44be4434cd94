import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { parseAgreement } from './agreement.ts';
import { type BastFile, type BastInput, bast } from './bast.ts';
import { civilDate } from './civil-date.ts';
import type { ConsentRecord } from './consent.ts';

const agreement = parseAgreement(pks2025);
const file: BastFile = {
  name: 'hasil-penempatan.csv',
  format: 'text/csv',
  answers: 'd'.repeat(64),
  rowsIn: 150_000,
  rowsOut: 150_000,
  sha256: 'a'.repeat(64),
  bytes: 12_345_678,
};
const input: BastInput = {
  number: 'BAST-7/2026',
  date: civilDate('2026-01-12'),
  giver: { party: 'bps', signatory: { function: 'Direktur Diseminasi Statistik', name: 'Nama Satu' } },
  receiver: { party: 'kp2mi', signatory: { function: 'Kepala Pusat Data dan Informasi', name: '' } },
  subject: { kind: 'matched-result', run: 'run-1' },
  letterNumber: 'B.1/2026',
  purpose: 'Penyaluran program',
  dpiaReference: 'DPIA-3',
  dataset: 'DTSEN 2026-01',
  period: { from: civilDate('2025-07-01'), to: civilDate('2025-12-31') },
  files: [file],
  versions: { schema: 'placements@1', data: '2026-01-23' },
  channel: { name: 'web service', encryption: 'age' },
  documents: [],
  auditHead: { format: 'padan-audit-head/1', seq: 41, hash: 'b'.repeat(64), signature: 'c2ln' },
};
const members = (change: Partial<BastInput>): unknown => {
  try {
    bast(agreement, { ...input, ...change });
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.facts];
    throw error;
  }
  return 'made';
};

describe('a BAST', () => {
  it('holds parties, basis, files, versions, retention and the audit head', () => {
    const made = bast(agreement, { ...input, place: ' Jakarta ' });
    expect(made).toMatchObject({
      format: 'padan-bast/1',
      number: 'BAST-7/2026',
      place: 'Jakarta',
      annex: 'Lampiran 3',
      agreement: { numbers: ['13/HK.610/PKS/04/2025', 'PKS.14/02.01/KS.01/IV/2025'] },
      giver: { party: 'bps', role: 'PIHAK KESATU' },
      receiver: { party: 'kp2mi', role: 'PIHAK KEDUA', consent: null },
      totals: { rowsIn: 150_000, rowsOut: 150_000 },
      retention: { keepUntil: '2026-07-11', destroyBy: '2026-07-12', evidence: 'proposed' },
      auditHead: { seq: 41 },
    });
    expect(made.legalBasis).toHaveLength(15);
    expect(made.legalBasis.at(-1)).toBe('Surat Nomor B.1/2026');
    expect(made.signatures.map(({ side, name, signedOn }) => [side, name, signedOn])).toEqual([
      ['giver', 'Nama Satu', null],
      ['receiver', '', null],
    ]);
    expect(made.statement.id).toContain('Jumlah record hasil pemadanan sama');
  });

  it('rests on the addenda in effect too, between the agreement and the letter', () => {
    const documents = [
      { instrument: 'addendum', number: 'ADD-1/2026' },
      { instrument: 'written-agreement', number: 'KSP-2/2026' },
    ] as const;
    expect(bast(agreement, { ...input, documents }).legalBasis.slice(14)).toEqual([
      'Adendum Nomor ADD-1/2026',
      'Kesepakatan tertulis Nomor KSP-2/2026',
      'Surat Nomor B.1/2026',
    ]);
  });

  it('carries the citation the agreement asks for', () => {
    expect(bast(agreement, input).citation).toEqual(agreement.duties.citation.text);
    expect(agreement.duties.citation.text.id).toMatch(/^Sumber: /);
  });

  it('is the same bytes for the same input, and survives JSON', () => {
    const twice = [bast(agreement, input), bast(agreement, structuredClone(input))].map((b) =>
      JSON.stringify(b),
    );
    expect(twice[0]).toBe(twice[1]);
    expect(JSON.parse(twice[0]!)).toEqual(bast(agreement, input));
  });

  it('refuses a matched result whose records out are not as many as those in', () => {
    const files = [file, { ...file, rowsOut: 149_999 }];
    expect(members({ files })).toEqual([
      'record-counts-differ',
      { file: 2, rowsOut: 149_999, rowsIn: 150_000 },
    ]);
    expect(members({ files: [{ ...file, answers: null, rowsIn: null }] })).toEqual([
      'record-counts-differ',
      { file: 1, rowsOut: 150_000 },
    ]);
  });

  it('refuses a matched result that counts nothing', () => {
    const none = { ...file, answers: null, rowsIn: null, rowsOut: null };
    expect(members({ files: [none] })).toEqual(['record-counts-differ', { file: 1 }]);
  });

  it('does not ask a release for records in, or for a DPIA', () => {
    const release = {
      subject: { kind: 'release', release: 'rel-1' },
      dpiaReference: '',
      files: [{ ...file, answers: null, rowsIn: null, rowsOut: 38 }],
    } as const;
    expect(members(release)).toBe('made');
    expect(bast(agreement, { ...input, ...release }).totals).toEqual({ rowsIn: null, rowsOut: 38 });
    const certificate = { ...file, answers: null, rowsIn: null, rowsOut: null };
    const both = { ...input, ...release, files: [...release.files, certificate] };
    expect(bast(agreement, both).totals).toEqual({ rowsIn: null, rowsOut: 38 });
    expect(members({ dpiaReference: ' ' })).toEqual(['bast-incomplete', { members: ['dpiaReference'] }]);
  });

  it.each([
    ['number', { number: ' ' }],
    ['letterNumber', { letterNumber: '' }],
    ['purpose', { purpose: '' }],
    ['dataset', { dataset: '' }],
    ['files', { files: [] }],
    ['period', { period: { from: civilDate('2026-01-02'), to: civilDate('2026-01-01') } }],
    ['files.0.name', { files: [{ ...file, name: '' }] }],
    ['files.0.format', { files: [{ ...file, format: '' }] }],
    ['files.0.sha256', { files: [{ ...file, sha256: 'A'.repeat(64) }] }],
    ['files.0.answers', { files: [{ ...file, answers: null }] }],
    ['files.0.answers', { files: [{ ...file, rowsIn: null }] }],
    ['files.0.bytes', { files: [{ ...file, bytes: 0 }] }],
    ['files.0.rowsOut', { files: [{ ...file, rowsIn: -1, rowsOut: -1 }] }],
    ['versions.schema', { versions: { schema: '', data: 'x' } }],
    ['versions.data', { versions: { schema: 'x', data: '' } }],
    ['channel.encryption', { channel: { name: 'x', encryption: '' } }],
    ['auditHead.seq', { auditHead: { ...input.auditHead, seq: 1.5 } }],
    ['auditHead.hash', { auditHead: { ...input.auditHead, hash: 'x' } }],
    ['auditHead.signature', { auditHead: { ...input.auditHead, signature: '' } }],
    ['giver.signatory.function', { giver: { party: 'bps', signatory: { function: '', name: 'x' } } }],
    ['receiver.party', { receiver: { party: 'bps', signatory: { function: 'x', name: '' } } }],
    ['receiver.signatory.function', { receiver: { party: 'kp2mi', signatory: { function: '', name: 'x' } } }],
  ] as [string, Partial<BastInput>][])(
    'is refused when %s is missing or of the wrong form',
    (name, change) => {
      const [code, facts] = members(change) as [string, { members: string[] }];
      expect(code).toBe('bast-incomplete');
      expect(facts.members).toContain(name);
    },
  );

  it('names the consent when the receiver is not a party, and refuses an unknown party', () => {
    const consent: ConsentRecord = {
      id: 'con-1',
      givenBy: 'bps',
      letterNumber: 'B.9/2026',
      givenOn: civilDate('2026-01-02'),
      receiver: 'Kementerian Sosial',
      covers: ['run/run-1'],
      validUntil: null,
      withdrawnOn: null,
    };
    const signatory = { function: 'Kepala Pusat', name: '' };
    const made = bast(agreement, {
      ...input,
      receiver: { thirdParty: 'Kementerian Sosial', signatory, consent },
    });
    expect(made.receiver).toMatchObject({
      party: null,
      role: 'PIHAK LAIN',
      consent: { id: 'con-1', givenBy: 'bps' },
    });
    expect(made.legalBasis.at(-1)).toContain('B.9/2026');
    expect(members({ receiver: { party: 'kemensos', signatory } })).toEqual([
      'not-a-party',
      { parties: ['bps', 'kp2mi'] },
    ]);
  });
});
