/** Filters and tokens of an accepted file, read back from the slabs that its check made. */
import type { Blobs } from '../ports/blobs.ts';
import type { ClkColumn } from '../pprl/compare/clk-column.ts';
import type { ExactColumn } from '../pprl/exact/exact-stage.ts';
import type { LinkageInput } from '../pprl/link.ts';
import { DomainError } from '../problems.ts';
import { ByteReader } from '../storage/byte-reader.ts';
import { clkSlabKey, exactSlabKey, SLAB_ROWS, type Submission } from './submissions.ts';

const TOKEN_BYTES = 32;

/** The filters of one slab. */
export async function loadClk(vault: Blobs, { row, manifest }: Submission, slab: number): Promise<ClkColumn> {
  const rows = Math.min(SLAB_ROWS, manifest.rows - slab * SLAB_ROWS);
  const reader = await open(vault, clkSlabKey(row.id, slab));
  const bytes = await reader.read((rows * manifest.bits) / 8);
  if (bytes.length < (rows * manifest.bits) / 8 || !(await reader.atEnd()))
    throw new DomainError('stored-bytes-damaged', { slab });
  return { bits: manifest.bits, rows, bytes };
}

/** All filters and tokens of a file, as the decision needs them. Cost: the filters and tokens in memory. */
export async function loadWhole(vault: Blobs, submission: Submission): Promise<LinkageInput> {
  const { rows, bits } = submission.manifest;
  const width = bits / 8;
  const clk = { bits, rows, bytes: new Uint8Array(rows * width) };
  const exact = submission.project.schema.exactTokens.map(({ name }) => ({
    name,
    tokens: new Uint8Array(rows * TOKEN_BYTES),
    present: new Uint8Array(rows),
  }));
  for (let slab = 0, from = 0; from < rows; slab++, from += SLAB_ROWS) {
    clk.bytes.set((await loadClk(vault, submission, slab)).bytes, from * width);
    for (const [token, column] of exact.entries()) await loadExact(vault, submission, token, slab, column);
  }
  return { clk, exact };
}

async function loadExact(
  vault: Blobs,
  { row, manifest }: Submission,
  token: number,
  slab: number,
  into: ExactColumn,
): Promise<void> {
  const from = slab * SLAB_ROWS;
  const rows = Math.min(SLAB_ROWS, manifest.rows - from);
  const reader = await open(vault, exactSlabKey(row.id, token, slab));
  into.present.set(await reader.read(rows), from);
  into.tokens.set(await reader.read(rows * TOKEN_BYTES), from * TOKEN_BYTES);
}

async function open(vault: Blobs, key: string): Promise<ByteReader> {
  const stream = await vault.get(key);
  if (!stream) throw new DomainError('stored-bytes-damaged');
  return new ByteReader(stream);
}
