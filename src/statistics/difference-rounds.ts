import { ClusterSums } from './cluster-sums.ts';
import type { Cube } from './cube.ts';
import type { Round } from './estimate-gather.ts';
import type { Sample } from './variance.ts';

/**
 * Two rounds as one sample, its sums those of the earlier round and then those of the later, and parts of it. A stratum
 * whose units and population correction are the same in both rounds is in `same`; all other strata are in `before`
 * with the units of the earlier round, in `after` with those of the later, and in `common` with those in both.
 */
export interface JoinedRounds {
  readonly all: Sample;
  readonly same: Sample;
  readonly before: Sample;
  readonly after: Sample;
  readonly common: Sample;
}

/** Units of a stratum in the earlier, the later, and both rounds, and what a population correction leaves of each. */
interface Stratum {
  before: number;
  after: number;
  common: number;
  leftBefore: number;
  leftAfter: number;
}

export function joinRounds(
  earlier: Round,
  later: Round,
  cube: Cube,
  innerOf: (group: number) => number,
): JoinedRounds {
  const { strata, stratumOf, unitOfLater, rounds } = joinUnits(earlier, later);
  const sums = joinSums(earlier.sums, later.sums, unitOfLater);
  const isSame = strata.map(
    (each) => each.before === each.common && each.after === each.common && each.leftBefore === each.leftAfter,
  );
  const part = (
    wanted: (unit: number) => boolean,
    count: (stratum: Stratum) => number,
    left: (stratum: Stratum) => number,
    same: boolean | null,
  ): Sample => {
    const fits = (h: number) => same === null || isSame[h] === same;
    return {
      sums,
      cube,
      innerOf,
      units: {
        strata: strata.length,
        stratumOf,
        unitsIn: strata.map((each, h) => (fits(h) ? count(each) : 0)),
        remaining: (h) => left(strata[h]!),
      },
      holds: (unit) => fits(stratumOf[unit]!) && wanted(unit),
    };
  };
  const [EARLIER, LATER] = [1, 2];
  return {
    all: part(
      () => true,
      (each) => each.before + each.after - each.common,
      () => 1,
      null,
    ),
    same: part(
      () => true,
      (each) => each.common,
      (each) => each.leftBefore,
      true,
    ),
    before: part(
      (unit) => (rounds[unit]! & EARLIER) > 0,
      (each) => each.before,
      (each) => each.leftBefore,
      false,
    ),
    after: part(
      (unit) => (rounds[unit]! & LATER) > 0,
      (each) => each.after,
      (each) => each.leftAfter,
      false,
    ),
    common: part(
      (unit) => rounds[unit] === EARLIER + LATER,
      (each) => each.common,
      leftOfCommon,
      false,
    ),
  };
}

/** Tam's correction, 1 - n_A n_B / (n_C N): the rounds are drawn from one finite population. */
function leftOfCommon({ before, after, common, leftBefore, leftAfter }: Stratum): number {
  if (common === 0) return 1;
  return 1 - Math.sqrt(before * after * (1 - leftBefore) * (1 - leftAfter)) / common;
}

function joinUnits({ units: earlier }: Round, { units: later }: Round) {
  const stratumOfLater = earlier.matchStrata(later);
  const strata: Stratum[] = earlier.unitsIn.map((units, h) => ({
    before: units,
    after: 0,
    common: 0,
    leftBefore: earlier.remaining(h),
    leftAfter: 1,
  }));
  for (let h = 0; h < later.strata; h++) {
    if (stratumOfLater[h]! < 0) {
      stratumOfLater[h] = strata.length;
      strata.push({ before: 0, after: 0, common: 0, leftBefore: 1, leftAfter: 1 });
    }
    const stratum = strata[stratumOfLater[h]!]!;
    stratum.after = later.unitsIn[h]!;
    stratum.leftAfter = later.remaining(h);
  }
  const stratumOf = [...earlier.stratumOf];
  /** 1: in the earlier round, 2: in the later, 3: in both. */
  const rounds = stratumOf.map(() => 1);
  const unitOfLater = earlier.match(later);
  for (let unit = 0; unit < unitOfLater.length; unit++) {
    const h = stratumOfLater[later.stratumOf[unit]!]!;
    const found = unitOfLater[unit]!;
    if (found >= 0) {
      rounds[found] = 3;
      strata[h]!.common++;
    } else {
      unitOfLater[unit] = stratumOf.length;
      stratumOf.push(h);
      rounds.push(2);
    }
  }
  return { strata, stratumOf, unitOfLater, rounds };
}

function joinSums(earlier: ClusterSums, later: ClusterSums, unitOfLater: Int32Array): ClusterSums {
  const { measures } = earlier;
  const joined = new ClusterSums(2 * measures);
  const copy = (from: ClusterSums, offset: number, unitOf: (unit: number) => number) => {
    for (let slot = 0; slot < from.size; slot++) {
      const at = joined.slot(unitOf(from.unit(slot)), from.inner(slot));
      for (let m = 0; m < measures; m++) joined.add(at, offset + m, from.value(slot, m));
    }
  };
  copy(earlier, 0, (unit) => unit);
  copy(later, measures, (unit) => unitOfLater[unit]!);
  return joined;
}
