import { describe, expect, it } from 'vitest';
import kept from '../../fixtures/oracles/survey-cases.json' with { type: 'json' };
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { surveyCase } from '../../fixtures/synthetic/survey-cases.ts';
import { FIRST_SURVEY, surveyOracle } from '../../test/support/survey-oracles.ts';
import { type EstimateRow, estimate } from './estimate.ts';
import { type EstimateSpec, parseEstimateSpec } from './estimate-spec.ts';

type Expected = 'refused' | readonly (readonly (number | null)[])[];

const oracle = surveyOracle('cases', kept);
const cases = oracle.cases as readonly Expected[];

/**
 * Relative, 1e-8, of the figure or of the floor. Floors are for what is 0 but for rounding: a standard error of less
 * than a millionth of its estimate, an end of an interval that is small against its width.
 */
function close(value: number | null, expected: number | null, floor: number, what: string): void {
  if (value === null || expected === null) {
    expect(value, what).toBe(expected);
    return;
  }
  const miss = Math.abs(value - expected) / Math.max(Math.abs(expected), floor, Number.MIN_VALUE);
  expect(miss, what).toBeLessThanOrEqual(1e-8);
}

type Answer = readonly (number | null)[];

function holdToR(row: EstimateRow, [estimated, se, low, high]: Answer, what: string, whole: boolean): void {
  close(row.estimate, estimated!, 0, `${what} estimate`);
  close(row.se, se!, 1e-6 * Math.abs(estimated ?? 0), `${what} se`);
  if (low === undefined || high === undefined) return;
  const end = row.estimate === 0 || row.estimate === 1;
  const nothing = se !== null && se! <= 1e-12 * Math.abs(estimated!) && !end;
  if (whole) {
    // That a margin is all of itself needs no survey.
    expect(row.ci, what).toEqual(row.estimate === null ? null : [1, 1]);
  } else if (low === null || high === null || low === high || nothing) {
    // Where the error is 0 but for rounding, R gives an interval without width (0.5 to 0.5 for `beta`).
    expect(row.ci, what).toBeNull();
  } else {
    close(row.ci?.[0] ?? null, low, high - low, `${what} low`);
    close(row.ci?.[1] ?? null, high, high - low, `${what} high`);
  }
}

const specs = cases.map((_, i) => parseEstimateSpec(surveyCase(FIRST_SURVEY + i).spec));
const run = (i: number) => {
  const { header, rows } = surveyCase(FIRST_SURVEY + i);
  return estimate(specs[i]!, rowsInBatches(header, rows, 64));
};

/** Whether the row is the share of a margin in itself. */
function isWhole({ by, estimates }: EstimateSpec, { name, codes }: EstimateRow): boolean {
  const each = estimates.find((one) => one.name === name)!;
  return (
    each.type === 'share' && by.every((group) => each.within.includes(group) || codes[group] === 'Total')
  );
}

describe(`estimate, R survey ${oracle.made.survey}, ${cases.length} made-up surveys`, () => {
  it.each(cases.map((expected, i) => [i, expected] as const))('case %i', async (i, expected) => {
    if (expected === 'refused') {
      await expect(run(i)).rejects.toMatchObject({ code: 'design-lonely-psu' });
      return;
    }
    const found = await run(i);
    expect(found).toHaveLength(expected.length);
    found.forEach((row, r) => {
      holdToR(row, expected[r]!, `${row.name} ${JSON.stringify(row.codes)}`, isWhole(specs[i]!, row));
    });
  });

  it('are of every kind', () => {
    const kept = cases.flatMap((expected, i) => (expected === 'refused' ? [] : [{ expected, i }]));
    expect(kept.length).toBeGreaterThanOrEqual(240);
    expect(cases.length - kept.length).toBeGreaterThan(5);
    const designs = specs.map(({ design }) => design!);
    for (const rule of ['fail', 'remove', 'adjust', 'average', 'certainty'])
      expect(designs.filter(({ lonelyPsu }) => lonelyPsu === rule).length, rule).toBeGreaterThan(40);
    for (const member of ['weight', 'strata', 'psu', 'fpc'] as const)
      for (const absent of [true, false])
        expect(designs.filter((design) => (design[member] === null) === absent).length).toBeGreaterThan(10);
    for (const way of ['beta', 'logit'])
      expect(
        kept.filter(({ expected, i }) => {
          const proportions = specs[i]!.estimates.some(({ name }) => /^(women|short|tpt|partOf)/.test(name));
          const has = expected.some(([, , low]) => low !== null && low !== undefined);
          return specs[i]!.interval.proportions === way && proportions && has;
        }).length,
        way,
      ).toBeGreaterThanOrEqual(30);
  });
});
