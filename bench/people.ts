/** Rows to measure with: people who do not exist, as each schema wants them. */
import { persons, register } from '../fixtures/synthetic/people.ts';
import { type PlacementTruth, placements } from '../fixtures/synthetic/placements.ts';
import type { RecordEncoder } from '../src/pprl/encoder.ts';

const SEED = 2026;

export interface Linkable {
  readonly placements: readonly string[][];
  readonly truth: readonly PlacementTruth[];
  readonly register: readonly string[][];
}

/** Placements with the errors of real exports, and the register they are drawn from. */
export function linkable(placementRows: number, registerRows: number): Linkable {
  const options = { seed: SEED, rows: registerRows };
  const sent = placements({ register: options, rows: placementRows });
  return { placements: sent.rows, truth: sent.truth, register: [...register(options)] };
}

/**
 * Rows the encoder takes: cells that hold a region code of the BPS list without saying so are given its name, as an
 * officer does whose file was refused.
 * @throws {Error} for any other refusal: then the rows are not what is to be measured.
 */
export function mended(rows: readonly string[][], encoder: RecordEncoder): string[][] {
  return rows.map((row) => {
    const cells = [...row];
    for (const { column, code } of encoder.check(row)) {
      if (code !== 'region-code-without-system') throw new Error(`a made-up row is refused: ${code}`);
      cells[column] = `bps:${cells[column]}`;
    }
    return cells;
  });
}

export const FEBRL_COLUMNS = [
  ...['rec_id', 'given_name', 'surname', 'street_number', 'address_1', 'address_2', 'suburb', 'postcode'],
  ...['state', 'date_of_birth', 'soc_sec_id'],
];

/** Rows in the columns of the FEBRL benchmark, lower case as there. */
export function* febrlRows(rows: number): Generator<string[]> {
  for (const { index, name, born, household } of persons({ seed: SEED })) {
    if (index >= rows) return;
    const [given = '', ...family] = name.toLowerCase().split(' ');
    const digits = household.kk;
    yield [
      ...[`rec-${index}-org`, given, family.join(' '), String(1 + (Number(digits.slice(12)) % 99))],
      ...[`jalan ${given}`, '', `desa ${family.at(-1) ?? given}`, `${digits.slice(0, 2)}10`],
      ...[household.regency.code.slice(0, 2), born.replaceAll('-', ''), ''],
    ];
  }
}

export { PLACEMENT_COLUMNS } from '../fixtures/synthetic/placements.ts';
