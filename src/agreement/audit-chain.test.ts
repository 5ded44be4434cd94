import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { label } from '../problems.ts';
import {
  type AuditEvent,
  EMPTY_HEAD,
  eventHash,
  type HashedEvent,
  headHolds,
  signHead,
  verifyChain,
} from './audit-chain.ts';

const actor = { person: 'prs_a', key: 'key_a', role: 'operator', party: 'bps' };

function chain(actions: readonly string[]): HashedEvent[] {
  const out: HashedEvent[] = [];
  for (const action of actions) {
    const event: AuditEvent = {
      seq: out.length + 1,
      time: `2026-01-01T00:00:0${out.length % 10}.000Z`,
      actor,
      action,
      subject: 'x',
      facts: { n: out.length, name: label('schema') },
      previous: out.at(-1)?.hash ?? EMPTY_HEAD.hash,
    };
    out.push({ event, hash: eventHash(event) });
  }
  return out;
}

describe('audit chain', () => {
  it('hashes the canonical JSON of the event: a known answer', () => {
    // sha256sum of the canonical text, written out by hand and hashed outside this program
    const event: AuditEvent = {
      seq: 1,
      time: '2026-01-01T00:00:00.000Z',
      actor: { role: 'operator', person: 'p', key: null, party: null },
      action: 'a',
      subject: 's',
      facts: {},
      previous: '00',
    };
    expect(eventHash(event)).toBe('d1e4fb0e32594b80dff7fcf2e6407c1bd384f395494fb90e3edba6f0080d4d2c');
  });

  it('holds as it was written, and gives its head', () => {
    const events = chain(['a', 'b', 'c']);
    expect(verifyChain(events)).toEqual({ holds: true, head: { seq: 3, hash: events[2]!.hash } });
    expect(verifyChain([])).toEqual({ holds: true, head: EMPTY_HEAD });
  });

  it('finds every single change, removal and exchange of neighbours', () => {
    const property = fc.property(
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 8 }),
      fc.nat(),
      (actions, at) => {
        const events = chain(actions);
        const i = at % events.length;
        const kept = [{ seq: events.length, hash: events.at(-1)!.hash }];
        const changed = events.with(i, {
          ...events[i]!,
          event: { ...events[i]!.event, subject: 'y' },
        });
        const rehashed = changed.with(i, { ...changed[i]!, hash: eventHash(changed[i]!.event) });
        const removed = events.toSpliced(i, 1);
        expect(verifyChain(changed).holds).toBe(false);
        expect(verifyChain(rehashed, kept).holds).toBe(false);
        expect(verifyChain(removed, kept).holds).toBe(false);
        if (i > 0)
          expect(verifyChain(events.with(i, events[i - 1]!).with(i - 1, events[i]!)).holds).toBe(false);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 100 });
  });

  it('finds a log rebuilt from the start by the head somebody kept', () => {
    const [kept] = chain(['a', 'b']).slice(-1);
    const rebuilt = chain(['a', 'c', 'd']);
    expect(verifyChain(rebuilt).holds).toBe(true);
    expect(verifyChain(rebuilt, [{ seq: 2, hash: kept!.hash }])).toEqual({
      holds: false,
      seq: 2,
      why: 'kept-head',
    });
  });

  it('signs the head so that only the key that signed it verifies', () => {
    const seed = new Uint8Array(32).fill(7);
    const other = new Uint8Array(32).fill(8);
    const head = signHead({ seq: 3, hash: 'ab'.repeat(32) }, seed);
    const publicKey = ed25519.getPublicKey(seed);
    expect(headHolds(head, publicKey)).toBe(true);
    expect(headHolds(head, ed25519.getPublicKey(other))).toBe(false);
    expect(headHolds({ ...head, seq: 4 }, publicKey)).toBe(false);
    expect(headHolds({ ...head, hash: 'ac'.repeat(32) }, publicKey)).toBe(false);
    expect(headHolds({ ...head, signature: 'zz' }, publicKey)).toBe(false);
  });
});
