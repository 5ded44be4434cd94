import { describe, expect, test } from 'vitest';
import { drawFrom, shuffled } from '../attack/draw.ts';
import { matchTokenGraphs, type TokenKind } from '../attack/token-graph.ts';
import { deriveFieldKey } from '../keys.ts';
import { type BlockingPass, createBlocking, type Take } from './blocking.ts';
import { createExactToken } from './exact-token.ts';
import { soundKey } from './names/sound-key.ts';

const PASSES: readonly BlockingPass[] = ['first', 'second'].map((name) => ({
  name,
  parts: [
    { field: 'name', take: 'whole' },
    { field: 'place', take: 'whole' },
  ],
}));
const WORDS: BlockingPass = {
  name: 'words',
  parts: [
    { field: 'name', take: 'each-sound' },
    { field: 'place', take: 'whole' },
  ],
};
const key = (seed: number) => Uint8Array.from({ length: 32 }, (_, i) => (i * 7 + seed * 13) % 256);
const texts = (tokens: readonly (Uint8Array | null)[]) => tokens.flatMap((token) => token?.join() ?? []);

const PEOPLE = 400;
const draw = drawFrom(11);
/** Two groups of a few for each person: enough to tell most people by whom they share them with. */
const groups = Array.from({ length: PEOPLE }, () => [draw.below(160), draw.below(140)] as const);

function kinds(seed: number, order: readonly number[], buckets: number | null): TokenKind[] {
  return PASSES.map((pass, kind) => {
    const tokensOf = createBlocking(key(seed), pass, buckets);
    return order.map((person) => texts(tokensOf([`G${groups[person]![kind as 0 | 1]}`, 'X']).leaving));
  });
}

describe('a pass', () => {
  const sound = (name: string) => name.split(' ').map(soundKey);

  test.each<[Take, string, readonly string[]]>([
    ['whole', '1990-05-17', ['1990-05-17']],
    ['year', '1990-05-17', ['1990']],
    ['decade', '1990-05-17', ['199']],
    ['day-month', '1990-05-17', ['05-17']],
    ['year', '90-05-17', ['90']],
    ['decade', '90-05-17', ['9']],
    ['day-month', '90-05-17', ['05-17']],
    ['year', '', []],
    ['decade', '', []],
    ['day-month', '', []],
    ['sounds', 'WIDODO SURATMI', [sound('WIDODO SURATMI').sort().join(' ')]],
    ['sounds', 'SURATMI WIDODO', [sound('WIDODO SURATMI').sort().join(' ')]],
    ['sounds', '', []],
    ['each-sound', 'WIDODO SURATMI', sound('WIDODO SURATMI')],
    ['each-sound', 'WIDODO WIDODO', sound('WIDODO')],
    ['each-sound', '', []],
  ])('that takes %s of %j has a token for each of %j, beside its other part', (take, value, expected) => {
    const pass = {
      name: 'pass',
      parts: [
        { field: 'value', take },
        { field: 'other', take: 'whole' as const },
      ],
    };
    const tokenOf = createExactToken(deriveFieldKey(key(1), 'blocking', 'pass'));
    const tokens = expected.map((part) => tokenOf([part, 'X'])!.join());
    expect(texts(createBlocking(key(1), pass)([value, 'X']).leaving).sort()).toEqual(tokens.sort());
    expect(texts(createBlocking(key(1), pass)([value, '']).leaving)).toEqual([]);
  });
});

describe('buckets', () => {
  test('bring together whoever shared a token, and no more than the buckets there are', () => {
    const fine = createBlocking(key(1), WORDS);
    const mixed = createBlocking(key(1), WORDS, 16);
    const rows = ['SURATMI WIDODO', 'WIDODO', 'SURATMI HANDAYANI', 'KUNTORO', 'PRABOWO SURATMI'].flatMap(
      (name) => ['A', 'B', 'C', 'D', 'E'].map((place) => [name, place] as const),
    );
    const all = new Set<string>();
    for (const one of rows) {
      for (const bucket of texts(mixed(one).leaving)) all.add(bucket);
      for (const other of rows) {
        const meet = (tokens: (row: readonly string[]) => readonly string[]) => {
          const own = new Set(tokens(one));
          return tokens(other).some((token) => own.has(token));
        };
        if (meet((row) => texts(fine(row).leaving)))
          expect(meet((row) => texts(mixed(row).leaving))).toBe(true);
      }
    }
    expect(all.size).toBeGreaterThan(8);
    expect(all.size).toBeLessThanOrEqual(16);
  });

  test('are counted by the token behind each, and named once in a row', () => {
    const fine = createBlocking(key(1), WORDS);
    const one = createBlocking(key(1), WORDS, 1);
    const row = ['SURATMI WIDODO', 'A'];
    expect(texts(fine(row).leaving)).toHaveLength(2);
    expect(fine(row).counted).toEqual(fine(row).leaving);
    expect(texts(one(row).leaving)).toHaveLength(1);
    expect(one(row).leaving).toHaveLength(3);
    expect(texts(fine(row).leaving)).toContain(texts(one(row).counted)[0]);
    expect(texts(one(row).leaving)).not.toEqual(texts(one(row).counted));
  });

  test('leave no graph of tokens that a register could be laid over', () => {
    const everybody = Array.from({ length: PEOPLE }, (_, i) => i);
    const order = Array.from(shuffled(PEOPLE, drawFrom(3)));
    const named = (buckets: number | null) => {
      const guess = matchTokenGraphs(kinds(1, everybody, buckets), kinds(2, order, buckets));
      return order.filter((person, row) => guess[row] === person).length / PEOPLE;
    };
    expect(named(null)).toBeGreaterThan(0.9);
    expect(named(100)).toBeLessThanOrEqual(0.01);
  });
});
