/** The traffic light of an exposure report, and every reason for it by name. */
import type { ExposureBounds } from './bounds.ts';
import type { Light } from './report-shape.ts';
import { REASONS, type ReasonCode } from './texts.ts';

interface Reason {
  readonly code: ReasonCode;
  readonly light: 'red' | 'amber';
  /** What was found and the bound it passed, where there are figures. */
  readonly value: number | null;
  readonly bound: number | null;
  readonly id: string;
  readonly en: string;
}

/** What decides. */
interface Grounds {
  readonly hostHoldsKey: boolean;
  /** Leakage as declared; 1 for filters that were not diffused, null where nobody declared any. */
  readonly lambda: number | null;
  /** The largest gain of a simulated attack; null where none was simulated. */
  readonly gain: number | null;
  readonly exactTokens: number;
}

/** A bound is passed by what is above it; a value equal to it has not passed. */
export function lightOf(
  { hostHoldsKey, lambda, gain, exactTokens }: Grounds,
  { light: bounds }: ExposureBounds,
): { readonly light: Light; readonly reasons: readonly Reason[] } {
  const reasons: Reason[] = [];
  const add = (code: ReasonCode, light: Reason['light'], value?: number, bound?: number) =>
    reasons.push({ code, light, value: value ?? null, bound: bound ?? null, ...worded(code, value, bound) });
  const measure = (high: ReasonCode, some: ReasonCode, value: number, of: { amber: number; red: number }) => {
    if (value > of.red) add(high, 'red', value, of.red);
    else if (value > of.amber) add(some, 'amber', value, of.amber);
  };
  if (hostHoldsKey) add('host-holds-key', 'red');
  if (lambda === null) add('leakage-not-declared', 'amber');
  else if (lambda === 1) add('not-diffused', 'red');
  else measure('leakage-high', 'leakage-some', lambda, bounds.lambda);
  if (gain === null) add('attack-not-simulated', 'amber');
  else measure('attack-succeeds', 'attack-gains', gain, bounds.gain);
  if (exactTokens > 0) add('exact-tokens-shared-key', 'amber');
  const light = reasons.some((each) => each.light === 'red') ? 'red' : reasons.length > 0 ? 'amber' : 'green';
  return { light, reasons };
}

function worded(code: ReasonCode, value = 0, bound = 0): { readonly id: string; readonly en: string } {
  const { id, en } = REASONS[code];
  const share = (number: number) => `${Math.round(1000 * number) / 10} %`;
  const filled = (text: string, point: string) =>
    text
      .replaceAll('{share}', share(value).replace('.', point))
      .replaceAll('{shareBound}', share(bound).replace('.', point))
      .replaceAll('{value}', String(Math.round(10_000 * value) / 10_000).replace('.', point))
      .replaceAll('{bound}', String(bound).replace('.', point));
  return { id: filled(id, ','), en: filled(en, '.') };
}
