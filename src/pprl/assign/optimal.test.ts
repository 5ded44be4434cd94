import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalAssignment, type Weighted } from './optimal.ts';

type Triple = readonly [a: number, b: number, weight: number];
const weighted = (list: readonly Triple[]): Weighted => ({
  a: list.map(([a]) => a),
  b: list.map(([, b]) => b),
  weight: list.map(([, , weight]) => weight),
});

/** Every way to link one-to-one, tried out: the best sum, and the candidates that all best ways have. */
function byTrial(list: readonly Triple[]): { best: number; inAll: Set<number>; inSome: Set<number> } {
  let best = 0;
  let ways: number[][] = [];
  const walk = (k: number, taken: readonly number[], total: number): void => {
    if (k === list.length) {
      if (total > best + 1e-9) [best, ways] = [total, []];
      if (total >= best - 1e-9) ways.push([...taken]);
      return;
    }
    walk(k + 1, taken, total);
    const [a, b, weight] = list[k]!;
    if (taken.every((other) => list[other]![0] !== a && list[other]![1] !== b))
      walk(k + 1, [...taken, k], total + weight);
  };
  walk(0, [], 0);
  const inAll = new Set([...list.keys()].filter((k) => ways.every((way) => way.includes(k))));
  return { best, inAll, inSome: new Set(ways.flat()) };
}

describe('optimalAssignment', () => {
  it('takes two good links rather than the best one and none', () => {
    // Greedy takes 0-0 (10) and leaves 1 without: 10. The best is 0-1 and 1-0: 17.
    const list: Triple[] = [
      [0, 0, 10],
      [0, 1, 9],
      [1, 0, 8],
    ];
    const { links } = optimalAssignment(weighted(list));
    expect(links.map(({ candidate }) => candidate).sort()).toEqual([1, 2]);
    expect(links.every(({ forced }) => forced)).toBe(true);
  });

  it('says that a link is not forced where another assignment is as good', () => {
    const square: Triple[] = [
      [0, 0, 1],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
      [2, 2, 1],
    ];
    const { links } = optimalAssignment(weighted(square));
    expect(links.map(({ candidate, forced }) => [square[candidate]![0], forced]).sort()).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
  });

  it('solves the 4 x 4 example of Munkres assignment by hand', () => {
    // Weights whose best sum is 15 + 14 + 13 + 12 on the other diagonal.
    const list = [0, 1, 2, 3].flatMap((a) =>
      [0, 1, 2, 3].map((b): Triple => [a, b, a + b === 3 ? 15 - a : 5 + ((3 * a + b) % 4)]),
    );
    const { links } = optimalAssignment(weighted(list));
    expect(links.map(({ candidate }) => list[candidate]!.slice(0, 2).join('-')).sort()).toEqual([
      '0-3',
      '1-2',
      '2-1',
      '3-0',
    ]);
  });

  it('leaves a component of more candidates than a call takes arguments', () => {
    const count = 300_000;
    const a = Uint32Array.from({ length: count }, (_, k) => k >> 1);
    const b = Uint32Array.from({ length: count }, (_, k) => (k + 1) >> 1);
    const { links, left, tooLarge } = optimalAssignment({ a, b, weight: new Float64Array(count).fill(1) });
    expect([links.length, left.length, tooLarge]).toEqual([0, count, 1]);
    expect([left[0], left.at(-1)]).toEqual([0, count - 1]);
  });

  it('leaves components beyond the bounds, and says how many', () => {
    const list: Triple[] = [
      [0, 0, 1],
      [1, 0, 1],
      [1, 1, 1],
      [5, 5, 1],
      [5, 6, 2],
    ];
    expect(optimalAssignment(weighted(list), { rows: 1, candidates: 10 })).toEqual({
      links: [{ candidate: 4, forced: true }],
      asGood: [],
      left: [0, 1, 2],
      tooLarge: 1,
    });
    expect(optimalAssignment(weighted(list), { rows: 9, candidates: 2 }).left).toEqual([0, 1, 2]);
  });

  const triple = fc.tuple(
    fc.nat(4),
    fc.nat(4),
    fc.integer({ min: 1, max: 6 }).map((w) => w / 4),
  );
  const graph = fc.uniqueArray(triple, { maxLength: 11, selector: ([a, b]) => `${a} ${b}` });

  it('finds the best sum and tells forced links as trying everything does', () =>
    fc.assert(
      fc.property(graph, (list) => {
        const { links, asGood, left } = optimalAssignment(weighted(list));
        const { best, inAll, inSome } = byTrial(list);
        expect(left).toEqual([]);
        expect(links.reduce((sum, { candidate }) => sum + list[candidate]![2], 0)).toBeCloseTo(best, 9);
        for (const { candidate, forced } of links) {
          expect(inSome.has(candidate)).toBe(true);
          expect(forced).toBe(inAll.has(candidate));
        }
        const taken = new Set(links.map(({ candidate }) => candidate));
        expect(new Set(asGood)).toEqual(new Set([...inSome].filter((k) => !taken.has(k))));
      }),
      { seed: 5, numRuns: 1500 },
    ));

  it('links one-to-one', () =>
    fc.assert(
      fc.property(graph, (list) => {
        const { links } = optimalAssignment(weighted(list));
        for (const side of [0, 1] as const)
          expect(new Set(links.map(({ candidate }) => list[candidate]![side])).size).toBe(links.length);
      }),
      { seed: 6, numRuns: 300 },
    ));
});
