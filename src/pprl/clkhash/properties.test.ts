/** What holds of every schema and row, whatever the vectors of clkhash happen to hold. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { utf8 } from '../../exchange/bytes.ts';
import { createRecordEncoder } from '../encoder.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';

interface Feature {
  readonly identifier: string;
  readonly ignored?: true;
  readonly format?: object;
  readonly hashing?: object;
}
const cell = fc.string({ unit: fc.constantFrom(...'ab é😀'), maxLength: 8 });
const hash = fc.constantFrom<object>(
  { type: 'blakeHash' },
  { type: 'doubleHash' },
  { type: 'doubleHash', prevent_singularity: true },
);
const comparison = fc.constantFrom<object>(
  { type: 'ngram', n: 1 },
  { type: 'ngram', n: 2, positional: true },
  { type: 'ngram', n: 3 },
  { type: 'exact' },
);
const strategy = fc.constantFrom<object>(
  { bitsPerToken: 3 },
  { bitsPerToken: 40 },
  { bitsPerFeature: 17 },
  { bitsPerFeature: 90 },
);
const feature = (at: number): fc.Arbitrary<Feature> =>
  fc.record({
    identifier: fc.constant(`f${at}`),
    format: fc.constantFrom('utf-8', 'utf-16', 'utf-32').map((encoding) => ({ type: 'string', encoding })),
    hashing: fc.record({ hash, comparison, strategy }),
  });
/** Features and a row that fits them. */
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((n) =>
    fc.record({
      features: fc.tuple(...Array.from({ length: n }, (_, at) => feature(at))),
      row: fc.tuple(...Array.from({ length: n }, () => cell)),
    }),
  )
  .map(({ features, row }) => ({ features: [...features], row: [...row] }));

const encoder = (features: readonly Feature[], config: object = {}) =>
  createRecordEncoder(
    parseLinkageSchema(
      { version: 3, clkConfig: { l: 256, kdf: { type: 'HKDF' }, ...config }, features },
      'test',
    ),
    utf8('secret'),
  );
const clk = (features: readonly Feature[], row: readonly string[], config: object = {}) =>
  encoder(features, config).encode(row).clk;
const ignored = ({ identifier }: Feature): Feature => ({ identifier, ignored: true });
const or = (a: Uint8Array, b: Uint8Array) => a.map((byte, i) => byte | b[i]!);
const bitsOf = (bytes: Uint8Array) => [...bytes].flatMap((byte) => [...byte.toString(2).padStart(8, '0')]);
const runs = { seed: 11, numRuns: 60 };

it('sets for each column the same bits whether the others are ignored or not', () =>
  fc.assert(
    fc.property(table, ({ features, row }) => {
      const alone = features.map((_, at) =>
        clk(
          features.map((each, i) => (i === at ? each : ignored(each))),
          row,
        ),
      );
      expect(clk(features, row)).toEqual(alone.reduce(or));
    }),
    runs,
  ));

it('counts ignored columns in key derivation: without the one before it, a column sets other bits', () => {
  const one: Feature = {
    identifier: 'x',
    format: { type: 'string' },
    hashing: { comparison: { type: 'exact' }, strategy: { bitsPerToken: 40 } },
  };
  const before: Feature = { identifier: 'id', ignored: true };
  const after: Feature = { identifier: 'note', ignored: true };
  expect(clk([before, one], ['1', 'budi'])).not.toEqual(clk([one], ['budi']));
  // HKDF gives longer output by going on, so that a column behind changes nothing.
  expect(clk([one, after], ['budi', '1'])).toEqual(clk([one], ['budi']));
});

it('does not look at the cells of ignored columns', () =>
  fc.assert(
    fc.property(table, fc.nat(), fc.string(), ({ features, row }, pick, other) => {
      const at = pick % features.length;
      const schema = features.map((each, i) => (i === at ? ignored(each) : each));
      expect(
        clk(
          schema,
          row.map((each, i) => (i === at ? other : each)),
        ),
      ).toEqual(clk(schema, row));
    }),
    runs,
  ));

it('depends on the order of the columns, each of which has keys of its own', () => {
  const [first, second] = ['a', 'b'].map((identifier) => ({
    identifier,
    format: { type: 'string' },
    hashing: { comparison: { type: 'exact' }, strategy: { bitsPerToken: 40 } },
  })) as [Feature, Feature];
  expect(clk([first, second], ['budi', 'siti'])).not.toEqual(clk([second, first], ['siti', 'budi']));
  expect(clk([first, second], ['budi', 'siti'])).not.toEqual(clk([first, second], ['siti', 'budi']));
});

it('gives a row the same filter each time, whatever was encoded before', () =>
  fc.assert(
    fc.property(table, fc.array(cell, { minLength: 5, maxLength: 5 }), ({ features, row }, between) => {
      const one = encoder(features);
      const first = one.encode(row).clk;
      one.encode(between.slice(0, features.length));
      expect(one.encode(row).clk).toEqual(first);
      expect(clk(features, row)).toEqual(first);
    }),
    runs,
  ));

it('folds as laying the halves of the longer filter over each other bit by bit does', () =>
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 3 }), ({ features, row }, folds) => {
      let bits = bitsOf(clk(features, row, { l: 256 * 2 ** folds }));
      for (let i = 0; i < folds; i++) {
        const half = bits.length / 2;
        bits = bits.slice(0, half).map((bit, at) => (bit === bits[half + at] ? '0' : '1'));
      }
      expect(bitsOf(clk(features, row, { xor_folds: folds }))).toEqual(bits);
      expect(clk(features, row, { xorFolds: folds })).toEqual(clk(features, row));
    }),
    runs,
  ));

it('sets no bit for a row of empty cells', () =>
  fc.assert(
    fc.property(table, ({ features, row }) => {
      const empty = row.map(() => '');
      expect(clk(features, empty).every((byte) => byte === 0)).toBe(true);
    }),
    runs,
  ));
