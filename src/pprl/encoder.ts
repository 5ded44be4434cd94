import type { ProblemCode } from '../problems.ts';
import { createClkhashEncoder } from './clkhash/record-encoder.ts';
import type { EncodedRecord } from './encoded-record.ts';
import type { LinkageSchema } from './linkage-schema.ts';
import { createPadanEncoder } from './padan/record-encoder.ts';

/** What is wrong with one cell, by column (from 0) and code: the value itself is never told. */
export interface CellProblem {
  readonly column: number;
  readonly code: ProblemCode;
}

/** Encodes rows of one file. Holds the derived keys: it lives on the custodian's machine only. */
export interface RecordEncoder {
  /** Why the row is refused; empty when it can be encoded. */
  check(cells: readonly string[]): readonly CellProblem[];
  /** What deserves a look but is no reason to refuse, such as a NIK that disagrees with the birth date. */
  warnings(cells: readonly string[]): readonly CellProblem[];
  /** Throws: the code of the first problem of `check`, with the column (from 0). */
  encode(cells: readonly string[]): EncodedRecord;
  /** What `encode` gives for each row, sooner than one by one. Throws as `encode`. */
  encodeAll(rows: readonly (readonly string[])[]): readonly EncodedRecord[];
  /** UTF-8 JSON object of the payload columns, in their order; no bytes when the schema has none. */
  payload(cells: readonly string[]): Uint8Array;
}

/**
 * The encoder of `schema` with `key` (what `readKeyFile` gave for the schema's profile).
 *
 * Deterministic: one schema, key and row give one record, byte for byte, on every machine.
 * Leaks:  filters that are not diffused (`hardened` is false): a linkage unit that owns a population register can
 *         re-identify them by graph matching, without the key. Diffused ones: what `leakageLambda` says.
 * Throws: `project-key-invalid` where a padan schema gets anything but a 32-byte key; `key-file-empty`.
 */
export function createRecordEncoder(schema: LinkageSchema, key: Uint8Array): RecordEncoder {
  return schema.profile === 'padan' ? createPadanEncoder(schema, key) : createClkhashEncoder(schema, key);
}
