import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawFrom } from '../attack/draw.ts';
import { makePeople } from '../attack/people.ts';
import { createRecordEncoder } from '../encoder.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';
import { createDiffusion } from '../padan/diffusion.ts';
import { BitCounter } from './bit-counter.ts';
import { bitFrequencies } from './bit-frequency.ts';
import { PROPOSED_EXPOSURE_BOUNDS } from './bounds.ts';
import { coOccurrence } from './co-occurrence.ts';
import { enumeration } from './enumeration.ts';
import { FilterSurveyor } from './filter-survey.ts';
import { gainOf } from './gain.ts';
import { lightOf } from './light.ts';
import { neighbourProfiles } from './neighbours.ts';
import { qualityBudget } from './report.ts';
import { RowSample } from './row-sample.ts';
import { TokenCounter } from './token-frequency.ts';

const seed = { seed: 20_250_701 };
const bounds = PROPOSED_EXPOSURE_BOUNDS;
const column = (filters: readonly Uint8Array[], bits: number) => ({
  bits,
  rows: filters.length,
  bytes: Uint8Array.from(filters.flatMap((filter) => [...filter])),
});

/** The same definitions, pair by pair and bit by bit, with nothing saved. */
const slow = {
  gini(counts: readonly number[]) {
    const total = counts.reduce((a, b) => a + b, 0);
    let sum = 0;
    for (const a of counts) for (const b of counts) sum += Math.abs(a - b);
    return sum / (2 * counts.length * total);
  },
  /** From entropies: H(middle) less the mean of both, where 0 log 0 is 0. */
  jensenShannon(counts: readonly number[]) {
    const total = counts.reduce((a, b) => a + b, 0);
    const h = (shares: readonly number[]) =>
      -shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log2(p) : 0), 0);
    const p = counts.map((count) => count / total);
    const u = counts.map(() => 1 / counts.length);
    const middle = p.map((each, i) => (each + u[i]!) / 2);
    return Math.sqrt(Math.max(0, h(middle) - (h(p) + h(u)) / 2));
  },
};

describe('bit frequencies', () => {
  const counts = fc
    .array(fc.nat({ max: 1_000 }), { minLength: 2, maxLength: 40 })
    .filter((each) => each.some((count) => count > 0));

  test('Gini and Jensen-Shannon are what their definitions say, bits that are never set included', () => {
    fc.assert(
      fc.property(counts, (each) => {
        const found = bitFrequencies(Float64Array.from(each), 1_000);
        expect(found.gini.value).toBeCloseTo(slow.gini(each), 10);
        expect(found.jensenShannon.value).toBeCloseTo(slow.jensenShannon(each), 6);
      }),
      seed,
    );
  });

  test('a bit that is never set counts: half of the bits unused are a distance of 0.558', () => {
    // p = 1/2, 1/2, 0, 0 and u = 1/4 each: H(3/8, 3/8, 1/8, 1/8) - (1 + 2) / 2 = 0.3113, and its root.
    const { jensenShannon, gini, entropyDeficit } = bitFrequencies(Float64Array.of(8, 8, 0, 0), 16);
    expect(jensenShannon.value).toBeCloseTo(Math.sqrt(0.31127812), 6);
    expect(gini.value).toBeCloseTo(0.5, 10);
    expect(entropyDeficit.value).toBeCloseTo(0.5, 10);
  });

  test('equal bits are 0 in all three, and nothing set at all too', () => {
    for (const each of [Float64Array.of(7, 7, 7, 7), new Float64Array(4)]) {
      const { entropyDeficit, gini, jensenShannon } = bitFrequencies(each, 10);
      for (const { value } of [entropyDeficit, gini, jensenShannon]) expect(value).toBeCloseTo(0, 7);
    }
  });

  test('random filters stay at the noise floor, which is 0.018 for Gini of 1,000 half-full filters', () => {
    const draw = drawFrom(4);
    const found = Float64Array.from({ length: 1_024 }, () => {
      let set = 0;
      for (let row = 0; row < 1_000; row++) if (draw.next() < 0.5) set++;
      return set;
    });
    const { entropyDeficit, gini, jensenShannon } = bitFrequencies(found, 1_000);
    expect(gini.floor).toBeCloseTo(0.0178, 3);
    for (const { value, floor } of [entropyDeficit, gini, jensenShannon]) {
      expect(value / floor).toBeGreaterThan(0.9);
      expect(value / floor).toBeLessThan(1.12);
    }
  });
});

