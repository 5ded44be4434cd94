/** Filters and tokens of an accepted file, read back from the slabs that its check made. */
import type { Blobs } from '../ports/blobs.ts';
import { type BlockKeys, passesOf } from '../pprl/block/block-keys.ts';
import type { ClkColumn } from '../pprl/compare/clk-column.ts';
import type { ExactColumn } from '../pprl/exact/exact-stage.ts';
import type { LinkageInput } from '../pprl/link.ts';
import { DomainError } from '../problems.ts';
import { ByteReader } from '../storage/byte-reader.ts';
import { blockSlabKey, clkSlabKey, exactSlabKey, type Submission } from './submissions.ts';

const TOKEN_BYTES = 32;

/** Slabs of an accepted file. */
export function slabCount({ manifest, report }: Submission): number {
  return Math.ceil(manifest.rows / report!.slabRows);
}

/** The comparison of two files: every slab of one with every slab of the other, by number. */
export function slabPair(b: Submission, slice: number): { readonly a: number; readonly b: number } {
  const width = slabCount(b);
  return { a: Math.floor(slice / width), b: slice % width };
}

/** First row of a slab, and how many it has. */
export function rowsOf(
  { manifest, report }: Submission,
  slab: number,
): { readonly from: number; readonly rows: number } {
  const from = slab * report!.slabRows;
  return { from, rows: Math.min(report!.slabRows, manifest.rows - from) };
}

/** The filters of one slab. */
export async function loadClk(vault: Blobs, submission: Submission, slab: number): Promise<ClkColumn> {
  const { row, manifest } = submission;
  const { rows } = rowsOf(submission, slab);
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
  const blocking = emptyBlocking(submission, rows);
  const columns = blocking.flatMap(({ slots }) => slots);
  for (let slab = 0; slab < slabCount(submission); slab++) {
    const { from } = rowsOf(submission, slab);
    clk.bytes.set((await loadClk(vault, submission, slab)).bytes, from * width);
    for (const [token, column] of exact.entries()) await loadExact(vault, submission, token, slab, column);
    for (const [column, keys] of columns.entries())
      keys.set(await loadKeys(vault, submission, column, slab), from);
  }
  return { clk, exact, blocking, diffused: submission.project.schema.profile === 'padan' };
}

/** Blocking keys of one slab, pass by pass. */
export async function loadBlocking(vault: Blobs, submission: Submission, slab: number): Promise<BlockKeys[]> {
  const blocking = emptyBlocking(submission, rowsOf(submission, slab).rows);
  for (const [column, keys] of blocking.flatMap(({ slots }) => slots).entries())
    keys.set(await loadKeys(vault, submission, column, slab));
  return blocking;
}

function emptyBlocking({ project }: Submission, rows: number): BlockKeys[] {
  return passesOf(project.schema.blockColumns).map(({ name, slots }) => ({
    name,
    slots: Array.from({ length: slots }, () => new Float64Array(rows)),
  }));
}

async function loadKeys(
  vault: Blobs,
  submission: Submission,
  column: number,
  slab: number,
): Promise<Float64Array> {
  const reader = await open(vault, blockSlabKey(submission.row.id, column, slab));
  const bytes = await reader.rest();
  if (bytes.length !== 8 * rowsOf(submission, slab).rows)
    throw new DomainError('stored-bytes-damaged', { slab });
  return new Float64Array(bytes.slice().buffer);
}

async function loadExact(
  vault: Blobs,
  submission: Submission,
  token: number,
  slab: number,
  into: ExactColumn,
): Promise<void> {
  const { from, rows } = rowsOf(submission, slab);
  const reader = await open(vault, exactSlabKey(submission.row.id, token, slab));
  into.present.set(await reader.read(rows), from);
  into.tokens.set(await reader.read(rows * TOKEN_BYTES), from * TOKEN_BYTES);
}

async function open(vault: Blobs, key: string): Promise<ByteReader> {
  const stream = await vault.get(key);
  if (!stream) throw new DomainError('stored-bytes-damaged');
  return new ByteReader(stream);
}
