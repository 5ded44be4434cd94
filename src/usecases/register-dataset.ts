import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { DomainError, label } from '../problems.ts';
import { parseDictionary } from '../statistics/dictionary.ts';
import { builtInSpecs } from '../statistics/library.ts';
import { microdataDecoder } from '../statistics/microdata.ts';
import { type DatasetRow, insertDataset } from '../storage/datasets.ts';
import { commit, type Recorded } from './commit.ts';
import { type Dataset, dataset } from './datasets.ts';
import { newId } from './ids.ts';
import type { Actor, Service } from './service.ts';
import { newVault } from './vaults.ts';

/**
 * Register a dataset by its dictionary; the microdata follow. The code lists it names must be known, in the version
 * it names. @throws DomainError `spec-invalid`, `codelist-unknown`, `dictionary-codelist-version`, `dictionary-classifications-mixed`,
 *   `dataset-producer-differs` where the dictionary names another party than the statistician's.
 */
export async function registerDataset(
  service: Service,
  actor: Actor,
  file: Json,
): Promise<Recorded<Dataset>> {
  const dictionary = parseDictionary(file);
  if (dictionary.producer !== actor.party) throw new DomainError('dataset-producer-differs');
  const names = dictionary.variables.map((variable) => variable.name);
  microdataDecoder(dictionary, builtInSpecs().codeList, names);
  const id = newId(service.randomness, 'dst');
  return commit(service, actor, async (now) => {
    const row: DatasetRow = {
      id,
      producer: dictionary.producer,
      series: dictionary.series,
      round: dictionary.round,
      vintage: dictionary.vintage,
      dictionary: canonicalJson(file),
      vault: id,
      state: 'empty',
      microdata: null,
      registered_at: now,
      completed_at: null,
      erased_at: null,
    };
    return {
      event: {
        action: 'dataset-registered',
        subject: id,
        facts: { dictionary: label(dictionary.id), vintage: label(dictionary.vintage) },
      },
      writes: [newVault(service, id), insertDataset(row)],
      result: dataset(row),
    };
  });
}
