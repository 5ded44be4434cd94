import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filters, pairs, plainKernel, range, tokens } from '../../../test/support/filters.ts';
import type { ClkColumn } from '../compare/clk-column.ts';
import { type ExactColumn, keyedTokenStage } from '../exact/exact-stage.ts';
import { matchExact } from '../link.ts';
import { decide } from './decide.ts';
import { MAX_TOKEN_GROUP } from './exact-links.ts';
import { greedyGroups } from './greedy-groups.ts';

const BITS = 256;
/** A person: 40 bits of their own. `variant` moves some of them, so that Dice with variant 0 is 1 - variant / 40. */
const person = (who: number, variant = 0) => {
  const from = who * 40;
  return [...range(from + variant, from + 40), ...range(216, 216 + variant)];
};
const blank: number[] = [];

interface Input {
  readonly clk: ClkColumn;
  readonly exact: readonly ExactColumn[];
}
const file = (rows: readonly (readonly number[])[], ...exact: ExactColumn[]): Input => ({
  clk: filters(BITS, rows),
  exact,
});

function link(a: Input, b: Input, threshold = 0.8, confirmAt = 0.6) {
  const candidates = plainKernel.compare(a.clk, b.clk, threshold);
  const result = decide(a, b, matchExact(a, b, keyedTokenStage), candidates, { threshold, confirmAt });
  const word = (status: (typeof result.statuses.a)[number]) => Object.values(status).join(' ');
  return {
    links: result.links.map(({ a: i, b: j, stage, status }) => `${i}-${j} ${stage} ${status}`),
    a: result.statuses.a.map(word),
    b: result.statuses.b.map(word),
    result,
  };
}

