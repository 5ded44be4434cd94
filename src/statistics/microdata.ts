/**
 * Microdata rows become typed columns, batch by batch, or are refused with row and column.
 *
 * Shape:  code variables: position in the code list, or a negative number for a missing code. Number variables:
 *         the number, NaN for a missing code. Identifiers: the text.
 * Edge:   the header holds exactly the dictionary's variables, in any order. Cells are taken as they stand, untrimmed.
 *         A column the dictionary does not name is refused: it may be an identifier that has no business here.
 *         All variables of one classification are of one edition and one system: KBLI 2020 beside KBLI 2025, or codes
 *         of BPS beside those of Kemendagri, are refused, since one code would mean two things.
 * Leaks:  refusals name row (1 is the first below the header), column (from 1) and variable, never the cell.
 * @throws {DomainError} `microdata-columns`, `microdata-code-unknown`, `microdata-number-malformed`,
 *   `microdata-number-range`, `microdata-cell-empty`, `dictionary-codelist-version`, `dictionary-classifications-mixed`.
 */
import type { CsvBatch } from '../exchange/csv.ts';
import { DomainError, label } from '../problems.ts';
import type { CodeList } from './codelist.ts';
import type { Dictionary, Variable } from './dictionary.ts';

/** Why a code variable has no code, as its column holds it. */
export const MISSING = { 'not-applicable': -1, 'not-stated': -2 } as const;

export type Column =
  | { readonly type: 'code'; readonly values: Int32Array }
  | { readonly type: 'number'; readonly values: Float64Array }
  | { readonly type: 'identifier'; readonly values: readonly string[] };

export interface MicrodataBatch {
  readonly firstRow: number;
  readonly length: number;
  /** @throws {TypeError} a name that is no variable of the dictionary (a fault of the caller). */
  column(name: string): Column;
}

type Decode = (batch: CsvBatch) => Column;

/** A decoder for files with this header. */
export function microdataDecoder(
  dictionary: Dictionary,
  codeList: (id: string) => CodeList,
  header: readonly string[],
): (batch: CsvBatch) => MicrodataBatch {
  checkEditions(dictionary, codeList);
  checkHeader(dictionary, header);
  const decoders = dictionary.variables.map(
    (variable) => [variable.name, columnDecoder(variable, codeList, header.indexOf(variable.name))] as const,
  );
  return (batch) => {
    const columns = new Map(decoders.map(([name, decode]) => [name, decode(batch)]));
    return {
      firstRow: batch.firstRow,
      length: batch.rows.length,
      column(name) {
        const found = columns.get(name);
        if (found === undefined) throw new TypeError('no such variable');
        return found;
      },
    };
  };
}

/** Check every cell of a dataset and count its records. @throws as the decoder, and as the reader of `batches`. */
export async function checkMicrodata(
  dictionary: Dictionary,
  codeList: (id: string) => CodeList,
  rows: { readonly header: readonly string[]; readonly batches: AsyncIterable<CsvBatch> },
): Promise<{ readonly records: number }> {
  const decode = microdataDecoder(dictionary, codeList, rows.header);
  let records = 0;
  for await (const batch of rows.batches) records += decode(batch).length;
  return { records };
}

/** A decimal number as docs/reference/formats.md has it; an exponent is accepted, thousands are not. */
const DECIMAL = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number in `cell`, or NaN where it is none. */
export function parseDecimal(cell: string): number {
  return DECIMAL.test(cell) ? Number(cell) : Number.NaN;
}

function checkEditions({ variables }: Dictionary, codeList: (id: string) => CodeList): void {
  const editions = new Map<string, { readonly edition: string; readonly name: string }>();
  for (const each of variables) {
    if (each.type !== 'code') continue;
    const { classification, version, system = '' } = codeList(each.codelist);
    const edition = `${system} ${version}`;
    const known = editions.get(classification);
    if (known !== undefined && known.edition !== edition)
      throw new DomainError('dictionary-classifications-mixed', {
        classification: label(classification),
        variables: [label(known.name), label(each.name)],
      });
    editions.set(classification, { edition, name: each.name });
  }
}

function checkHeader(dictionary: Dictionary, header: readonly string[]): void {
  const names = new Set(dictionary.variables.map((variable) => variable.name));
  const missing = [...names].filter((name) => !header.includes(name));
  const positions = header.map((_, i) => i + 1);
  const unknown = positions.filter((at) => !names.has(header[at - 1]!));
  const repeated = positions.filter((at) => header.indexOf(header[at - 1]!) !== at - 1);
  if (missing.length + unknown.length + repeated.length === 0) return;
  throw new DomainError('microdata-columns', {
    missing: missing.map(label),
    unknownColumns: unknown,
    repeatedColumns: repeated,
  });
}

function columnDecoder(variable: Variable, codeList: (id: string) => CodeList, at: number): Decode {
  switch (variable.type) {
    case 'code':
      return codeDecoder(variable, codeList(variable.codelist), at);
    case 'number':
      return numberDecoder(variable, at);
    case 'identifier':
      return identifierDecoder(variable, at);
  }
}

function codeDecoder(variable: Variable & { type: 'code' }, list: CodeList, at: number): Decode {
  if (list.version !== variable.version)
    throw new DomainError('dictionary-codelist-version', {
      variable: label(variable.name),
      expected: label(list.version),
      found: label(variable.version),
    });
  const numbers = new Map<string, number>(list.codes.map((entry, i) => [entry.code, i]));
  for (const { code, means } of variable.missing) numbers.set(code, MISSING[means]);
  return ({ rows, firstRow }) => {
    const values = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const cell = rows[i]![at]!;
      const found = numbers.get(cell);
      if (found === undefined)
        throw refusal(
          cell === '' ? 'microdata-cell-empty' : 'microdata-code-unknown',
          variable,
          firstRow + i,
          at,
        );
      values[i] = found;
    }
    return { type: 'code', values };
  };
}

function numberDecoder(variable: Variable & { type: 'number' }, at: number): Decode {
  const missing = new Set(variable.missing.map((each) => each.code));
  const { minimum = -Infinity, maximum = Infinity, integer } = variable;
  return ({ rows, firstRow }) => {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const cell = rows[i]![at]!;
      const number = missing.has(cell) ? Number.NaN : parseDecimal(cell);
      values[i] = number;
      if (missing.has(cell)) continue;
      if (cell === '') throw refusal('microdata-cell-empty', variable, firstRow + i, at);
      if (!Number.isFinite(number)) throw refusal('microdata-number-malformed', variable, firstRow + i, at);
      if (number < minimum || number > maximum || (integer && !Number.isInteger(number)))
        throw refusal('microdata-number-range', variable, firstRow + i, at);
    }
    return { type: 'number', values };
  };
}

function identifierDecoder(variable: Variable, at: number): Decode {
  const missing = new Set(variable.missing.map((each) => each.code));
  return ({ rows, firstRow }) => {
    const values = rows.map((row) => row[at]!);
    const empty = values.findIndex((cell) => cell === '' && !missing.has(cell));
    if (empty >= 0) throw refusal('microdata-cell-empty', variable, firstRow + empty, at);
    return { type: 'identifier', values };
  };
}

function refusal(
  code:
    | 'microdata-cell-empty'
    | 'microdata-code-unknown'
    | 'microdata-number-malformed'
    | 'microdata-number-range',
  variable: Variable,
  row: number,
  at: number,
): DomainError {
  return new DomainError(code, { row, column: at + 1, variable: label(variable.name) });
}
