import { describe, expect, test } from 'vitest';
import { drawFrom, shuffled } from './draw.ts';
import { matchTokenGraphs, type TokenKind } from './token-graph.ts';

/** People in blocks of a few, by two kinds of tokens; the words are the party's own, the blocks are not. */
function kinds(people: readonly number[], word: string): TokenKind[] {
  const draw = drawFrom(11);
  const groups = Array.from({ length: 400 }, () => [draw.below(160), draw.below(140)] as const);
  return [0, 1].map((kind) => people.map((person) => [`${word}${kind}-${groups[person]![kind as 0 | 1]}`]));
}

const everybody = Array.from({ length: 400 }, (_, i) => i);
const inFile = Array.from(shuffled(400, drawFrom(3)));
const right = (guess: Int32Array, file: readonly number[], from = 0) =>
  guess.reduce((sum, mine, row) => sum + (row >= from && mine === file[row] ? 1 : 0), 0) /
  (file.length - from);

describe('the graph of tokens', () => {
  test('names nearly everybody where blocks are many and the register is of the same people', () => {
    const guess = matchTokenGraphs(kinds(everybody, 'mine'), kinds(inFile, 'theirs'));
    expect(right(guess, inFile)).toBeGreaterThan(0.9);
  });

  test('names nobody where no two rows share a token', () => {
    const alone = (word: string) => [everybody.map((person) => [`${word}${person}`])];
    const guess = matchTokenGraphs(alone('mine'), alone('theirs'));
    expect(Array.from(guess)).toEqual(everybody.map(() => -1));
  });

  test('goes on from known pairs to people whom colours cannot tell', () => {
    // Two squares, alike but for what is known: each row shares one token with each of two neighbours.
    const square = (word: string, order: readonly number[]): TokenKind[] => [
      order.map((person) => [`${word}a${person >> 1}`]),
      order.map((person) => [`${word}b${(person + 1) >> 1 === 4 ? 0 : (person + 1) >> 1}`]),
    ];
    const order = [5, 2, 7, 0, 1, 6, 3, 4];
    const without = matchTokenGraphs(square('x', [0, 1, 2, 3, 4, 5, 6, 7]), square('y', order));
    expect(right(without, order)).toBe(0);
    const known = [{ mine: 5, theirs: 0, lead: 1 }];
    const guess = matchTokenGraphs(square('x', [0, 1, 2, 3, 4, 5, 6, 7]), square('y', order), known);
    expect(right(guess, order, 1)).toBeGreaterThan(0.5);
  });

  test('a row is guessed once at most, and a person taken once', () => {
    const guess = matchTokenGraphs(kinds(everybody, 'mine'), kinds(inFile.slice(0, 200), 'theirs'));
    const taken = Array.from(guess).filter((person) => person >= 0);
    expect(new Set(taken).size).toBe(taken.length);
  });
});
