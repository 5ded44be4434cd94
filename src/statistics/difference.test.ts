import { describe, expect, it } from 'vitest';
import kept from '../../fixtures/oracles/survey-rounds.json' with { type: 'json' };
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { type SurveyRounds, surveyRounds } from '../../fixtures/synthetic/survey-cases.ts';
import { FIRST_SURVEY, surveyOracle } from '../../test/support/survey-oracles.ts';
import { estimateDifferences } from './difference.ts';
import { estimate } from './estimate.ts';
import { parseEstimateSpec } from './estimate-spec.ts';

type Rows = readonly (readonly string[])[];
const oracle = surveyOracle('rounds', kept);
const cases = oracle.cases as readonly (readonly (readonly (number | null)[])[])[];

const run = ({ spec, header, before, after }: Pick<SurveyRounds, 'spec' | 'header' | 'before' | 'after'>) =>
  estimateDifferences(
    parseEstimateSpec(spec),
    rowsInBatches(header, before, 50),
    rowsInBatches(header, after, 50),
  );

describe(`differences between rounds, R survey ${oracle.made.survey}`, () => {
  it.each(cases.map((expected, i) => [i, surveyRounds(FIRST_SURVEY + i).overlap, expected] as const))(
    'case %i, samples %s',
    async (i, _overlap, expected) => {
      const { differences } = await run(surveyRounds(FIRST_SURVEY + i));
      expect(differences).toHaveLength(expected.length);
      differences.forEach((row, r) => {
        const [estimated, se, low, high] = expected[r]!;
        const size = Math.max(Math.abs(row.before.estimate ?? 0), Math.abs(row.after.estimate ?? 0));
        const what = `${row.name} ${JSON.stringify(row.codes)}`;
        const close = (value: number | null, wanted: number | null, floor: number) => {
          if (value === null || wanted === null) expect(value, what).toBe(wanted);
          else
            expect(
              Math.abs(value - wanted) / Math.max(Math.abs(wanted), floor, Number.MIN_VALUE),
              what,
            ).toBeLessThanOrEqual(1e-8);
        };
        close(row.estimate, estimated!, 1e-3 * size);
        close(row.se, se!, 1e-6 * size);
        if (se === null || se! <= 1e-9 * size || low === null) return;
        close(row.ci?.[0] ?? null, low!, high! - low!);
        close(row.ci?.[1] ?? null, high!, high! - low!);
      });
    },
  );
});

/** The formula of difference.ts as it stands, for a total of numbers: for each stratum over lists of its PSUs. */
function plainVariance(before: Rows, after: Rows, fpc: boolean): number {
  const totals = (rows: Rows, stratum: string) => {
    const found = new Map<string, number>();
    for (const [h, unit, , weight, , , , , income] of rows)
      if (h === stratum) found.set(unit!, (found.get(unit!) ?? 0) + Number(weight) * Number(income));
    return found;
  };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const covariance = (a: readonly number[], b: readonly number[]) => {
    if (a.length < 2) return 0;
    const [midA, midB] = [mean(a), mean(b)];
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i]! - midA) * (b[i]! - midB);
    return (a.length / (a.length - 1)) * sum;
  };
  let variance = 0;
  for (const stratum of new Set([...before, ...after].map((row) => row[0]!))) {
    const [a, b] = [totals(before, stratum), totals(after, stratum)];
    const common = [...a.keys()].filter((unit) => b.has(unit));
    const population = fpc ? Number(before.find((row) => row[0] === stratum)![2]) : Infinity;
    const [ofA, ofB] = [[...a.values()], [...b.values()]];
    variance +=
      (1 - a.size / population) * covariance(ofA, ofA) + (1 - b.size / population) * covariance(ofB, ofB);
    if (common.length === 0) continue;
    const left = 1 - (a.size * b.size) / (common.length * population);
    const shared = (from: Map<string, number>) => common.map((unit) => from.get(unit)!);
    variance -= 2 * left * covariance(shared(a), shared(b));
  }
  return variance;
}

