import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, refusalOf } from '../../test/support/bytes.ts';
import { collect, concat, fromUtf8, utf8 } from './bytes.ts';
import { readClkhashFile, readRawFilters, writeClkhashFile } from './clkhash-json.ts';

async function* each(clks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* clks;
}
const read = (text: string, size?: number) => readClkhashFile(pieces(utf8(text), size));

describe('a clkhash file', () => {
  it('is written as clkhash writes it', async () => {
    const bytes = await collect(writeClkhashFile(each([utf8('foobar!!'), utf8('12345678')])));
    expect(fromUtf8(bytes)).toBe('{"clks":["Zm9vYmFyISE=","MTIzNDU2Nzg="]}\n');
  });

  it('reads back, in pieces of any size, with white space anywhere', () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 20 })
          .chain((width) =>
            fc.array(fc.uint8Array({ minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
          ),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (clks, size, spaced) => {
          const plain = fromUtf8(await collect(writeClkhashFile(each(clks)))) ?? '';
          const text = spaced ? JSON.stringify(JSON.parse(plain), null, 2) : plain;
          expect(await read(text, size)).toEqual({
            bits: clks[0]!.length * 8,
            rows: clks.length,
            bytes: concat(clks),
          });
        },
      ),
      { seed: 1, numRuns: 200 },
    ));

  it('may say more behind its filters', async () =>
    expect((await read('{"clks":["Zm8="],"meta":{"a":[1,"]"]}}', 3)).rows).toBe(1));

  it.each([
    ['nothing', '', undefined],
    ['another object', '{"encodings":["Zm8="]}', undefined],
    ['no filters', '{"clks":[]}', undefined],
    ['no end', '{"clks":["Zm8="', 1],
    ['no end of the object', '{"clks":["Zm8="]', undefined],
    ['a filter of another length', '{"clks":["Zm8=","Zm9v"]}', 1],
    ['no base64', '{"clks":["Zm8=","Zm8"]}', 1],
    ['text', '{"clks":["SITI"," NIK"]}', 1],
    ['a number', '{"clks":["Zm8=",3171234509870001]}', 1],
    ['a null', '{"clks":[null]}', 0],
    ['a lost comma', '{"clks":["Zm8=""Zm8="]}', 1],
    ['a comma too many', '{"clks":["Zm8=",]}', 1],
    ['a comma first', '{"clks":[,"Zm8="]}', 0],
    ['a filter without end', `{"clks":["${'A'.repeat(20_000)}`, 0],
    ['text behind', '{"clks":["Zm8="]} x', undefined],
  ])('is refused with %s', async (name, text, clk) => {
    for (const size of [1, 4, 1 << 16])
      expect(await refusalOf(() => read(text, size))).toEqual({
        code: 'clkhash-invalid',
        facts:
          clk === undefined
            ? {}
            : { clk, ...(name.includes('length') ? { bits: 24, expectedBits: 16 } : {}) },
      });
  });
});

describe('raw filters', () => {
  it('are cut by their length', async () =>
    expect(await readRawFilters(pieces(new Uint8Array(48), 5), 128)).toEqual({
      bits: 128,
      rows: 3,
      bytes: new Uint8Array(48),
    }));
  it.each([
    [47, 128],
    [0, 128],
    [48, 12],
    [48, 0],
    [48, Number.NaN],
  ])('%i bytes at %d bits are refused', async (bytes, bits) =>
    expect((await refusalOf(() => readRawFilters(pieces(new Uint8Array(bytes)), bits))).code).toBe(
      'raw-filters-length',
    ),
  );
});
