import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ageTable, type Released, rateTable } from '../../../test/support/released.ts';
import { builtInSpecs } from '../../statistics/library.ts';
import { symbolOf } from '../released/symbols.ts';
import { markOf, releasedView } from '../released/view.ts';
import { axisFor, axisOf, numeral, shown } from './figures.ts';
import { pictureOf } from './pictures.ts';
import { provinceGrid } from './spec.ts';
import { classesOf } from './tile-map.ts';

let rate: Released;
let age: Released;
beforeAll(() => {
  [rate, age] = [rateTable(), ageTable()];
});

const elements = (svg: string, name: string) => svg.match(new RegExp(`<${name}[ >]`, 'g')) ?? [];
const inside = (svg: string, name: string) =>
  new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(svg)?.[1] ?? '';

describe('pictures', () => {
  it('say in words what they show, in both languages, with every figure and symbol', () => {
    for (const [{ view, context }, name] of [
      [rate, 'bar'],
      [rate, 'map'],
      [age, 'line'],
      [age, 'pyramid'],
    ] as const)
      for (const language of ['id', 'en'] as const) {
        const svg = pictureOf(name, view, context, language)!;
        expect(svg).toContain('role="img" aria-labelledby="title desc"');
        expect(svg).toContain(`lang="${language}"`);
        expect(inside(svg, 'title')).toContain(view.table.title[language].slice(0, 20));
        const description = inside(svg, 'desc');
        for (const { code, label } of view.dimensions[0]!.codes)
          if (code !== 'Total') expect(description).toContain(label[language]);
        expect(description).toContain(` ${symbolOf('hidden')}: `);
      }
  });

  it('draw a bar for each published figure and only a symbol for the others', () => {
    const svg = pictureOf('bar', rate.view, rate.context, 'id')!;
    const seen = rate.view.dimensions[0]!.codes.slice(1).map(({ code }) =>
      rate.view.observation([code, 'Total'], 'rate'),
    );
    const bars = seen.filter(({ value }) => value !== null && value > 0).length;
    expect(elements(svg, 'rect').length - 1 - elements(svg, 'pattern').length).toBe(bars);
    const hidden = seen.filter((each) => markOf(each) === 'hidden').length;
    expect(hidden).toBeGreaterThan(0);
    expect(svg.split(`>${symbolOf('hidden')}<`).length - 1).toBe(hidden);
  });

  it('say that nothing is published where every figure is hidden, on an axis of nothing but its 0', () => {
    for (const [{ table, context }, name] of [
      [rate, 'bar'],
      [rate, 'map'],
      [age, 'line'],
      [age, 'pyramid'],
    ] as const) {
      const hide = <Each extends { readonly codes: Readonly<Record<string, string>> }>({ codes }: Each) =>
        ({ codes, obsStatus: 'Q', confStatus: 'C' }) as const;
      const hidden = {
        ...table,
        cells: table.cells.map(hide),
        ...(table.rates && { rates: table.rates.map(hide) }),
      };
      const svg = pictureOf(name, releasedView(hidden), context, 'id')!;
      expect(svg.split('Tidak ada angka yang ditampilkan.')).toHaveLength(3);
      expect(svg).not.toMatch(/NaN|Infinity/);
      const numbers = [...svg.matchAll(/<text[^>]*>([\d.,]+)<\/text>/g)].map(([, number]) => number);
      expect([...new Set(numbers)]).toEqual(name === 'map' ? [] : ['0']);
    }
  });

  it('break a line where a figure is not published', () => {
    const svg = pictureOf('line', age.view, age.context, 'en')!;
    const paths = [...svg.matchAll(/<path d="(M[^"]*)" fill="none" stroke="#000" stroke-width="1.6"/g)];
    expect(paths).toHaveLength(3);
    paths.forEach(([, path], which) => {
      const sex = ['1', '2', 'Total'][which]!;
      const codes = age.view.dimensions[0]!.codes.slice(1);
      const values = codes.map(({ code }) => age.view.observation([code, sex], 'value').value);
      const runs = values.filter((value, i) => value !== null && (i === 0 || values[i - 1] === null)).length;
      expect(path!.split('M').length - 1).toBe(runs);
      expect(path!.split(/[ML]/).length - 1).toBe(values.filter((value) => value !== null).length);
    });
    expect(paths.map(([, path]) => path!.split('M').length - 1).some((runs) => runs > 1)).toBe(true);
  });

  it('give a tile of the map its class by its fill, and none to a hidden one', () => {
    const svg = pictureOf('map', rate.view, rate.context, 'id')!;
    const tiles = svg.split('<g><title>').slice(1);
    expect(tiles).toHaveLength(38);
    for (const tile of tiles) {
      const [label = ''] = tile.split('<');
      const { code } = rate.view.dimensions[0]!.codes.find((each) => label.startsWith(`${each.label.id}:`))!;
      const { value } = rate.view.observation([code, 'Total'], 'rate');
      expect(tile.includes('stroke-dasharray')).toBe(value === null);
      if (value === null) expect(tile).toMatch(/<rect[^>]*fill="#fff"[^>]*stroke-dasharray/);
    }
  });

  it('have a tile for each of the provinces of the list, and fall away where the dimensions are others', () => {
    const codes = builtInSpecs()
      .codeList(provinceGrid().codelist)
      .codes.map(({ code }) => code);
    expect(provinceGrid().tiles.map(({ code }) => code)).toEqual([...codes].sort());
    expect(pictureOf('map', age.view, age.context, 'id')).toBeNull();
    expect(pictureOf('pyramid', rate.view, rate.context, 'id')).toBeNull();
    expect(pictureOf('line', rate.view, rate.context, 'id')).toBeNull();
  });
});

