import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import districtHistory from '../../specs/crosswalks/district-kemendagri-history.json' with { type: 'json' };
import provinceBridge from '../../specs/crosswalks/province-bps-kemendagri.json' with { type: 'json' };
import regencyBridge from '../../specs/crosswalks/regency-bps-kemendagri.json' with { type: 'json' };
import regencyHistory from '../../specs/crosswalks/regency-kemendagri-history.json' with { type: 'json' };
import { type CodeList, parseCodeList } from './codelist.ts';
import { builtInCodeLists } from './codelist-library.ts';
import { type Crosswalk, parseCrosswalk, regionCrosswalk, successorsOf } from './crosswalk.ts';

const { codeList } = builtInCodeLists();
const bridges = [provinceBridge, regencyBridge].map((file) => parseCrosswalk(file, codeList));
const regions = regionCrosswalk(bridges);
const codes = (id: string) => codeList(id).codes.map((each) => each.code);
const digits = (code: string) => code.replaceAll('.', '');

describe('the crosswalk of BPS and Kemendagri codes', () => {
  it('pairs 38 provinces and 514 regencies one to one, and back', () => {
    const bps = [...codes('province-bps'), ...codes('regency-bps')];
    expect(bps).toHaveLength(552);
    for (const code of bps) {
      const there = regions.crosswalk(code, 'bps', 'kemendagri');
      expect(regions.crosswalk(there, 'kemendagri', 'bps')).toBe(code);
      expect(regions.crosswalk(`bps:${code}`, undefined, 'bps')).toBe(code);
    }
    const there = bps.map((code) => regions.crosswalk(code, 'bps', 'kemendagri'));
    expect(there.sort()).toEqual([...codes('province-kemendagri'), ...codes('regency-kemendagri')].sort());
  });

  it('pairs regions of one name: labels of both lists agree, code by code', () => {
    const label = (id: string) => new Map(codeList(id).codes.map((each) => [each.code, each.label.id]));
    for (const level of ['province', 'regency']) {
      const [bps, kemendagri] = [label(`${level}-bps`), label(`${level}-kemendagri`)];
      for (const [code, name] of bps)
        expect(kemendagri.get(regions.crosswalk(code, 'bps', 'kemendagri'))).toBe(name);
    }
  });

  it('knows that 484 four-digit codes are valid in both lists and 169 of them mean another regency', () => {
    const [bps, kemendagri] = [
      new Set(codes('regency-bps')),
      new Set(codes('regency-kemendagri').map(digits)),
    ];
    const both = [...bps].filter((code) => kemendagri.has(code));
    const other = both.filter((code) => digits(regions.crosswalk(code, 'bps', 'kemendagri')) !== code);
    expect([both.length, other.length]).toEqual([484, 169]);
    expect(other.sort()).toEqual([...bridges[1]!.sameDigitsOtherPlace!].sort());
    expect(bridges[0]!.sameDigitsOtherPlace).toEqual(['91', '92', '94', '95', '96']);
  });

  it.each([
    ['1101', 'bps', 'kemendagri', '11.09'],
    ['11.01', undefined, 'bps', '1103'],
    ['kemendagri:11.01', 'kemendagri', 'bps', '1103'],
    ['BPS:9471', undefined, 'kemendagri', '91.71'],
    ['91', 'bps', 'kemendagri', '92'],
    ['94', 'bps', 'kemendagri', '91'],
    ['91', 'kemendagri', 'bps', '94'],
    ['3507', 'bps', 'bps', '3507'],
  ] as const)('turns %s (%s) into %s %s', (code, from, to, expected) => {
    expect(regions.crosswalk(code, from, to)).toBe(expected);
  });

  it('refuses a code without its system, of another system, or of none', () => {
    const refused = (...args: Parameters<typeof regions.crosswalk>) => {
      try {
        return regions.crosswalk(...args);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(refused('1101', undefined, 'kemendagri')).toBe('region-code-without-system');
    expect(refused('91', undefined, 'kemendagri')).toBe('region-code-without-system');
    expect(refused('11.01', 'bps', 'kemendagri')).toBe('region-system-differs');
    expect(refused('bps:1101', 'kemendagri', 'bps')).toBe('region-system-differs');
    for (const code of ['9999', '1101010', '', 'Aceh'])
      expect(refused(code, 'bps', 'bps')).toBe('region-code-unknown');
    fc.assert(
      fc.property(fc.nat({ max: 9999 }), (number) => {
        const code = String(number).padStart(4, '0');
        expect(refused(code, undefined, 'bps')).toBe('region-code-without-system');
      }),
      { seed: 5, numRuns: 50 },
    );
  });
});

describe('historical codes', () => {
  const lists = builtInCodeLists();
  it('of all 26 regencies succeed to one in force of the same name, in the provinces that Papua was divided into', () => {
    const history = parseCrosswalk(regencyHistory, codeList);
    const heirs = successorsOf([history]);
    const name = (id: string, code: string) =>
      lists.codeList(id).codes.find((each) => each.code === code)!.label.id;
    expect(codes('regency-kemendagri-historical').map((code) => heirs.has(code))).toEqual(
      Array(26).fill(true),
    );
    for (const [past, present] of heirs)
      expect(name('regency-kemendagri', present)).toBe(name('regency-kemendagri-historical', past));
    expect(heirs.get('91.01')).toBe('93.01');
    expect(heirs.get('92.71')).toBe('96.71');
    expect(new Set([...heirs.values()].map((code) => code.slice(0, 2)))).toEqual(
      new Set(['93', '94', '95', '96']),
    );
  });

  it('are none of the codes in force', () => {
    const present = new Set(codes('regency-kemendagri'));
    expect(codes('regency-kemendagri-historical').filter((code) => present.has(code))).toEqual([]);
  });

  it('of districts lead to districts of the succeeding regency, where the names tell', () => {
    const heir = new Map(regencyHistory.pairs as [string, string][]);
    const pairs = districtHistory.pairs as [string, string][];
    for (const [past, present] of pairs)
      expect(present.slice(0, 5)).toBe(heir.get(past.slice(0, 5)) ?? past.slice(0, 5));
    expect(pairs).toHaveLength(588);
  });
});

describe('a crosswalk that is refused', () => {
  const small = (id: string, list: string[]): CodeList =>
    parseCodeList({
      ...{
        id,
        title: { id: 'x', en: 'x' },
        classification: 'x',
        version: '1',
        validFrom: null,
        validTo: null,
      },
      ...{
        kind: 'classification',
        standing: 'proposed',
        source: 'x',
        codes: list.map((code) => [code, code]),
      },
    });
  const lists: Record<string, CodeList> = { a: small('a', ['1', '2']), b: small('b', ['1', '2', '3']) };
  const good = {
    ...{
      id: 'x',
      title: { id: 'x', en: 'x' },
      version: '1',
      validFrom: null,
      validTo: null,
      standing: 'proposed',
    },
    ...{
      source: 'x',
      kind: 'succession',
      from: { codelist: 'a', version: '1' },
      to: { codelist: 'b', version: '1' },
    },
    pairs: [
      ['1', '2'],
      ['2', '2'],
    ],
  };
  const reasons = (change: object): string => {
    try {
      parseCrosswalk({ ...good, ...change }, (id) => lists[id]!);
      return 'taken';
    } catch (error) {
      return (error as { facts: { reasons: string[] } }).facts.reasons.join();
    }
  };

  it.each([
    [{}, 'taken'],
    [{ kind: 'one-to-one' }, '2 occurs twice'],
    [{ pairs: [['1', '9']] }, '9 is not in b'],
    [
      {
        pairs: [
          ['1', '1'],
          ['1', '2'],
        ],
      },
      '1 occurs twice',
    ],
    [
      {
        kind: 'one-to-one',
        pairs: [
          ['1', '1'],
          ['2', '2'],
        ],
      },
      'not every code of b has its pair',
    ],
    [{ to: { codelist: 'b', version: '2' } }, 'b is of version 1, not 2'],
    [{ sameDigitsOtherPlace: ['1'] }, 'sameDigitsOtherPlace is not what the pairs say'],
  ])('for %j', (change, reason) => {
    expect(reasons(change)).toContain(reason);
  });

  it('is not the one that comes with Padan, two of whose pairs were swapped', () => {
    const pairs = structuredClone(regencyBridge.pairs) as Crosswalk['pairs'];
    const at = pairs.findIndex(([bps]) => bps === '3507');
    [pairs[at]![1], pairs[at + 1]![1]] = [pairs[at + 1]![1], pairs[at]![1]];
    expect(() => parseCrosswalk({ ...regencyBridge, pairs }, codeList)).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          reasons: [expect.stringContaining('sameDigitsOtherPlace is not what the pairs say')],
        }),
      }),
    );
  });
});
