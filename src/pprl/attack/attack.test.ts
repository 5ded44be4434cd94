import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRecordEncoder } from '../encoder.ts';
import { gainOf } from '../exposure/gain.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';
import { createDiffusion } from '../padan/diffusion.ts';
import { drawFrom, shuffled, zipf } from './draw.ts';
import { bitAt, diceTo, packFilters } from './filters.ts';
import { alignFrequencies } from './frequency.ts';
import { matchGraphs } from './graph-matching.ts';
import { learnTokens } from './known-plaintext.ts';
import { runLaboratory } from './laboratory.ts';
import { minePatterns } from './pattern-mining.ts';
import { makePeople } from './people.ts';
import { plaintextTokens } from './plaintext.ts';

function schemaOf(id: string) {
  const path = join(import.meta.dirname, `../../../specs/linkage/${id}.json`);
  return parseLinkageSchema(JSON.parse(readFileSync(path, 'utf8')), id);
}
const placements = schemaOf('placements');
const key = (byte: number) => Uint8Array.from({ length: 32 }, (_, i) => (byte + i) & 0xff);
const N = 300;
const people = makePeople(placements, N, 5);
const order = shuffled(N, drawFrom(9));
const encode = (byte: number, cells: readonly (readonly string[])[], terms = 0) => {
  const encoder = createRecordEncoder(placements, key(byte));
  const diffuse = createDiffusion(key(byte + 1), { bits: 1024, outputBits: 2048, terms: terms || 2 });
  const clks = cells.map((each) => encoder.encode(each).undiffused!);
  return terms === 0 ? packFilters(clks, 1024) : packFilters(clks.map(diffuse), 2048);
};
const inFile = Array.from(order, (i) => people[i]!);
const right = (guess: Int32Array, from = 0) =>
  guess.reduce((sum, person, row) => sum + (row >= from && person === order[row] ? 1 : 0), 0) / (N - from);

describe('filters as an attacker holds them', () => {
  test('similarities are Dice, bit by bit', () => {
    const draw = drawFrom(1);
    const clks = Array.from({ length: 12 }, () => Uint8Array.from({ length: 16 }, () => draw.below(256)));
    const filters = packFilters(clks, 128);
    const bits = (row: number) => Array.from({ length: 128 }, (_, b) => bitAt(filters, row, b));
    const all = Int32Array.from(clks.keys());
    for (let row = 0; row < clks.length; row++)
      diceTo(filters, row, all).forEach((score, other) => {
        const [a, b] = [bits(row), bits(other)];
        const common = a.filter((bit, i) => bit && b[i]).length;
        const both = [...a, ...b].filter(Boolean).length;
        expect(score).toBeCloseTo((2 * common) / both, 6);
      });
  });
});

describe('graph matching', () => {
  test('names nearly everybody behind plain filters, without the key', () => {
    expect(right(matchGraphs(encode(1, people), encode(2, inFile)))).toBeGreaterThan(0.9);
  });

  test('names nobody behind filters diffused with eight terms', () => {
    expect(right(matchGraphs(encode(1, people, 8), encode(2, inFile, 8)))).toBeLessThanOrEqual(0.02);
  });
});

describe('known plaintext', () => {
  const attack = (terms: number) => {
    const tokens = people.map(plaintextTokens(placements));
    const known = Array.from({ length: N / 2 }, (_, row) => ({ tokens: tokens[order[row]!]!, row }));
    const rows = Array.from({ length: N / 2 }, (_, i) => N / 2 + i);
    const guess = new Int32Array(N).fill(-1);
    learnTokens(encode(2, inFile, terms), known, rows, tokens).forEach((person, i) => {
      guess[rows[i]!] = person;
    });
    return right(guess, N / 2);
  };

  test('half the records known give away most of the others in plain filters', () => {
    expect(attack(0)).toBeGreaterThan(0.6);
  });

  test('and next to none in filters diffused with eight terms', () => {
    expect(attack(8)).toBeLessThanOrEqual(0.03);
  });
});

describe('frequency alignment', () => {
  test('the value that occurs most is taken for the one that occurs most', () => {
    const guess = alignFrequencies(['x', 'y', 'x', null, 'x', 'y'], ['B', 'A', 'A', 'B', 'A', null]);
    expect(Array.from(guess)).toEqual([1, 0, 2, -1, 4, 3]);
  });
});

describe('pattern mining', () => {
  test('finds the bits of frequent tokens where few tokens share a filter', () => {
    const draw = drawFrom(4);
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const pick = zipf(6, 1.3, draw);
    const register = Array.from({ length: 400 }, () => [names[pick()]!]);
    const bitsOf = (token: string) =>
      Array.from({ length: 8 }, (_, i) => (names.indexOf(token) * 37 + i * 11) % 256);
    const clks = register.map(([token]) => {
      const clk = new Uint8Array(32);
      for (const bit of bitsOf(token!)) clk[bit >> 3]! |= 0x80 >> (bit & 7);
      return clk;
    });
    const guess = minePatterns(packFilters(clks, 256), register);
    const agree = register.filter(([token], row) => register[guess[row]!]?.[0] === token).length;
    expect(agree / register.length).toBeGreaterThan(0.9);
  });
});

describe('made-up people', () => {
  test('are accepted by the schemas they are made for, and the same for the same seed', () => {
    for (const id of ['placements', 'placements-register', 'febrl4']) {
      const schema = schemaOf(id);
      const encoder = createRecordEncoder(schema, key(3));
      const made = makePeople(schema, 200, 1);
      expect(made.flatMap((cells) => encoder.check(cells))).toEqual([]);
      expect(makePeople(schema, 200, 1)).toEqual(made);
      expect(new Set(made.map((cells) => cells.join())).size).toBeGreaterThan(190);
    }
  });
});

describe('the laboratory at 1,000 records', () => {
  test('its controls win, and no attack names anybody behind placements', () => {
    const { attacks, controls, sound, withTheKey } = runLaboratory(placements, { n: 1_000, seed: 1 });
    expect(controls.map(({ share, mustExceed }) => share > mustExceed)).toEqual([true, true, true]);
    expect(sound).toBe(true);
    expect(withTheKey.share).toBeGreaterThan(0.99);
    for (const { attack, share } of attacks)
      expect(share, attack).toBeLessThanOrEqual(attack === 'known plaintext' ? 0.02 : 0.01);
    // The others are at chance: guessing explains what they name. Blocking tokens say a little, and more with more rows.
    const ofBlocks = /^(frequency of blocking|token graph)/;
    for (const each of attacks.filter(({ attack }) => !ofBlocks.test(attack)))
      expect(gainOf(each, 0.001), each.attack).toBeLessThanOrEqual(
        each.attack === 'known plaintext' ? 0.02 : 0,
      );
  }, 300_000);
});
