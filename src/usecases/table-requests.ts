/** What all actions on table requests share. */
import { DomainError, type Facts, type ProblemCode } from '../problems.ts';
import type { TableRequest } from '../statistics/table-request.ts';
import { findDataset } from '../storage/datasets.ts';
import { findTableRequest, listTableRequestRows, type TableRequestRow } from '../storage/releases.ts';
import type { Actor, Service } from './service.ts';

export interface StoredTableRequest {
  readonly row: TableRequestRow;
  readonly choices: TableRequest;
  /** Why the table could not be built. Positions in the microdata are for their producer alone. */
  readonly problem: { readonly code: ProblemCode; readonly facts: Facts } | null;
}

/** For the producer's people and those of the party that asked. @throws DomainError `not-found`. */
export async function visibleTableRequest(
  service: Service,
  actor: Actor,
  id: string,
): Promise<StoredTableRequest> {
  const row = await findTableRequest(service.database, id);
  const seen = row && (await seenBy(service, actor, row));
  if (!seen) throw new DomainError('not-found');
  return seen;
}

/** Those that the actor may see, in the order they were made. */
export async function tableRequestsFor(service: Service, actor: Actor): Promise<StoredTableRequest[]> {
  const rows = await listTableRequestRows(service.database);
  const seen = await Promise.all(rows.map((row) => seenBy(service, actor, row)));
  return seen.filter((each) => each !== null);
}

async function seenBy(
  { database }: Service,
  actor: Actor,
  row: TableRequestRow,
): Promise<StoredTableRequest | null> {
  const producer = (await findDataset(database, row.dataset))?.producer;
  if (actor.party === null || (actor.party !== row.party && actor.party !== producer)) return null;
  const stored = tableRequest(row);
  if (stored.problem === null || actor.party === producer) return stored;
  return { ...stored, problem: { code: stored.problem.code, facts: {} } };
}

export function tableRequest(row: TableRequestRow): StoredTableRequest {
  return {
    row,
    choices: JSON.parse(row.choices) as TableRequest,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as StoredTableRequest['problem']),
  };
}
