/** Two-way instances of other projects as plain systems, read from ../shared without the product's own reader. */
import { readFileSync } from 'node:fs';
import { cellAt, cellSpace, sumMargins } from '../../src/disclosure/cells.ts';
import { tree } from './disclosure.ts';

export const SHARED = new URL('../../../shared/data/disclosure/', import.meta.url);

/** Inner cells of `file` with the margins summed; `flagged`: 1 where its fourth column says true or 1. */
export function twoWay(file: string) {
  const rows = readFileSync(new URL(file, SHARED), 'utf8').trim().split('\n').slice(1);
  const records = rows.map((row) => row.split(','));
  const codes = [0, 1].map((i) => ['Total', ...new Set(records.map((record) => record[i]!))]);
  const unique = codes.map((list) => [...new Set(list)]);
  const space = cellSpace(unique.map((list, d) => tree(`d${d}`, list.length - 1)));
  const value = new Float64Array(space.size);
  const flagged = new Uint8Array(space.size);
  for (const [row, column, count, flag] of records) {
    const cell = cellAt(space, [unique[0]!.indexOf(row!), unique[1]!.indexOf(column!)]);
    if (row !== 'Total' && column !== 'Total') value[cell] = Number(count);
    if (/^(true|1)$/i.test(flag ?? '')) flagged[cell] = 1;
  }
  sumMargins(space, value);
  return {
    space,
    value,
    flagged,
    cellOf: (...at: readonly [string, string]) =>
      cellAt(
        space,
        at.map((code, d) => unique[d]!.indexOf(code)),
      ),
  };
}
