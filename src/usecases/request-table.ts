import { DomainError, label } from '../problems.ts';
import { resolveRequest, type TableRequest } from '../statistics/table-request.ts';
import { findTableRequest, insertTableRequest, type TableRequestRow } from '../storage/releases.ts';
import { commit, type Recorded } from './commit.ts';
import { visibleDataset } from './datasets.ts';
import { madeBefore, type Repeatable, remember } from './idempotency.ts';
import { newId } from './ids.ts';
import type { Actor, Service } from './service.ts';
import { specsInForce } from './table-library.ts';
import { type StoredTableRequest, tableRequest } from './table-requests.ts';
import { newVault } from './vaults.ts';

export interface TableWish extends TableRequest {
  /** Item of Lampiran 2, two digits. */
  readonly table: string;
  readonly dataset: string;
  readonly purpose: string;
}

/**
 * A statistician of either party asks for a table. The choices are checked at once; building, protecting and
 * auditing follow as a task. @param key the client's Idempotency-Key, or null.
 * @throws DomainError `not-found`, `table-unknown`, `dataset-not-ready`, `data-erased`, `idempotency-key-reused`,
 *   and those of table-request.ts, which say what is allowed.
 */
export async function requestTable(
  service: Service,
  actor: Actor,
  wish: TableWish,
  key: string | null,
): Promise<Recorded<StoredTableRequest>> {
  const { database, randomness } = service;
  const id = newId(randomness, 'trq');
  const release = newId(randomness, 'rls');
  const choices = choicesOf(wish);
  const repeatable: Repeatable | null =
    key === null ? null : { operation: 'request-table', key, request: repeatedWish(wish) };
  return commit(service, actor, async (now) => {
    const earlier = repeatable && (await madeBefore(service, actor, repeatable));
    if (earlier) return { unchanged: tableRequest((await findTableRequest(database, earlier))!) };
    const { row: from, dictionary } = await visibleDataset(service, actor, wish.dataset);
    if (from.state === 'erased') throw new DomainError('data-erased');
    if (from.state !== 'ready') throw new DomainError('dataset-not-ready');
    const library = await specsInForce(service);
    resolveRequest(library.table(wish.table), dictionary, choices, library);
    const row: TableRequestRow = {
      id,
      dataset: from.id,
      table_id: wish.table,
      choices: JSON.stringify(choices),
      purpose: wish.purpose,
      party: actor.party!,
      requested_by: actor.person,
      requested_at: now,
      state: 'building',
      problem: null,
      release,
      settled_at: null,
    };
    return {
      event: {
        action: 'table-requested',
        subject: id,
        facts: { table: label(wish.table), dataset: label(from.id) },
      },
      writes: [
        newVault(service, release),
        insertTableRequest(row),
        ...(repeatable ? [remember(actor, repeatable, id)] : []),
      ],
      tasks: [{ kind: 'build-table', id }],
      result: tableRequest(row),
    };
  });
}

function choicesOf({ dimensions, levels, where }: TableWish): TableRequest {
  return { ...(dimensions && { dimensions }), ...(levels && { levels }), ...(where && { where }) };
}

function repeatedWish({
  table,
  dataset,
  purpose,
  dimensions,
  levels,
  where,
}: TableWish): Repeatable['request'] {
  const restrictions = where?.map((each) => ({ variable: each.variable, in: [...each.in] }));
  return { table, dataset, purpose, dimensions, levels, where: restrictions };
}