function schemaOf(id: string) {
  const path = join(import.meta.dirname, `../../../specs/linkage/${id}.json`);
  return parseLinkageSchema(JSON.parse(readFileSync(path, 'utf8')), id);
}

describe('filters of 1,000 made-up people', () => {
  const schema = schemaOf('placements');
  const key = Uint8Array.from({ length: 32 }, (_, i) => i);
  const encoder = createRecordEncoder(schema, key);
  const plain = makePeople(schema, 1_000, 1).map((cells) => encoder.encode(cells).undiffused!);
  const diffuse = createDiffusion(key, { bits: 1_024, outputBits: 1_024, terms: 5 });
  const diffused = plain.map(diffuse);
  const of = (filters: readonly Uint8Array[]) => {
    const counter = new BitCounter(1_024);
    counter.add(column(filters, 1_024));
    return bitFrequencies(counter.counts(), filters.length);
  };

  /** Source: this project's notes on security, section 3; other people and tokens, so within a third. */
  test.each([
    ['plain', plain, { entropyDeficit: 0.0157, gini: 0.261, jensenShannon: 0.201 }],
    ['diffused with five terms', diffused, { entropyDeficit: 0.00018, gini: 0.027, jensenShannon: 0.021 }],
  ] as const)('%s: the three measures are near those measured for the notes', (_, filters, reference) => {
    const found = of(filters);
    for (const name of ['entropyDeficit', 'gini', 'jensenShannon'] as const) {
      const tolerance = name === 'entropyDeficit' ? 0.6 : 0.34;
      expect(Math.abs(found[name].value / reference[name] - 1), name).toBeLessThan(tolerance);
    }
  });

  test('bits of plain filters come and go together, those of diffused ones do not', () => {
    const before = coOccurrence(plain, 1_024);
    expect(before.noise).toBeCloseTo(4 / Math.sqrt(1_000), 10);
    expect(before.largestPhi).toBeGreaterThan(2 * before.noise);
    const after = coOccurrence(diffused, 1_024);
    expect(after.largestPhi).toBeLessThan(1.3 * after.noise);
    expect(after.shareAbove).toBeLessThan(0.01);
  });

  test('plain records are told by their neighbours, diffused ones are not', () => {
    const before = neighbourProfiles(plain.slice(0, 400), 1_024)!;
    const after = neighbourProfiles(diffused.slice(0, 400), 1_024)!;
    expect(before.recognisedShare).toBeGreaterThan(8 * before.chance);
    expect(after.recognisedShare).toBeLessThan(4 * after.chance);
  });
});

describe('phi', () => {
  test('is 1 for a bit and its copy, 0 for independent ones', () => {
    // Bits 0 and 1 are equal, bit 2 is independent of both in these four rows, bit 3 never varies.
    const rows = [0b0000_0000, 0b1100_0000, 0b0010_0000, 0b1110_0000].map((byte) => Uint8Array.of(byte));
    const { largestPhi, pairs, shareAbove } = coOccurrence(rows, 8);
    expect({ largestPhi, pairs, shareAbove }).toEqual({ largestPhi: 1, pairs: 3, shareAbove: 0 });
  });
});

