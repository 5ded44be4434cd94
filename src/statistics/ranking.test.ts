import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCodes } from './ranking.ts';

const CODES = [
  { code: 'Total', parent: null },
  { code: '11', parent: 'Total' },
  { code: '1101', parent: '11' },
  { code: '1102', parent: '11' },
  { code: '12', parent: 'Total' },
  { code: '1201', parent: '12' },
  { code: 'not-stated', parent: 'Total' },
];
const RULE = { dimension: 'region', by: 'x', top: 2, ties: 'all' } as const;
const rank = (figures: Record<string, number | null>, rule: Partial<Parameters<typeof rankCodes>[0]> = {}) =>
  rankCodes({ ...RULE, ...rule }, CODES, ['province', 'regency'], (code) => figures[code] ?? null).levels;

describe('ranks', () => {
  it('are of each level by itself, largest first; the total and those without an answer have none', () => {
    const levels = rank({ Total: 99, 'not-stated': 98, 11: 5, 12: 7, 1101: 2, 1102: 3, 1201: 7 });
    expect(levels).toEqual([
      {
        level: 'province',
        ranked: [
          { rank: 1, code: '12' },
          { rank: 2, code: '11' },
        ],
        unranked: 0,
      },
      {
        level: 'regency',
        ranked: [
          { rank: 1, code: '1201' },
          { rank: 2, code: '1102' },
        ],
        unranked: 0,
      },
    ]);
  });

  it('take in all that are equal to the last, or the first of them by code, as the rule says', () => {
    const figures = { 1101: 4, 1102: 4, 1201: 4 };
    expect(rank(figures)[1]!.ranked.map(({ rank: at, code }) => `${at}:${code}`)).toEqual([
      '1:1101',
      '1:1102',
      '1:1201',
    ]);
    expect(rank(figures, { ties: 'code-order' })[1]!.ranked.map(({ code }) => code)).toEqual([
      '1101',
      '1102',
    ]);
  });

  it('leave out what has no figure, and say how many that are', () => {
    const [, regencies] = rank({ 1101: null, 1102: 3, 1201: null });
    expect(regencies).toEqual({ level: 'regency', ranked: [{ rank: 1, code: '1102' }], unranked: 2 });
    expect(rank({})[1]).toEqual({ level: 'regency', ranked: [], unranked: 3 });
  });

  it('are the same whatever the figures of those left out: an order narrows nothing that is hidden', () => {
    const figures = fc.record({ 1101: fc.nat(9), 1102: fc.nat(9), 1201: fc.nat(9) });
    fc.assert(
      fc.property(figures, fc.constantFrom('1101', '1102', '1201'), (all, hidden) => {
        const seen = { ...all, [hidden]: null };
        const [, regencies] = rank(seen, { top: 3 });
        expect(regencies!.ranked.some(({ code }) => code === hidden)).toBe(false);
        const shown = Object.entries(all).filter(([code]) => code !== hidden);
        for (const { rank: at, code } of regencies!.ranked)
          expect(at).toBe(1 + shown.filter(([, value]) => value > all[code as keyof typeof all]).length);
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
