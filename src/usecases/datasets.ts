/** What all actions on datasets share: the row as values, who may know of it, where its microdata lie. */

import type { CsvBatch } from '../exchange/csv.ts';
import { DomainError } from '../problems.ts';
import { type Dictionary, parseDictionary } from '../statistics/dictionary.ts';
import { type MicrodataFormat, readMicrodataAs } from '../statistics/microdata-formats.ts';
import type { MicrodataRows } from '../statistics/tabulate.ts';
import { pieces } from '../storage/byte-reader.ts';
import { type DatasetRow, findDataset, listDatasetRows } from '../storage/datasets.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

/** The microdata as they were taken in. */
export interface Microdata {
  readonly blob: string;
  readonly records: number;
  readonly bytes: number;
  readonly sha256: string;
  /** As they were sent and are kept; CSV where left out. */
  readonly format?: MicrodataFormat;
}

export interface Dataset {
  readonly row: DatasetRow;
  readonly dictionary: Dictionary;
  readonly microdata: Microdata | null;
}

export function dataset(row: DatasetRow): Dataset {
  return {
    row,
    dictionary: parseDictionary(JSON.parse(row.dictionary)),
    microdata: row.microdata === null ? null : (JSON.parse(row.microdata) as Microdata),
  };
}

/**
 * The dataset, for somebody who may know of it: the producer's people, and once it is complete the other party of
 * the agreement, who may ask for tables of it. Nobody is ever given the microdata. @throws DomainError `not-found`.
 */
export async function visibleDataset(service: Service, actor: Actor, id: string): Promise<Dataset> {
  const row = await findDataset(service.database, id);
  if (!row || !seesDataset(service, actor, row)) throw new DomainError('not-found');
  return dataset(row);
}

/** As `visibleDataset`, for a change by its producer. @throws DomainError `not-found`, `party-not-allowed`. */
export async function ownDataset(service: Service, actor: Actor, id: string): Promise<Dataset> {
  const found = await visibleDataset(service, actor, id);
  if (found.row.producer !== actor.party) throw new DomainError('party-not-allowed');
  return found;
}

/** Those that the actor may know of, in the order they were registered. */
export async function datasetsFor(service: Service, actor: Actor): Promise<Dataset[]> {
  const rows = await listDatasetRows(service.database);
  return rows.filter((row) => seesDataset(service, actor, row)).map(dataset);
}

function seesDataset(service: Service, actor: Actor, row: DatasetRow): boolean {
  if (actor.role === 'service' || actor.party === row.producer) return true;
  return row.state !== 'empty' && receiversFrom(service, row.producer).includes(actor.party ?? '');
}

/** Who receives what this party produces: the agreement's parties of the other role. */
export function receiversFrom({ config }: Service, producer: string): string[] {
  const { parties } = config.agreement;
  const role = parties.find((party) => party.id === producer)?.role;
  return parties.filter((party) => party.role !== role).map((party) => party.id);
}

/** The rows of the microdata, with a pause after each batch so that others get their turn. */
export async function microdataRows(
  service: Service,
  { row, dictionary }: Dataset,
  { blob, format = 'csv' }: Pick<Microdata, 'blob' | 'format'>,
): Promise<MicrodataRows> {
  const vault = await openVault(service, row.vault);
  const stream = await vault.get(blob);
  if (!stream) throw new DomainError('stored-bytes-damaged');
  const { header, batches } = await readMicrodataAs(format, pieces(stream), dictionary);
  return { header, batches: unhurried(service, batches) };
}

async function* unhurried(service: Service, batches: AsyncIterable<CsvBatch>): AsyncGenerator<CsvBatch> {
  for await (const batch of batches) {
    yield batch;
    await service.pause();
  }
}
