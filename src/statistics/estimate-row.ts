/** One CSV row read as an estimate spec needs it. */
import { DomainError, label } from '../problems.ts';
import type { Estimate, EstimateSpec, Term } from './estimate-spec.ts';
import { parseDecimal } from './microdata.ts';
import { TOTAL } from './spec.ts';

/** What one record brings to one estimate; `x` is the denominator's value, else 1 or 0 for being in the domain. */
export interface RecordValue {
  readonly y: number;
  readonly x: number;
  readonly contributes: boolean;
}

export interface EstimateRecord {
  readonly weight: number;
  readonly stratum: string;
  readonly psu: string | null;
  readonly fpc: number | null;
  /** Codes of `by`; null where one is missing. */
  readonly groups: readonly string[] | null;
  /** Per estimate; null where a variable of it is missing. */
  readonly values: readonly (RecordValue | null)[];
}

/** @param row position from 1, for refusals. */
export type RowReader = (cells: readonly string[], row: number) => EstimateRecord;

type Read<T> = (cells: readonly string[], row: number) => T;

/** A reader for files with this header. @throws as estimate.ts says. */
export function compileRow(spec: EstimateSpec, header: readonly string[]): RowReader {
  const columns = new Columns(spec, header);
  const { design } = spec;
  const weight = design?.weight ? columns.weight(design.weight) : () => 1;
  const stratum = design?.strata ? columns.identifier(design.strata) : () => '';
  // Without a design there are no units to tell apart: all records are one.
  const psu = design === null ? () => '' : design.psu === null ? () => null : columns.identifier(design.psu);
  const fpc = design?.fpc ? columns.number(design.fpc) : () => null;
  const by = spec.by.map((name) => columns.group(name));
  const values = spec.estimates.map((each) => compileEstimate(each, columns));
  return (cells, row) => {
    const groups = by.map((read) => read(cells, row));
    return {
      weight: weight(cells, row),
      stratum: stratum(cells, row),
      psu: psu(cells, row),
      fpc: fpc(cells, row),
      groups: groups.every((group) => group !== null) ? groups : null,
      values: values.map((read) => read(cells, row)),
    };
  };
}

function compileEstimate(each: Estimate, columns: Columns): Read<RecordValue | null> {
  switch (each.type) {
    case 'total':
    case 'share': {
      const of = columns.term(each.of);
      const counted = isCondition(each.of);
      return (cells, row) => {
        const y = of(cells, row);
        if (y === null) return null;
        const contributes = !counted || y === 1;
        return { y, x: each.type === 'total' || contributes ? 1 : 0, contributes };
      };
    }
    case 'ratio': {
      const [top, bottom] = [columns.term(each.numerator), columns.term(each.denominator)];
      const counted = isCondition(each.denominator);
      return (cells, row) => {
        const [y, x] = [top(cells, row), bottom(cells, row)];
        return y === null || x === null ? null : { y, x, contributes: !counted || x === 1 };
      };
    }
    case 'mean': {
      const of = columns.term(each.of);
      const among = each.among === undefined ? () => 1 : columns.term(each.among);
      return (cells, row) => {
        const x = among(cells, row);
        // Outside `among` the variable need not have been asked.
        if (x === null || x === 0) return x === null ? null : { y: 0, x: 0, contributes: false };
        const y = of(cells, row);
        return y === null ? null : { y, x: 1, contributes: true };
      };
    }
  }
}

/** Whether the term counts 1 or 0 rather than its number. */
export const isCondition = (term: Term): boolean =>
  term.in !== undefined || term.atLeast !== undefined || term.atMost !== undefined;

class Columns {
  readonly #spec: EstimateSpec;
  readonly #header: readonly string[];

  constructor(spec: EstimateSpec, header: readonly string[]) {
    this.#spec = spec;
    this.#header = header;
    for (const name of Object.keys(spec.missing)) this.#at(name);
  }

  weight(name: string): Read<number> {
    const at = this.#at(name);
    return (cells, row) => {
      const weight = parseDecimal(cells[at]!);
      if (weight >= 0 && weight < Infinity) return weight;
      throw new DomainError('microdata-weight-invalid', { row, column: at + 1, variable: label(name) });
    };
  }

  identifier(name: string): Read<string> {
    const at = this.#at(name);
    return (cells, row) => {
      if (cells[at] === '') throw this.#missing(name, at, row);
      return cells[at]!;
    };
  }

  number(name: string): Read<number> {
    const read = this.term({ variable: name });
    const at = this.#at(name);
    return (cells, row) => {
      const number = read(cells, row);
      if (number === null) throw this.#missing(name, at, row);
      return number;
    };
  }

  group(name: string): Read<string | null> {
    const read = this.#cell(name);
    const at = this.#at(name);
    return (cells, row) => {
      const code = read(cells, row);
      if (code === TOTAL) throw new DomainError('estimate-code-reserved', { row, column: at + 1 });
      return code;
    };
  }

  /** 1 or 0 for a condition, else the number; null for a missing code. */
  term(term: Term): Read<number | null> {
    const read = this.#cell(term.variable);
    const at = this.#at(term.variable);
    const codes = term.in === undefined ? null : new Set(term.in);
    const ranged = term.atLeast !== undefined || term.atMost !== undefined;
    const { atLeast = -Infinity, atMost = Infinity } = term;
    return (cells, row) => {
      const cell = read(cells, row);
      if (cell === null) return null;
      if (codes !== null && !codes.has(cell)) return 0;
      if (codes !== null && !ranged) return 1;
      const number = parseDecimal(cell);
      if (!Number.isFinite(number))
        throw new DomainError('microdata-number-malformed', {
          row,
          column: at + 1,
          variable: label(term.variable),
        });
      return ranged ? Number(number >= atLeast && number <= atMost) : number;
    };
  }

  /** The cell; null for a named missing code. @throws {DomainError} `estimate-value-missing` for any other empty one. */
  #cell(name: string): Read<string | null> {
    const at = this.#at(name);
    const missing = new Set(this.#spec.missing[name] ?? []);
    return (cells, row) => {
      const cell = cells[at]!;
      if (missing.has(cell)) return null;
      if (cell === '') throw this.#missing(name, at, row);
      return cell;
    };
  }

  #missing(name: string, at: number, row: number): DomainError {
    return new DomainError('estimate-value-missing', { row, column: at + 1, variable: label(name) });
  }

  #at(name: string): number {
    const at = this.#header.indexOf(name);
    if (at < 0 || this.#header.lastIndexOf(name) !== at)
      throw new DomainError('estimate-variable-unknown', { variable: label(name) });
    return at;
  }
}
