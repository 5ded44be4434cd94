/**
 * Diffusion of many filters at once, 32 side by side: one word holds one bit of each of them, so that one exclusive
 * or does the work of 32.
 *
 * Shape:  the same answer as `createDiffusion` filter by filter.
 * Cost:   for 32 filters outputBits x terms words, and turning bits / 32 + outputBits / 32 squares of 32 x 32 bits.
 * Source: Warren, "Hacker's Delight", 7-3, for turning a square.
 */
import { type DiffusionShape, diffusionPositions } from './diffusion.ts';

/** Filters side by side. */
const LANES = 32;

/** `filters`: `rows` filters back to back; the answer likewise. */
export type DiffuseMany = (filters: Uint8Array, rows: number) => Uint8Array<ArrayBuffer>;

export function createDiffuseMany(key: Uint8Array, shape: DiffusionShape): DiffuseMany {
  const { bits, outputBits, terms } = shape;
  const positions = diffusionPositions(key, shape);
  const slices = new Int32Array(bits);
  const outputs = new Int32Array(outputBits);
  return (filters, rows) => {
    const answer = new Uint8Array((rows * outputBits) / 8);
    for (let from = 0; from < rows; from += LANES) {
      const lanes = Math.min(LANES, rows - from);
      slice(filters, (from * bits) / 8, bits, lanes, slices);
      for (let j = 0, i = 0; j < outputBits; j++) {
        let word = 0;
        for (const end = i + terms; i < end; i++) word ^= slices[positions[i]!]!;
        outputs[j] = word;
      }
      unslice(outputs, answer, (from * outputBits) / 8, outputBits, lanes);
    }
    return answer;
  };
}

const square = new Int32Array(LANES);

/** Word b of `slices` gets bit b of each filter, of the first one in its highest bit. */
function slice(bytes: Uint8Array, from: number, bits: number, lanes: number, slices: Int32Array): void {
  for (let word = 0; word < bits / 32; word++) {
    for (let lane = 0; lane < LANES; lane++) {
      const at = from + (lane * bits) / 8 + 4 * word;
      square[lane] =
        lane < lanes
          ? (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
          : 0;
    }
    turn(square);
    slices.set(square, 32 * word);
  }
}

function unslice(slices: Int32Array, bytes: Uint8Array, from: number, bits: number, lanes: number): void {
  for (let word = 0; word < bits / 32; word++) {
    for (let i = 0; i < LANES; i++) square[i] = slices[32 * word + i]!;
    turn(square);
    for (let lane = 0; lane < lanes; lane++) {
      const at = from + (lane * bits) / 8 + 4 * word;
      const value = square[lane]!;
      bytes[at] = value >>> 24;
      bytes[at + 1] = value >>> 16;
      bytes[at + 2] = value >>> 8;
      bytes[at + 3] = value;
    }
  }
}

/** Rows become columns: bit j of word i and bit i of word j change places. */
function turn(words: Int32Array): void {
  for (let size = 16, mask = 0x0000ffff; size !== 0; size >>= 1, mask ^= mask << size)
    for (let i = 0; i < LANES; i = (i + size + 1) & ~size) {
      const swap = (words[i]! ^ (words[i + size]! >>> size)) & mask;
      words[i]! ^= swap;
      words[i + size]! ^= swap << size;
    }
}
