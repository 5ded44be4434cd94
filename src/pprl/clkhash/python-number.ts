/**
 * Numbers as Python reads them, as far as ASCII digits go (other decimal digits are refused, not guessed).
 * Source: CPython `int(text, 10)`, `float(text)`, `round(x)`.
 */
const WHITE = '[\\t-\\r\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const DIGITS = '[0-9]+(?:_[0-9]+)*';
const INTEGER = new RegExp(`^${WHITE}([+-]?)(${DIGITS})${WHITE}$`);
const FLOAT = new RegExp(
  `^${WHITE}([+-]?(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?)${WHITE}$`,
);
/** Python refuses longer integer texts (sys.int_info.default_max_str_digits). */
const MAX_DIGITS = 4300;

/** `int(text, 10)`, or null. */
export function pythonInteger(text: string): bigint | null {
  const [, sign, digits] = INTEGER.exec(text) ?? [];
  if (digits === undefined) return null;
  const plain = digits.replaceAll('_', '');
  if (plain.length > MAX_DIGITS) return null;
  return sign === '-' ? -BigInt(plain) : BigInt(plain);
}

/** `float(text)` where it is finite, or null. */
function pythonFloat(text: string): number | null {
  const [, number] = FLOAT.exec(text) ?? [];
  if (number === undefined) return null;
  const value = Number(number.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

/** `text` times ten to the `precision`, as clkhash makes it an integer: exact, else rounded half to even. */
export function scaledInteger(text: string, precision: number): bigint | null {
  const integer = pythonInteger(text);
  if (integer !== null) return integer * 10n ** BigInt(precision);
  const float = pythonFloat(text);
  if (float === null) return null;
  if (precision === 0) return BigInt(Math.trunc(float));
  const scaled = float * 10 ** precision;
  return Number.isFinite(scaled) ? BigInt(roundHalfEven(scaled)) : null;
}

/** Python's `round`. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const part = value - floor;
  if (part !== 0.5) return part < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