describe('exact stage', () => {
  it('links rows with one token whose filters agree, below the threshold too', () => {
    const found = link(
      file([person(0)], tokens('nik', [1])),
      file([person(1), person(0, 15)], tokens('nik', [2, 1])),
    );
    expect(found.links).toEqual(['0-1 exact:nik linked']);
    expect(found.a).toEqual(['linked 1']);
    expect(found.b).toEqual(['not-linked', 'linked 0']);
    expect(found.result.links[0]!.score).toBe(25 / 40);
  });

  it('confirms at exactly confirmAt', () => {
    const a = file([person(0)], tokens('nik', [1]));
    const b = file([person(0, 16)], tokens('nik', [1]));
    expect(link(a, b, 0.8, 0.6).a).toEqual(['linked 0']);
    expect(link(a, b, 0.8, 0.6 + 1e-12).a).toEqual(['ambiguous exact-filters-disagree']);
  });

  it('does not link blindly where the filters contradict the token', () => {
    const found = link(
      file([person(0)], tokens('nik', [1])),
      file([person(1), person(0)], tokens('nik', [1, null])),
    );
    expect(found.links).toEqual(['0-0 exact:nik review']);
    expect(found.a).toEqual(['ambiguous exact-filters-disagree']);
    expect(found.b).toEqual(['ambiguous exact-filters-disagree', 'not-linked']);
  });

  it('has its own confirmation for each token, and none where the schema asks for none', () => {
    const a = file([person(0), person(1)], tokens('nik', [1, null]), tokens('passport', [null, 7]));
    const b = file([person(0, 12), person(3)], tokens('nik', [1, null]), tokens('passport', [null, 7]));
    const run = (confirmAt: readonly (number | null)[]) =>
      decide(a, b, matchExact(a, b, keyedTokenStage), pairs([]), { threshold: 0.8, confirmAt });
    const words = (confirmAt: readonly (number | null)[]) => run(confirmAt).links.map(({ status }) => status);
    expect(words([0.7, null])).toEqual(['linked', 'linked']);
    expect(words([0.71, 0.1])).toEqual(['review', 'review']);
    expect(run([0.7, null]).confirmAt).toEqual([0.7, 0]);
    expect(() => run([0.7])).toThrow('exact-columns-differ');
    expect(() => run([0.7, 70])).toThrow('threshold-invalid');
  });

  it('takes tokens in the order of the schema', () => {
    const a = file([person(0)], tokens('nik', [1]), tokens('passport', [7]));
    const b = file([person(0), person(0, 2)], tokens('nik', [null, 1]), tokens('passport', [7, null]));
    const found = link(a, b);
    expect(found.links).toEqual(['0-1 exact:nik linked']);
    expect(found.b).toEqual(['ambiguous exact-tokens-conflict', 'linked 0']);
  });

  it('takes the next token for rows that the first one left', () => {
    const a = file([person(0), person(1)], tokens('nik', [1, null]), tokens('passport', [null, 7]));
    const b = file([person(1), person(0)], tokens('nik', [2, 1]), tokens('passport', [7, null]));
    expect(link(a, b).links).toEqual(['0-1 exact:nik linked', '1-0 exact:passport linked']);
  });

  it('calls rows of one file with one token duplicates of the first, where their filters agree', () => {
    const found = link(
      file([person(0), person(0, 3), person(0, 1)], tokens('nik', [1, 1, 1])),
      file([person(0)], tokens('nik', [1])),
    );
    expect(found.links).toEqual(['0-0 exact:nik linked']);
    expect(found.a).toEqual(['linked 0', 'duplicate 0', 'duplicate 0']);
  });

  it('does so on the other side as well, and without a counterpart', () => {
    const found = link(
      file([person(0)], tokens('nik', [1])),
      file([person(0), person(0), person(1), person(1)], tokens('nik', [1, 1, 2, 2])),
    );
    expect(found.b).toEqual(['linked 0', 'duplicate 0', 'not-linked', 'duplicate 2']);
  });

  it('leaves the first of duplicates without a counterpart to the filter stage', () => {
    const found = link(
      file([person(0), person(0)], tokens('nik', [1, 1])),
      file([person(0)], tokens('nik', [null])),
    );
    expect(found.links).toEqual(['0-0 filter linked']);
    expect(found.a).toEqual(['linked 0', 'duplicate 0']);
  });

  it('calls rows with one token ambiguous where their filters disagree, and their counterpart too', () => {
    const found = link(
      file([person(0), person(1), person(2)], tokens('nik', [1, 1, 5])),
      file([person(0), person(2)], tokens('nik', [1, 5])),
    );
    expect(found.links).toEqual(['2-1 exact:nik linked']);
    expect(found.a).toEqual(['ambiguous token-shared', 'ambiguous token-shared', 'linked 1']);
    expect(found.b).toEqual(['ambiguous token-shared', 'linked 2']);
  });

  it('asks that filters agree pair by pair, at exactly the threshold', () => {
    // Dice of variants 0 and 8 is 0.8; the third row agrees with the second only.
    const rows = [person(0), person(0, 8), person(0, 12)];
    const nobody = file([person(3)], tokens('nik', [null]));
    expect(link(file(rows.slice(0, 2), tokens('nik', [1, 1])), nobody).a).toEqual([
      'not-linked',
      'duplicate 0',
    ]);
    expect(link(file(rows, tokens('nik', [1, 1, 1])), nobody).a).toEqual(
      Array(3).fill('ambiguous token-shared'),
    );
  });

  it('takes a token on very many rows for no identifier', () => {
    const count = MAX_TOKEN_GROUP + 1;
    const nobody = file([person(3)], tokens('nik', [null]));
    const many = (n: number) => file(Array(n).fill(person(0)), tokens('nik', Array(n).fill(1)));
    expect(link(many(count), nobody).a).toEqual(Array(count).fill('ambiguous token-shared'));
    expect(link(many(count - 1), nobody).a[1]).toBe('duplicate 0');
  });

  it('calls a row that shares a later token with a linked row its duplicate', () => {
    const found = link(
      file([person(0, 1), person(0)], tokens('nik', [null, 1]), tokens('passport', [7, 7])),
      file([person(0)], tokens('nik', [1]), tokens('passport', [null])),
    );
    expect(found.a).toEqual(['duplicate 1', 'linked 0']);
  });
});