describe('differences between rounds', () => {
  const rotated = Array.from({ length: 40 }, (_, i) => surveyRounds(3 * i + 2));
  const totals = (each: SurveyRounds, fpc: string | null = null) => ({
    ...each,
    spec: {
      ...each.spec,
      by: [],
      design: { ...each.spec.design, fpc, lonelyPsu: 'remove' },
      estimates: [{ name: 'income', type: 'total', of: { variable: 'income' } }],
    },
  });

  it.each([
    ['without', null],
    ['with', 'fpc'],
  ])('are as the formula says, %s a population correction', async (_name, fpc) => {
    let below = 0;
    for (const each of rotated) {
      const [row] = (await run(totals(each, fpc))).differences;
      const variance = plainVariance(each.before, each.after, fpc !== null);
      if (variance < 0) {
        below++;
        expect(row!.se).toBeNull();
      } else expect(Math.abs(row!.se! / Math.sqrt(variance) - 1)).toBeLessThan(1e-9);
    }
    expect(below).toBeLessThan(rotated.length / 2);
  });

  it('are known exactly where nothing changed, and turn their sign with the rounds', async () => {
    for (const each of rotated.slice(0, 10)) {
      for (const row of (await run({ ...each, after: each.before })).differences)
        if (row.estimate !== null) {
          expect(row.estimate).toBe(0);
          expect(row.se).toBeLessThanOrEqual(1e-12 * (row.before.se! + Math.abs(row.before.estimate!)));
        }
      const there = (await run(each)).differences;
      const back = (await run({ ...each, before: each.after, after: each.before })).differences;
      for (const [r, row] of there.entries()) {
        const other = back[r]!;
        expect(other.before).toEqual(row.after);
        if (row.estimate !== null) expect(other.estimate).toBeCloseTo(-row.estimate, 9);
        if (row.se !== null) expect(other.se!).toBeCloseTo(row.se, 6);
      }
    }
  });

  it('add up the variances of rounds that share no unit, and leave each round as it is alone', async () => {
    for (const each of rotated.slice(0, 10)) {
      const after = each.after.map(([stratum, unit, ...rest]) => [stratum!, `new-${unit}`, ...rest]);
      const { rows, differences } = await run({ ...each, after });
      expect(rows).toEqual(await estimate(parseEstimateSpec(each.spec), rowsInBatches(each.header, after)));
      for (const { se, before, after: later } of differences)
        if (se !== null) expect(se).toBeCloseTo(Math.hypot(before.se!, later.se!), 6);
    }
  });

  it('take shares of a margin, and no unit for another where there are none', async () => {
    const each = rotated[0]!;
    const share = { name: 'share', type: 'share', of: { variable: 'income' } };
    const spec = { ...each.spec, by: ['sex'], estimates: [share] };
    const [whole, men, women] = (await run({ ...each, spec })).differences;
    expect([whole!.estimate, whole!.se]).toEqual([0, 0]);
    // What one sex gains the other loses.
    expect(men!.estimate!).toBeCloseTo(-women!.estimate!, 12);
    expect(Math.abs(men!.se! / women!.se! - 1)).toBeLessThan(1e-9);
    const records = { ...spec, design: { ...spec.design, psu: null } };
    const [, alone] = (await run({ ...each, spec: records })).differences;
    expect(Math.abs(alone!.se! / Math.hypot(alone!.before.se!, alone!.after.se!) - 1)).toBeLessThan(1e-9);
  });

  it('have no precision without a design, and refuse the rule that has no meaning', async () => {
    const each = totals(rotated[0]!);
    const census = { ...each, spec: { ...each.spec, design: null as never } };
    const [row] = (await run(census)).differences;
    expect(row).toMatchObject({ se: null, df: null, ci: null, before: { se: null } });
    expect(row!.estimate).not.toBeNull();
    const average = { ...each.spec, design: { ...each.spec.design, lonelyPsu: 'average' } };
    await expect(run({ ...each, spec: average })).rejects.toMatchObject({ code: 'spec-invalid' });
  });
});
