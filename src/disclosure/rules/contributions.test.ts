import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution, ContributionRule, Contributions, WeightKnowledge } from './contributions.ts';
import { dominanceRule } from './dominance.ts';
import { pPercentRule, pqRule } from './p-percent.ts';
import { requestRule } from './request.ts';

/** A cell from sizes, largest first; `[size, weight]` where it stands for several. */
function cell(
  sizes: readonly (number | readonly [number, number])[],
  weights: WeightKnowledge = 'expanded',
  marks: Readonly<Record<number, Partial<Contribution>>> = {},
): Contributions {
  const parts = sizes.map((each, i): Contribution => {
    const [size, weight] = typeof each === 'number' ? [each, 1] : each;
    return { size, weight, waived: false, request: 0, ...marks[i] };
  });
  return { parts, total: parts.reduce((sum, { size, weight }) => sum + size * weight, 0), weights };
}

describe('boundaries, both sides', () => {
  /** Cell of the boundary (safe), the same one unit to the unsafe side, and its level there. */
  const CASES: readonly (readonly [string, ContributionRule, Contributions, Contributions, number])[] = [
    ['dominance (1,80)', dominanceRule(1, 80), cell([80, 20]), cell([81, 20]), 100 * (81 / 80) - 101],
    ['dominance (2,90)', dominanceRule(2, 90), cell([50, 40, 10]), cell([51, 40, 10]), 9100 / 90 - 101],
    ['p% 15', pPercentRule(15, 1), cell([100, 60, 15]), cell([100, 60, 14]), 1],
    ['p% 15, coalition of 2', pPercentRule(15, 2), cell([100, 60, 50, 15]), cell([100, 60, 50, 14]), 1],
    ['pq (10,20)', pqRule(10, 20, 1), cell([100, 60, 50]), cell([100, 60, 49]), 1],
    ['request 40', requestRule(40, 70, 0), asked(40, 60, 1), asked(41, 60, 1), 4100 / 40 - 101],
    ['request, class 2', requestRule(40, 70, 0), asked(70, 30, 2), asked(71, 30, 2), 7100 / 70 - 101],
    [
      'request, few',
      requestRule(100, 100, 3),
      cell([9, 9, 9], 'expanded', { 2: { request: 1 } }),
      asked(9, 9, 1),
      0,
    ],
  ];

  function asked(own: number, other: number, request: 1 | 2): Contributions {
    return own >= other
      ? cell([own, other], 'expanded', { 0: { request } })
      : cell([other, own], 'expanded', { 1: { request } });
  }

  it.each(CASES)('%s', (_name, rule, safe, unsafe, level) => {
    expect(rule.level(safe)).toBe(null);
    expect(rule.level(unsafe)).toBeCloseTo(level, 9);
  });

  it('is exact where doubles of shares are not: 0.7 of 3 units in a thousandth', () => {
    expect(dominanceRule(1, 70).level(cell([2100, 900]))).toBe(null);
    expect(pPercentRule(7, 1).level(cell([300, 100, 21]))).toBe(null);
    expect(pPercentRule(7, 1).level(cell([300, 100, 20]))).toBe(1);
  });

  it('cells of nobody and of zeros are safe; a lone contributor is not', () => {
    for (const rule of [
      dominanceRule(2, 90),
      pPercentRule(15, 1),
      pqRule(10, 20, 1),
      requestRule(40, 40, 5),
    ]) {
      expect(rule.level(cell([]))).toBe(null);
      expect(rule.level(cell([0, 0]))).toBe(null);
    }
    expect(dominanceRule(2, 90).level(cell([9]))).toBeCloseTo(1, 9);
    expect(pPercentRule(15, 1).level(cell([100]))).toBe(15);
    expect(pPercentRule(15, 2).level(cell([100, 90, 80]))).toBe(15);
    expect(pqRule(10, 20, 1).level(cell([100, 3]))).toBe(50);
    expect(requestRule(40, 40, 5).level(cell([100]))).toBe(null);
  });

  it('passive: nothing without a request, however dominated', () => {
    expect(requestRule(40, 40, 3).level(cell([99, 1]))).toBe(null);
    expect(requestRule(40, 40, 0).level(cell([99, 1], 'expanded', { 1: { request: 1 } }))).toBe(null);
  });
});

