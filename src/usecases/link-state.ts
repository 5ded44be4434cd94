/**
 * What is done of a comparison, kept beside the result while it is worked out, so that a linkage that was killed goes
 * on where it was.
 *
 * Shape: entries of u32 length, u32 checksum, bytes (little-endian). The first is JSON: what is compared, and by which
 *        plan. Each further one is a part: u32 number, f64 pairs compared, the pairs (pprl/compare/pairs.ts).
 * Edge:  an entry that is cut off or damaged ends the file: it and what follows is done again.
 * Leaks: row numbers and scores, as the result; removed when the result is written.
 */
import { concat, fromUtf8, utf8 } from '../exchange/bytes.ts';
import type { Journal } from '../ports/journal.ts';
import type { Kept } from '../pprl/block/candidates.ts';
import type { TaskPart } from '../pprl/block/compare-blocks.ts';
import type { ComparisonPlan } from '../pprl/block/plan.ts';
import { parsePairs, serialisePairs } from '../pprl/link.ts';
import { DomainError } from '../problems.ts';

const FORMAT = 'padan-link-state/1';
const FRAME_BYTES = 8;
const PART_BYTES = 12;

/** What a comparison is of; another of these is another comparison. */
export interface Compared {
  /** SHA-256 of each input file. */
  readonly inputs: readonly string[];
  /** As it was asked for: a score, or `auto`. */
  readonly threshold: number | string;
  readonly metric: string;
}

/**
 * The parts in `journal` that are of this very comparison; new parts are added behind them.
 * @throws {DomainError} `link-state-differs` where the file is of another comparison, or no such file at all.
 */
export async function openState(journal: Journal, compared: Compared, plan: ComparisonPlan): Promise<Kept> {
  const head = utf8(JSON.stringify({ format: FORMAT, ...compared, plan }));
  const bytes = await journal.read();
  const done = new Map<number, TaskPart>();
  let at = 0;
  for (let entry = entryAt(bytes, at); entry !== null; entry = entryAt(bytes, at)) {
    if (at === 0 && fromUtf8(entry) !== fromUtf8(head)) throw new DomainError('link-state-differs');
    if (at > 0) addPart(done, entry);
    at += FRAME_BYTES + entry.length;
  }
  // A first entry that was cut off is of an attempt that had done nothing; anything else is somebody's file.
  if (at === 0 && bytes.length > 0 && !isBeginning(bytes, framed(head)))
    throw new DomainError('link-state-differs');
  await journal.keep(at);
  if (at === 0) await journal.append(framed(head));
  return { done, keep: (part, found) => journal.append(framed(printPart(part, found))) };
}

function isBeginning(bytes: Uint8Array, of: Uint8Array): boolean {
  return bytes.length < of.length && bytes.every((byte, at) => byte === of[at]);
}

function printPart(part: number, { pairs, compared }: TaskPart): Uint8Array {
  const head = new Uint8Array(PART_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(0, part, true);
  view.setFloat64(4, compared, true);
  return concat([head, serialisePairs(pairs)]);
}

function addPart(done: Map<number, TaskPart>, entry: Uint8Array): void {
  const view = new DataView(entry.buffer, entry.byteOffset, entry.length);
  if (entry.length < PART_BYTES) throw new DomainError('link-state-differs');
  const pairs = parsePairs(entry.subarray(PART_BYTES));
  done.set(view.getUint32(0, true), { pairs, compared: view.getFloat64(4, true) });
}

function framed(entry: Uint8Array): Uint8Array {
  const frame = new Uint8Array(FRAME_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint32(0, entry.length, true);
  view.setUint32(4, checksum(entry), true);
  return concat([frame, entry]);
}

/** The entry that begins at `at`, or null where there is no whole one. */
function entryAt(bytes: Uint8Array, at: number): Uint8Array | null {
  if (at + FRAME_BYTES > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(at, true);
  if (at + FRAME_BYTES + length > bytes.length) return null;
  const entry = bytes.subarray(at + FRAME_BYTES, at + FRAME_BYTES + length);
  return checksum(entry) === view.getUint32(at + 4, true) ? entry : null;
}

/** FNV-1a: against entries that were written in part, not against anyone's intent. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
