/** What every picture of a table shares: the measure, titles, notes, and the sentence for those who do not see it. */
import type { Language } from '../../problems.ts';
import { TOTAL } from '../../statistics/spec.ts';
import type { ReleaseContext } from '../released/context.ts';
import { printedOrder } from '../released/layout.ts';
import { restrictionNotes } from '../released/rows.ts';
import { outputSymbols } from '../released/symbols.ts';
import {
  type Mark,
  markOf,
  type Observation,
  type ReleasedCode,
  type ReleasedView,
} from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { type Scale, scaleOf, shown } from './figures.ts';

/** A table seen by one dimension, the others at their total but for those that `fixed` names. */
export interface Slice {
  readonly view: ReleasedView;
  readonly context: ReleaseContext;
  readonly language: Language;
  /** Position of the dimension shown. */
  readonly by: number;
}

export interface Point {
  readonly code: ReleasedCode;
  readonly observation: Observation;
}

/** The codes of the dimension with what is published for each; `fixed` are codes of other dimensions by position. */
export function pointsOf(
  { view, by }: Pick<Slice, 'view' | 'by'>,
  fixed: ReadonlyMap<number, string> = new Map(),
): Point[] {
  const main = view.measures[0]!.id;
  return printedOrder(view.dimensions[by]!)
    .filter(({ code }) => code !== TOTAL)
    .map((code) => {
      const codes = view.dimensions.map((_, i) => (i === by ? code.code : (fixed.get(i) ?? TOTAL)));
      return { code, observation: view.observation(codes, main) };
    });
}

export function valuesOf(points: readonly Point[]): number[] {
  return points.flatMap(({ observation: { value } }) => (value === null ? [] : [value]));
}

export function scaleFor(view: ReleasedView, points: readonly Point[]): Scale {
  return scaleOf(view.measures[0]!, valuesOf(points));
}

/** Title with the dimensions shown, the period and the unit. */
export function titleOf(
  view: ReleasedView,
  context: ReleaseContext,
  scale: Scale,
  language: Language,
): string {
  return `${view.table.title[language]}, ${context.period.label[language]} (${scale.unit[language]})`;
}

export function notesOf(view: ReleasedView, points: readonly Point[], language: Language): string[] {
  const marks = new Set<Mark>(points.map(({ observation }) => markOf(observation)));
  const legend = outputSymbols()
    .filter(({ mark }) => marks.has(mark))
    .map(({ symbol, text }) => `${symbol} ${text[language]}`);
  return [
    ...(valuesOf(points).length === 0 ? [WORDS.nothingPublished[language]] : []),
    ...[...restrictionNotes(view), ...(view.table.footnotes ?? [])].map((note) => note[language]),
    ...(view.table.dataset.synthetic ? [WORDS.synthetic[language]] : []),
    ...legend,
    view.table.citation[language],
  ];
}

/** Every point in words: `Aceh 5,78*; Bali k`. */
export function inWords(points: readonly Point[], scale: Scale, language: Language): string {
  return points
    .map(({ code, observation }) => `${code.label[language]} ${shown(observation, scale, language)}`)
    .join('; ');
}

/** The part of a description that says what symbols mean. */
export function symbolsInWords(points: readonly Point[], language: Language): string {
  const marks = new Set<Mark>(points.map(({ observation }) => markOf(observation)));
  const nothing = valuesOf(points).length === 0 ? ` ${WORDS.nothingPublished[language]}` : '';
  const symbols = outputSymbols()
    .filter(({ mark }) => marks.has(mark))
    .map(({ symbol, text }) => ` ${symbol}: ${text[language]}.`);
  return [nothing, ...symbols].join('');
}
