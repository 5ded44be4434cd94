/** What CPython takes must be taken alike or refused, and what it refuses must be refused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePattern, patternProblem } from './pattern.ts';
import { pythonInteger, roundHalfEven, scaledInteger } from './python-number.ts';
import { dateFormatProblem, dateReader } from './strptime.ts';
import { canEncode, encodingOf, type TextEncoding } from './text-encoding.ts';

interface Oracle {
  readonly integers: [text: string, value: string | null][];
  readonly scaled: [text: string, precision: number, value: string | null][];
  readonly dates: [format: string, text: string, date: string | null][];
  readonly patterns: [pattern: string, text: string, match: boolean][];
  readonly encoded: [encoding: TextEncoding, text: string, hex: string][];
}

const file = join(import.meta.dirname, '../../../fixtures/oracles/cpython-text.json');
const oracle = JSON.parse(readFileSync(file, 'utf8')) as Oracle;
const texts = (value: bigint | null) => (value === null ? null : String(value));

describe('text as CPython reads it', () => {
  it.each(oracle.integers)('int(%j)', (text, value) => {
    expect(texts(pythonInteger(text))).toBe(value);
  });

  it.each(oracle.scaled)('%j times ten to the %i', (text, precision, value) => {
    expect(texts(scaledInteger(text, precision))).toBe(value);
  });

  it('strptime', () => {
    const read = oracle.dates.map(([format, text]) => [format, text, dateReader(format)(text)]);
    expect(read).toEqual(oracle.dates);
  });

  it('re.fullmatch', () => {
    const matched = oracle.patterns.map(([pattern, text]) => [
      pattern,
      text,
      compilePattern(pattern).test(text),
    ]);
    expect(matched).toEqual(oracle.patterns);
  });

  it('str.encode', () => {
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const encoded = oracle.encoded.map(([encoding, text]) => [
      encoding,
      text,
      hex(encodingOf(encoding)(text)),
    ]);
    expect(encoded).toEqual(oracle.encoded);
  });
});

describe('what cannot be read exactly is refused with its reason', () => {
  it.each([
    '\\w+',
    '\\s',
    '\\bx',
    '(?=a)b',
    '(?P<n>a)',
    '(a)\\1',
    'a*?',
    'a++',
    '(?i)a',
    'a{,3}',
    '[[:alpha:]]',
    '[^\\W]',
    '*a',
    '(|*)',
    '[z-a]',
    '(a',
    'a]',
    '\\x41',
    'a\u00a0',
  ])('pattern %s', (pattern) => {
    expect(patternProblem(pattern)).toMatch(/pattern/);
    expect(() => compilePattern(pattern)).toThrow(TypeError);
  });

  it.each(['%d %B %Y', '%b%Y', '%j/%Y', '%d-%m', '%Y%Y', '%Y-%y', '%', '%Y\u00e9', '%Y %p', '%x'])(
    'strptime format %s',
    (format) => {
      expect(dateFormatProblem(format)).toMatch(/strptime/);
      expect(() => dateReader(format)).toThrow(TypeError);
    },
  );

  it('years before 1000 and other digits than ASCII', () => {
    expect(dateReader('%Y-%m-%d')('0980-01-01')).toBeNull();
    expect(dateReader('%Y-%m-%d')('١٩٨٠-01-01')).toBeNull();
    expect(pythonInteger('٥')).toBeNull();
    expect(pythonInteger('9'.repeat(4301))).toBeNull();
  });
});

it('knows what an encoding can hold', () => {
  expect(canEncode('é', 'ascii')).toBe(false);
  expect(canEncode('\u007f', 'ascii')).toBe(true);
  expect(canEncode('é😀', 'utf-8')).toBe(true);
  expect(canEncode('a\ud800', 'utf-16')).toBe(false);
});

it('rounds half to even', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 0.49, 0.51, -2.51].map(roundHalfEven)).toEqual([
    0, 2, 2, 0, -2, 0, 1, -3,
  ]);
});
