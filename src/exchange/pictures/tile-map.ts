/**
 * Provinces as tiles in about the places they have on the map, filled by classes of their figures.
 *
 * Shape:  classes by ckmeans (smallest squares within classes) over what is published; every tile also shows its figure.
 * Edge:   a tile without a figure is empty with a dashed edge and its symbol: no class, hence no hint of a size.
 * Source: simple-statistics 7, ckmeans (Wang and Song 2011).
 */
import { ckmeans } from 'simple-statistics';
import type { Language } from '../../problems.ts';
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
import { numeral, type Scale, shown } from './figures.ts';
import { CLASS_FILLS, PATTERNS } from './patterns.ts';
import { pictureRules, provinceGrid, type Tile } from './spec.ts';
import { element, svgOf, text, xmlText } from './svg.ts';

const SIZE = 58;
const STEP = 61;
const LEGEND_GAP = 30;

export function tileMapPicture(slice: Slice): string {
  const { view, context, language } = slice;
  const { tiles } = provinceGrid();
  const onMap = new Set(tiles.map(({ code }) => code));
  const points = pointsOf(slice).filter(({ code }) => onMap.has(code.code));
  const scale = scaleFor(view, points);
  const classes = classesOf(valuesOf(points), pictureRules().mapClasses);
  const drawn = tiles.flatMap((tile) => {
    const point = points.find(({ code }) => code.code === tile.code);
    return point === undefined ? [] : [tileOf(tile, point, classes, scale, language)];
  });
  const [rows, columns] = [tiles.map(({ row }) => row), tiles.map(({ column }) => column)];
  const height = (Math.max(...rows) + 1) * STEP;
  const kind = { id: 'Peta petak provinsi', en: 'Tile map of provinces' }[language];
  return svgOf({
    language,
    title: titleOf(view, context, scale, language),
    description: `${kind}. ${inWords(points, scale, language)}.${symbolsInWords(points, language)}`,
    width: (Math.max(...columns) + 1) * STEP + 32,
    height: height + LEGEND_GAP + 24,
    defs: PATTERNS,
    body: [...drawn, legendOf(classes, scale, language, height + LEGEND_GAP)].join(''),
    notes: notesOf(view, points, language),
  });
}

/** Lowest and highest figure of each class, from the lowest class on. */
export type Classes = readonly { readonly from: number; readonly to: number }[];

export function classesOf(values: readonly number[], most: number): Classes {
  const distinct = new Set(values).size;
  if (distinct === 0) return [];
  return ckmeans([...values], Math.min(most, distinct)).map((each) => ({ from: each[0]!, to: each.at(-1)! }));
}

/** The fill of a class; fewer classes take fills that lie further apart. */
function fillOf(which: number, classes: number): string {
  const last = CLASS_FILLS.length - 1;
  return CLASS_FILLS[classes === 1 ? 0 : Math.round((which * last) / (classes - 1))]!;
}

function tileOf(
  tile: Tile,
  { code, observation }: Point,
  classes: Classes,
  scale: Scale,
  language: Language,
): string {
  const [x, y] = [tile.column * STEP, tile.row * STEP];
  const { value } = observation;
  const which = value === null ? -1 : classes.findIndex(({ to }) => value <= to);
  const edge =
    value === null ? { fill: '#fff', 'stroke-dasharray': '4 3' } : { fill: fillOf(which, classes.length) };
  const figure = shown(observation, scale, language);
  const middle = { x: x + SIZE / 2, 'text-anchor': 'middle' };
  return element(
    'g',
    {},
    element('title', {}, xmlText(`${code.label[language]}: ${figure}`)),
    element('rect', { x, y, width: SIZE, height: SIZE, stroke: '#000', ...edge }),
    element('rect', { x: x + 3, y: y + 14, width: SIZE - 6, height: 31, fill: '#fff' }),
    text(tile.short, { ...middle, y: y + 26, 'font-size': 10.5 }),
    text(figure, { ...middle, y: y + 40, 'font-size': 11, 'font-weight': 'bold' }),
  );
}

function legendOf(classes: Classes, scale: Scale, language: Language, y: number): string {
  const write = (value: number) => numeral(value / scale.divisor, scale.decimals, language);
  return classes
    .map(({ from, to }, i) => {
      const x = i * 175;
      const range = from === to ? write(from) : `${write(from)} - ${write(to)}`;
      return [
        element('rect', { x, y, width: 26, height: 18, stroke: '#000', fill: fillOf(i, classes.length) }),
        text(range, { x: x + 33, y: y + 13 }),
      ].join('');
    })
    .join('');
}
