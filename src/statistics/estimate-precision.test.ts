import { describe, expect, it } from 'vitest';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { surveyCase } from '../../fixtures/synthetic/survey-cases.ts';
import sakernas from '../../specs/datasets/sakernas-2024-08.json' with { type: 'json' };
import policy from '../../specs/disclosure/policy.json' with { type: 'json' };
import { parseDictionary } from './dictionary.ts';
import { estimate } from './estimate.ts';
import { parseEstimateSpec, withDictionary } from './estimate-spec.ts';

const HEADER = ['stratum', 'psu', 'region', 'income'];
const DESIGN = { weight: null, strata: 'stratum', psu: 'psu', lonelyPsu: 'remove' };
const INCOME = { name: 'income', type: 'total', of: { variable: 'income' } };
const run = (spec: object, rows: readonly (readonly string[])[]) =>
  estimate(parseEstimateSpec(spec), rowsInBatches(HEADER, rows));

describe('precision of estimates', () => {
  // RSE of 10 + x and 10 - x from two units is 100 x / 10.
  it.each([
    [2.5, 'accurate'],
    [2.6, 'caution'],
    [5, 'caution'],
    [5.1, 'withheld'],
  ])('is flagged by the bounds of the policy: %d in 10 is %s', async (x, flag) => {
    expect(policy.reliability).toMatchObject({ accurate: 25, caution: 50 });
    const rows = [
      ['A', '1', '11', String(5 + x / 2)],
      ['A', '2', '11', String(5 - x / 2)],
    ];
    const [row] = await run({ design: DESIGN, estimates: [INCOME] }, rows);
    expect(row).toMatchObject({ estimate: 10, reliability: flag });
    expect(row!.rse).toBeCloseTo(10 * x, 9);
    const own = { accurate: 1, caution: 2 };
    const [strict] = await run({ design: DESIGN, estimates: [INCOME], reliability: own }, rows);
    expect(strict!.reliability).toBe('withheld');
  });

  it('is null for a census, and has no flag where only lone units hold a group', async () => {
    const rows = [
      ['A', '1', '11', '4'],
      ['B', '1', '12', '6'],
    ];
    const census = await run({ design: null, by: ['region'], estimates: [INCOME] }, rows);
    expect(census.map(({ estimate: value }) => value)).toEqual([10, 4, 6]);
    for (const row of census)
      expect(row).toMatchObject({ se: null, rse: null, reliability: null, df: null, ci: null });
    const [lone] = await run({ design: DESIGN, estimates: [INCOME] }, rows);
    expect(lone).toMatchObject({ se: 0, df: 0, rse: 0, reliability: null, ci: null });
  });

  it.each(['beta', 'logit'])(
    'has no interval without width where all units agree (%s)',
    async (proportions) => {
      const low = { name: 'low', type: 'mean', of: { variable: 'income', atMost: 5 } };
      const rows = ['1', '2', '3'].flatMap((unit) => [
        ['A', unit, '11', '4'],
        ['A', unit, '11', '9'],
      ]);
      const [row] = await run({ design: DESIGN, estimates: [low], interval: { proportions } }, rows);
      expect(row).toMatchObject({ estimate: 0.5, se: 0, df: 2, ci: null, reliability: null });
    },
  );

  it('has Student interval where a record is in the numerator of a ratio only', async () => {
    const low = { variable: 'income', atMost: 5 };
    const north = { variable: 'region', in: ['11'] };
    const ratio = { name: 'r', type: 'ratio', numerator: low, denominator: north };
    const rows = ['1', '2', '3'].flatMap((unit) => [
      ['A', unit, '11', unit],
      ['A', unit, '12', unit === '1' ? '9' : '4'],
    ]);
    const [row] = await run({ design: DESIGN, estimates: [ratio] }, rows);
    expect(row!.estimate).toBeCloseTo(5 / 3, 12);
    const [down, up] = row!.ci!;
    expect((down + up) / 2).toBeCloseTo(5 / 3, 9);
    // Student's 97.5 % point with 2 degrees of freedom.
    expect((up - down) / 2 / row!.se!).toBeCloseTo(4.30265273, 7);
  });

  it('is that of leaving out one unit at a time, for totals', async () => {
    // For a linear statistic the stratified jackknife and the formula agree.
    const header = ['stratum', 'psu', 'fpc', 'weight', 'region', 'sex', 'activity', 'hours', 'income'];
    for (let i = 2; i < 60; i += 5) {
      const { rows } = surveyCase(i);
      const spec = { design: { ...DESIGN, weight: 'weight' }, estimates: [INCOME] };
      const [row] = await estimate(parseEstimateSpec(spec), rowsInBatches(header, rows));
      let variance = 0;
      const worth = (some: readonly (readonly string[])[]) =>
        some.reduce((sum, each) => sum + Number(each[3]) * Number(each[8]), 0);
      for (const h of new Set(rows.map((each) => each[0]))) {
        const members = rows.filter((each) => each[0] === h);
        const units = [...new Set(members.map((each) => each[1]))];
        const n = units.length;
        if (n === 1) continue;
        const without = units.map(
          (unit) => (n / (n - 1)) * worth(members.filter((each) => each[1] !== unit)),
        );
        for (const replicate of without) variance += ((n - 1) / n) * (replicate - worth(members)) ** 2;
      }
      expect(row!.se! / Math.sqrt(variance)).toBeCloseTo(1, 9);
    }
  });
});

describe('estimate spec with a dictionary', () => {
  const dictionary = parseDictionary(sakernas);

  it('takes the missing codes of the dictionary besides its own', () => {
    const spec = parseEstimateSpec({ design: DESIGN, estimates: [INCOME], missing: { income: ['x'] } });
    const { missing } = withDictionary(spec, dictionary);
    expect(missing.income).toEqual(['x']);
    for (const { name, missing: named } of dictionary.variables)
      if (named.length > 0) expect(missing[name]).toEqual(named.map(({ code }) => code));
    expect(Object.keys(missing).length).toBeGreaterThan(1);
  });

  it('refuses a sample of what is no sample', () => {
    const spec = parseEstimateSpec({ design: DESIGN, estimates: [INCOME] });
    const census = { ...dictionary, kind: 'census' as const, design: null };
    expect(() => withDictionary(spec, census)).toThrow('spec-invalid');
    expect(withDictionary({ ...spec, design: null }, census).design).toBeNull();
  });
});
