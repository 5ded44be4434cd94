/** Shares, rates and means, judged by an intruder who has every figure that was shown, rounded as it was. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemIntruder } from '../../test/support/attackers.ts';
import { runs } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { cellAt } from './cells.ts';
import { linkedFiles } from './linked-outputs.ts';
import { type LinkedSpec, linkedRules, parseLinkedSpec } from './linked-spec.ts';
import { type ProtectedLinked, protectLinked } from './protect-linked.ts';
import { readLinkedTables } from './read-data.ts';
import type { Solver } from './solver.ts';
import { type Relation, systemWith } from './system.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const HEADER = ['region', 'sex', 'activity', 'wage', 'holding'];
const DIMENSIONS = [
  { name: 'region', levels: ['region'] },
  { name: 'sex', levels: ['sex'] },
];
const COUNTS = {
  measure: { type: 'count' },
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
};

/** A mean wage: a magnitude with levels over the number of records. */
const mean = (ratio: object): LinkedSpec =>
  parseLinkedSpec({
    ...COUNTS,
    tables: [
      {
        id: 'wages',
        dimensions: DIMENSIONS,
        measure: { type: 'magnitude', value: 'wage', contributor: 'holding' },
        primary: [{ rule: 'p-percent', p: 20 }],
        protection: { standard: 'levels' },
        cost: 'unity',
      },
      { id: 'persons', dimensions: DIMENSIONS },
    ],
    ratios: [{ id: 'mean', numerator: 'wages', denominator: 'persons', ...ratio }],
  });

/** An unemployment rate: populations that nobody tied by an equation. */
const rate = (ratio: object): LinkedSpec =>
  parseLinkedSpec({
    ...COUNTS,
    tables: [
      { id: 'force', dimensions: DIMENSIONS, population: 'force' },
      {
        id: 'jobless',
        dimensions: DIMENSIONS,
        where: [{ column: 'activity', in: ['2'] }],
        population: 'jobless',
      },
    ],
    ratios: [{ id: 'rate', numerator: 'jobless', denominator: 'force', scale: 100, ...ratio }],
  });

const protect = async (spec: LinkedSpec, rows: readonly (readonly string[])[]): Promise<ProtectedLinked> => {
  const tables = await readLinkedTables(spec, HEADER, [{ firstRow: 1, rows }]);
  return protectLinked(tables, linkedRules(spec), { solver });
};

const times = (n: number, row: readonly string[]) => new Array<readonly string[]>(n).fill(row);

/** Every figure shown, read from the files, as relations between cells: written apart from the code under test. */
function published(result: ProtectedLinked, spec: LinkedSpec, alsoKeptBack = false): Relation[] {
  const { decimals, scale, numerator, denominator } = linkedRules(spec).ratios![0]!;
  const { space, digits, status } = result.ratios[0]!;
  const [above, below] = [result.tables[numerator]!.table, result.tables[denominator]!.table];
  const places = 10 ** ((above.decimals ?? 0) - (below.decimals ?? 0));
  return Array.from(digits.keys()).flatMap((cell): Relation[] => {
    const codes = space.dimensions.map(
      (d, i) => d.codes[Math.floor(cell / space.strides[i]!) % d.codes.length]!,
    );
    const base = cellAt(
      below.space,
      codes.map((code, d) => below.space.dimensions[d]!.nodeOf.get(code)!),
    );
    if (status[cell] !== 'safe' && !(alsoKeptBack && status[cell] === 'secondary')) return [];
    if (below.value[base] === 0) return [];
    const half = 0.5 / 10 ** decimals;
    const shown = digits[cell]! / 10 ** decimals;
    const cells = [
      result.problem.linked.cellOf[numerator]![cell]!,
      result.problem.linked.cellOf[denominator]![base]!,
    ];
    const bound = (end: number) => [scale / places, -end];
    return [
      { cells, signs: bound(shown - half), lower: -1e-7, upper: Number.POSITIVE_INFINITY, generating: true },
      { cells, signs: bound(shown + half), lower: Number.NEGATIVE_INFINITY, upper: 1e-7, generating: true },
    ];
  });
}

/** Unsafe cells that an intruder narrows beyond what they need. */
function broken(result: ProtectedLinked, more: readonly Relation[]): number {
  const { problem, hidden } = result;
  const cells = problem.targets.map(({ cell }) => cell);
  const found = systemIntruder(solver, systemWith(problem.system, more), problem.values, hidden, cells);
  return problem.targets.filter((target) => {
    const [low, high] = found.get(target.cell)!;
    if (target.kind === 'move') return high - low < 1 - 1e-3;
    return low > target.low + 1e-3 || high < target.high - 1e-3;
  }).length;
}

