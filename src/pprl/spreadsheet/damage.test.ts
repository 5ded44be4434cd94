import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROPOSED_DAMAGE_BOUNDS } from './bounds.ts';
import { type NumberKind, SpreadsheetDamage } from './damage.ts';

const nik = (serial: number) => `350702170890${String(serial).padStart(4, '0')}`;
/** As a spreadsheet keeps a number: 15 digits, and a zero. */
const cut = (text: string) => `${text.slice(0, 15)}0`;
const foundIn = (cells: readonly string[], kind: NumberKind = 'sixteen') => {
  const damage = new SpreadsheetDamage([undefined, kind]);
  for (const cell of cells) damage.add(['3.5E+15', cell]);
  return damage.found(PROPOSED_DAMAGE_BOUNDS);
};
const told = (cells: readonly string[], kind?: NumberKind) =>
  foundIn(cells, kind).map(({ code, cells: count, filled, refuses }) => [code, count, filled, refuses]);
const sound = Array.from({ length: 1000 }, (_, i) => nik(i + 1));
/** Serials of which none ends in zeros when its last digit is cut. */
const high = sound.slice(110, 199);

describe('columns of sixteen digits', () => {
  it('are sound where serials follow one another, and where there are few', () => {
    expect(told(sound)).toEqual([]);
    expect(told([nik(10), nik(20), nik(1000), nik(30)])).toEqual([]);
    expect(told([])).toEqual([]);
  });

  it('are refused where every last digit was cut', () => {
    expect(told(high.map(cut))).toEqual([['numbers-ending-in-zero', 89, 89, true]]);
    expect(told(high.slice(0, 20).map(cut))).toEqual([['numbers-ending-in-zero', 20, 20, true]]);
    expect(told(high.slice(0, 19).map(cut))).toEqual([['numbers-ending-in-zero', 19, 19, false]]);
  });

  it('are warned of where a part of the file was cut', () => {
    expect(told(sound.slice(0, 9).map(cut))).toEqual([['numbers-ending-in-zeros', 9, 9, false]]);
    const third = sound.map((cell, i) => (i % 3 === 0 ? cut(cell) : cell));
    expect(foundIn(third)).toMatchObject([{ code: 'numbers-ending-in-zero', refuses: false }]);
    const few = sound.map((cell, i) => (i % 50 === 0 ? cut(cell) : cell));
    expect(foundIn(few)).toEqual([]);
  });

  it('tell numbers rounded to thousands', () => {
    expect(told(sound.map((cell) => `${cell.slice(0, 12)}1000`))).toEqual([
      ['numbers-ending-in-zero', 1000, 1000, true],
      ['numbers-ending-in-zeros', 1000, 1000, true],
    ]);
  });

  it.each([
    '3.50702E+15',
    '3,50702E+15',
    '3.50702e15',
    "'3.5E+15",
    '4E+15',
    '3507021708900001.0',
    '3507021708900001,00',
  ])('%s is a number, no text', (cell) => {
    expect(told([cell, ...sound])).toEqual([['numbers-in-scientific-notation', 1, 1001, false]]);
    expect(foundIn(sound.map(() => cell))[0]).toMatchObject({ refuses: true });
  });

  it.each(['3507 0217 0890 0001', '35.07.02.170890.0001', 'TIDAK ADA', 'E', '0000000000000000', '-'])(
    '%s shows nothing',
    (cell) => {
      expect(told(Array.from({ length: 50 }, () => cell))).toEqual([]);
    },
  );

  it('count filled cells only', () => {
    const cells = [...high.slice(0, 60).map(cut), ...Array.from({ length: 5000 }, () => ' ')];
    expect(told(cells)).toEqual([['numbers-ending-in-zero', 60, 60, true]]);
  });
});

describe('columns of telephone numbers', () => {
  it('are warned of, never refused, where leading zeros are lost', () => {
    const lost = Array.from({ length: 40 }, (_, i) => `8123456${i + 1000}`);
    expect(told(lost, 'phone')).toEqual([['leading-zeros-lost', 40, 40, false]]);
    expect(told(lost.slice(0, 4), 'phone')).toEqual([]);
  });

  it.each(['0812-3456-7890', '+62 812 3456 7890', '6281234567890', '+85261234567', '85261'])(
    '%s lost nothing',
    (cell) => {
      expect(
        told(
          Array.from({ length: 50 }, () => cell),
          'phone',
        ),
      ).toEqual([]);
    },
  );
});

it('the order of rows changes nothing, and nothing of a cell is told', () => {
  const cell = fc.oneof(
    fc.nat(9999).map(nik),
    fc.nat(999).map((n) => nik(n * 10)),
    fc.constantFrom('3.50702E+15', '', '81234567890'),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 80 }), (cells) => {
      expect(foundIn([...cells].reverse())).toEqual(foundIn(cells));
      expect(JSON.stringify(foundIn(cells))).not.toMatch(/\d{7}|E\+/);
    }),
    { seed: 11, numRuns: 200 },
  );
});