describe('counts in portions', () => {
  const portions = fc.array(fc.array(fc.uint8Array({ minLength: 4, maxLength: 4 }), { maxLength: 8 }), {
    minLength: 1,
    maxLength: 6,
  });

  test('bits, equal filters and weights are those of the rows counted one by one', () => {
    fc.assert(
      fc.property(portions, (all) => {
        const rows = all.flat();
        fc.pre(rows.length > 0);
        const counter = new BitCounter(32);
        const surveyor = new FilterSurveyor(rows.length, 32);
        for (const portion of all) {
          counter.add(column(portion, 32));
          surveyor.add(column(portion, 32));
        }
        const bit = (row: Uint8Array, i: number) => (row[i >> 3]! >> (7 - (i & 7))) & 1;
        const counts = Array.from({ length: 32 }, (_, i) => rows.reduce((sum, row) => sum + bit(row, i), 0));
        expect(Array.from(counter.counts())).toEqual(counts);
        const times = Object.values(Object.groupBy(rows, (row) => row.join())).map((same) => same!.length);
        const { uniqueShare, mostEqual } = surveyor.survey();
        expect(mostEqual).toBe(Math.max(...times));
        expect(uniqueShare).toBeCloseTo(times.filter((each) => each === 1).length / rows.length, 12);
      }),
      seed,
    );
  });

  test('every row is as likely to be in the sample', () => {
    const times = new Float64Array(40);
    // One long file of 100 times the same 40 rows, looked at 40 rows at a time: 10 places.
    for (let run = 0; run < 400; run++) {
      const sample = new RowSample(10, 8);
      const first = Uint8Array.of(0);
      for (let skip = 0; skip < run; skip++) sample.add(column([first], 8));
      for (let row = 0; row < 40; row++) sample.add(column([Uint8Array.of(row + 1)], 8));
      for (const [value] of sample.filters()) if (value! > 0) times[value! - 1]!++;
    }
    const mean = times.reduce((a, b) => a + b, 0) / 40;
    for (const each of times) expect(Math.abs(each - mean)).toBeLessThan(5 * Math.sqrt(mean));
  });
});

describe('frequencies of tokens', () => {
  const draw = drawFrom(8);
  const tokens = (values: readonly (number | null)[]) => {
    const bytes = new Uint8Array(32 * values.length);
    values.forEach((value, row) => {
      if (value === null) return;
      const own = drawFrom(value + 1);
      for (let i = 0; i < 32; i++) bytes[32 * row + i] = own.below(256);
    });
    return { tokens: bytes, present: Uint8Array.from(values, (value) => (value === null ? 0 : 1)) };
  };

  test('are exact while the tokens are few', () => {
    const counter = new TokenCounter('nik', 32);
    counter.add(tokens([1, 2, 2, null]));
    counter.add(tokens([2, 3, null, 4]));
    expect(counter.frequency(2)).toEqual({
      name: 'nik',
      present: 6,
      distinct: 4,
      largest: { atLeast: 3, atMost: 3 },
      shareAboveCap: 0.5,
      cap: 2,
    });
  });

  test('lie between bounds when they are too many to be kept, and shares stay near', () => {
    // A tenth of 40,000 rows share one of 20 frequent tokens (200 each), the others have one of their own.
    const values = Array.from({ length: 40_000 }, (_, row) =>
      row % 10 === 0 ? draw.below(20) : 1_000 + row,
    );
    const counter = new TokenCounter('block', 32, 8_000, 1 << 16);
    counter.add(tokens(values));
    const exact = new Map<number, number>();
    for (const value of values) exact.set(value, (exact.get(value) ?? 0) + 1);
    const most = Math.max(...exact.values());
    const { largest, distinct } = counter.frequency(50);
    expect(largest.atLeast).toBeLessThanOrEqual(most);
    expect(largest.atMost).toBeGreaterThanOrEqual(most);
    expect(largest.atMost).toBeLessThan(most + 20);
    expect(Math.abs(distinct / exact.size - 1)).toBeLessThan(0.1);
  });
});

describe('who could enumerate', () => {
  const tries = (hostHoldsKey: boolean) =>
    enumeration({ host: 'bps', hostHoldsKey }, ['nik', 'family-card+name+birth-date'], bounds);
  const who = (hostHoldsKey: boolean) =>
    tries(hostHoldsKey).flatMap(({ actor, tries: each }) => (each.length > 0 ? [actor] : []));

  test('is whoever holds both key and file: the host alone only where it holds the key', () => {
    expect(who(false)).toEqual(['sender', 'host-with-a-custodian']);
    expect(who(true)).toEqual(['operator', 'host', 'sender', 'host-with-a-custodian']);
  });

  test('takes candidates by rate: a population list of NIK is 98 seconds, all of them five hours', () => {
    const own = tries(true).find(({ actor }) => actor === 'host')!.tries;
    const nik = own.filter(({ of }) => of === 'nik').map(({ seconds }) => Math.round(seconds));
    expect(nik).toEqual([98, 17_966]);
    // A name has no number of possible values: only people of a list can be tried.
    expect(own.filter(({ of }) => of.includes('name')).map(({ candidatesFrom }) => candidatesFrom)).toEqual([
      'list',
    ]);
  });
});

