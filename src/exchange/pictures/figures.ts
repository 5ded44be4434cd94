/** Numbers on pictures: one scale for a whole picture, and numerals as each language writes them. */
import type { Language } from '../../problems.ts';
import type { Bilingual } from '../../statistics/spec.ts';
import { symbolOf } from '../released/symbols.ts';
import { markOf, type Observation, type ReleasedMeasure, unitLabel } from '../released/view.ts';

export interface Scale {
  readonly divisor: number;
  readonly decimals: number;
  readonly unit: Bilingual;
}

/** Thousands where figures reach a million; rates as they are published. */
export function scaleOf({ unit, decimals }: ReleasedMeasure, values: readonly number[]): Scale {
  const name = unitLabel(unit);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (decimals > 0 || largest < 1_000_000) return { divisor: 1, decimals, unit: name };
  return { divisor: 1000, decimals: 0, unit: { id: `ribu ${name.id}`, en: `thousand ${name.en}` } };
}

/** Thousands by dot and decimals by comma in Indonesian, the other way round in English. */
export function numeral(value: number, decimals: number, language: Language): string {
  const [whole = '', part] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ',');
  const sign = value < 0 ? '-' : '';
  return `${sign}${grouped}${part === undefined ? '' : `${language === 'id' ? ',' : '.'}${part}`}`;
}

/** The figure with its symbol, or the symbol in its place. */
export function shown(observation: Observation, { divisor, decimals }: Scale, language: Language): string {
  const symbol = symbolOf(markOf(observation));
  if (observation.value === null) return symbol;
  return `${numeral(observation.value / divisor, decimals, language)}${symbol}`;
}

/** A round number that is not less than `largest`, in about four steps. */
export function axisOf(largest: number): { readonly end: number; readonly step: number } {
  const rough = Math.max(largest, 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999)!;
  return { end: step * Math.ceil(largest / step - 1e-9), step };
}

/** Decimals that the numbers of an axis need. */
export function decimalsOfStep(step: number): number {
  return String(Number(step.toPrecision(3))).split('.')[1]?.length ?? 0;
}