describe('exact stage, tokens that contradict each other', () => {
  it('calls a row of a ambiguous whose counterpart an earlier token linked elsewhere', () => {
    const found = link(
      file([person(0), person(0, 2)], tokens('nik', [null, 1]), tokens('passport', [7, null])),
      file([person(0)], tokens('nik', [1]), tokens('passport', [7])),
    );
    expect(found.a).toEqual(['ambiguous exact-tokens-conflict', 'linked 0']);
  });

  it('calls a row ambiguous that shares a token with two linked rows', () => {
    const found = link(
      file(
        [person(0), person(0, 1), person(0, 2)],
        tokens('nik', [1, 2, null]),
        tokens('passport', [7, 7, 7]),
      ),
      file([person(0), person(0, 1)], tokens('nik', [1, 2]), tokens('passport', [null, null])),
    );
    expect(found.a).toEqual(['linked 0', 'linked 1', 'ambiguous token-shared']);
  });
});

describe('filter stage', () => {
  it('links the best candidates one-to-one, the threshold included', () => {
    const found = link(file([person(0), person(1, 8)]), file([person(1), person(0, 2), person(0, 4)]));
    expect(found.links).toEqual(['0-1 filter linked', '1-0 filter linked']);
    expect(found.b).toEqual(['linked 1', 'linked 0', 'not-linked']);
  });

  it('calls a tie of two free candidates ambiguous and proposes the first', () => {
    // Both rows of b are person 0 less two bits, not the same two.
    const found = link(file([person(0)]), file([person(0).slice(2), person(0).slice(0, -2)]));
    expect(found.links).toEqual(['0-0 filter review']);
    expect(found.a).toEqual(['ambiguous equal-candidates']);
    expect(found.b).toEqual(['ambiguous equal-candidates', 'ambiguous candidate-taken-at-equal-score']);
  });

  it('does the same when the tie is on the other side', () => {
    const found = link(file([person(0).slice(2), person(0).slice(0, -2)]), file([person(0)]));
    expect(found.a).toEqual(['ambiguous equal-candidates', 'ambiguous candidate-taken-at-equal-score']);
  });

  it('has no tie where the equal candidate is taken at a higher score', () => {
    const a = file([person(0), person(0).slice(0, -2)]);
    const b = file([person(0).slice(2), person(0).slice(0, -2)]);
    const found = link(a, b);
    expect(found.links).toEqual(['1-1 filter linked', '0-0 filter linked']);
  });

  it('doubts a later link of a row that lost a tie', () => {
    // Row 1 of b ties with row 0 for the row of a, and then takes a worse one.
    const a = file([person(0), [...person(0).slice(0, -2), ...range(200, 206)]]);
    const b = file([person(0).slice(2), person(0).slice(0, -2)]);
    const found = link(a, b);
    expect(found.links).toEqual(['0-0 filter review', '1-1 filter review']);
    expect(found.b).toEqual(['ambiguous equal-candidates', 'ambiguous equal-candidates']);
  });

  it('doubts it on the other side as well', () => {
    const a = file([person(0).slice(2), person(0).slice(0, -2)]);
    const b = file([person(0), [...person(0).slice(0, -2), ...range(200, 206)]]);
    expect(link(a, b).links).toEqual(['0-0 filter review', '1-1 filter review']);
  });

  it('calls rows with the filter of an ambiguous row its duplicates', () => {
    const tied = file([person(0).slice(2), person(0).slice(0, -2)]);
    expect(link(file([person(0), person(0)]), tied).a).toEqual(['ambiguous equal-candidates', 'duplicate 0']);
  });

  it('counts rows without a token and with one filter as one person', () => {
    const found = link(
      file([person(0), person(0), person(1), person(1)]),
      file([person(0, 1), person(0, 1)]),
    );
    expect(found.links).toEqual(['0-0 filter linked']);
    expect(found.a).toEqual(['linked 0', 'duplicate 0', 'not-linked', 'not-linked']);
    expect(found.b).toEqual(['linked 0', 'duplicate 0']);
  });

  it('counts them as two where both have a token', () => {
    const found = link(
      file([person(0), person(0)], tokens('nik', [1, 2])),
      file([person(0)], tokens('nik', [null])),
    );
    expect(found.a).toEqual(['ambiguous equal-candidates', 'ambiguous candidate-taken-at-equal-score']);
  });

  it('calls a row without a token the duplicate of an exactly linked row with its filter', () => {
    const found = link(
      file([person(0), person(0)], tokens('nik', [null, 1])),
      file([person(0)], tokens('nik', [1])),
    );
    expect(found.a).toEqual(['duplicate 1', 'linked 0']);
  });

  it('takes empty filters for nobody, not for one person', () => {
    const found = link(file([blank, blank, person(0)]), file([blank, person(0)]));
    expect(found.a).toEqual(['not-linked', 'not-linked', 'linked 1']);
  });

  it('takes an empty filter for nobody even where its token is linked', () => {
    const a = file([blank, blank], tokens('nik', [1, null]));
    const b = file([blank], tokens('nik', [1]));
    const { statuses } = decide(a, b, matchExact(a, b, keyedTokenStage), pairs([]), {
      threshold: 0.8,
      confirmAt: null,
    });
    expect(statuses.a).toEqual([{ status: 'linked', row: 0 }, { status: 'not-linked' }]);
  });

  it('passes over candidates below the threshold', () => {
    const result = decide(file([person(0)]), file([person(0, 9)]), [], pairs([[0, 0, 0.775]]), {
      threshold: 0.8,
      confirmAt: 0.6,
    });
    expect(result.links).toEqual([]);
  });
});

