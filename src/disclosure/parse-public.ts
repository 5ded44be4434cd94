/**
 * PUBLIC.csv back into a table. Read by the certificate maker and by the verifier; it knows nothing of the engine.
 * @throws {DomainError} `disclosure-public-not-valid` with the data row (the first below the header is 1).
 */
import Papa from 'papaparse';
import { DomainError, label } from '../problems.ts';

export interface PublicRow {
  readonly codes: readonly string[];
  /** `null` where the public sees no value. */
  readonly value: number | null;
  readonly status: string;
}

export interface PublicFile {
  readonly dimensions: readonly string[];
  readonly rows: readonly PublicRow[];
}

export function parsePublic(text: string): PublicFile {
  const lines = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data;
  if (lines.at(-1)?.length === 1 && lines.at(-1)?.[0] === '') lines.pop();
  const header = lines[0] ?? [];
  const dimensions = header.slice(0, -2);
  if (dimensions.length === 0 || header.at(-2) !== 'value' || header.at(-1) !== 'status')
    refuse(0, 'the header');
  const rows = lines.slice(1).map((cells, i): PublicRow => {
    if (cells.length !== header.length) refuse(i + 1, 'the number of cells');
    const value = cells.at(-2)!;
    const status = cells.at(-1)!;
    if (value === '' ? status === 'safe' : status !== 'safe' || !/^(0|[1-9]\d{0,15})$/.test(value))
      refuse(i + 1, 'value and status');
    return { codes: cells.slice(0, -2), value: value === '' ? null : Number(value), status };
  });
  return { dimensions, rows };
}

function refuse(row: number, what: string): never {
  throw new DomainError('disclosure-public-not-valid', { row, wrong: label(what) });
}
