import { type Comparison, gridDistance } from './document.ts';
import { scaledInteger } from './python-number.ts';

/**
 * The tokens of a formatted value, in clkhash's order, duplicates kept (they count where bits are shared out).
 *
 * Shape:  n-grams are of code points, not UTF-16 units; n > 1 pads with n - 1 spaces on each side; positional
 *         tokens are `"{position from 1} {gram}"`.
 * Edge:   an empty value has no tokens. A value that is no number has no numeric tokens: check it before.
 * Source: clkhash 0.18.3 comparators.py; vectors in fixtures/oracles/clkhash-0.18.3.json.
 */
export function tokensOf(value: string, comparison: Comparison): string[] {
  if (value === '') return [];
  if (comparison.type === 'exact') return [value];
  if (comparison.type === 'ngram') return ngrams(value, comparison.n, comparison.positional === true);
  return neighbours(value, comparison);
}

function ngrams(value: string, n: number, positional: boolean): string[] {
  const padding = ' '.repeat(n - 1);
  const points = Array.from(padding + value + padding);
  return Array.from({ length: Math.max(0, points.length - n + 1) }, (_, i) => {
    const gram = points.slice(i, i + n).join('');
    return positional ? `${i + 1} ${gram}` : gram;
  });
}

/** Grid points around the value, so that numbers within the threshold distance share tokens. */
function neighbours(value: string, comparison: Extract<Comparison, { type: 'numeric' }>): string[] {
  const precision = comparison.fractional_precision ?? 0;
  const integer = scaledInteger(value, precision);
  if (integer === null) return [];
  const distance = BigInt(gridDistance(comparison) ?? 1);
  const resolution = BigInt(comparison.resolution);
  const doubled = integer * 2n * resolution;
  const residue = ((doubled % distance) + distance) % distance;
  const nearest = 2n * residue < distance ? doubled - residue : doubled + (distance - residue);
  const tokens: string[] = [];
  for (let i = -resolution; i <= resolution; i++) tokens.push(String(nearest + i * distance));
  return tokens;
}

/** Bits of each of `count` tokens. `bitsPerFeature` is shared out, the first tokens taking one more. */
export function bitsPerToken(
  strategy: { bitsPerToken: number } | { bitsPerFeature: number },
  count: number,
): number[] {
  if ('bitsPerToken' in strategy) return new Array<number>(count).fill(strategy.bitsPerToken);
  const share = Math.floor(strategy.bitsPerFeature / count);
  const more = strategy.bitsPerFeature % count;
  return Array.from({ length: count }, (_, i) => share + (i < more ? 1 : 0));
}