describe('weights', () => {
  it('expanded: 100 of weight 4 is 100, 100, 100, 100 (tau-argus)', () => {
    const weighted = cell([
      [100, 4],
      [30, 2],
    ]);
    const spread = cell([100, 100, 100, 100, 30, 30]);
    expect(weighted.total).toBe(spread.total);
    for (const rule of [
      dominanceRule(1, 20),
      dominanceRule(3, 60),
      pPercentRule(80, 1),
      pPercentRule(99, 3),
      pqRule(40, 50, 2),
    ])
      expect(rule.level(weighted)).toBe(rule.level(spread));
  });

  it('sample: X - x2 - x1 < p/100 x1 with the estimated total', () => {
    const tight = (rest: number) =>
      cell(
        [
          [100, 1],
          [50, 1.5],
          [rest, 1],
        ],
        'sample',
      );
    expect(tight(5).total).toBe(180);
    expect(pPercentRule(30, 1).level(tight(5))).toBe(null);
    expect(pPercentRule(30, 1).level(tight(4))).toBeCloseTo(1, 9);
  });

  it('public: X - w2 x2 - w1 x1 < p/100 x1', () => {
    const tight = (rest: number) =>
      cell(
        [
          [100, 2],
          [50, 1.5],
          [rest, 2],
        ],
        'public',
      );
    expect(pPercentRule(30, 1).level(tight(15))).toBe(null);
    expect(pPercentRule(30, 1).level(tight(14))).toBeCloseTo(2, 9);
    expect(
      dominanceRule(1, 64).level(
        cell(
          [
            [40, 2],
            [45, 1],
          ],
          'public',
        ),
      ),
    ).toBe(null);
  });

  it('any integer weights: expanded equals the list written out (property)', () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 4 }));
    const rules = [dominanceRule(2, 70), pPercentRule(40, 1), pPercentRule(40, 2), pqRule(20, 50, 1)];
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        parts.sort((a, b) => b[0] - a[0]);
        const spread = parts.flatMap(([size, weight]) => new Array<number>(weight).fill(size));
        for (const rule of rules) expect(rule.level(cell(parts))).toBe(rule.level(cell(spread)));
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});

describe('waivers', () => {
  it('protects the largest that did not waive against the largest others', () => {
    const waived = (rest: number) => cell([200, 100, rest], 'expanded', { 0: { waived: true } });
    expect(pPercentRule(15, 1).level(waived(15))).toBe(null);
    expect(pPercentRule(15, 1).level(waived(14))).toBe(1);
    expect(pPercentRule(15, 1).level(cell([200, 100, 15]))).toBe(15);
    const all = { 0: { waived: true }, 1: { waived: true } };
    expect(pPercentRule(15, 1).level(cell([200, 100], 'expanded', all))).toBe(null);
  });
});

/**
 * The definition, tried out: any victim, any coalition of others that know themselves, who take each remaining
 * contribution to be at least 1 - q/100 of what it is; the best upper estimate of the victim against the truth.
 */
function bruteForce(sizes: readonly number[], p: number, q: number, coalition: number): boolean {
  return sizes.some((victim, v) => {
    if (victim === 0) return false;
    const others = sizes.filter((_, i) => i !== v);
    return subsets(others.length, coalition).some((members) => {
      const rest = others.reduce((sum, size, i) => sum + (members.has(i) ? 0 : size), 0);
      return q * rest < p * victim;
    });
  });
}

function subsets(of: number, most: number): Set<number>[] {
  return Array.from({ length: 2 ** of }, (_, bits) => {
    const members = new Set<number>();
    for (let i = 0; i < of; i++) if (bits & (1 << i)) members.add(i);
    return members;
  }).filter((members) => members.size <= most);
}

describe('against the definition', () => {
  const anySizes = fc
    .array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 })
    .map((sizes) => sizes.sort((a, b) => b - a));

  it('p% and (p,q) fire exactly where some coalition can estimate some contributor too well', () => {
    fc.assert(
      fc.property(
        anySizes,
        fc.constantFrom(10, 15, 50, 100),
        fc.constantFrom(1, 2, 3),
        (sizes, p, coalition) => {
          expect(pPercentRule(p, coalition).level(cell(sizes)) !== null).toBe(
            bruteForce(sizes, p, 100, coalition),
          );
          expect(pqRule(p / 2, 60, coalition).level(cell(sizes)) !== null).toBe(
            bruteForce(sizes, p / 2, 60, coalition),
          );
        },
      ),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('dominance fires exactly where some n contributors hold more than k per cent', () => {
    fc.assert(
      fc.property(anySizes, fc.constantFrom(1, 2, 3), fc.constantFrom(50, 75, 80, 90), (sizes, n, k) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const some = subsets(sizes.length, n).some(
          (members) => 100 * [...members].reduce((sum, i) => sum + sizes[i]!, 0) > k * total,
        );
        expect(dominanceRule(n, k).level(cell(sizes)) !== null).toBe(some);
      }),
      { seed: 8, numRuns: 1000 },
    );
  });

  it('(2,k) is never stricter than p% of 100 (100 - k) / k: (2,80) than 25', () => {
    let fired = 0;
    fc.assert(
      fc.property(anySizes, fc.constantFrom(50, 80), (sizes, k) => {
        if (pPercentRule((100 * (100 - k)) / k, 1).level(cell(sizes)) === null) return;
        fired++;
        expect(dominanceRule(2, k).level(cell(sizes))).not.toBe(null);
      }),
      { seed: 9, numRuns: 1000 },
    );
    expect(fired).toBeGreaterThan(50);
  });

  it('a cell that its level makes larger by others is safe, and one unit less is not', () => {
    const rules = [dominanceRule(1, 50), dominanceRule(2, 80), pPercentRule(50, 1), pqRule(20, 40, 1)];
    fc.assert(
      fc.property(anySizes, (sizes) => {
        for (const rule of rules) {
          const level = rule.level(cell(sizes));
          if (level === null) continue;
          const grown = (by: number) => {
            const parts = cell(sizes);
            return rule.level({ ...parts, total: parts.total + by });
          };
          expect(grown(Math.ceil(level - 1e-9))).toBe(null);
          if (level > 1) expect(grown(Math.ceil(level - 1e-9) - 1)).not.toBe(null);
        }
      }),
      { seed: 10, numRuns: 500 },
    );
  });
});
