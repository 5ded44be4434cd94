/**
 * BAST (Berita Acara Serah Terima): the minutes of a hand-over as data, format `padan-bast/1`. The PDF to sign
 * is made from this and from nothing else.
 *
 * Shape:  plain JSON, members always in the same order, so equal input gives equal bytes.
 * Edge:   for a matched result every file has as many records out as in (Lampiran 3); for a release or a plain
 *         record delivery nothing came in, and `rowsIn` is null.
 * Leaks:  names of the officials who sign, counts and hashes of files; no record, no cell. Whoever keeps a
 *         signed copy also keeps the head of the audit log of that day.
 * Throws: `bast-incomplete` (which members), `record-counts-differ` (position and counts), `not-a-party`.
 * Source: Pasal 3 (1) a; Lampiran 3. The agreement has no form for it: the contents are a proposal.
 */
import { DomainError, label } from '../problems.ts';
import { type Agreement, partyOf } from './agreement.ts';
import type { SignedHead } from './audit-chain.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import type { ConsentRecord } from './consent.ts';
import type { Instrument } from './parameters.ts';
import { retentionEnds } from './retention.ts';

/** What is handed over: a row-for-row result, an approved release, or records as they are. */
export type HandOverSubject =
  | { readonly kind: 'matched-result'; readonly run: string }
  | { readonly kind: 'release'; readonly release: string }
  | { readonly kind: 'records'; readonly submission: string };

export interface BastFile {
  readonly name: string;
  readonly format: string;
  /** SHA-256 of the received file that this one answers; null where it answers none. */
  readonly answers: string | null;
  /** Records in that received file; null where it answers none. */
  readonly rowsIn: number | null;
  /** Records or table rows in this file; null where it has none, as a certificate. */
  readonly rowsOut: number | null;
  readonly sha256: string;
  readonly bytes: number;
}

/** Who signs for a side: the office always, the name as the signatory gives it. */
export interface Signatory {
  readonly function: string;
  readonly name: string;
}

export interface BastInput {
  readonly number: string;
  readonly date: CivilDate;
  readonly place?: string;
  readonly giver: { readonly party: string; readonly signatory: Signatory };
  /** A party id, or a third party by name together with the consent that allows it. */
  readonly receiver:
    | { readonly party: string; readonly signatory: Signatory }
    | { readonly thirdParty: string; readonly signatory: Signatory; readonly consent: ConsentRecord };
  readonly subject: HandOverSubject;
  readonly letterNumber: string;
  readonly purpose: string;
  readonly dpiaReference: string;
  readonly dataset: string;
  readonly period: { readonly from: CivilDate; readonly to: CivilDate };
  readonly files: readonly BastFile[];
  readonly versions: { readonly schema: string; readonly data: string };
  readonly channel: { readonly name: string; readonly encryption: string };
  /** Numbers of the documents in effect that changed the agreement: part of it (Pasal 13). */
  readonly documents: readonly { readonly instrument: Instrument; readonly number: string }[];
  /** Of the moment before the hand-over is recorded; a log rebuilt later cannot agree with it. */
  readonly auditHead: SignedHead;
}

export type Bast = ReturnType<typeof bast>;

const ANNEX = { 'matched-result': 'Lampiran 3', release: 'Lampiran 2', records: 'Lampiran 1' } as const;
const SHA256 = /^[0-9a-f]{64}$/;

/** The minutes of one hand-over. Pure: number, day, names and log head come from the caller. */
export function bast(agreement: Agreement, input: BastInput) {
  refuseIncomplete(input);
  refuseUnequalCounts(input);
  const keepUntil = retentionEnds(agreement, input.date);
  const giver = side(agreement, input.giver);
  const receiver = side(agreement, input.receiver);
  return {
    format: 'padan-bast/1',
    number: input.number.trim(),
    date: input.date,
    place: input.place?.trim() || null,
    agreement: { id: agreement.id, numbers: agreement.numbers, title: agreement.title },
    annex: ANNEX[input.subject.kind],
    subject: input.subject,
    giver,
    receiver,
    legalBasis: legalBasis(agreement, input),
    letterNumber: input.letterNumber.trim(),
    purpose: input.purpose.trim(),
    dpiaReference: input.dpiaReference.trim(),
    dataset: input.dataset.trim(),
    period: input.period,
    files: input.files,
    totals: {
      rowsIn: total(input.files.map(({ rowsIn }) => rowsIn)),
      rowsOut: total(input.files.map(({ rowsOut }) => rowsOut)),
    },
    versions: input.versions,
    channel: input.channel,
    retention: {
      keepUntil,
      destroyBy: addDays(keepUntil, 1),
      evidence: agreement.duties.retention.evidence,
    },
    auditHead: input.auditHead,
    statement: STATEMENT[input.subject.kind],
    citation: agreement.duties.citation.text,
    signatures: [
      { side: 'giver', function: giver.signatory.function, name: giver.signatory.name, signedOn: null },
      {
        side: 'receiver',
        function: receiver.signatory.function,
        name: receiver.signatory.name,
        signedOn: null,
      },
    ],
  } as const;
}

const INSTRUMENT = { addendum: 'Adendum', 'written-agreement': 'Kesepakatan tertulis' } as const;

