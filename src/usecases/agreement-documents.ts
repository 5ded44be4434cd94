/**
 * Addenda and written agreements (Pasal 13): recorded by one party, in force once every party has agreed to exactly
 * that document. The agreement everything else works under is the one that results.
 *
 * Edge: a document counts here from the day it names, or from the day the last party agreed to it on record if that is
 *       later: what was done in between was done under the agreement as it stood on record.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type Addendum, parseAddendum, type SignedAddendum } from '../agreement/addendum.ts';
import { agreedTable } from '../agreement/agreed-tables.ts';
import type { CivilDate } from '../agreement/civil-date.ts';
import { latest, requireMayBeDone } from '../agreement/term.ts';
import { type AgreementHistory, type AgreementVersion, agreementHistory } from '../agreement/version.ts';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { DomainError, label } from '../problems.ts';
import { builtInSpecs, withTables } from '../statistics/library.ts';
import {
  type AgreementDocumentRow,
  agreedByRow,
  insertAgreementDocument,
  listAgreementDocuments,
} from '../storage/agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, ownParty, partyIds, type Service } from './service.ts';
import { todayIn } from './today.ts';

export interface AgreementDocument {
  readonly id: string;
  readonly document: SignedAddendum;
  /** Over the document as canonical JSON: what a party agrees to. */
  readonly sha256: string;
  readonly agreedBy: readonly Agreed[];
  /** The day from which it counts here; `null` until every party has agreed. */
  readonly countsFrom: CivilDate | null;
}

interface Agreed {
  readonly party: string;
  readonly on: CivilDate;
}

/** The agreement as it stands on `day`, with every document that all parties have agreed to. */
export async function agreementOn(service: Service, day: CivilDate): Promise<AgreementVersion> {
  return (await historyOfAgreement(service))(day);
}

/** The agreement on every day, with every document that all parties have agreed to. */
export async function historyOfAgreement(service: Service): Promise<AgreementHistory> {
  return agreementHistory(service.config.agreement, counting(await allDocuments(service)));
}

/** Those every party has agreed to, each in effect from the day it counts here. */
function counting(all: readonly AgreementDocument[]): SignedAddendum[] {
  return all.flatMap(({ document, countsFrom }) =>
    countsFrom === null ? [] : [{ ...document, effectiveFrom: countsFrom }],
  );
}

export async function allDocuments(service: Service): Promise<AgreementDocument[]> {
  const rows = await listAgreementDocuments(service.database);
  return rows.map((row) => view(service, row));
}

/**
 * Put a signed document on record; the actor's own party agrees to it by that.
 * @throws DomainError `not-a-party`, `agreement-not-in-force`, `addendum-draft`, `addendum-not-applicable`,
 *   `hierarchy-unknown`,
 *   `addendum-number-taken`, `date-not-valid` for one signed on a day to come.
 */
export async function recordDocument(
  service: Service,
  actor: Actor,
  json: unknown,
): Promise<Recorded<AgreementDocument>> {
  const party = ownParty(service.config, actor);
  const document = signed(parseAddendum(json));
  requireKnownTables(document);
  const text = canonicalJson(document as unknown as Json);
  const id = newId(service.randomness, 'add');
  return commit(service, actor, async (now) => {
    const rows = await listAgreementDocuments(service.database);
    if (rows.some(({ number }) => number === document.number)) throw new DomainError('addendum-number-taken');
    if (document.signedOn > todayIn(service)) throw new DomainError('date-not-valid');
    await requireFits(service, document);
    const row: AgreementDocumentRow = {
      id,
      number: document.number,
      document: text,
      sha256: bytesToHex(sha256(utf8(text))),
      agreed_by: JSON.stringify([{ party, on: todayIn(service) } satisfies Agreed]),
      recorded_by: actor.person,
      recorded_at: now,
    };
    return {
      event: {
        action: 'addendum-recorded',
        subject: id,
        facts: { sha256: label(row.sha256), changes: document.changes.length },
      },
      writes: [insertAgreementDocument(row)],
      result: view(service, row),
    };
  });
}

/**
 * Agree, for the actor's own party, to the document of this SHA-256. Agreeing again changes nothing.
 * @throws DomainError `not-a-party`, `not-found`, `addendum-differs` for another SHA-256, `agreement-not-in-force`,
 *   `addendum-not-applicable`.
 */
export async function agreeToDocument(
  service: Service,
  actor: Actor,
  id: string,
  digest: string,
): Promise<Recorded<AgreementDocument>> {
  const party = ownParty(service.config, actor);
  return commit(service, actor, async () => {
    const row = (await listAgreementDocuments(service.database)).find((each) => each.id === id);
    if (!row) throw new DomainError('not-found');
    if (row.sha256 !== digest) throw new DomainError('addendum-differs');
    const before = view(service, row);
    if (before.agreedBy.some((each) => each.party === party)) return { unchanged: before };
    await requireFits(service, before.document);
    const agreedBy = [...before.agreedBy, { party, on: todayIn(service) }];
    const text = JSON.stringify(agreedBy);
    return {
      event: {
        action: 'addendum-agreed',
        subject: id,
        facts: { party: label(party), sha256: label(digest) },
      },
      writes: [agreedByRow(id, text)],
      result: view(service, { ...row, agreed_by: text }),
    };
  });
}

/** It may still be agreed upon, and the agreement holds together with it and with all that was agreed before. */
async function requireFits(service: Service, document: SignedAddendum): Promise<void> {
  const today = todayIn(service);
  const agreed = counting(await allDocuments(service));
  const { agreement } = agreementHistory(service.config.agreement, agreed)(today);
  requireMayBeDone(agreement, 'agree-in-writing', today);
  agreementHistory(service.config.agreement, [...agreed, document]);
}

/** A table agreed on refers to hierarchies that are there. @throws DomainError `hierarchy-unknown`. */
function requireKnownTables({ changes }: SignedAddendum): void {
  for (const { parameter, value } of changes) {
    if (parameter !== 'other-data.indicators') continue;
    const tables = z
      .array(z.unknown())
      .catch([])
      .parse(value)
      .map((each) => agreedTable.safeParse(each));
    withTables(
      builtInSpecs(),
      tables.flatMap((each) => (each.success ? [each.data.table] : [])),
    );
  }
}

function signed(document: Addendum): SignedAddendum {
  if (document.status !== 'signed') throw new DomainError('addendum-draft');
  return document;
}

function view({ config }: Service, row: AgreementDocumentRow): AgreementDocument {
  const document = JSON.parse(row.document) as SignedAddendum;
  const agreedBy = JSON.parse(row.agreed_by) as Agreed[];
  const all = partyIds(config).every((party) => agreedBy.some((each) => each.party === party));
  return {
    id: row.id,
    document,
    sha256: row.sha256,
    agreedBy,
    countsFrom: all ? latest([document.effectiveFrom, ...agreedBy.map(({ on }) => on)]) : null,
  };
}