describe('decide', () => {
  const score = fc.constantFrom(0.8, 0.82, 0.85, 0.9, 0.95, 1);
  const candidates = fc
    .uniqueArray(fc.tuple(fc.nat(7), fc.nat(7), score), { maxLength: 40, selector: ([a, b]) => `${a} ${b}` })
    .map((list) => list.map((pair) => pair as readonly [number, number, number]));
  const distinct = file(range(0, 8).map((who) => [who, 100]));
  const options = { threshold: 0.8, confirmAt: 0.6 };

  it('takes the pairs that anonlink takes, and links one-to-one', () =>
    fc.assert(
      fc.property(candidates, (list) => {
        const { links } = decide(distinct, distinct, [], pairs(list), options);
        const groups = greedyGroups([{ fileA: 0, fileB: 1, pairs: pairs(list) }]);
        expect(links.map(({ a, b }) => `${a} ${b}`).sort()).toEqual(
          groups.map(([x, y]) => `${x![1]} ${y![1]}`).sort(),
        );
        expect(new Set(links.map(({ a }) => a)).size).toBe(links.length);
        expect(new Set(links.map(({ b }) => b)).size).toBe(links.length);
      }),
      { seed: 1, numRuns: 500 },
    ));

  it('does not depend on the order of candidates', () =>
    fc.assert(
      fc.property(
        candidates.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const run = (given: typeof list) => decide(distinct, distinct, [], pairs(given), options);
          expect(run(shuffled)).toEqual(run(list));
        },
      ),
      { seed: 1, numRuns: 200 },
    ));

  it('gives `linked` only where no other choice scores the same, and says so of both rows', () =>
    fc.assert(
      fc.property(candidates, (list) => {
        const { links, statuses } = decide(distinct, distinct, [], pairs(list), options);
        for (const { a, b, score: own, status } of links) {
          expect(statuses.a[a]!.status).toBe(status === 'linked' ? 'linked' : 'ambiguous');
          expect(statuses.b[b]!.status).toBe(status === 'linked' ? 'linked' : 'ambiguous');
          const better = (row: 'a' | 'b', at: number) =>
            links.some((link) => link[row] === at && link.score > own);
          const rivals = list.filter(
            ([x, y, s]) =>
              s === own &&
              ((x === a && y !== b && !better('b', y)) || (y === b && x !== a && !better('a', x))),
          );
          if (status === 'linked') expect(rivals).toEqual([]);
        }
      }),
      { seed: 1, numRuns: 300 },
    ));

  it('refuses pairs of rows beyond the files', () => {
    for (const pair of [
      [8, 0, 1],
      [0, 8, 1],
    ] as const)
      expect(() => decide(distinct, distinct, [], pairs([pair]), options)).toThrow('pairs-invalid');
  });

  it('refuses thresholds that are no ratio', () => {
    expect(() => decide(distinct, distinct, [], pairs([]), { threshold: 80, confirmAt: 0.6 })).toThrow(
      'threshold-invalid',
    );
  });
});
