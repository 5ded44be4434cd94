import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairs } from '../../../test/support/filters.ts';
import { personGroups } from './person-groups.ts';

type Triple = readonly [number, number, number];
const within = (list: readonly Triple[]) => personGroups([{ fileA: 0, fileB: 0, pairs: pairs(list) }]);
const rows = (group: ReturnType<typeof within>[number]) => group.rows.map(([, row]) => row);

describe('personGroups', () => {
  it('groups rows of one file that are all alike', () => {
    const [group, ...others] = within([
      [0, 1, 0.9],
      [0, 2, 0.8],
      [1, 2, 0.85],
    ]);
    expect(others).toEqual([]);
    expect(rows(group!)).toEqual([0, 1, 2]);
    expect(group).toMatchObject({ score: 0.8, status: 'linked' });
  });

  it('does not chain: a row that is like one of two only stays out', () => {
    const groups = within([
      [0, 1, 0.9],
      [1, 2, 0.8],
    ]);
    expect(groups.map(rows)).toEqual([[0, 1]]);
    expect(groups[0]!.status).toBe('linked');
  });

  it('sends a group to review where a row outside is as near as its own', () => {
    const groups = within([
      [0, 1, 0.9],
      [1, 2, 0.9],
    ]);
    expect(groups.map(({ status }) => status)).toEqual(['review']);
  });

  it('groups rows of three files', () => {
    const part = (fileA: number, fileB: number, list: readonly Triple[]) => ({
      fileA,
      fileB,
      pairs: pairs(list),
    });
    const groups = personGroups([
      part(0, 1, [[4, 5, 0.9]]),
      part(0, 2, [[4, 6, 0.8]]),
      part(1, 2, [[5, 6, 0.7]]),
    ]);
    expect(groups).toEqual([
      {
        rows: [
          [0, 4],
          [1, 5],
          [2, 6],
        ],
        score: 0.7,
        status: 'linked',
      },
    ]);
  });

  const score = fc.constantFrom(0.8, 0.85, 0.9, 1);
  const graph = fc
    .uniqueArray(fc.tuple(fc.nat(6), fc.nat(6), score), { maxLength: 15, selector: ([a, b]) => `${a} ${b}` })
    .map((list) => list.filter(([a, b]) => a < b));

  it('holds only rows that are all paired, each row once, whatever the order of pairs', () =>
    fc.assert(
      fc.property(graph, (list) => {
        const groups = within(list);
        const all = groups.flatMap(rows);
        expect(new Set(all).size).toBe(all.length);
        for (const group of groups) {
          const own = rows(group);
          const scores = own.flatMap((x) =>
            own.filter((y) => y > x).map((y) => list.find(([a, b]) => a === x && b === y)?.[2]),
          );
          expect(scores).not.toContain(undefined);
          expect(group.score).toBe(Math.min(...(scores as number[])));
          const outside = list.filter(([a, b]) => own.includes(a) !== own.includes(b)).map(([, , s]) => s);
          expect(group.status === 'review').toBe(outside.some((s) => s >= group.score));
        }
        expect(within([...list].reverse())).toEqual(groups);
      }),
      { seed: 3, numRuns: 500 },
    ));
});
