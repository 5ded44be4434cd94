/** Written consents to disclose outside the agreement (Pasal 5 ayat 2): recorded, listed, withdrawn, never erased. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CivilDate } from '../agreement/civil-date.ts';
import type { ConsentRecord } from '../agreement/consent.ts';
import { requireMayBeDone } from '../agreement/term.ts';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson } from '../exchange/canonical-json.ts';
import { DomainError, label } from '../problems.ts';
import {
  type ConsentRow,
  consentRecord,
  findConsent,
  insertConsent,
  listConsents,
  withdrawConsentRow,
} from '../storage/consents.ts';
import { agreementOn } from './agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, INDEPENDENT, partyIds, type Service } from './service.ts';
import { todayIn } from './today.ts';

export interface ConsentWish {
  readonly letterNumber: string;
  readonly givenOn: CivilDate;
  readonly receiver: string;
  readonly covers: readonly string[];
  readonly validUntil: CivilDate | null;
}

/**
 * Record the consent of the actor's own party.
 * @throws DomainError `agreement-not-in-force`; `consent-not-yours` for somebody of no party; `date-not-valid` for a letter of a day to come or
 *   one that ends before it begins.
 */
export async function recordConsent(
  service: Service,
  actor: Actor,
  wish: ConsentWish,
): Promise<Recorded<ConsentRecord>> {
  const party = ownParty(service, actor);
  const id = newId(service.randomness, 'con');
  return commit(service, actor, async (now) => {
    const today = todayIn(service);
    requireMayBeDone((await agreementOn(service, today)).agreement, 'record-consent', today);
    if (wish.givenOn > today) throw new DomainError('date-not-valid');
    if (wish.validUntil !== null && wish.validUntil < wish.givenOn) throw new DomainError('date-not-valid');
    const row: ConsentRow = {
      id,
      given_by: party,
      letter_number: wish.letterNumber,
      given_on: wish.givenOn,
      receiver: wish.receiver,
      covers: JSON.stringify(wish.covers),
      valid_until: wish.validUntil,
      withdrawn_on: null,
      recorded_by: actor.person,
      recorded_at: now,
    };
    const consent = consentRecord(row);
    return {
      event: {
        action: 'consent-recorded',
        subject: id,
        facts: { givenBy: label(party), sha256: label(digest(consent)) },
      },
      writes: [insertConsent(row)],
      result: consent,
    };
  });
}

/** Those of the actor's own party; privacy officers of the host and the operator see all. */
export async function visibleConsents(service: Service, actor: Actor): Promise<ConsentRecord[]> {
  const rows = await listConsents(service.database);
  return rows.filter((row) => sees(service, actor, row)).map(consentRecord);
}

/**
 * Withdraw from today on; what was handed over before stays handed over. Withdrawing again changes nothing.
 * @throws DomainError `not-found`, `consent-not-yours`.
 */
export async function withdrawConsent(
  service: Service,
  actor: Actor,
  id: string,
): Promise<Recorded<ConsentRecord>> {
  return commit(service, actor, async () => {
    const row = await findConsent(service.database, id);
    if (!row || !sees(service, actor, row)) throw new DomainError('not-found');
    if (row.given_by !== actor.party) throw new DomainError('consent-not-yours');
    if (row.withdrawn_on !== null) return { unchanged: consentRecord(row) };
    const on = todayIn(service);
    return {
      event: { action: 'consent-withdrawn', subject: id, facts: { from: label(on) } },
      writes: [withdrawConsentRow(id, on)],
      result: consentRecord({ ...row, withdrawn_on: on }),
    };
  });
}

/** Binds the log to what was recorded without telling officers of other parties what that is. */
function digest({ covers, ...rest }: ConsentRecord): string {
  return bytesToHex(sha256(utf8(canonicalJson({ ...rest, covers: [...covers] }))));
}

function ownParty({ config }: Service, { party }: Actor): string {
  if (party === null || !partyIds(config).includes(party)) throw new DomainError('consent-not-yours');
  return party;
}

function sees({ config }: Service, actor: Actor, row: ConsentRow): boolean {
  if (actor.role === 'operator' || actor.role === 'service') return true;
  const ofHost = actor.party === INDEPENDENT || actor.party === config.host;
  return row.given_by === actor.party || (actor.role === 'privacy-officer' && ofHost);
}
