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
/** Letters under paragraphs: of Pasal 2, 3 (1), 3 (5), 3 (6), 4 (1) to (4) and 12 (1). */
const LETTERS = {
  '2': 5,
  '3 ayat (1)': 4,
  '3 ayat (5)': 4,
  '3 ayat (6)': 3,
  '4 ayat (1)': 3,
  '4 ayat (2)': 3,
  '4 ayat (3)': 3,
  '4 ayat (4)': 3,
  '12 ayat (1)': 2,
} as const;
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
      ...Object.entries(LETTERS).flatMap(([pasal, count]) =>
        [...'abcde'].slice(0, count).map((letter) => `Pasal ${pasal} huruf ${letter}`),
      ),
      ...[...'abcdefghijklm'].map((letter) => `Pembukaan menimbang ${letter}`),
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
        spec.deliveries.window.rule.last = 7;
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
      const flat = text.replaceAll('*', '').replace(/\s+/g, ' ');

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

      it('words every clause as it is worded there, in its order', () => {
        expect(inOrder(flat, agreement.clauses).missing).toEqual([]);
      });

      it('leaves no word of the text outside a clause', () => {
        const start = flat.indexOf('Pada hari ini');
        const { left } = inOrder(flat.slice(start), agreement.clauses);
        expect(left.map((piece) => stripped(piece)).filter((piece) => piece !== '')).toEqual([]);
      });

      it('is seen to fail on a word that is missing, changed or out of its order', () => {
        const [first, second, ...rest] = agreement.clauses;
        const start = flat.indexOf('Pada hari ini');
        const without = inOrder(flat.slice(start), [first!, ...rest]);
        expect(without.left.map((piece) => stripped(piece)).join('')).toContain('Plt. Sekretaris Utama');
        const changed = { ...second!, says: { ...second!.says, id: `${second!.says.id}!` } };
        expect(inOrder(flat, [first!, changed]).missing).toEqual([second!.clause]);
        expect(inOrder(flat, [second!, first!]).missing).toEqual([first!.clause]);
      });
    },
  );
});

type Clause = (typeof agreement.clauses)[number];

/** Takes the wording of each clause out of the text, one after the other; what could not be found, what is left. */
function inOrder(flat: string, clauses: readonly Clause[]): { missing: string[]; left: string[] } {
  const missing: string[] = [];
  const left: string[] = [];
  let at = 0;
  for (const { clause, lead, says } of clauses)
    for (const words of lead === undefined ? [says.id] : [lead, says.id]) {
      const found = flat.indexOf(words, at);
      if (found < 0) missing.push(clause);
      else {
        left.push(flat.slice(at, found));
        at = found + words.length;
      }
    }
  return { missing, left: [...left, flat.slice(at)] };
}

/** What may stand between clauses: marks of lists, headings, the names of those who signed. */
const HEADINGS =
  /^(Pasal \d+ [A-Z ()]+|LAMPIRAN \d|PERJANJIAN KERJA SAMA ANTARA|BADAN PUSAT STATISTIK DAN|KEMENTERIAN PELINDUNGAN.*?(?= NOMOR)|NOMOR: \S+|TENTANG|PENYEDIAAN DAN PEMANFAATAN.*?(?=DATA DAN INFORMASI)|DATA DAN INFORMASI STATISTIK DALAM RANGKA INTEGRASI DATA (MIGRASI INTERNASIONAL INDONESIA|TUNGGAL SOSIAL DAN EKONOMI NASIONAL)|PENYEDIAAN DATA|PIHAK KEDUA [A-Z]+ PIHAK KESATU, [A-Z ]+?(?= LAMPIRAN)|Penempatan|Pengaduan|Kepulangan|dan|atau|[A-Z ]+ :|:|[-;.]|\(\d\)|[a-m]\.|\d+\.)/;

function stripped(piece: string): string {
  let rest = piece.trim();
  for (let next = rest; ; rest = next) {
    next = rest.replace(HEADINGS, '').trim();
    if (next === rest) return rest;
  }
}