describe('the gain of an attack', () => {
  const gain = (attacked: number, named: number, chance: number) =>
    gainOf({ attacked, named, share: named / attacked, chance }, bounds.light.chance);

  test('a lucky guess is none', () => {
    expect(gain(60, 1, 1 / 300)).toBe(0);
    expect(gain(300, 3, 1 / 300)).toBe(0);
    expect(gain(300, 0, 1 / 300)).toBe(0);
  });

  test('what guessing does not explain is the share less chance', () => {
    expect(gain(300, 30, 1 / 300)).toBeCloseTo(0.1 - 1 / 300, 10);
    expect(gain(1_000, 8, 1 / 1_000)).toBeCloseTo(0.007, 10);
  });
});

describe('the light', () => {
  const safe = { hostHoldsKey: false, lambda: 0.01, gain: 0, exactTokens: 0 };
  const light = (grounds: Partial<typeof safe | { lambda: null; gain: null }>) => {
    const { light: found, reasons } = lightOf({ ...safe, ...grounds }, bounds);
    return [found, ...reasons.map(({ code }) => code)];
  };

  test.each([
    ['nothing against it', {}, ['green']],
    ['a host with the key', { hostHoldsKey: true }, ['red', 'host-holds-key']],
    ['lambda at the amber bound', { lambda: 0.02 }, ['green']],
    ['lambda just above it', { lambda: 0.020_001 }, ['amber', 'leakage-some']],
    ['lambda at the red bound', { lambda: 0.1 }, ['amber', 'leakage-some']],
    ['lambda just above it', { lambda: 0.100_001 }, ['red', 'leakage-high']],
    ['no diffusion', { lambda: 1 }, ['red', 'not-diffused']],
    ['no declaration', { lambda: null }, ['amber', 'leakage-not-declared']],
    ['a gain at the amber bound', { gain: 0.01 }, ['green']],
    ['a gain just above it', { gain: 0.010_001 }, ['amber', 'attack-gains']],
    ['a gain at the red bound', { gain: 0.05 }, ['amber', 'attack-gains']],
    ['a gain just above it', { gain: 0.050_001 }, ['red', 'attack-succeeds']],
    ['no simulation', { gain: null }, ['amber', 'attack-not-simulated']],
    ['exact tokens', { exactTokens: 1 }, ['amber', 'exact-tokens-shared-key']],
    [
      'all of it',
      { hostHoldsKey: true, lambda: 0.05, gain: 0.2, exactTokens: 3 },
      ['red', 'host-holds-key', 'leakage-some', 'attack-succeeds', 'exact-tokens-shared-key'],
    ],
  ])('%s', (_, grounds, expected) => {
    expect(light(grounds)).toEqual(expected);
  });

  test('every reason is said in both languages, with its figures and no gap', () => {
    const { reasons } = lightOf({ hostHoldsKey: true, lambda: 0.05, gain: 0.0312, exactTokens: 1 }, bounds);
    for (const { id, en } of reasons)
      for (const text of [id, en]) expect(text).not.toMatch(/[{}]|undefined|NaN/);
    expect(reasons.map(({ en }) => en).join()).toContain('3.1 %');
    expect(reasons.map(({ id }) => id).join()).toContain('0,05');
  });
});

test('the quality budget is that of the notes on security: 0.112 at eight terms and 2,048 bits', () => {
  expect(qualityBudget(2_048, 8, 6)).toBeCloseTo(0.112, 3);
  expect(qualityBudget(1_024, 5, 6)).toBeCloseTo(0.142, 3);
  expect(qualityBudget(64, 8, 9)).toBe(0);
});
