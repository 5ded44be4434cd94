/** What all actions on hand-overs share: who may see one, and the row as values. */
import type { Bast } from '../agreement/bast.ts';
import { DomainError } from '../problems.ts';
import { findHandOver, type HandOverRow, listHandOvers } from '../storage/hand-overs.ts';
import { type Actor, INDEPENDENT, type Service } from './service.ts';

export interface HandOver extends Omit<HandOverRow, 'bast'> {
  readonly bast: Bast;
  /** The minutes as bytes: `bast_sha256` is over exactly these. */
  readonly bastText: string;
}

export function handOver(row: HandOverRow): HandOver {
  return { ...row, bast: JSON.parse(row.bast) as Bast, bastText: row.bast };
}

/** Those the actor may know of, in the order they were made. */
export async function visibleHandOvers(service: Service, actor: Actor): Promise<HandOver[]> {
  const rows = await listHandOvers(service.database);
  return rows.filter((row) => sees(service, actor, row)).map(handOver);
}

/** @throws DomainError `not-found`. */
export async function visibleHandOver(service: Service, actor: Actor, id: string): Promise<HandOver> {
  const row = await findHandOver(service.database, id);
  if (!row || !sees(service, actor, row)) throw new DomainError('not-found');
  return handOver(row);
}

/** Both sides, privacy officers of either or of the host, and the operator. */
function sees({ config }: Service, actor: Actor, row: HandOverRow): boolean {
  if (actor.role === 'operator' || actor.role === 'service') return true;
  const ofHost = actor.party === INDEPENDENT || actor.party === config.host;
  return (
    actor.party === row.giver || actor.party === row.receiver || (actor.role === 'privacy-officer' && ofHost)
  );
}