/** What both sides declare by signing. */
const STATEMENT = {
  'matched-result': {
    id: 'PIHAK yang menyerahkan telah menyerahkan dan PIHAK yang menerima telah menerima berkas hasil pemadanan tersebut di atas. Jumlah record hasil pemadanan sama dengan jumlah record yang diterima. Tambahan keterangan terbatas pada yang disebut dalam surat resmi, dan hasil hanya dipergunakan sesuai tujuan yang dicantumkan.',
    en: 'The giver has handed over and the receiver has received the matched files above. They hold as many records as were received. The added flags are those named in the official letter and no others, and the result is used only for the purpose stated.',
  },
  release: {
    id: 'PIHAK yang menyerahkan telah menyerahkan dan PIHAK yang menerima telah menerima tabel statistik tersebut di atas, yang telah dilindungi, diaudit dan disetujui. Penerima tidak berupaya mengenali orang dari tabel tersebut dan menyebutkan sumbernya.',
    en: 'The giver has handed over and the receiver has received the statistical tables above, which were protected, audited and approved. The receiver does not try to recognise persons in them and names their source.',
  },
  records: {
    id: 'PIHAK yang menyerahkan telah menyerahkan dan PIHAK yang menerima telah menerima berkas tersebut di atas, yang hanya dipergunakan sesuai tujuan yang dicantumkan dan dimusnahkan pada tanggal yang disebut.',
    en: 'The giver has handed over and the receiver has received the files above, which are used only for the purpose stated and destroyed on the day named.',
  },
} as const;

function side(agreement: Agreement, who: BastInput['giver'] | BastInput['receiver']) {
  const signatory = { function: who.signatory.function.trim(), name: who.signatory.name.trim() };
  if ('party' in who) {
    const { id, role, name } = partyOf(agreement, who.party);
    return { party: id, role, name, signatory, consent: null } as const;
  }
  const { id, givenBy, letterNumber, givenOn } = who.consent;
  const name = { id: who.thirdParty.trim(), en: who.thirdParty.trim() };
  return {
    party: null,
    role: 'PIHAK LAIN',
    name,
    signatory,
    consent: { id, givenBy, letterNumber, givenOn },
  } as const;
}

function legalBasis(agreement: Agreement, input: BastInput): string[] {
  return [
    ...agreement.legalBasis.map(({ instrument }) => instrument),
    `Perjanjian Kerja Sama Nomor ${agreement.numbers.join(' dan Nomor ')}`,
    ...input.documents.map(({ instrument, number }) => `${INSTRUMENT[instrument]} Nomor ${number}`),
    `Surat Nomor ${input.letterNumber.trim()}`,
    ...('consent' in input.receiver
      ? [`Persetujuan tertulis (Pasal 5 ayat 2) Nomor ${input.receiver.consent.letterNumber}`]
      : []),
  ];
}

function refuseIncomplete(input: BastInput): void {
  const wrong: string[] = [];
  const filled = (name: string, value: string) => {
    if (value.trim() === '') wrong.push(name);
  };
  filled('number', input.number);
  filled('giver.signatory.function', input.giver.signatory.function);
  filled('receiver.signatory.function', input.receiver.signatory.function);
  if ('thirdParty' in input.receiver) filled('receiver.thirdParty', input.receiver.thirdParty);
  else if (input.receiver.party === input.giver.party) wrong.push('receiver.party');
  for (const name of ['letterNumber', 'purpose', 'dataset'] as const) filled(name, input[name]);
  // Matching persons is what makes an impact assessment due; a table or a plain delivery may carry none.
  if (input.subject.kind === 'matched-result') filled('dpiaReference', input.dpiaReference);
  filled('versions.schema', input.versions.schema);
  filled('versions.data', input.versions.data);
  filled('channel.name', input.channel.name);
  filled('channel.encryption', input.channel.encryption);
  if (input.period.to < input.period.from) wrong.push('period');
  if (input.files.length === 0) wrong.push('files');
  input.files.forEach((file, index) => {
    filled(`files.${index}.name`, file.name);
    filled(`files.${index}.format`, file.format);
    if (!SHA256.test(file.sha256)) wrong.push(`files.${index}.sha256`);
    if (!isCount(file.bytes) || file.bytes === 0) wrong.push(`files.${index}.bytes`);
    if (file.rowsOut !== null && !isCount(file.rowsOut)) wrong.push(`files.${index}.rowsOut`);
    if (file.rowsIn !== null && !isCount(file.rowsIn)) wrong.push(`files.${index}.rowsIn`);
    if (file.rowsIn === null ? file.answers !== null : !SHA256.test(file.answers ?? ''))
      wrong.push(`files.${index}.answers`);
  });
  const { seq, hash, signature } = input.auditHead;
  if (!isCount(seq)) wrong.push('auditHead.seq');
  if (!SHA256.test(hash)) wrong.push('auditHead.hash');
  filled('auditHead.signature', signature);
  if (wrong.length > 0) throw new DomainError('bast-incomplete', { members: wrong.map(label) });
}

function refuseUnequalCounts(input: BastInput): void {
  if (input.subject.kind !== 'matched-result') return;
  input.files.forEach((file, index) => {
    if (file.rowsIn === null || file.rowsIn !== file.rowsOut)
      throw new DomainError('record-counts-differ', {
        file: index + 1,
        ...(file.rowsOut === null ? {} : { rowsOut: file.rowsOut }),
        ...(file.rowsIn === null ? {} : { rowsIn: file.rowsIn }),
      });
  });
}

/** Sum of what is counted; null where nothing is. */
function total(counts: readonly (number | null)[]): number | null {
  const counted = counts.filter((count) => count !== null);
  return counted.length === 0 ? null : counted.reduce((sum, count) => sum + count, 0);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
