/**
 * PUBLIC.csv back into a table. Read by the certificate maker and by the verifier; it knows nothing of the engine.
 * @throws {DomainError} `disclosure-public-not-valid` with the data row (the first below the header is 1).
 */
import Papa from 'papaparse';
import { DomainError, label } from '../problems.ts';

export interface PublicRow {
  readonly codes: readonly string[];
  /** In whole units of the file's decimal places; `null` where the public sees no value. */
  readonly value: number | null;
  readonly status: string;
}

export interface PublicFile {
  readonly dimensions: readonly string[];
  readonly rows: readonly PublicRow[];
  /** Decimal places, the same in every value. */
  readonly decimals: number;
}

export function parsePublic(text: string): PublicFile {
  const lines = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data;
  if (lines.at(-1)?.length === 1 && lines.at(-1)?.[0] === '') lines.pop();
  const header = lines[0] ?? [];
  const dimensions = header.slice(0, -2);
  if (dimensions.length === 0 || header.at(-2) !== 'value' || header.at(-1) !== 'status')
    refuse(0, 'the header');
  const decimals = decimalsOf(
    lines
      .slice(1)
      .find((cells) => cells.at(-2) !== '')
      ?.at(-2) ?? '',
  );
  const units = (value: string, row: number): number => {
    const whole = Number(value.replace('.', ''));
    if (decimalsOf(value) !== decimals || !Number.isSafeInteger(whole) || Object.is(whole, -0))
      refuse(row, 'value and status');
    return whole;
  };
  const rows = lines.slice(1).map((cells, i): PublicRow => {
    if (cells.length !== header.length) refuse(i + 1, 'the number of cells');
    const value = cells.at(-2)!;
    const status = cells.at(-1)!;
    if (value === '' ? status === 'safe' : status !== 'safe' || !VALUE.test(value))
      refuse(i + 1, 'value and status');
    return { codes: cells.slice(0, -2), value: value === '' ? null : units(value, i + 1), status };
  });
  return { dimensions, rows, decimals };
}

const VALUE = /^-?(0|[1-9]\d{0,15})(\.\d{1,6})?$/;

function decimalsOf(value: string): number {
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}

function refuse(row: number, what: string): never {
  throw new DomainError('disclosure-public-not-valid', { row, wrong: label(what) });
}
