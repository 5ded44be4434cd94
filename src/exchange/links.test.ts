import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairs } from '../../test/support/filters.ts';
import type { Link } from '../pprl/assign/link-result.ts';
import { METRICS } from '../pprl/compare/metric.ts';
import { anonlinkJson, type LinksFile, padanLinksJson, parsePadanLinks } from './links.ts';

describe('anonlinkJson', () => {
  it('has all pairs in order and the groups', () => {
    const parts = [
      {
        fileA: 0,
        fileB: 1,
        pairs: pairs([
          [3, 1, 0.8],
          [0, 2, 0.8],
          [3, 2, 1],
        ]),
      },
    ];
    expect(anonlinkJson(parts)).toBe(
      '{"similarity_scores":[[[0,3],[1,2],1],[[0,0],[1,2],0.8],[[0,3],[1,1],0.8]],"groups":[[[0,3],[1,2]]]}\n',
    );
  });

  it('is valid without any pair', () => {
    expect(JSON.parse(anonlinkJson([{ fileA: 0, fileB: 1, pairs: pairs([]) }]))).toEqual({
      similarity_scores: [],
      groups: [],
    });
  });
});

const link: Link = { a: 1, b: 0, score: 0.9, stage: 'exact:nik', status: 'linked' };
const file: LinksFile = {
  counts: [2, 3],
  metric: 'dice',
  threshold: 0.8,
  links: [link, { a: 0, b: 2, score: 0.8, stage: 'filter', status: 'review' }],
  estimated: { precision: 0.99, recall: 0.5 },
};

describe('padan-links/1', () => {
  it('is written as docs/reference/formats.md says', () => {
    const { metric: _dice, ...members } = file;
    expect(JSON.parse(padanLinksJson(file))).toEqual({ format: 'padan-links/1', ...members });
    const other = padanLinksJson({ ...file, metric: 'hamming' });
    expect(JSON.parse(other)).toEqual({ format: 'padan-links/1', metric: 'hamming', ...members });
  });

  it('comes back as it was', () => {
    const links = fc
      .uniqueArray(fc.tuple(fc.nat(99), fc.nat(99), fc.double({ min: 0, max: 1, noNaN: true })), {
        selector: ([a, b]) => `${a} ${b}`,
      })
      .map((list) => {
        const [seenA, seenB] = [new Set<number>(), new Set<number>()];
        return list
          .filter(([a, b]) => !seenA.has(a) && !seenB.has(b) && seenA.add(a) && seenB.add(b))
          .map(([a, b, score]): Link => ({ a, b, score: score + 0, stage: 'filter', status: 'linked' }));
      });
    fc.assert(
      fc.property(links, fc.boolean(), fc.constantFrom(...METRICS), (list, estimated, metric) => {
        const given: LinksFile = { ...file, metric, counts: [100, 100], links: list };
        const whole = estimated ? given : { ...given, estimated: null };
        expect(parsePadanLinks(padanLinksJson(whole))).toEqual(whole);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  const changed = (change: (value: Record<string, unknown>) => unknown) => {
    const value = JSON.parse(padanLinksJson(file)) as Record<string, unknown>;
    return JSON.stringify(change(value) ?? value);
  };
  const withLink = (change: object) =>
    changed((value) => ({ ...value, links: [link, { ...link, a: 0, b: 1, ...change }] }));

  it.each([
    ['no JSON', '{"format":', 'JSON', undefined],
    ['a list', '[]', 'JSON', undefined],
    ['another format', changed((v) => ({ ...v, format: 'padan-links/2' })), 'format', undefined],
    ['an unknown member', changed((v) => ({ ...v, nik: 1 })), 'members', undefined],
    ['one count', changed((v) => ({ ...v, counts: [2] })), 'counts', undefined],
    ['a negative count', changed((v) => ({ ...v, counts: [2, -1] })), 'counts', undefined],
    ['a threshold in per cent', changed((v) => ({ ...v, threshold: 80 })), 'threshold', undefined],
    ['an unknown metric', changed((v) => ({ ...v, metric: 'cosine' })), 'metric', undefined],
    ['no links', changed((v) => ({ ...v, links: null })), 'links', undefined],
    ['a row beyond a', withLink({ a: 2 }), 'links', 1],
    ['a row beyond b', withLink({ b: 3 }), 'links', 1],
    ['half a row', withLink({ a: 0.5 }), 'links', 1],
    ['a score above 1', withLink({ score: 1.1 }), 'links', 1],
    ['an unknown stage', withLink({ stage: 'exact:' }), 'links', 1],
    ['an unknown status', withLink({ status: 'sure' }), 'links', 1],
    ['a row of a twice', withLink({ a: 1 }), 'links', 1],
    ['a row of b twice', withLink({ b: 0 }), 'links', 1],
    ['half an estimate', changed((v) => ({ ...v, estimated: { precision: 1 } })), 'estimated', undefined],
  ])('refuses %s', (_name, text, member, position) => {
    expect(() => parsePadanLinks(text)).toThrow(
      expect.objectContaining({ code: 'links-file-invalid', facts: { member, position } }),
    );
  });

  it('is read where the changes above are not made', () => {
    expect(parsePadanLinks(withLink({})).links.length).toBe(2);
  });
});
