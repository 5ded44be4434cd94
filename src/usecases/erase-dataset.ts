import { updateDataset } from '../storage/datasets.ts';
import { commit, type Recorded } from './commit.ts';
import { type Dataset, dataset, ownDataset } from './datasets.ts';
import type { Actor, Service } from './service.ts';
import { eraseSalt } from './vaults.ts';

/**
 * Erase the microdata of a dataset for good. What is on record stays: the dictionary, requests, releases and their
 * ledger. Twice is the same as once. @throws DomainError `not-found`, `party-not-allowed`.
 */
export function eraseDataset(service: Service, actor: Actor, id: string): Promise<Recorded<Dataset>> {
  return commit(service, actor, async (now) => {
    const found = await ownDataset(service, actor, id);
    if (found.row.state === 'erased') return { unchanged: found };
    const change = { state: 'erased' as const, microdata: null, erased_at: now };
    return {
      event: { action: 'dataset-erased', subject: id },
      writes: [updateDataset(id, change), eraseSalt(found.row.vault, now)],
      tasks: [{ kind: 'erase-vault', id: found.row.vault }],
      result: dataset({ ...found.row, ...change }),
    };
  });
}
