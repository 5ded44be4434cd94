/**
 * Filters as clkhash or anonlink hand them out, with nothing but what their sender declares: no manifest, no
 * signature, no shuffle. Rows are in the order of the sender's own file.
 *
 * Leaks: to the linkage unit, the order of the sender's records besides the filters; see
 *        docs/what-each-output-discloses.md.
 */
import { readClkhashBlocks, readRawBlocks } from '../exchange/clkhash-json.ts';
import type { EncodedBatch } from '../exchange/encoded-file.ts';
import { checkFilters } from '../exchange/encoded-reader.ts';
import type { Manifest } from '../exchange/manifest.ts';
import { DomainError, label } from '../problems.ts';
import type { Project } from './projects.ts';

export const BARE_FORMATS = ['clkhash-json', 'raw-filters'] as const;
export type BareFormat = (typeof BARE_FORMATS)[number];

/** What the sender declares of a file of bare filters; kept where the manifest of an encoded file is kept. */
export type BareFilters = {
  readonly format: BareFormat;
  readonly rows: number;
  /** Filter length. */
  readonly bits: number;
  /** Size of the file. */
  readonly bytes: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly hardened: false;
};

export function isBare(announced: Manifest | BareFilters): announced is BareFilters {
  return announced.format !== 'padan-manifest/1';
}

/** How a file is called in answers and logs. */
export function formatName(announced: Manifest | BareFilters): 'padan-encoded' | BareFormat {
  return isBare(announced) ? announced.format : 'padan-encoded';
}

/**
 * Only a project in the clkhash profile takes bare filters, and only of its own length.
 * @throws DomainError `manifest-not-for-project` (which member), `raw-filters-length`.
 */
export function checkBareFilters({ schema }: Project, { format, rows, bits, bytes }: BareFilters): void {
  if (schema.profile !== 'clkhash')
    throw new DomainError('manifest-not-for-project', { member: label('profile') });
  if (bits !== schema.bits) throw new DomainError('manifest-not-for-project', { member: label('bits') });
  if (format === 'raw-filters' && bytes !== (rows * bits) / 8)
    throw new DomainError('raw-filters-length', { bits, rows, bytes });
}

/**
 * The filters as rows of an encoded file, held to what was declared and to what filters look like.
 * @throws DomainError `clkhash-invalid`, `raw-filters-length`, `encoded-row-count`, `encoded-printable`,
 *   `encoded-digits`, `encoded-filler`, each with the position (from 0).
 */
export async function* bareBatches(
  { format, rows, bits }: Pick<BareFilters, 'format' | 'rows' | 'bits'>,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<EncodedBatch> {
  const blocks = format === 'clkhash-json' ? readClkhashBlocks(bytes, bits) : readRawBlocks(bytes, bits);
  let read = 0;
  for await (const block of blocks) {
    const found = read + block.rows;
    if (found > rows) throw new DomainError('encoded-row-count', { expected: rows, found });
    checkFilters(block.bytes, block.rows, bits / 8, read);
    read = found;
    yield { rows: block.rows, clk: block.bytes, exact: [], blocking: [], sealed: null };
  }
  if (read !== rows) throw new DomainError('encoded-row-count', { expected: rows, found: read });
}

/** What a file of bare filters says of itself, for its sender to declare. @throws as `bareBatches`. */
export async function countBareFilters(
  format: BareFormat,
  bytes: AsyncIterable<Uint8Array>,
  bits: number | null,
): Promise<{ readonly rows: number; readonly bits: number }> {
  const blocks = format === 'clkhash-json' ? readClkhashBlocks(bytes, bits) : readRawBlocks(bytes, bits ?? 0);
  let rows = 0;
  let width = 0;
  for await (const block of blocks) {
    checkFilters(block.bytes, block.rows, block.bits / 8, rows);
    rows += block.rows;
    width = block.bits;
  }
  return { rows, bits: width };
}
