/** The tables that can be asked for today: items 1 to 19 of Lampiran 2, and those agreed on under item 20. */
import { type AgreedTable, agreedTables } from '../agreement/agreed-tables.ts';
import type { CivilDate } from '../agreement/civil-date.ts';
import { builtInSpecs, type SpecLibrary, withTables } from '../statistics/library.ts';
import { agreementOn, allDocuments } from './agreement-documents.ts';
import type { Service } from './service.ts';
import { todayIn } from './today.ts';

/** What a table rests on: its item, and for item 20 the document that every party agreed to. */
export interface TableBasis {
  readonly table: string;
  readonly item: number;
  readonly wording: string;
  readonly agreedIn: {
    readonly number: string;
    readonly document: string;
    readonly sha256: string;
    readonly signedOn: string;
    readonly agreedBy: readonly { readonly party: string; readonly on: CivilDate }[];
  } | null;
}

export async function specsInForce(service: Service): Promise<SpecLibrary> {
  const agreed = await agreedToday(service);
  return withTables(
    builtInSpecs(),
    agreed.map(({ spec }) => spec),
  );
}

/** @throws DomainError `table-unknown`. */
export async function tableBasis(service: Service, id: string): Promise<TableBasis> {
  const { source, wording } = (await specsInForce(service)).table(id);
  const basis = { table: id, item: source.item, wording: wording.id };
  const agreed = (await agreedToday(service)).find(({ spec }) => spec.id === id);
  const found = (await allDocuments(service)).find(({ document }) => document.number === agreed?.agreedIn);
  if (agreed === undefined || found === undefined) return { ...basis, agreedIn: null };
  const { document, sha256, agreedBy } = found;
  return {
    ...basis,
    agreedIn: { number: document.number, document: found.id, sha256, signedOn: document.signedOn, agreedBy },
  };
}

async function agreedToday(service: Service): Promise<AgreedTable[]> {
  const { agreement } = await agreementOn(service, todayIn(service));
  return agreedTables(agreement);
}
