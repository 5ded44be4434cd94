import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/support/bytes.ts';
import { randomFilters, wasmKernel } from '../../test/support/filters.ts';
import { concat } from '../exchange/bytes.ts';
import { padanLinksJson } from '../exchange/links.ts';
import type { Journal } from '../ports/journal.ts';
import type { WhichPairs } from '../pprl/block/plan.ts';
import { linkPadan } from './link-files.ts';
import { openState } from './link-state.ts';

/** A journal in memory whose process dies after `appends`. */
function memoryJournal(left: Uint8Array, appends = Number.POSITIVE_INFINITY) {
  let bytes = left;
  let count = 0;
  const journal: Journal = {
    read: async () => bytes,
    keep: async (length) => {
      bytes = bytes.slice(0, length);
    },
    append: async (more) => {
      if (count++ >= appends) throw new Error('killed');
      bytes = concat([bytes, more]);
    },
    close: async () => {},
    remove: async () => {},
  };
  return { journal, bytes: () => bytes };
}

const ROWS = 5000;
const filters = [randomFilters(1, 64, ROWS, 0.5), randomFilters(2, 64, ROWS, 0.5)] as const;
const files = filters.map((clk, file) => ({
  header: null,
  input: {
    clk,
    exact: [],
    blocking: [
      { name: 'one', slots: [Float64Array.from({ length: ROWS }, (_, row) => 1 + ((row * (file + 3)) % 9))] },
      { name: 'two', slots: [Float64Array.from({ length: ROWS }, (_, row) => 1 + ((row * 7) % 5))] },
    ],
  },
}));
const THRESHOLD = 0.76;

async function link(which: WhichPairs, journal: Journal, inputs = ['a', 'b']) {
  let parts = 0;
  const result = await linkPadan(files, {
    threshold: THRESHOLD,
    kernel: await wasmKernel(),
    which,
    blockPairs: 1e9,
    onPlan: async (plan) => {
      const kept = await openState(journal, { inputs, threshold: THRESHOLD, metric: 'dice' }, plan);
      return {
        done: kept.done,
        keep: (part, found) => {
          parts += 1;
          return kept.keep(part, found);
        },
      };
    },
  });
  return { text: padanLinksJson(result), parts };
}

describe.each(['blocked', 'exhaustive'] as const)('a linkage (%s) with a state file', (which) => {
  it('that was killed gives the same bytes when it goes on, and does no whole part again', async () => {
    const whole = memoryJournal(new Uint8Array(0));
    const { text, parts } = await link(which, whole.journal);
    expect(parts).toBeGreaterThan(2);
    const killed = memoryJournal(new Uint8Array(0), 3);
    await expect(link(which, killed.journal)).rejects.toThrow('killed');
    const again = await link(which, memoryJournal(killed.bytes()).journal);
    expect(again.text).toBe(text);
    // The first append is the head, the two others are parts.
    expect(again.parts).toBe(parts - 2);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.bytes().length), async (length) => {
        const cut = memoryJournal(whole.bytes().slice(0, length));
        const resumed = await link(which, cut.journal);
        expect(resumed.text).toBe(text);
        expect(cut.bytes()).toEqual(whole.bytes());
      }),
      { seed: 1, numRuns: 4 },
    );
  });
});

describe('a state file', () => {
  it('of another linkage is refused, and so is a file that is none', async () => {
    const made = memoryJournal(new Uint8Array(0));
    await link('blocked', made.journal);
    const refused = (bytes: Uint8Array, which: WhichPairs, inputs?: string[]) =>
      refusalOf(() => link(which, memoryJournal(bytes).journal, inputs));
    expect((await refused(made.bytes(), 'blocked', ['a', 'c'])).code).toBe('link-state-differs');
    expect((await refused(made.bytes(), 'exhaustive')).code).toBe('link-state-differs');
    expect((await refused(Uint8Array.from([1, 2, 3]), 'blocked')).code).toBe('link-state-differs');
  });
});
