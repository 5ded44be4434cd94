import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { signHead } from '../agreement/audit-chain.ts';
import {
  type BastFile,
  type BastInput,
  bast,
  type HandOverSubject,
  type Signatory,
} from '../agreement/bast.ts';
import { type CivilDate, civilDateAt, partsOf } from '../agreement/civil-date.ts';
import { consentFor } from '../agreement/consent.ts';
import { requireMayBeDone } from '../agreement/term.ts';
import { utf8 } from '../exchange/bytes.ts';
import { DomainError, label } from '../problems.ts';
import { auditHead } from '../storage/audit.ts';
import { consentRecord, listConsents } from '../storage/consents.ts';
import { handOverOf, handOverWithNumber, insertHandOver, listHandOvers } from '../storage/hand-overs.ts';
import { agreementOn } from './agreement-documents.ts';
import { commit, type Decision, type Recorded } from './commit.ts';
import { type HandOver, handOver } from './hand-overs.ts';
import { newId } from './ids.ts';
import { type Actor, partyIds, type Service } from './service.ts';

export interface HandOverWish {
  /** Chosen by the giver's office; null to have it numbered here. */
  readonly number: string | null;
  readonly place: string | null;
  /** A party id, or the name of somebody outside the agreement. */
  readonly receiver: { readonly party: string } | { readonly thirdParty: string };
  readonly giverSignatory: Signatory;
  readonly receiverSignatory: Signatory;
  readonly dataset: string;
  readonly dataVersion: string;
  readonly period: { readonly from: CivilDate; readonly to: CivilDate };
}

/** What is handed over and everything about it that the service knows by itself. */
export interface HandOverMatter {
  readonly subject: HandOverSubject;
  /** `run/<id>` or `release/<id>`: what a consent must cover. */
  readonly name: string;
  readonly giver: string;
  /** Parties whose consent counts: the two whose data it is. */
  readonly parties: readonly string[];
  readonly files: readonly BastFile[];
  readonly letterNumber: string;
  readonly purpose: string;
  readonly dpiaReference: string;
  readonly schemaVersion: string;
  readonly channel: BastInput['channel'];
  /** Written in the same batch, once the minutes have a number: a release moves on. */
  readonly writes: (bast: { readonly number: string; readonly receiver: string }) => Decision<null>['writes'];
}

/**
 * Make the minutes of a hand-over and put it on record. `matter` is asked inside the commit, so that what it read
 * is still so when the minutes are written. The minutes carry the signed head of the log before them; their own
 * SHA-256 is in the event, and so under the head on the receipt.
 *
 * @throws DomainError `agreement-not-in-force`, `consent-missing`, `hand-over-exists`, `bast-number-taken`,
 *   `bast-incomplete`, `record-counts-differ`, `not-a-party`, and what `matter` throws.
 */
export async function makeHandOver(
  service: Service,
  actor: Actor,
  wish: HandOverWish,
  matter: (now: number) => Promise<HandOverMatter>,
): Promise<Recorded<HandOver>> {
  const id = newId(service.randomness, 'hov');
  return commit(service, actor, async (now) => {
    const date = civilDateAt(now, service.config.agreement.timeZone.utcOffsetMinutes);
    const { agreement, documents } = await agreementOn(service, date);
    requireMayBeDone(agreement, 'hand-over', date);
    const what = await matter(now);
    const receiver = 'party' in wish.receiver ? wish.receiver.party : wish.receiver.thirdParty;
    // Of several parties to an agreement, only those whose data it is receive it without a consent.
    // A party does not become an outsider by being called one.
    const toParty = 'party' in wish.receiver || partyIds(service.config).includes(receiver);
    if (toParty && !what.parties.includes(receiver))
      throw new DomainError('not-a-party', { parties: what.parties.map(label) });
    const consents = (await listConsents(service.database)).map(consentRecord);
    const counting = consents.filter(({ givenBy }) => what.parties.includes(givenBy));
    const consent = toParty
      ? null
      : consentFor(agreement, { giver: what.giver, receiver, what: [what.name] }, counting, date);
    if (await handOverOf(service.database, what.name, receiver)) throw new DomainError('hand-over-exists');
    const number = await freeNumber(service, wish.number, date);
    const signatory = wish.receiverSignatory;
    const minutes = bast(agreement, {
      number,
      date,
      ...(wish.place === null ? {} : { place: wish.place }),
      giver: { party: what.giver, signatory: wish.giverSignatory },
      receiver:
        consent === null ? { party: receiver, signatory } : { thirdParty: receiver, signatory, consent },
      subject: what.subject,
      letterNumber: what.letterNumber,
      purpose: what.purpose,
      dpiaReference: what.dpiaReference,
      dataset: wish.dataset,
      period: wish.period,
      files: what.files,
      versions: { schema: what.schemaVersion, data: wish.dataVersion },
      channel: what.channel,
      documents,
      auditHead: signHead(await auditHead(service.database), service.config.signingSeed),
    });
    const text = JSON.stringify(minutes);
    const row = {
      id,
      number,
      subject: what.name,
      giver: what.giver,
      receiver,
      consent: consent?.id ?? null,
      bast: text,
      bast_sha256: bytesToHex(sha256(utf8(text))),
      made_by: actor.person,
      made_at: now,
    };
    return {
      event: {
        action: 'handed-over',
        subject: id,
        facts: {
          of: label(what.name),
          ...(toParty ? { receiver: label(receiver) } : {}),
          files: what.files.length,
          ...(minutes.totals.rowsOut === null ? {} : { rowsOut: minutes.totals.rowsOut }),
          bast: label(row.bast_sha256),
        },
      },
      writes: [insertHandOver(row), ...what.writes({ number, receiver })],
      result: handOver(row),
    };
  });
}

/** The number asked for if nobody has it, or the next of the year: `BAST-3/2026`. */
async function freeNumber(service: Service, asked: string | null, date: CivilDate): Promise<string> {
  if (asked !== null) {
    if (await handOverWithNumber(service.database, asked)) throw new DomainError('bast-number-taken');
    return asked;
  }
  const { year } = partsOf(date);
  const taken = new Set((await listHandOvers(service.database)).map((row) => row.number));
  let next = 1;
  while (taken.has(`BAST-${next}/${year}`)) next++;
  return `BAST-${next}/${year}`;
}
