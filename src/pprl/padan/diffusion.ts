/**
 * Diffusion (ELD): every output bit is the exclusive or of a few keyed positions of the filter. Filters that are alike
 * stay somewhat alike; what a single bit says of a token is gone.
 *
 * Shape:  `bits` in, `outputBits` out, `terms` positions for each output bit, none twice in one of them. All input
 *         positions are used equally often, or as nearly as the numbers allow.
 * Deterministic: the positions follow from the key (32 bytes, for this use alone): keyed BLAKE3's output stream as
 *         32-bit little-endian words, by which whole permutations of the positions are drawn one after another.
 * Leaks:  with too few terms the linear structure shows: see `leakageLambda`.
 * Cost:   outputBits x terms looks in an array for each filter, whatever is set in it.
 * Source: Armknecht, Heng and Schnell, "Strengthening Privacy-Preserving Record Linkage using Diffusion",
 *         PoPETs 2023(2).
 */
import { blake3 } from '@noble/hashes/blake3.js';
import { utf8 } from '../../exchange/bytes.ts';

export interface DiffusionShape {
  readonly bits: number;
  readonly outputBits: number;
  readonly terms: number;
}

/** Filters below which chance in the counts matters. */
const FEW = 100;

export type Diffuse = (filter: Uint8Array) => Uint8Array;

/** One filter at a time, bit by bit: see diffuse-many.ts for whole files. */
export function createDiffusion(key: Uint8Array, { bits, outputBits, terms }: DiffusionShape): Diffuse {
  const positions = diffusionPositions(key, { bits, outputBits, terms });
  return (filter) => {
    const output = new Uint8Array(outputBits / 8);
    for (let j = 0, i = 0; j < outputBits; j++) {
      let bit = 0;
      for (const end = i + terms; i < end; i++) {
        const position = positions[i]!;
        bit ^= filter[position >> 3]! >> (7 - (position & 7));
      }
      output[j >> 3]! |= (bit & 1) << (7 - (j & 7));
    }
    return output;
  };
}

/** Positions of output bit j: `[terms * j .. terms * (j + 1))`. Edge: `terms` must not exceed `bits`. */
export function diffusionPositions(
  key: Uint8Array,
  { bits, outputBits, terms }: DiffusionShape,
): Uint16Array {
  const below = wordsBelow(key);
  const positions = new Uint16Array(outputBits * terms);
  let deck: number[] = [];
  const draw = (own: readonly number[]): number => {
    if (deck.length === 0) deck = permutation(bits, below);
    // A position that this output bit has already waits for the next one.
    const at = deck.findIndex((each) => !own.includes(each));
    if (at >= 0) return deck.splice(at, 1)[0]!;
    const next = permutation(bits, below);
    const other = next.findIndex((each) => !own.includes(each));
    const [found] = next.splice(other, 1);
    deck = [...deck, ...next];
    return found!;
  };
  for (let j = 0; j < outputBits; j++) {
    const own: number[] = [];
    for (let t = 0; t < terms; t++) own.push(draw(own));
    positions.set(own, j * terms);
  }
  return positions;
}

/**
 * Residual linear leakage: (mean over bits of |1 - 2p|) ^ (terms - 1), p the share of filters, before diffusion, in
 * which the bit is set. 0 is ideal; 0.02 is this project's limit.
 * @param counts filters with each bit set.
 * Edge:   1 where there are fewer than two filters. Of fewer than 100 filters chance alone makes |1-2p| large, and p
 *         is meant of the people the file is drawn from: there the root of the mean of (1-2p)^2, freed of what
 *         chance adds, is taken where it is smaller. It is never below the mean of |1-2p| but by chance.
 * Source: this project's notes on security, 2c, fitted to measured attacks; the variance of a share for the edge.
 */
export function leakageLambda(counts: Float64Array, filters: number, terms: number): number {
  if (filters < 2) return 1;
  let sum = 0;
  let squares = 0;
  for (const count of counts) {
    const lean = Math.abs(1 - (2 * count) / filters);
    sum += lean;
    squares += lean * lean;
  }
  const mean = sum / counts.length;
  if (filters >= FEW) return mean ** (terms - 1);
  // E[x^2] of the mean x of n signs is m^2 + (1 - m^2) / n.
  const unbiased = (filters * (squares / counts.length) - 1) / (filters - 1);
  return Math.min(mean, Math.sqrt(Math.max(0, unbiased))) ** (terms - 1);
}

function permutation(n: number, below: (n: number) => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Uniform whole numbers: words above the largest multiple of n are drawn again. */
function wordsBelow(key: Uint8Array): (n: number) => number {
  const stream = blake3.create({ key }).update(utf8('positions'));
  let block = new DataView(new ArrayBuffer(0));
  let at = 0;
  const word = (): number => {
    if (at === block.byteLength) {
      const bytes = stream.xof(4096);
      block = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      at = 0;
    }
    const value = block.getUint32(at, true);
    at += 4;
    return value;
  };
  return (n) => {
    const limit = 2 ** 32 - (2 ** 32 % n);
    let value = word();
    while (value >= limit) value = word();
    return value % n;
  };
}