const holdings = (region: string, sex: string, n: number) =>
  Array.from({ length: n }, (_, i) => [region, sex, '1', '10', `${region}${sex}${i}`]);

describe('a mean', () => {
  /** One holding pays most of R1 M: that cell is unsafe, and three more hide it. */
  const rows = [
    ...times(20, ['R1', 'M', '1', '100.5', 'big']),
    ...holdings('R1', 'M', 5),
    ...holdings('R1', 'F', 1000),
    ...holdings('R2', 'M', 900),
    ...holdings('R2', 'F', 800),
    ...holdings('R3', 'M', 900),
    ...holdings('R3', 'F', 900),
  ];

  it('is shown where total and number are, and is then their quotient', async () => {
    const spec = mean({ decimals: 2 });
    const result = await protect(spec, rows);
    expect(result.audit.status).toBe('holds');
    const [{ ratios }] = linkedFiles(result, solver) as [ReturnType<typeof linkedFiles>[number]];
    const lines = ratios[0]!.cells.trim().split('\n');
    expect(lines[0]).toBe('region,sex,value,status');
    expect(lines).toContain(`Total,Total,${((2010 + 50 + 45_000) / 4525).toFixed(2)},safe`);
    const hidden = lines.filter((line) => line.includes(',,'));
    expect(hidden.length).toBe(4);
    expect(hidden).toContain('R1,M,,primary');
    const open = ratios[0]!.public
      .trim()
      .split('\n')
      .filter((line) => line.includes(',,'));
    expect(open.every((line) => line.endsWith(',,hidden'))).toBe(true);
    expect(ratios[0]!.summary).toMatchObject({ shown: lines.length - 1 - 4, hidden: 4, besideHidden: 0 });
  });

  it('beside a hidden total is shown where its rounding leaves room enough, and kept back where not', async () => {
    const coarse = await protect(mean({ decimals: 0, shown: 'where-safe' }), rows);
    const fine = await protect(mean({ decimals: 3, shown: 'where-safe' }), rows);
    expect(coarse.ratios[0]!.besideHidden).toBeGreaterThan(0);
    expect(coarse.ratios[0]!.besideHidden + coarse.ratios[0]!.keptBack).toBe(3);
    expect(fine.ratios[0]!.besideHidden).toBeLessThan(coarse.ratios[0]!.besideHidden);
    const spec = mean({ decimals: 3, shown: 'where-safe' });
    expect(broken(fine, published(fine, spec))).toBe(0);
    expect(broken(fine, published(fine, spec, true))).toBeGreaterThan(0);
  });

  it('says in the report what became of it', async () => {
    const result = await protect(mean({ decimals: 0, shown: 'where-safe' }), rows);
    const [wages, persons] = linkedFiles(result, solver);
    expect(wages!.files.report.ratios).toEqual([wages!.ratios[0]!.summary]);
    expect(persons!.files.report.ratios).toBeUndefined();
  });
});

