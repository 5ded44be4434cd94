import type { ProblemCode } from '../../problems.ts';
import { holdsSixteenDigits } from '../digits.ts';
import type { ClkhashFormat, HashedFeature } from './document.ts';
import { compilePattern } from './pattern.ts';
import { pythonInteger, scaledInteger } from './python-number.ts';
import { dateReader } from './strptime.ts';
import { canEncode } from './text-encoding.ts';

/** Checks and formats the cells of one feature, as clkhash's field_formats.py does. */
export interface FieldReader {
  /**
   * The text that is tokenised, or why clkhash would refuse the cell (or why it cannot be read exactly here).
   * Edge: stricter than clkhash in one thing: text compared by n-grams is refused (`digits-in-name`) where it holds
   *       16 digits, a NIK among the names or in an address. Columns whose schema says that they hold numbers, dates
   *       or identifiers (`integer`, `date`, `enum`, `exact`, `numeric`) are left to the schema both sides agreed on.
   *       A sentinel is replaced as it is, not formatted.
   */
  read(cell: string): Read;
  /** The text that is tokenised, '' where the cell is refused. */
  formatted(cell: string): string;
}

/** The formatted value, or why there is none. */
type Format = (cell: string) => Read;
type Read =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly code: ProblemCode };

const taken = (value: string): Read => ({ ok: true, value });
const refused = (code: ProblemCode): Read => ({ ok: false, code });

export function createFieldReader(feature: HashedFeature): FieldReader {
  const { missingValue, comparison } = feature.hashing;
  const format = formatOf(feature.format);
  const precision = comparison.type === 'numeric' ? (comparison.fractional_precision ?? 0) : null;
  const text = feature.format.type === 'string' && comparison.type === 'ngram';
  const read = (cell: string): Read => {
    if (missingValue?.sentinel === cell) return taken(missingValue.replaceWith ?? cell);
    return format(cell);
  };
  const checked = (cell: string): Read => {
    const result = read(cell);
    if (!result.ok) return result;
    if (text && missingValue?.sentinel !== cell && holdsSixteenDigits(cell)) return refused('digits-in-name');
    if (precision === null || result.value === '') return result;
    return scaledInteger(result.value, precision) === null ? refused('value-not-number') : result;
  };
  return {
    read: checked,
    formatted(cell) {
      const result = read(cell);
      return result.ok ? result.value : '';
    },
  };
}

function formatOf(format: ClkhashFormat): Format {
  switch (format.type) {
    case 'string':
      return stringFormat(format);
    case 'integer':
      return integerFormat(format);
    case 'date': {
      const readDate = dateReader(format.format);
      return (cell) => {
        const date = readDate(cell);
        return date === null ? refused('value-not-date') : taken(date);
      };
    }
    case 'enum': {
      const values = new Set(format.values);
      return (cell) => (values.has(cell) ? taken(cell) : refused('value-not-listed'));
    }
  }
}

function stringFormat(format: Extract<ClkhashFormat, { type: 'string' }>): Format {
  const encoding = format.encoding ?? 'utf-8';
  const pattern = format.pattern === undefined ? null : compilePattern(format.pattern);
  const shortest = format.minLength ?? 0;
  const longest = format.maxLength ?? Number.POSITIVE_INFINITY;
  const wrongCase = (cell: string) =>
    (format.case === 'upper' && cell.toUpperCase() !== cell) ||
    (format.case === 'lower' && cell.toLowerCase() !== cell);
  return (cell) => {
    if (!canEncode(cell, encoding)) return refused('value-not-encodable');
    if (pattern !== null) return pattern.test(cell) ? taken(cell) : refused('value-pattern-differs');
    const length = codePoints(cell);
    if (length < shortest || length > longest) return refused('value-length-out-of-range');
    return wrongCase(cell) ? refused('value-case-differs') : taken(cell);
  };
}

/** Of text without lone surrogates: what can be encoded has none. */
function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) count--;
  return count;
}

/** What most integers are: their text is what Python would print of them. */
const PLAIN_INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;

function integerFormat({ minimum, maximum }: Extract<ClkhashFormat, { type: 'integer' }>): Format {
  return (cell) => {
    if (PLAIN_INTEGER.test(cell)) {
      const plain = Number(cell);
      const outside =
        (minimum !== undefined && plain < minimum) || (maximum !== undefined && plain > maximum);
      return outside ? refused('value-out-of-range') : taken(cell);
    }
    const value = pythonInteger(cell);
    if (value === null) return refused('value-not-integer');
    const low = minimum !== undefined && value < BigInt(minimum);
    const high = maximum !== undefined && value > BigInt(maximum);
    return low || high ? refused('value-out-of-range') : taken(String(value));
  };
}
