import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { parseAgreement, partyOf } from './agreement.ts';

const agreement = parseAgreement(pks2025);
const agreementText = resolve(import.meta.dirname, '../../../shared/agreement/perjanjian-kerja-sama.txt');
const problem = (change: (spec: typeof pks2025) => void): unknown => {
  const copy = structuredClone(pks2025);
  change(copy);
  try {
    return parseAgreement(copy).id;
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.facts];
    throw error;
  }
};

/** What the agreement consists of, counted by hand: paragraphs of each Pasal and rows of each Lampiran. */
const PARAGRAPHS = [2, 0, 6, 4, 5, 2, 0, 0, 3, 4, 0, 2, 0, 0];
const ANNEX_ROWS = { Penempatan: 24, Pengaduan: 17, Kepulangan: 13 } as const;

describe('the agreement', () => {
  it('holds its numbers, parties, signing and term', () => {
    expect(agreement.numbers).toEqual(['13/HK.610/PKS/04/2025', 'PKS.14/02.01/KS.01/IV/2025']);
    expect(agreement.parties.map(({ id, role }) => [id, role])).toEqual([
      ['bps', 'PIHAK KESATU'],
      ['kp2mi', 'PIHAK KEDUA'],
    ]);
    expect([agreement.term.signed, agreement.term.years]).toEqual(['2025-04-22', 5]);
    expect(partyOf(agreement, 'bps').contact.email).toBe('dds@bps.go.id');
  });

  it('lists legal basis a to m', () => {
    expect(agreement.legalBasis.map(({ item }) => item).join('')).toBe('abcdefghijklm');
  });

  it('accounts for every paragraph of every Pasal and every row of every Lampiran', () => {
    const listed = agreement.clauses.map(({ clause }) => clause);
    const wanted = [
      ...PARAGRAPHS.flatMap((count, i) =>
        count === 0
          ? [`Pasal ${i + 1}`]
          : Array.from({ length: count }, (_, ayat) => `Pasal ${i + 1} ayat (${ayat + 1})`),
      ),
      ...Object.entries(ANNEX_ROWS).flatMap(([section, rows]) =>
        Array.from({ length: rows }, (_, row) => `Lampiran 1 ${section} ${row + 1}`),
      ),
      'Lampiran 1 Data lainnya',
      ...Array.from({ length: 20 }, (_, row) => `Lampiran 2 butir ${row + 1}`),
      ...[1, 2, 3].map((row) => `Lampiran 3 butir ${row}`),
    ];
    const covers = (clause: string) =>
      listed.some((each) => each === clause || each.startsWith(`${clause} huruf `));
    expect(wanted.filter((clause) => !covers(clause))).toEqual([]);
  });

  it('says of every choice the text leaves open that it is a proposal', () => {
    expect(agreement.deliveries.window.evidence).toBe('proposed');
    expect(agreement.duties.retention.evidence).toBe('proposed');
    expect(agreement.timeZone.evidence).toBe('proposed');
  });

  it('is refused with path and reason when it does not hang together, and repeats no text of it', () => {
    expect(problem(() => {})).toBe('pks-2025');
    const facts = (path: string, reason: string) => ['spec-invalid', { spec: 'agreement', path, reason }];
    expect(
      problem((spec) => {
        spec.term.signed = '2025-02-30';
      }),
    ).toEqual(facts('term.signed', 'must be a day written YYYY-MM-DD'));
    expect(
      problem((spec) => {
        spec.deliveries.duties[0]!.to = 'kp2mi';
      }),
    ).toEqual(facts('deliveries.duties.0', 'from and to must be the two parties'));
    expect(
      problem((spec) => {
        spec.deliveries.window.lastDay = 7;
      }),
    ).toEqual(facts('deliveries.window', 'ends before it begins'));
    expect(problem((spec) => spec.clauses.push(spec.clauses[0]!))).toEqual(
      facts('clauses', 'a clause is listed twice'),
    );
  });

  describe.skipIf(!existsSync(agreementText))(
    '(skipped where the text of the agreement is not at hand)',
    () => {
      const text = existsSync(agreementText) ? readFileSync(agreementText, 'utf8') : '';
      const flat = text.replace(/[*\s]+/g, ' ');

      it('has as many paragraphs as the text', () => {
        const pasals = text.split(/^Pasal \d+$/m).slice(1);
        const counts = pasals.map(
          (part) =>
            new Set([...part.split('LAMPIRAN')[0]!.matchAll(/^\s*- \((\d+)\)/gm)].map(([, n]) => n)).size,
        );
        expect(counts).toEqual(PARAGRAPHS);
      });

      it('quotes legal basis, numbers, addresses and mailboxes as they stand there', () => {
        for (const { instrument } of agreement.legalBasis) expect(flat).toContain(instrument);
        for (const number of agreement.numbers) expect(flat).toContain(number);
        for (const { address, contact } of agreement.parties)
          for (const quoted of [address, contact.function, contact.address, contact.email])
            expect(flat).toContain(quoted);
      });

      it('words the rows of the annexes as they are worded there', () => {
        const rows = agreement.clauses.filter(({ clause }) => /^Lampiran (1 [PK]|2 butir)/.test(clause));
        expect(rows.length).toBe(74);
        for (const { says } of rows) expect(flat).toContain(says.id);
      });
    },
  );
});