describe('a rate', () => {
  const few = [
    ...times(40, ['R1', 'M', '1', '1', 'a']),
    ...times(2, ['R1', 'F', '1', '1', 'a']),
    ...['R1', 'R2', 'R3'].flatMap((region) =>
      ['M', 'F'].flatMap((sex) => times(9, [region, sex, '2', '1', 'b'])),
    ),
    ...['R2', 'R3'].flatMap((region) => ['M', 'F'].flatMap((sex) => times(30, [region, sex, '1', '1', 'b']))),
  ];

  it('is hidden where only the rest, whole less part, is unsafe', async () => {
    const result = await protect(rate({}), few);
    const status = (code: string, sex: string) => {
      const { space, status: all } = result.ratios[0]!;
      return all[
        cellAt(space, [space.dimensions[0]!.nodeOf.get(code)!, space.dimensions[1]!.nodeOf.get(sex)!])
      ];
    };
    expect(result.audit.status).toBe('holds');
    expect(status('R1', 'F')).toBe('primary');
    expect(status('Total', 'Total')).toBe('safe');
    const without = await protect(rate({ part: false }), few);
    expect(without.ratios[0]!.status).not.toContain('primary');
  });

  it('and its parts are protected at a cost that is proved least of all tables, and each report says so', async () => {
    const result = await protect(parseLinkedSpec({ ...rate({}), method: 'exact', selfKnowledge: 1 }), few);
    const reports = linkedFiles(result, solver).map(({ files }) => files.report);
    for (const { method, exposedToSingletons } of reports) {
      expect(method).toMatchObject({ name: 'exact', proved: true, cost: method.bound });
      expect(exposedToSingletons).toBe(0);
    }
    expect(reports.reduce((sum, { loss }) => sum + loss.cost, 0)).toBeCloseTo(reports[0]!.method.cost!, 1);
  });

  it('of more than the whole is refused, unless it is none of a part', async () => {
    const spec = (part: boolean) =>
      parseLinkedSpec({
        ...COUNTS,
        tables: [
          {
            id: 'men',
            dimensions: [DIMENSIONS[0]],
            where: [{ column: 'sex', in: ['M'] }],
            population: 'men',
          },
          {
            id: 'women',
            dimensions: [DIMENSIONS[0]],
            where: [{ column: 'sex', in: ['F'] }],
            population: 'women',
          },
        ],
        ratios: [{ id: 'men-per-women', numerator: 'men', denominator: 'women', part }],
      });
    await expect(protect(spec(true), few)).rejects.toMatchObject({ code: 'disclosure-ratio-no-part' });
    const { ratios } = await protect(spec(false), few);
    expect(ratios[0]!.digits[0]).toBe(Math.round((10 * (40 + 27 + 60)) / (2 + 27 + 60)));
  });

  it('whose tables name what they count in two ways is refused, since its rest could not be told', () => {
    const { tables, ...others } = rate({});
    const [force, jobless] = tables;
    const { population: _, ...unnamed } = jobless!;
    const asked = (ratio: object) => ({ ...others, ...ratio, tables: [force, unnamed] });
    expect(() => parseLinkedSpec(asked({}))).toThrow(expect.objectContaining({ code: 'spec-invalid' }));
    const ratios = others.ratios.map((each) => ({ ...each, part: false }));
    expect(() => parseLinkedSpec(asked({ ratios }))).not.toThrow();
  });

  it.each([
    ['a denominator that may be negative', { measure: { type: 'magnitude', value: 'wage', negative: true } }],
    ['a dimension that one of them has not', {}],
  ])('refuses %s', (_what, measure) => {
    const spec = {
      ...COUNTS,
      ...(Object.keys(measure).length > 0 ? { protection: { standard: 'exact' } } : {}),
      tables: [
        { id: 'a', dimensions: DIMENSIONS },
        { id: 'b', dimensions: [DIMENSIONS[0]], ...measure },
      ],
      ratios: [
        { id: 'r', numerator: 'a', denominator: 'b', within: Object.keys(measure).length > 0 ? [] : ['sex'] },
      ],
    };
    const reasons = [expect.stringContaining('/ratios')];
    expect(() => parseLinkedSpec(spec)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ reasons }) }),
    );
  });

  it('over nobody has no value where that is shown', async () => {
    const spec = rate({});
    const tables = await readLinkedTables(spec, HEADER, [
      { firstRow: 1, rows: few.filter((row) => row[0] !== 'R3' || row[1] === 'M') },
    ]);
    const { ratios } = protectLinked(tables, linkedRules(spec), { solver });
    const { space, status } = ratios[0]!;
    expect(
      status[cellAt(space, [space.dimensions[0]!.nodeOf.get('R3')!, space.dimensions[1]!.nodeOf.get('F')!])],
    ).toBe('undefined');
  });
});

describe('whatever the data', () => {
  const person = fc
    .tuple(fc.nat(3), fc.nat(2), fc.nat(3), fc.integer({ min: 1, max: 60 }), fc.nat(12))
    .map(([region, sex, activity, wage, holding]) => [
      `R${region}`,
      `S${sex}`,
      activity === 0 ? '2' : '1',
      String(wage / 10),
      `h${holding}`,
    ]);
  const KINDS = { mean, rate } as const;

  it.each(['mean', 'rate'] as const)(
    'figures shown narrow no unsafe cell, and those kept back do: %s (property)',
    async (kind) => {
      let besideHidden = 0;
      let keptBack = 0;
      let won = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(person, { minLength: 60, maxLength: 160 }),
          fc.integer({ min: 0, max: 2 }),
          async (rows, decimals) => {
            const spec = KINDS[kind]({ decimals, shown: 'where-safe' });
            const result = await protect(spec, rows);
            if (result.audit.status !== 'holds') return;
            expect(broken(result, published(result, spec))).toBe(0);
            besideHidden += result.ratios[0]!.besideHidden;
            keptBack += result.ratios[0]!.keptBack;
            if (result.ratios[0]!.keptBack > 0 && broken(result, published(result, spec, true)) > 0) won++;
          },
        ),
        { seed: 21, numRuns: runs(20, 300) },
      );
      expect(besideHidden).toBeGreaterThan(2);
      expect(keptBack).toBeGreaterThan(5);
      expect(won).toBeGreaterThan(2);
    },
  );
});
