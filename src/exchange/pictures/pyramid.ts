/** A population pyramid: two sides, one step for each age group, the oldest on top. Not published: the symbol, no bar. */

import { TOTAL } from '../../statistics/spec.ts';
import { printedOrder } from '../released/layout.ts';
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
import { PATTERNS } from './patterns.ts';
import { at, element, svgOf, text } from './svg.ts';

const WIDTH = 800;
const HALF = 290;
const MIDDLE = 384;
const LABELS = 100;
const STEP = 24;
const FILLS = ['#999', 'url(#lines)'] as const;

/** `sides`: position of the dimension whose first two codes are left and right. */
export function pyramidPicture(slice: Slice, sides: number): string {
  const { view, context, language } = slice;
  const codes = printedOrder(view.dimensions[sides]!)
    .filter(({ code }) => code !== TOTAL)
    .slice(0, 2);
  const both = codes.map((code) => pointsOf(slice, new Map([[sides, code.code]])).reverse());
  const all = both.flat();
  const scale = scaleFor(view, all);
  const axis = axisFor(scale, valuesOf(all));
  const length = (value: number) => ((HALF - 60) * value) / axis.end;
  const edge = (side: number) => MIDDLE + (side === 0 ? -LABELS / 2 : LABELS / 2);
  const bottom = 28 + both[0]!.length * STEP;
  const bar = ({ observation }: Point, i: number, side: number): string => {
    const width = observation.value === null ? 0 : length(observation.value / scale.divisor);
    const y = 28 + i * STEP;
    const [from, outer] =
      side === 0 ? [edge(0) - width, edge(0) - width - 5] : [edge(1), edge(1) + width + 5];
    return [
      ...(width > 0
        ? [
            element('rect', {
              x: at(from),
              y,
              width: at(width),
              height: STEP - 4,
              stroke: '#000',
              fill: FILLS[side]!,
            }),
          ]
        : []),
      text(shown(observation, scale, language), {
        x: at(outer),
        y: y + 14,
        'text-anchor': side === 0 ? 'end' : 'start',
      }),
    ].join('');
  };
  const ticks: string[] = [];
  for (let value = 0; value <= axis.end * 1.0001; value += axis.step)
    for (const side of [0, 1]) {
      const x = at(side === 0 ? edge(0) - length(value) : edge(1) + length(value));
      ticks.push(
        element('path', { d: `M${x} 24V${bottom}`, stroke: value === 0 ? '#000' : '#ccc' }),
        text(numeral(value, decimalsOfStep(axis.step), language), {
          x,
          y: bottom + 14,
          'text-anchor': 'middle',
          'font-size': 10.5,
        }),
      );
    }
  const kind = { id: 'Piramida penduduk', en: 'Population pyramid' }[language];
  const said = codes
    .map((code, i) => `${code.label[language]}: ${inWords(both[i]!, scale, language)}`)
    .join('. ');
  return svgOf({
    language,
    title: titleOf(view, context, scale, language),
    description: `${kind}. ${said}.${symbolsInWords(all, language)}`,
    width: WIDTH,
    height: bottom + 24,
    defs: PATTERNS,
    body: [
      ...ticks,
      ...codes.map((code, side) =>
        text(code.label[language], {
          x: edge(side) + (side === 0 ? -8 : 8),
          y: 12,
          'text-anchor': side === 0 ? 'end' : 'start',
          'font-weight': 'bold',
        }),
      ),
      ...both[0]!.map(({ code }, i) =>
        text(code.label[language], { x: MIDDLE, y: 28 + i * STEP + 14, 'text-anchor': 'middle' }),
      ),
      ...both.flatMap((points, side) => points.map((point, i) => bar(point, i, side))),
    ].join(''),
    notes: notesOf(view, all, language),
  });
}
