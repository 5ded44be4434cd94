/**
 * The ledger of releases: what the world has of a dataset, which every new table of it is protected and audited with.
 *
 * A release counts once it was approved, withdrawn or not. It belongs to a dataset by its survey round, whatever the
 * vintage, and by the bytes of the microdata, so that the same data under another name are the same data.
 * Tables of one round are by one edition of each classification: KBLI 2020 and KBLI 2025 are not protected as one.
 */
import { countsInLedger } from '../agreement/release.ts';
import type { Ledger, LedgerEntry } from '../disclosure/ledger.ts';
import { meaningOf } from '../disclosure/table-population.ts';
import { fromUtf8, utf8 } from '../exchange/bytes.ts';
import { DomainError, label } from '../problems.ts';
import type { TableSpec } from '../statistics/table-spec.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { ByteReader } from '../storage/byte-reader.ts';
import { listReleaseRows } from '../storage/releases.ts';
import type { Dataset } from './datasets.ts';
import { type StoredRelease, storedRelease } from './releases.ts';
import type { Service } from './service.ts';
import { openVault } from './vaults.ts';

/** Kept beside the outputs of a release and none of them: it holds values that the release hides. */
const ENTRY = 'ledger.json';

/** What releases are compared by. */
interface Origin {
  readonly producer: string;
  readonly series: string;
  readonly round: string;
  readonly microdataSha256: string;
}

/** Releases that the world may have of the same data, oldest first. */
export async function releasesInLedger(service: Service, of: Origin): Promise<StoredRelease[]> {
  const rows = await listReleaseRows(service.database);
  return rows.map(storedRelease).filter(({ row, release, microdataSha256 }) => {
    const sameRound = row.series === of.series && row.round === of.round;
    const same = sameRound || microdataSha256 === of.microdataSha256;
    return row.producer === of.producer && same && countsInLedger(release);
  });
}

/** What a new table of `source` must be protected with. */
export async function ledgerFor(
  service: Service,
  { row: { producer, series, round }, microdata }: Dataset,
  spec: TableSpec,
  table: TabulatedTable,
): Promise<Ledger> {
  const dataset = JSON.stringify([producer, series, round]);
  const microdataSha256 = microdata!.sha256;
  const releases = await releasesInLedger(service, { producer, series, round, microdataSha256 });
  const entries: LedgerEntry[] = [];
  for (const release of releases) {
    const entry = await readEntry(service, release);
    requireSameEditions(entry.table, table);
    entries.push({ ...entry, meaning: { ...entry.meaning, dataset } });
  }
  return { meaning: meaningOf(spec, table.where, dataset), vintage: microdataSha256, earlier: entries };
}

/**
 * One code means one thing in all tables that are protected together.
 * @throws {DomainError} `table-classifications-differ`, with the edition that is out.
 */
export function requireSameEditions(
  earlier: Pick<TabulatedTable, 'dimensions'>,
  table: Pick<TabulatedTable, 'dimensions'>,
): void {
  for (const { name, classification } of table.dimensions) {
    const before = earlier.dimensions.find((each) => each.name === name)?.classification;
    if (before === undefined || classification === undefined) continue;
    if (before.version === classification.version && before.system === classification.system) continue;
    throw new DomainError('table-classifications-differ', {
      dimension: label(name),
      allowed: [label(`${before.codelist} ${before.version}`)],
    });
  }
}

export async function storeEntry(service: Service, vaultId: string, entry: LedgerEntry): Promise<void> {
  const vault = await openVault(service, vaultId);
  await vault.put(ENTRY, utf8(JSON.stringify(entry)));
}

async function readEntry(service: Service, { row }: StoredRelease): Promise<LedgerEntry> {
  const vault = await openVault(service, row.vault);
  const stream = await vault.get(ENTRY);
  if (!stream) throw new DomainError('stored-bytes-damaged');
  const text = fromUtf8(await new ByteReader(stream).rest());
  if (text === null) throw new DomainError('stored-bytes-damaged');
  return JSON.parse(text) as LedgerEntry;
}
