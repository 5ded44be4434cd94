import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../problems.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 section 3.2.3', () => {
    const value = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      \ufb33: 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '😀': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it('writes numbers as RFC 8785 appendix B does', () => {
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  it('leaves out undefined members', () =>
    expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}'));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 'a\ud800b', '\udc00'])('refuses %j', (value) =>
    expect(() => canonicalJson([value])).toThrow('json-not-canonical'),
  );

  it('is one text for one value, whatever the order of members, and reads back', () => {
    const shuffled = (value: Json): Json =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([k, v]) => [k, shuffled(v ?? null)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(canonicalJson(shuffled(value as Json))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('refuses what is nested deeper than any document of ours, and does not run out of stack', () => {
    const nested = (depth: number): Json => {
      let value: Json = 1;
      for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
      return value;
    };
    expect(canonicalJson(nested(100))).toContain('1');
    for (const depth of [101, 200_000])
      expect(() => canonicalJson(nested(depth))).toThrow(new DomainError('json-not-canonical'));
  });
});
