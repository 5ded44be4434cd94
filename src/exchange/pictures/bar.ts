/** Horizontal bars, one for each code of a dimension. What is not published has its symbol and no bar. */

import {
  inWords,
  notesOf,
  pointsOf,
  type Slice,
  scaleFor,
  symbolsInWords,
  titleOf,
  valuesOf,
} from './chosen.ts';
import { axisFor, decimalsOfStep, numeral, shown } from './figures.ts';
import { PATTERNS } from './patterns.ts';
import { at, element, svgOf, text, wrapped } from './svg.ts';

const WIDTH = 800;
const LABELS = 230;
const BARS = 440;
const LINE = 14;
const GAP = 8;

export function barPicture(slice: Slice): string {
  const { view, context, language } = slice;
  const points = pointsOf(slice);
  const scale = scaleFor(view, points);
  const axis = axisFor(scale, valuesOf(points));
  const x = (value: number) => LABELS + (BARS * value) / axis.end;
  let y = 24;
  const rows = points.map(({ code, observation }) => {
    const lines = wrapped(code.label[language], 36);
    const height = lines.length * LINE;
    const top = y;
    y += height + GAP;
    const width = observation.value === null ? 0 : x(observation.value / scale.divisor) - LABELS;
    return [
      ...lines.map((line, i) => text(line, { x: LABELS - 8, y: top + 11 + i * LINE, 'text-anchor': 'end' })),
      ...(width > 0
        ? [element('rect', { x: LABELS, y: top, width: at(width), height, fill: '#bbb', stroke: '#000' })]
        : []),
      text(shown(observation, scale, language), { x: at(LABELS + width + 6), y: top + height / 2 + 4 }),
    ].join('');
  });
  const ticks: string[] = [];
  for (let value = 0; value <= axis.end * 1.0001; value += axis.step) {
    const where = at(x(value));
    ticks.push(
      element('path', { d: `M${where} 18V${y}`, stroke: '#bbb', 'stroke-width': 0.5 }),
      text(numeral(value, decimalsOfStep(axis.step), language), {
        x: where,
        y: 12,
        'text-anchor': 'middle',
        'font-size': 11,
      }),
    );
  }
  const title = titleOf(view, context, scale, language);
  const kind = { id: 'Diagram batang', en: 'Bar chart' }[language];
  return svgOf({
    language,
    title,
    description: `${kind}. ${inWords(points, scale, language)}.${symbolsInWords(points, language)}`,
    width: WIDTH,
    height: y,
    defs: PATTERNS,
    body: [...ticks, element('path', { d: `M${LABELS} 18V${y}`, stroke: '#000' }), ...rows].join(''),
    notes: notesOf(view, points, language),
  });
}
