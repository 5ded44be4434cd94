/**
 * Is a cell of fixed binary what it claims to be, or did somebody put text in it?
 *
 * Genuine tokens, filters and ciphertext look like random bytes. A NIK, a name or a date written into such a
 * cell does not: it is printable, or digits (perhaps with zero bytes between, as in UTF-16 and UTF-32), or it
 * does not fill the cell, so that the rest is filler. That catches mistakes. Whoever wants to deceive can make
 * anything look random, and no check of bytes finds that.
 *
 * Leaks: the answer names the kind, never the bytes.
 * Cost:  O(length); genuine cells take one pass that looks at blocks of four.
 */

export type CellFault = 'printable' | 'digits' | 'filler';

/** Filters hold long runs of zeros where a record has few tokens; tokens and ciphertext never do. */
export type CellKind = 'filter' | 'random';

/** Digits in a row, plain or as UTF-16. A random 32-byte token holds such a run with probability 2e-13. */
const DIGIT_RUN = 10;
/** Digits in a row as UTF-32: they take 32 bytes, which is all of a token. */
const WIDE_DIGIT_RUN = 8;
/** Characters of UTF-16 in a row. A random 32-byte token holds such a run with probability 7e-17. */
const WIDE_TEXT_RUN = 7;
/** In filters, whose bytes may be mostly zero: 7e-14 for a filter of 128 bytes at the worst fill, a tenth. */
const WIDE_TEXT_RUN_FILTER = 14;
/** Characters between zeros that are text where nothing else is in the cell. */
const TEXT_BETWEEN_ZEROS = 6;
/** A cell of decimal digits, two to a byte. A random 32-byte token is one with probability 9e-14. */
const PACKED_BYTES = 32;
/** Equal bytes in a row. A random 32-byte token holds such a run with probability 25 * 2^-56. */
const FILLER_RUN = 8;
/** Bits that a number of 16 digits sets, less what chance may take away. */
const CROWDED_BITS = 12;
const CROWDED_BYTES = 8;

const PRINTABLE = 1;
const DIGIT = 2;
const ZERO = 4;
/** What digits are made of, in any width of character. */
const CLASS_TEXT = DIGIT | ZERO;
const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const printable = byte >= 0x20 && byte < 0x7f ? PRINTABLE : 0;
  const digit = byte >= 0x30 && byte < 0x3a ? DIGIT : 0;
  return printable | digit | (byte === 0 ? ZERO : 0);
});

/** What is wrong with `bytes[from .. from + width)`, or null. */
export function cellFault(bytes: Uint8Array, from: number, width: number, kind: CellKind): CellFault | null {
  const to = from + width;
  if (allPrintable(bytes, from, to, kind)) return 'printable';
  if (kind === 'random' && allPackedDigits(bytes, from, to)) return 'digits';
  if (!suspicious(bytes, from, to, kind)) return null;
  if (hasDigits(bytes, from, to)) return 'digits';
  if (hasRun(bytes, from, to, 2, kind === 'random' ? WIDE_TEXT_RUN : WIDE_TEXT_RUN_FILTER, PRINTABLE))
    return 'printable';
  if (kind === 'random') return hasFiller(bytes, from, to) ? 'filler' : null;
  return crowded(bytes, from, to) ? 'filler' : null;
}

/** Nothing but text, perhaps with zeros before or behind it. Edge: filters under 32 bytes have no zeros to spare. */
function allPrintable(bytes: Uint8Array, from: number, to: number, kind: CellKind): boolean {
  let first = from;
  let last = to;
  if (kind === 'random' || to - from >= 4 * CROWDED_BYTES) {
    while (first < last && bytes[first] === 0) first++;
    while (last > first && bytes[last - 1] === 0) last--;
  }
  for (let at = first; at < last; at++) if ((CLASS[bytes[at]!]! & PRINTABLE) === 0) return false;
  return last - first === to - from ? to > from : last - first >= TEXT_BETWEEN_ZEROS;
}

function allPackedDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at]! >> 4 > 9 || (bytes[at]! & 15) > 9) return false;
  return to - from >= PACKED_BYTES;
}

/** Every run that the rules look for covers an aligned block of four: without such a block, no run. */
function suspicious(bytes: Uint8Array, from: number, to: number, kind: CellKind): boolean {
  for (let at = from; at + 4 <= to; at += 4) {
    const a = bytes[at]!;
    const b = bytes[at + 1]!;
    const c = bytes[at + 2]!;
    const d = bytes[at + 3]!;
    if (CLASS[a]! & CLASS_TEXT && CLASS[b]! & CLASS_TEXT && CLASS[c]! & CLASS_TEXT && CLASS[d]! & CLASS_TEXT)
      return true;
    if ((b === 0 && d === 0) || (a === 0 && c === 0)) return true;
    if (kind === 'random' && a === b && b === c && c === d) return true;
  }
  return to - from < 8;
}

function hasDigits(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    hasRun(bytes, from, to, 1, DIGIT_RUN, DIGIT) ||
    hasRun(bytes, from, to, 2, DIGIT_RUN, DIGIT) ||
    hasRun(bytes, from, to, 4, WIDE_DIGIT_RUN, DIGIT)
  );
}

/** `run` bytes of `kind` that stand `stride` bytes apart with zeros between. Byte order does not matter for that. */
function hasRun(
  bytes: Uint8Array,
  from: number,
  to: number,
  stride: number,
  run: number,
  kind: number,
): boolean {
  for (let phase = 0; phase < stride; phase++) {
    let count = 0;
    for (let at = from + phase; at < to; at += stride) {
      const found = (CLASS[bytes[at]!]! & kind) !== 0;
      count = found ? (count > 0 && zerosBefore(bytes, at, stride) ? count + 1 : 1) : 0;
      if (count >= run) return true;
    }
  }
  return false;
}

function zerosBefore(bytes: Uint8Array, at: number, stride: number): boolean {
  for (let back = 1; back < stride; back++) if (bytes[at - back] !== 0) return false;
  return true;
}

function hasFiller(bytes: Uint8Array, from: number, to: number): boolean {
  let run = 1;
  for (let at = from + 1; at < to; at++) {
    run = bytes[at] === bytes[at - 1] ? run + 1 : 1;
    if (run >= FILLER_RUN) return true;
  }
  return false;
}

/**
 * A filter all of whose bits stand in eight neighbouring bytes, and many of them: a number padded with zeros.
 * Edge: only filters of 32 bytes and more; a record of one short token sets fewer bits than that.
 */
function crowded(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 4 * CROWDED_BYTES) return false;
  let first = from;
  while (first < to && bytes[first] === 0) first++;
  let last = to - 1;
  while (last > first && bytes[last] === 0) last--;
  if (last - first >= CROWDED_BYTES) return false;
  let bits = 0;
  for (let at = first; at <= last && at < to; at++) for (let b = bytes[at]!; b > 0; b &= b - 1) bits++;
  return bits >= CROWDED_BITS;
}
