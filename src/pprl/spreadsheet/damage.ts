/**
 * Columns a spreadsheet has damaged, found over the whole file: of one cell nobody can tell a NIK that ends in 0 from
 * one whose last digit was cut.
 *
 * Shape:  columns from 0, in order; a column of no kind is not looked at.
 * Edge:   shares are of filled cells; a column without any has no finding. Signs are counted apart: a cell may show two.
 * Leaks:  counts by column; never a value.
 * Cost:   a few regular expressions a cell of numbers; memory of some counters.
 */
import type { ProblemCode } from '../../problems.ts';
import type { SpreadsheetDamageBounds } from './bounds.ts';

/** What stands in a column: sixteen digits (NIK, family card), or a telephone number. */
export type NumberKind = 'sixteen' | 'phone';

export interface DamagedColumn {
  readonly column: number;
  readonly code: ProblemCode;
  /** Cells that show the sign, and filled cells of the column. */
  readonly cells: number;
  readonly filled: number;
  readonly refuses: boolean;
}

type Sign = 'scientific' | 'lastDigitZero' | 'lastDigitsZero' | 'leadingZeroLost';

const CODES: Readonly<Record<Sign, ProblemCode>> = {
  scientific: 'numbers-in-scientific-notation',
  lastDigitZero: 'numbers-ending-in-zero',
  lastDigitsZero: 'numbers-ending-in-zeros',
  leadingZeroLost: 'leading-zeros-lost',
};
const SIGNS = Object.keys(CODES) as Sign[];

const SEPARATORS = /[\s'’-]/gu;
/** 3.50702E+15, 3,50702E15, and the number with a decimal part of nothing that other programs write. */
const SCIENTIFIC = /^\+?\d+(?:[.,]\d+)?E\+?\d{1,3}$|^\d{8,}[.,]0+$/i;
const SIXTEEN = /^\d{16}$/;
/** A national mobile number without its 0: no country writes its numbers without + or 00. */
const WITHOUT_ZERO = /^8\d{8,11}$/;

export class SpreadsheetDamage {
  readonly #columns: readonly {
    readonly at: number;
    readonly kind: NumberKind;
    counts: Record<Sign, number>;
  }[];
  readonly #filled: number[];

  constructor(kinds: readonly (NumberKind | undefined)[]) {
    this.#columns = kinds.flatMap((kind, at) =>
      kind === undefined
        ? []
        : [{ at, kind, counts: { scientific: 0, lastDigitZero: 0, lastDigitsZero: 0, leadingZeroLost: 0 } }],
    );
    this.#filled = this.#columns.map(() => 0);
  }

  /** Counts the signs of one row. */
  add(cells: readonly string[]): void {
    this.#columns.forEach(({ at, kind, counts }, i) => {
      const text = (cells[at] ?? '').replace(SEPARATORS, '');
      if (text === '') return;
      this.#filled[i]!++;
      for (const sign of signsOf(text, kind)) counts[sign]++;
    });
  }

  /** Every sign that reaches a bound, by column. */
  found(bounds: SpreadsheetDamageBounds): DamagedColumn[] {
    return this.#columns.flatMap(({ at, counts }, i) =>
      SIGNS.flatMap((sign) => {
        const [cells, filled] = [counts[sign], this.#filled[i]!];
        const { warnAt, refuseAt } = bounds[sign];
        const reaches = (bound: { readonly rows: number; readonly share: number }) =>
          cells >= bound.rows && cells >= bound.share * filled;
        const refuses = refuseAt !== null && reaches(refuseAt);
        return refuses || reaches(warnAt) ? [{ column: at, code: CODES[sign], cells, filled, refuses }] : [];
      }),
    );
  }
}

function signsOf(text: string, kind: NumberKind): Sign[] {
  if (SCIENTIFIC.test(text)) return ['scientific'];
  if (kind === 'phone') return WITHOUT_ZERO.test(text) ? ['leadingZeroLost'] : [];
  if (!SIXTEEN.test(text) || /^(\d)\1*$/.test(text)) return [];
  if (text.endsWith('000')) return ['lastDigitsZero', 'lastDigitZero'];
  return text.endsWith('0') ? ['lastDigitZero'] : [];
}
