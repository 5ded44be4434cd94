import { DomainError, label } from '../problems.ts';
import { builtInSpecs } from '../statistics/library.ts';
import { checkMicrodata } from '../statistics/microdata.ts';
import type { MicrodataFormat } from '../statistics/microdata-formats.ts';
import { pieces } from '../storage/byte-reader.ts';
import { updateDataset } from '../storage/datasets.ts';
import { commit, type Recorded } from './commit.ts';
import { type Dataset, dataset, type Microdata, microdataRows, ownDataset } from './datasets.ts';
import { Digest } from './digest.ts';
import { newId } from './ids.ts';
import { streamOf } from './read-submission-file.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

/**
 * Take in the microdata of a registered dataset, once. They go to the disk encrypted as they arrive, are then read
 * back and checked cell by cell against the dictionary; a file that is refused is removed again.
 *
 * Edge:   a dataset is one vintage and never changes: a revision is another dataset.
 * Leaks:  a refusal names row, column and variable; the audit log gets counts and the digest.
 * @throws DomainError `not-found`, `party-not-allowed`, `dataset-complete`, `data-erased`, those of microdata.ts and of the
 *   reader of the format.
 */
export async function uploadMicrodata(
  service: Service,
  actor: Actor,
  id: string,
  body: ReadableStream<Uint8Array>,
  format: MicrodataFormat = 'csv',
): Promise<Recorded<Dataset>> {
  const found = await ownDataset(service, actor, id);
  try {
    refuseUnlessEmpty(found);
  } catch (error) {
    await body.cancel();
    throw error;
  }
  const blob = newId(service.randomness, 'mic');
  const vault = await openVault(service, found.row.vault);
  try {
    const microdata = await takeIn(service, found, { blob, format }, body);
    return await commit(service, actor, async (now) => {
      const current = await ownDataset(service, actor, id);
      refuseUnlessEmpty(current);
      const change = { state: 'ready' as const, microdata: JSON.stringify(microdata), completed_at: now };
      return {
        event: {
          action: 'dataset-completed',
          subject: id,
          facts: { records: microdata.records, bytes: microdata.bytes, sha256: label(microdata.sha256) },
        },
        writes: [updateDataset(id, change)],
        result: dataset({ ...current.row, ...change }),
      };
    });
  } catch (error) {
    await vault.delete(blob);
    throw error;
  }
}

function refuseUnlessEmpty({ row }: Dataset): void {
  if (row.state === 'erased') throw new DomainError('data-erased');
  if (row.state !== 'empty') throw new DomainError('dataset-complete');
}

async function takeIn(
  service: Service,
  found: Dataset,
  kept: Required<Pick<Microdata, 'blob' | 'format'>>,
  body: ReadableStream<Uint8Array>,
): Promise<Microdata> {
  const vault = await openVault(service, found.row.vault);
  const digest = new Digest();
  await vault.put(kept.blob, streamOf(digest.through(pieces(body))));
  const rows = await microdataRows(service, found, kept);
  const { records } = await checkMicrodata(found.dictionary, builtInSpecs().codeList, rows);
  return { ...kept, records, bytes: digest.bytes, sha256: digest.sha256() };
}
