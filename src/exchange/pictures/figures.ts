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
export function scaleOf({ unit, unitName, decimals }: ReleasedMeasure, values: readonly number[]): Scale {
  const name = unitLabel({ unit, unitName });
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

export interface Axis {
  readonly end: number;
  readonly step: number;
}

/** The axis of one scale for all `values`, from 0 on; where there is nothing above 0 it has no step but its 0. */
export function axisFor({ divisor, decimals }: Scale, values: readonly number[]): Axis {
  const largest = Math.max(0, ...values) / divisor;
  return largest === 0 ? { end: 1, step: 2 } : axisOf(largest, decimals);
}

/** A round number that is not less than `largest`, in about four steps of what `decimals` can tell apart. */
export function axisOf(largest: number, decimals: number): Axis {
  const rough = Math.max(largest / 4, 10 ** -decimals);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999)!;
  return { end: step * Math.ceil(largest / step - 1e-9), step };
}

/** Decimals that the numbers of an axis need. */
export function decimalsOfStep(step: number): number {
  return String(Number(step.toPrecision(3))).split('.')[1]?.length ?? 0;
}
