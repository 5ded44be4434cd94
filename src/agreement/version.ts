/**
 * The agreement as it stands on a day: as it was signed, with every document in effect by then applied in order.
 *
 * Edge:   a draft never counts; a document counts from its effective day on, that day included. Of several with one
 *         effective day the one signed first comes first, then by number; the later one wins where both set one value.
 * Deterministic: the order in which documents are listed does not matter.
 * Source: Pasal 13.
 */
import { type Addendum, type SignedAddendum, withChanges } from './addendum.ts';
import type { Agreement } from './agreement.ts';
import type { CivilDate } from './civil-date.ts';

export interface AgreementVersion {
  readonly agreement: Agreement;
  /** How many documents are in effect: 0 is the agreement as signed. */
  readonly version: number;
  readonly documents: readonly SignedAddendum[];
}

/** The agreement on any day. */
export type AgreementHistory = (day: CivilDate) => AgreementVersion;

/**
 * All versions of the agreement, to be asked for by day.
 * @throws DomainError `addendum-not-applicable` when a document does not fit what is before it.
 */
export function agreementHistory(asSigned: Agreement, documents: readonly Addendum[]): AgreementHistory {
  const signed = documents
    .filter((document) => document.status === 'signed')
    .sort((a, b) => compare(rank(a), rank(b)));
  const versions: Agreement[] = [asSigned];
  for (const document of signed) versions.push(withChanges(versions.at(-1)!, document));
  return (day) => {
    const inEffect = signed.filter(({ effectiveFrom }) => effectiveFrom <= day);
    return { agreement: versions[inEffect.length]!, version: inEffect.length, documents: inEffect };
  };
}

const rank = (document: SignedAddendum): readonly string[] => [
  document.effectiveFrom,
  document.signedOn,
  document.number,
];

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
