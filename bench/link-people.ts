/**
 * Two encoded files of made-up people as linkage takes them, of any size: placements with the errors of real exports,
 * and a register that holds most of those persons and others. Rows are made, encoded and let go one at a time.
 */
import { linkageRow, population, register } from '../fixtures/synthetic/people.ts';
import { PLACEMENTS } from '../fixtures/synthetic/placement-details.ts';
import { submission } from '../fixtures/synthetic/submissions.ts';
import { passesOf, writeKeys } from '../src/pprl/block/block-keys.ts';
import type { EncodedRecord } from '../src/pprl/encoded-record.ts';
import { createRecordEncoder, type RecordEncoder } from '../src/pprl/encoder.ts';
import type { LinkageInput } from '../src/pprl/link.ts';
import type { LinkageSchema } from '../src/pprl/linkage-schema.ts';
import { type CappedFile, COUNTED_FROM, TokenCap } from '../src/usecases/token-cap.ts';
import { schemaOf } from './encode.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 3);
const TOKEN = 32;
const SEED = 2026;
/** Persons of the register for one placement: fewer have not enough persons of the age to go. */
const PERSONS = 11.5;

export interface EncodedPeople {
  readonly input: LinkageInput;
  readonly cap: CappedFile | null;
}

export interface LinkPeople {
  readonly a: EncodedPeople;
  readonly b: EncodedPeople;
  /** Row of `b` of the person of each row of `a`, or -1. */
  readonly truth: Int32Array;
  readonly threshold: number;
  readonly schema: LinkageSchema;
}

/** Without `exact` no row has an exact token. */
export function linkPeople(rowsA: number, rowsB: number, exact = true): LinkPeople {
  const schema = schemaOf('placements');
  const held = Math.max(rowsB, Math.ceil(PERSONS * rowsA));
  const options = { register: { seed: SEED, rows: held }, rows: rowsA };
  const persons = new Int32Array(rowsA).fill(-1);
  function* sent(): Generator<readonly string[]> {
    let row = 0;
    for (const { cells, truth } of submission(PLACEMENTS, options)) {
      persons[row++] = truth.register ?? -1;
      yield cells;
    }
  }
  const a = encoded(schema, rowsA, sent(), exact);
  const place = chosen(persons, held, rowsB);
  const { person } = population(options.register);
  function* kept(): Generator<readonly string[]> {
    if (rowsB === held) yield* register(options.register);
    else for (let index = 0; index < held; index++) if (place[index]! >= 0) yield linkageRow(person(index));
  }
  const b = encoded(schemaOf('placements-register'), rowsB, kept(), exact);
  const truth = persons.map((index) => (index < 0 ? -1 : place[index]!));
  return { a, b, truth, threshold: schema.decision!.threshold, schema };
}

/** Row in the register of each person that is in it, or -1: all that were placed, and every so many others. */
function chosen(placed: Int32Array, held: number, rows: number): Int32Array {
  const place = new Int32Array(held).fill(-1);
  for (const index of placed) if (index >= 0) place[index] = 0;
  let free = held;
  let wanted = rows;
  for (const there of place)
    if (there === 0) {
      free -= 1;
      wanted -= 1;
    }
  let due = 0;
  let row = 0;
  for (let index = 0; index < held && row < rows; index++) {
    if (place[index] === -1) {
      due += wanted;
      if (due < free) continue;
      due -= free;
    }
    place[index] = row++;
  }
  return place;
}

function encoded(
  schema: LinkageSchema,
  rows: number,
  people: Iterable<readonly string[]>,
  tokens: boolean,
): EncodedPeople {
  const encoder = createRecordEncoder(schema, KEY);
  const width = schema.bits / 8;
  const shared = (bytes: number) => new Uint8Array(new SharedArrayBuffer(bytes));
  const clk = { bits: schema.bits, rows, bytes: shared(rows * width) };
  const exact = (tokens ? schema.exactTokens : []).map(({ name }) => ({
    name,
    tokens: new Uint8Array(rows * TOKEN),
    present: new Uint8Array(rows),
  }));
  const blocking = passesOf(schema.blockColumns).map(({ name, slots }) => ({
    name,
    slots: Array.from({ length: slots }, () => new Float64Array(rows)),
  }));
  const columns = blocking.flatMap(({ slots }) => slots);
  const cap =
    schema.mostBlockRows === null ? null : new TokenCap(schema.blockColumns, rows, schema.mostBlockRows);
  // Tokens wait for the cap as the 12 bytes that keys and counters are made of.
  const waiting = columns.map(() => new Uint8Array(rows * WAITING));
  let row = 0;
  for (const cells of people) {
    const record = encodeRow(encoder, cells);
    clk.bytes.set(record.clk, row * width);
    exact.forEach(({ tokens: bytes, present }, k) => {
      const token = record.exact[k];
      if (!token) return;
      bytes.set(token, row * TOKEN);
      present[row] = 1;
    });
    cap?.add(record);
    record.blocking.forEach((token, k) => {
      if (token === null) return;
      waiting[k]!.set(token.subarray(0, COUNTED_FROM), row * WAITING);
      const counted = record.counted[k]!.subarray(COUNTED_FROM, WAITING);
      waiting[k]!.set(counted, row * WAITING + COUNTED_FROM);
    });
    row += 1;
  }
  if (row !== rows) throw new Error(`${row} rows instead of ${rows}`);
  for (let at = 0; at < rows; at++) leave(at, cap, waiting, columns);
  return { input: { clk, exact, blocking, diffused: schema.hardened }, cap: cap?.facts() ?? null };
}

const WAITING = 12;

/** The keys of a row that the cap lets go. */
function leave(
  row: number,
  cap: TokenCap | null,
  waiting: readonly Uint8Array[],
  columns: readonly Float64Array[],
): void {
  const at = row * WAITING;
  const flags = Uint8Array.from(waiting, (bytes) => (bytes[at] || bytes[at + 1] || bytes[at + 2] ? 1 : 0));
  cap?.leave(flags, (column) => ({ bytes: waiting[column]!, at: at + COUNTED_FROM }));
  columns.forEach((keys, column) => {
    if (flags[column] !== 1) return;
    writeKeys(waiting[column]!.subarray(at, at + WAITING), Uint8Array.of(1), keys, row);
  });
}

/** A region code of the BPS list that does not say so is given its name, as an officer does whose file was refused. */
function encodeRow(encoder: RecordEncoder, cells: readonly string[]): EncodedRecord {
  const problems = encoder.check(cells);
  if (problems.length === 0) return encoder.encode(cells);
  const mended = [...cells];
  for (const { column, code } of problems) {
    if (code !== 'region-code-without-system') throw new Error(`a made-up row is refused: ${code}`);
    mended[column] = `bps:${mended[column]}`;
  }
  return encoder.encode(mended);
}
