import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  ABSENT,
  febrlThousand,
  pairs,
  SHARED_LINKAGE,
  sharedIsThere,
  wasmKernel,
} from '../../../test/support/filters.ts';
import { type FilePairs, type FileRow, greedyGroups, scoredPairs } from './greedy-groups.ts';

// Some of these compare whole files, which on a busy machine takes more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

const part = (fileA: number, fileB: number, ...list: [number, number, number][]): FilePairs => ({
  fileA,
  fileB,
  pairs: pairs(list),
});

/** The definition, slowly: all pairs seen so far are kept, and every two groups are looked at after each. */
function slowGroups(parts: readonly FilePairs[]): FileRow[][] {
  const name = (row: FileRow) => row.join(' ');
  const seen = new Set<string>();
  let groups: FileRow[][] = [];
  for (const [x, y] of scoredPairs(parts)) {
    for (const row of [x, y])
      if (!groups.flat().some((known) => name(known) === name(row))) groups.push([row]);
    seen.add(`${name(x)} ${name(y)}`).add(`${name(y)} ${name(x)}`);
    const own = (row: FileRow) => groups.find((group) => group.some((known) => name(known) === name(row)))!;
    const [left, right] = [own(x), own(y)];
    const complete = left.every((p) => right.every((q) => seen.has(`${name(p)} ${name(q)}`)));
    if (left !== right && complete)
      groups = [...groups.filter((group) => group !== left && group !== right), [...left, ...right]];
  }
  const byRow = (p: FileRow, q: FileRow) => p[0] - q[0] || p[1] - q[1];
  return groups
    .filter((group) => group.length > 1)
    .map((group) => group.sort(byRow))
    .sort((p, q) => byRow(p[0]!, q[0]!));
}

describe('greedyGroups', () => {
  it('takes the best pair first and leaves what it has taken', () => {
    expect(greedyGroups([part(0, 1, [0, 0, 0.8], [0, 1, 0.9], [1, 0, 0.7])])).toEqual([
      [
        [0, 0],
        [1, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    ]);
  });

  it('decides ties by the lower rows', () => {
    expect(greedyGroups([part(0, 1, [0, 1, 0.8], [0, 0, 0.8])])).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
    ]);
  });

  it('takes pairs of one score by file first, then by row', () => {
    const parts = [part(1, 2, [0, 0, 0.8]), part(0, 1, [5, 5, 0.8], [4, 6, 0.8]), part(0, 2, [0, 0, 0.9])];
    expect([...scoredPairs(parts)]).toEqual([
      [[0, 0], [2, 0], 0.9],
      [[0, 4], [1, 6], 0.8],
      [[0, 5], [1, 5], 0.8],
      [[1, 0], [2, 0], 0.8],
    ]);
  });

  it('merges three files only when every pair across the groups was seen', () => {
    const two = [part(0, 1, [0, 0, 0.9]), part(1, 2, [0, 0, 0.8])];
    expect(greedyGroups(two)).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
    ]);
    expect(greedyGroups([...two, part(0, 2, [0, 0, 0.5])])).toEqual([
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    ]);
  });

  it('finds what the definition says, for two to four files', () => {
    const list = fc.uniqueArray(fc.tuple(fc.nat(2), fc.nat(2), fc.constantFrom(0.8, 0.85, 0.9, 0.95, 1)), {
      maxLength: 7,
      selector: ([a, b]) => `${a} ${b}`,
    });
    fc.assert(
      fc.property(fc.tuple(list, list, list, list, list, list), (lists) => {
        const files = [
          [0, 1],
          [1, 2],
          [0, 2],
          [0, 3],
          [1, 3],
          [2, 3],
        ] as const;
        const parts = files.map(([x, y], k) => part(x, y, ...lists[k]!));
        const groups = greedyGroups(parts);
        expect(groups).toEqual(slowGroups(parts));
        for (const group of groups) expect(new Set(group.map(([file]) => file)).size).toBe(group.length);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it.skipIf(!sharedIsThere)(
    `gives anonlink's pairs and groups for FEBRL 1,000 + 1,000${ABSENT}`,
    async () => {
      const { a, b } = febrlThousand();
      const expected = JSON.parse(
        readFileSync(join(SHARED_LINKAGE, 'febrl4_1000_expected_dice0.8.json'), 'utf8'),
      ) as { similarity_scores: unknown[]; groups: unknown[] };
      const parts = [{ fileA: 0, fileB: 1, pairs: (await wasmKernel()).compare(a, b, 0.8) }];
      const scores = [...scoredPairs(parts)];
      expect(scores.length).toBe(946);
      expect(scores).toEqual(expected.similarity_scores);
      const asSet = (groups: readonly unknown[]) => groups.map((group) => JSON.stringify(group)).sort();
      expect(asSet(greedyGroups(parts))).toEqual(asSet(expected.groups));
    },
  );
});
