/**
 * The primary sampling units of a sample, numbered as they are met. A unit is known by its stratum and its own
 * identifier together: PSUs are numbered within strata.
 */
import { DomainError } from '../problems.ts';

/** What the variance needs to know of the units of a sample. */
export interface Units {
  /** Number of strata. */
  readonly strata: number;
  /** Stratum of each unit. */
  readonly stratumOf: ArrayLike<number>;
  /** Units of each stratum. */
  readonly unitsIn: ArrayLike<number>;
  /** Share of the variance of stratum `h` that is left after sampling without replacement. */
  remaining(h: number): number;
}

/** Strata with one unit only, those taken completely left out: they have no sampling error. */
export function lonelyStrata(units: Units): number {
  let lonely = 0;
  for (let h = 0; h < units.strata; h++) if (units.unitsIn[h] === 1 && units.remaining(h) > 0) lonely++;
  return lonely;
}

/** Below this the stratum counts as taken completely, as in R survey. */
const NOTHING_LEFT = 1e-7;

export class SamplingUnits implements Units {
  /** Stratum of each unit. */
  readonly stratumOf: number[] = [];
  /** Units of each stratum. */
  readonly unitsIn: number[] = [];
  /** Column value of the finite population correction per stratum: counts where any is above 1, else fractions. */
  readonly #fpc: number[] = [];
  #counts = false;
  readonly #strata = new Map<string, number>();
  readonly #units: Map<string, number>[] = [];

  /** Number of strata met. */
  get strata(): number {
    return this.unitsIn.length;
  }

  /**
   * Number of the unit. @param unit null makes every call a new unit (no clusters).
   * @throws {DomainError} `design-fpc-varies` when `fpc` differs within the stratum; `row` is its position.
   */
  intern(stratum: string, unit: string | null, fpc: number | null, row: number): number {
    const h = this.#stratum(stratum, fpc, row);
    const known = this.#units[h]!;
    const found = unit === null ? undefined : known.get(unit);
    if (found !== undefined) return found;
    const fresh = this.stratumOf.length;
    this.stratumOf.push(h);
    this.unitsIn[h]!++;
    if (unit !== null) known.set(unit, fresh);
    return fresh;
  }

  /**
   * Share of the variance of stratum `h` that is left after sampling without replacement: (N - n) / N; 1 for none.
   * @throws {DomainError} `design-fpc-below-sample` when the stratum holds fewer units than the sample took.
   */
  remaining(h: number): number {
    const fpc = this.#fpc[h];
    if (fpc === undefined) return 1;
    if (!(fpc > 0)) throw new DomainError('design-fpc-below-sample', { sampled: this.unitsIn[h]! });
    const left = this.#counts ? 1 - this.unitsIn[h]! / fpc : 1 - fpc;
    if (left < 0) throw new DomainError('design-fpc-below-sample', { sampled: this.unitsIn[h]! });
    return left < NOTHING_LEFT ? 0 : left;
  }

  /** For each unit of `other`, the unit of the same stratum and identifier here; -1 for none. */
  match(other: SamplingUnits): Int32Array {
    const found = new Int32Array(other.stratumOf.length).fill(-1);
    for (const [stratum, theirs] of other.#strata) {
      const mine = this.#strata.get(stratum);
      if (mine === undefined) continue;
      for (const [identifier, unit] of other.#units[theirs]!)
        found[unit] = this.#units[mine]!.get(identifier) ?? -1;
    }
    return found;
  }

  /** For each stratum of `other`, the stratum of the same name here; -1 for none. */
  matchStrata(other: SamplingUnits): Int32Array {
    const found = new Int32Array(other.strata).fill(-1);
    for (const [stratum, theirs] of other.#strata) found[theirs] = this.#strata.get(stratum) ?? -1;
    return found;
  }

  #stratum(stratum: string, fpc: number | null, row: number): number {
    const found = this.#strata.get(stratum);
    if (found === undefined) {
      const fresh = this.unitsIn.length;
      this.#strata.set(stratum, fresh);
      this.unitsIn.push(0);
      this.#units.push(new Map());
      if (fpc !== null) {
        this.#fpc[fresh] = fpc;
        this.#counts ||= fpc > 1;
      }
      return fresh;
    }
    if (fpc !== null && this.#fpc[found] !== fpc) throw new DomainError('design-fpc-varies', { row });
    return found;
  }
}
