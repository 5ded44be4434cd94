/** What can be measured on an encoded file itself, without key and without schema, taken in portions. */
import { EXACT_TOKEN_BYTES } from '../encoded-record.ts';
import type { ExactColumn } from '../exact/exact-stage.ts';
import { BitCounter } from './bit-counter.ts';
import { type BitFrequencies, bitFrequencies } from './bit-frequency.ts';
import type { ExposureBounds } from './bounds.ts';
import { type CoOccurrence, coOccurrence } from './co-occurrence.ts';
import type { ExposedFile } from './exposed-file.ts';
import { type FilterSurvey, FilterSurveyor } from './filter-survey.ts';
import { type NeighbourProfiles, neighbourProfiles } from './neighbours.ts';
import { RowSample } from './row-sample.ts';
import { TokenCounter, type TokenFrequency } from './token-frequency.ts';

export interface Measures {
  readonly survey: FilterSurvey;
  readonly frequencies: BitFrequencies;
  readonly coOccurrence: CoOccurrence;
  readonly neighbours: NeighbourProfiles | null;
  readonly exact: readonly TokenFrequency[];
  readonly blocking: readonly TokenFrequency[];
}

/** Rows of a file as they come. */
interface Portion {
  readonly rows: number;
  readonly clk: Uint8Array;
  readonly exact: readonly ExactColumn[];
  readonly blocking: readonly ExactColumn[];
}

/**
 * Cost: one pass; 8 bytes a row, and memory that does not grow with the rows: 256 counters a byte of the filter, the
 *       sample, some MiB for each column of tokens.
 */
export class ExposureMeter {
  readonly #bits: number;
  readonly #bounds: ExposureBounds;
  readonly #surveyor: FilterSurveyor;
  readonly #counter: BitCounter;
  readonly #sample: RowSample;
  readonly #exact: readonly TokenCounter[];
  readonly #blocking: readonly TokenCounter[];
  #rows = 0;

  constructor(
    file: Pick<ExposedFile, 'rows' | 'bits' | 'exactNames' | 'blockNames'>,
    bounds: ExposureBounds,
  ) {
    const { rows, bits } = file;
    this.#bits = bits;
    this.#bounds = bounds;
    this.#surveyor = new FilterSurveyor(rows, bits);
    this.#counter = new BitCounter(bits);
    this.#sample = new RowSample(bounds.sample.rows, bits);
    const counters = (names: readonly string[]) =>
      names.map((name) => new TokenCounter(name, EXACT_TOKEN_BYTES));
    this.#exact = counters(file.exactNames);
    this.#blocking = counters(file.blockNames);
  }

  add({ rows, clk, exact, blocking }: Portion): void {
    const column = { bits: this.#bits, rows, bytes: clk };
    this.#surveyor.add(column);
    this.#counter.add(column);
    this.#sample.add(column);
    exact.forEach((cells, i) => {
      this.#exact[i]!.add(cells);
    });
    blocking.forEach((cells, i) => {
      this.#blocking[i]!.add(cells);
    });
    this.#rows += rows;
  }

  /** To be asked once, after the last row. */
  measures(): Measures {
    const filters = this.#sample.filters();
    return {
      survey: this.#surveyor.survey(),
      frequencies: bitFrequencies(this.#counter.counts(), this.#rows),
      coOccurrence: coOccurrence(filters, this.#bits),
      neighbours: neighbourProfiles(filters, this.#bits),
      exact: this.#exact.map((counter) => counter.frequency(this.#bounds.tokenCap.exact)),
      blocking: this.#blocking.map((counter) => counter.frequency(this.#bounds.tokenCap.blocking)),
    };
  }
}