describe('classes of the map', () => {
  it('cover every value once, in order, and never cut equal values apart', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 5 }), (given, most) => {
        const classes = classesOf(given, most);
        expect(classes.length).toBe(Math.min(most, new Set(given).size));
        for (const value of given)
          expect(classes.filter(({ from, to }) => value >= from && value <= to)).toHaveLength(1);
        for (let i = 1; i < classes.length; i++) expect(classes[i]!.from).toBeGreaterThan(classes[i - 1]!.to);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('are those with the smallest squares, by trying every cut of small cases', () => {
    const squares = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 3, maxLength: 7 }),
        (given) => {
          const sorted = [...given].sort((a, b) => a - b);
          let best = Number.POSITIVE_INFINITY;
          for (let a = 1; a < sorted.length; a++)
            best = Math.min(best, squares(sorted.slice(0, a)) + squares(sorted.slice(a)));
          const [low, high] = classesOf(given, 2);
          const found = [low!, high!].map(({ from, to }) =>
            sorted.filter((value) => value >= from && value <= to),
          );
          expect(found.reduce((sum, each) => sum + squares(each), 0)).toBeCloseTo(best, 9);
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('numbers on pictures', () => {
  it('are written as each language does, with their symbol', () => {
    expect(numeral(1234567.5, 1, 'id')).toBe('1.234.567,5');
    expect(numeral(1234567.5, 1, 'en')).toBe('1,234,567.5');
    expect(numeral(-999, 0, 'id')).toBe('-999');
    const quality = { obsStatus: 'A', confStatus: 'F', rse: 30, reliability: 'caution' };
    const scale = { divisor: 1000, decimals: 0, unit: { id: '', en: '' } };
    expect(shown({ value: 1_234_500, ...quality }, scale, 'id')).toBe('1.235*');
  });

  it('stand on an axis that ends at or above the largest, in at most eight steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (largest) => {
        const { end, step } = axisOf(largest, 6);
        expect(end).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
        expect(end / step).toBeLessThanOrEqual(8);
        expect(end - step).toBeLessThan(largest);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('have no steps between whole persons', () => {
    const persons = { divisor: 1, decimals: 0, unit: { id: '', en: '' } };
    expect(axisFor(persons, [1, 2])).toEqual({ end: 2, step: 1 });
    expect(axisFor(persons, [0, 0])).toEqual({ end: 1, step: 2 });
  });
});
