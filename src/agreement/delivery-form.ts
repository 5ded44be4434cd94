/**
 * In what form a row of Lampiran 1 leaves the custodian, from its record spec and linkage schema, and whether the
 * agreement in force allows that form.
 *
 * The annex lists NIK, names and other identifiers as data to be given. Padan gives encodings of them, never the
 * values: that is not what the wording says, and holds only once an addendum (Pasal 13) says so.
 */
import type { Agreement } from './agreement.ts';

/** `encoded`: filter or token. `sealed`: readable to the receiver alone. `left-out`: in neither. */
export type DeliveredAs = 'encoded' | 'sealed' | 'left-out' | 'no-schema' | 'no-record';

interface RecordFields {
  readonly fields: readonly { readonly name: string; readonly item: number }[];
}
interface LinkageColumns {
  readonly columns: readonly { readonly name: string; readonly role: string }[];
}

/** How item `item` of a record type is delivered. */
export function deliveredAs(
  record: RecordFields | null,
  linkage: LinkageColumns | null,
  item: number,
): DeliveredAs {
  const field = record?.fields.find((each) => each.item === item);
  if (!field) return 'no-record';
  if (!linkage) return 'no-schema';
  const role = linkage.columns.find(({ name }) => name === field.name)?.role;
  if (role === 'payload') return 'sealed';
  return role === 'linkage' || role === 'exact' ? 'encoded' : 'left-out';
}

export type MeetsAgreement = 'as-agreed' | 'needs-addendum' | 'not-delivered';

/** Whether giving a row in this form is what the parties agreed on. */
export function meetsAgreement(agreement: Agreement, form: DeliveredAs): MeetsAgreement {
  if (form === 'sealed') return 'as-agreed';
  if (form !== 'encoded') return 'not-delivered';
  return encodingsAgreed(agreement) ? 'as-agreed' : 'needs-addendum';
}

/** Whether the agreement in force says that identifiers are given as encodings. */
export function encodingsAgreed(agreement: Agreement): boolean {
  return agreement.duties.identifiers.givenAs === 'encoded';
}
