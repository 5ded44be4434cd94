/**
 * Lines over a dimension whose codes have an order, one line for each code of a second dimension.
 *
 * Edge:   a line breaks where a figure is not published; below the axis stands its symbol, beside the mark of the series.
 *         Series differ by dashes and by the shape of their marks, not by colour alone.
 */

import { printedOrder } from '../released/layout.ts';
import { symbolOf } from '../released/symbols.ts';
import { markOf } from '../released/view.ts';
import {
  inWords,
  notesOf,
  type Point,
  pointsOf,
  type Slice,
  scaleFor,
  symbolsInWords,
  titleOf,
  valuesOf,
} from './chosen.ts';
import { axisFor, decimalsOfStep, numeral, shown } from './figures.ts';
import { at, element, svgOf, text, wrapped } from './svg.ts';

const WIDTH = 800;
const LEFT = 70;
const PLOT = { width: 680, height: 300 };
/** Below the axis, one line for each series: the mark of the series with the symbol of what is not published. */
const MISSING_AT = 62;
const MISSING_LINE = 15;
const KEY_AT = MISSING_AT + 4 * MISSING_LINE + 12;
const DASHES = ['none', '8 4', '2 3', '10 3 2 3'] as const;

/** `series`: position of the second dimension, or null for one line. */
export function linePicture(slice: Slice, series: number | null): string {
  const { view, context, language } = slice;
  const codes = series === null ? [null] : printedOrder(view.dimensions[series]!).slice(0, DASHES.length);
  const lines = codes.map((code) => ({
    name: code?.label[language] ?? '',
    points: pointsOf(slice, code === null ? new Map() : new Map([[series!, code.code]])),
  }));
  const all = lines.flatMap(({ points }) => points);
  const scale = scaleFor(view, all);
  const axis = axisFor(scale, valuesOf(all));
  const steps = lines[0]!.points;
  const x = (i: number) => at(LEFT + (PLOT.width * (i + 0.5)) / steps.length);
  const y = (value: number) => at(PLOT.height - (PLOT.height * value) / scale.divisor / axis.end + 10);
  const body = [
    ...ticksOf(axis, (value) => y(value * scale.divisor), language),
    ...steps.map(({ code }, i) => labelOf(code.label[language], x(i), steps.length)),
    ...lines.flatMap(({ points }, which) =>
      seriesOf(points, which, x, y, (point) => shown(point.observation, scale, language)),
    ),
    ...lines.map(({ name }, which) => keyOf(name, which)),
  ];
  const kind = { id: 'Diagram garis', en: 'Line chart' }[language];
  const said = lines
    .map(({ name, points }) => `${name}${name && ': '}${inWords(points, scale, language)}`)
    .join('. ');
  return svgOf({
    language,
    title: titleOf(view, context, scale, language),
    description: `${kind}. ${said}.${symbolsInWords(all, language)}`,
    width: WIDTH,
    height: PLOT.height + KEY_AT + 14,
    defs: '',
    body: body.join(''),
    notes: notesOf(view, all, language),
  });
}

function ticksOf(
  { end, step }: { end: number; step: number },
  y: (value: number) => number,
  language: 'id' | 'en',
): string[] {
  const found: string[] = [];
  for (let value = 0; value <= end * 1.0001; value += step) {
    found.push(
      element('path', {
        d: `M${LEFT} ${y(value)}H${LEFT + PLOT.width}`,
        stroke: value === 0 ? '#000' : '#ccc',
      }),
      text(numeral(value, decimalsOfStep(step), language), {
        x: LEFT - 6,
        y: y(value) + 4,
        'text-anchor': 'end',
      }),
    );
  }
  return found;
}

function labelOf(label: string, x: number, steps: number): string {
  const lines = wrapped(label, Math.max(7, Math.floor(PLOT.width / steps / 6))).slice(0, 3);
  return lines
    .map((line, i) =>
      text(line, { x, y: PLOT.height + 28 + i * 12, 'text-anchor': 'middle', 'font-size': 10.5 }),
    )
    .join('');
}

function seriesOf(
  points: readonly Point[],
  which: number,
  x: (i: number) => number,
  y: (value: number) => number,
  words: (point: Point) => string,
): string[] {
  let path = '';
  const marks = points.map((point, i) => {
    const { value } = point.observation;
    const broken = i === 0 || points[i - 1]!.observation.value === null;
    if (value === null) {
      const foot = PLOT.height + MISSING_AT + which * MISSING_LINE;
      return [mark(which, x(i) - 8, foot), text(words(point), { x: x(i) + 2, y: foot + 4 })].join('');
    }
    path += `${broken ? 'M' : 'L'}${x(i)} ${y(value)}`;
    return [mark(which, x(i), y(value)), text(careOf(point), { x: x(i) + 7, y: y(value) - 3 })].join('');
  });
  const line = {
    d: path,
    fill: 'none',
    stroke: '#000',
    'stroke-width': 1.6,
    'stroke-dasharray': DASHES[which]!,
  };
  return [...(path === '' ? [] : [element('path', line)]), ...marks];
}

/** The asterisk of a figure to use with care. */
function careOf({ observation }: Point): string {
  const seen = markOf(observation);
  return seen === 'caution' ? symbolOf(seen) : '';
}

function mark(which: number, x: number, y: number): string {
  const shape = { fill: which === 0 ? '#000' : '#fff', stroke: '#000', 'stroke-width': 1.4 };
  if (which === 1) return element('rect', { x: x - 4, y: y - 4, width: 8, height: 8, ...shape });
  if (which === 2) return element('path', { d: `M${x} ${y - 5}l5 9h-10z`, ...shape });
  if (which === 3) return element('path', { d: `M${x} ${y - 5}l5 5l-5 5l-5 -5z`, ...shape });
  return element('circle', { cx: x, cy: y, r: 4, ...shape });
}

function keyOf(name: string, which: number): string {
  if (name === '') return '';
  const [x, y] = [LEFT + which * 170, PLOT.height + KEY_AT];
  return [
    element('path', {
      d: `M${x} ${y}h34`,
      stroke: '#000',
      'stroke-width': 1.6,
      'stroke-dasharray': DASHES[which]!,
    }),
    mark(which, x + 17, y),
    text(name, { x: x + 42, y: y + 4 }),
  ].join('');
}
