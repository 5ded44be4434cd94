/** What the quality of linkage is measured on: FEBRL 4, and made-up placements against the register they come from. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTER_COLUMNS, register } from '../fixtures/synthetic/people.ts';
import { PLACEMENT_COLUMNS, placements } from '../fixtures/synthetic/placements.ts';
import { createRecordEncoder } from '../src/pprl/encoder.ts';
import type { LinkageInput } from '../src/pprl/link.ts';
import { parseLinkageSchema } from '../src/pprl/linkage-schema.ts';
import { mended } from './people.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => (11 * i + 5) % 256);
const FEBRL = join(import.meta.dirname, '../../shared/data/linkage');
const TOKEN = 32;

/** A person of both files: row of `b`, the first of theirs in `a`, and what sort of person. */
export interface TruthRow {
  readonly a: number;
  readonly b: number;
  readonly groups: readonly string[];
}

export interface QualityCase {
  readonly a: LinkageInput;
  readonly b: LinkageInput;
  readonly truth: readonly TruthRow[];
  /** For each row of `a` the row of `b` that is the same person; later rows of one person as well. */
  readonly partner: readonly (number | null)[];
  /** Cells of both files, for the linkage in clear text. */
  readonly cells: { readonly a: readonly (readonly string[])[]; readonly b: readonly (readonly string[])[] };
  readonly unique: readonly boolean[];
  readonly confirmAt: readonly (number | null)[];
}

export interface SyntheticOptions {
  readonly rows: number;
  readonly registerRows: number;
  readonly errors: number;
  /** Without it the NIK of every row of both files is empty. */
  readonly nik: boolean;
  readonly diffused: boolean;
  readonly seed: number;
}

export function synthetic({
  rows,
  registerRows,
  errors,
  nik,
  diffused,
  seed,
}: SyntheticOptions): QualityCase {
  const options = { seed, rows: registerRows };
  const sent = placements({ register: options, rows, errors });
  const cut = (cells: readonly string[]) => (nik ? [...cells] : ['', ...cells.slice(1)]);
  const [cellsA, cellsB] = [sent.rows.map(cut), [...register(options)].map(cut)];
  const schemas = ['placements', 'placements-register'].map((id) => schemaOf(id, diffused));
  const [a, b] = [encode(schemas[0]!, cellsA), encode(schemas[1]!, cellsB)];
  const truth = sent.truth.flatMap(({ register: row, duplicateOf, about }, at) => {
    // A second row of one person is nobody's loss: the first stands for both.
    if (row === null || duplicateOf !== null || about === null) return [];
    const groups = [about.sex === 'P' ? 'women' : 'men', about.singleName ? 'single name' : 'several names'];
    if (about.tradition === 'balinese' || about.tradition === 'batak') groups.push(about.tradition);
    if (EAST.test(about.province)) groups.push('eastern provinces');
    return [{ a: at, b: row, groups }];
  });
  const exact = schemas[0]!.exactTokens;
  return {
    a,
    b,
    truth,
    partner: sent.truth.map(({ register: row }) => row),
    cells: { a: cellsA.map((row) => REGISTER_PLACES.map((at) => row[at]!)), b: cellsB },
    unique: exact.map((token) => token.unique),
    confirmAt: exact.map(() => null),
  };
}

/** Where the cells of the register stand in a row of placements. */
const REGISTER_PLACES = REGISTER_COLUMNS.map((name) => PLACEMENT_COLUMNS.indexOf(name));

/** Nusa Tenggara Timur, Maluku and Papua. */
const EAST = /^(53|8[12]|9[1-9])/;

function schemaOf(id: string, diffused: boolean, terms?: number) {
  const path = join(import.meta.dirname, `../specs/linkage/${id}.json`);
  const json = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  if (!diffused) delete json.diffusion;
  else if (terms !== undefined) json.diffusion = { ...(json.diffusion as object), terms };
  delete json.blocking;
  return parseLinkageSchema(json, id);
}

function encode(schema: ReturnType<typeof schemaOf>, rows: readonly string[][]): LinkageInput {
  const encoder = createRecordEncoder(schema, KEY);
  const width = schema.bits / 8;
  const bytes = new Uint8Array(rows.length * width);
  const exact = schema.exactTokens.map(({ name }) => ({
    name,
    tokens: new Uint8Array(rows.length * TOKEN),
    present: new Uint8Array(rows.length),
  }));
  mended(rows, encoder).forEach((cells, row) => {
    const record = encoder.encode(cells);
    bytes.set(record.clk, row * width);
    record.exact.forEach((token, k) => {
      if (token === null) return;
      exact[k]!.tokens.set(token, row * TOKEN);
      exact[k]!.present[row] = 1;
    });
  });
  return { clk: { bits: schema.bits, rows: rows.length, bytes }, exact };
}

export const febrlIsThere = existsSync(FEBRL);

/** FEBRL 4 by its schema in the padan profile, with so many terms of diffusion; without any for null. */
export function febrl(terms: number | null): QualityCase {
  const [cellsA, cellsB] = ['dataset4a.csv', 'dataset4b.csv'].map(febrlCells) as [string[][], string[][]];
  const number = (cells: readonly string[]) => cells[0]!.split('-')[1]!;
  const rowOf = new Map(cellsA.map((cells, row) => [number(cells), row]));
  const schema = schemaOf('febrl4-padan', terms !== null, terms ?? 0);
  const truth = cellsB.map((cells, b) => ({ a: rowOf.get(number(cells))!, b, groups: [] }));
  const partnerOf = new Map(truth.map(({ a, b }) => [a, b]));
  return {
    a: encode(schema, cellsA),
    b: encode(schema, cellsB),
    truth,
    partner: cellsA.map((_, row) => partnerOf.get(row) ?? null),
    cells: { a: cellsA, b: cellsB },
    unique: [],
    confirmAt: [],
  };
}

const febrlCells = (file: string): string[][] =>
  readFileSync(join(FEBRL, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.trim()));
