/** A decimal number as text says it: `digits` units of 10 ** -`decimals`. */
export interface Decimal {
  readonly digits: number;
  readonly decimals: number;
}

/** Decimal places that are kept; figures of money and weights do not need more. */
const MOST_DECIMALS = 6;

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{1,20}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * `text` in whole units of its last decimal place, at most `MOST_DECIMALS` (halves away from zero).
 * Edge: null for anything else than a plain number with a decimal point, and above 2 ** 53 units.
 */
export function decimalOf(text: string): Decimal | null {
  const found = DECIMAL.exec(text);
  if (found === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  const kept = fraction.replace(/0+$/, '');
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, kept.length - Number(exponent)));
  const digits = Number(`${whole}${kept}e${decimals - kept.length + Number(exponent)}`);
  const rounded = Math.floor(digits + 0.5);
  if (!Number.isSafeInteger(rounded)) return null;
  return { digits: (sign === '-' ? -rounded : rounded) + 0, decimals };
}

/** Whole units of 10 ** -`decimals` as a reader writes them, without exponent: 12345 with 2 is `123.45`. */
export function decimalText(units: number, decimals: number): string {
  if (decimals === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
