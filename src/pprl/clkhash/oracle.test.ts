import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64, utf8 } from '../../exchange/bytes.ts';
import { createRecordEncoder } from '../encoder.ts';
import { deriveClkhashKeys } from '../keys.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';
import type { Comparison } from './document.ts';
import { blakePositions, doublePositions, xorFold } from './hash.ts';
import { bitsPerToken, tokensOf } from './tokens.ts';

interface Oracle {
  readonly kdf: readonly {
    secret: string;
    numFeatures: number;
    hash: 'SHA256' | 'SHA512';
    saltB64: string | null;
    infoB64: string | null;
    keySize: number;
    keysB64: [string, string][];
  }[];
  readonly tokens: readonly { comparison: Comparison; input: string; tokens: string[] }[];
  readonly bloom: readonly {
    hash: string;
    keysB64: string[];
    tokens: string[];
    ks: number[];
    l: number;
    bitsSet: number[];
  }[];
  readonly e2e: readonly { schema: unknown; secret: string; rows: string[][]; clks: string[] }[];
}

const file = join(import.meta.dirname, '../../../fixtures/oracles/clkhash-0.18.3.json');
const oracle = JSON.parse(readFileSync(file, 'utf8')) as Oracle;
const bytes = (base64: string | null | undefined) => fromBase64(base64 ?? '')!;

describe('clkhash 0.18.3', () => {
  it.each(oracle.kdf)('derives the keys of $numFeatures features from a secret', (vector) => {
    const keys = deriveClkhashKeys(utf8(vector.secret), vector.numFeatures, {
      hash: vector.hash,
      salt: bytes(vector.saltB64),
      info: bytes(vector.infoB64),
      keySize: vector.keySize,
    });
    expect(keys.map(({ first, second }) => [toBase64(first), toBase64(second)])).toEqual(vector.keysB64);
  });

  it.each(oracle.tokens)('makes the tokens of $input by $comparison', ({ comparison, input, tokens }) => {
    expect(tokensOf(input, comparison)).toEqual(tokens);
  });

  it.each(oracle.bloom)('sets the bits of $tokens by $hash', ({ hash, keysB64, tokens, ks, l, bitsSet }) => {
    const keys = { first: bytes(keysB64[0]), second: bytes(keysB64[1]) };
    const positions =
      hash === 'blakeHash'
        ? blakePositions(keys, l, utf8)
        : doublePositions(keys, l, utf8, hash.endsWith('prevent_singularity'));
    const found = new Set(tokens.flatMap((token, i) => [...positions(token, ks[i]!).subarray(0, ks[i])]));
    expect([...found].sort((a, b) => a - b)).toEqual(bitsSet);
  });

  it.each(oracle.e2e.map((vector, i) => ({ ...vector, i })))('encodes the rows of schema $i', (vector) => {
    const encoder = createRecordEncoder(parseLinkageSchema(vector.schema, 'oracle'), utf8(vector.secret));
    expect(vector.rows.map((row) => toBase64(encoder.encode(row).clk))).toEqual(vector.clks);
  });

  it('covers both spellings of folding, and only one of them folds', () => {
    const folding = oracle.e2e.map(({ schema }) => (schema as { clkConfig: object }).clkConfig);
    expect(folding.some((config) => 'xor_folds' in config)).toBe(true);
    expect(folding.some((config) => 'xorFolds' in config)).toBe(true);
  });
});

it('remembers positions without changing them when more bits of a token are asked for', () => {
  const keys = { first: utf8('k'.repeat(64)), second: utf8('m'.repeat(64)) };
  for (const make of [
    () => blakePositions(keys, 1024, utf8),
    () => doublePositions(keys, 1024, utf8, false),
  ]) {
    const asked = make();
    const few = [...asked('ab', 3).subarray(0, 3)];
    const many = [...asked('ab', 70).subarray(0, 70)];
    expect(many.slice(0, 3)).toEqual(few);
    expect([...make()('ab', 70).subarray(0, 70)]).toEqual(many);
  }
});

it('shares bits per feature out so that they add up, the first tokens taking one more', () => {
  expect(bitsPerToken({ bitsPerFeature: 11 }, 4)).toEqual([3, 3, 3, 2]);
  expect(bitsPerToken({ bitsPerFeature: 2 }, 4)).toEqual([1, 1, 0, 0]);
  expect(bitsPerToken({ bitsPerToken: 5 }, 2)).toEqual([5, 5]);
});

it('folds halves by XOR', () => {
  expect(xorFold(Uint8Array.of(1, 2, 4, 8), 1)).toEqual(Uint8Array.of(5, 10));
  expect(xorFold(Uint8Array.of(1, 2, 4, 8), 2)).toEqual(Uint8Array.of(15));
  expect(xorFold(Uint8Array.of(1, 2), 0)).toEqual(Uint8Array.of(1, 2));
});
