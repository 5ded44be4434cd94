import { writeFileSync } from 'node:fs';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cliFolder } from '../../test/support/cli.ts';
import {
  type AuditEvent,
  EMPTY_HEAD,
  eventHash,
  type HashedEvent,
  signHead,
} from '../agreement/audit-chain.ts';

const SEED = new Uint8Array(32).fill(7);
const PUBLIC_KEY = bytesToHex(ed25519.getPublicKey(SEED));

function chain(actions: readonly string[]): HashedEvent[] {
  let head = EMPTY_HEAD;
  return actions.map((action) => {
    const actor = { person: 'p', key: null, role: 'service', party: null };
    const event: AuditEvent = {
      ...{ seq: head.seq + 1, time: '2026-01-12T00:00:00.000Z', actor, action, subject: 's', facts: {} },
      previous: head.hash,
    };
    head = { seq: event.seq, hash: eventHash(event) };
    return { event, hash: head.hash };
  });
}

describe('padan audit', () => {
  let folder: ReturnType<typeof cliFolder>;
  beforeEach(() => {
    folder = cliFolder();
  });
  afterEach(() => folder.remove());

  const write = (name: string, value: unknown): string => {
    writeFileSync(folder.path(name), JSON.stringify(value));
    return folder.path(name);
  };
  const page = (name: string, events: readonly HashedEvent[], all: readonly HashedEvent[] = events) => {
    const last = all.at(-1)!;
    return write(name, { events, head: signHead({ seq: last.event.seq, hash: last.hash }, SEED) });
  };
  const receipt = (events: readonly HashedEvent[], seq: number, seed = SEED) =>
    write('receipt.json', { receipt: { auditHead: signHead({ seq, hash: events[seq - 1]!.hash }, seed) } });
  const audit = (logs: string[], kept?: string) =>
    folder.run('audit', ...logs, '--public-key', PUBLIC_KEY, ...(kept ? ['--kept', kept] : []));

  it('holds for an honest log, in pages, with a kept receipt', async () => {
    const log = chain(['a', 'b', 'c']);
    const { exit, out } = await audit(
      [page('1', log.slice(0, 2), log), page('2', log.slice(2), log)],
      receipt(log, 2),
    );
    expect([exit, out]).toEqual([0, '3 events hold together; 1 kept heads are among them']);
  });

  it('finds a log that was built anew by whoever holds the signing key', async () => {
    const kept = receipt(chain(['a', 'b', 'c']), 2);
    const { exit, out } = await audit([page('1', chain(['a', 'x', 'c']))], kept);
    expect([exit, out]).toEqual([1, 'the log does not hold: event 2, kept-head']);
  });

  it('finds an event that was changed, one that is missing, and an end that was cut off', async () => {
    const log = chain(['a', 'b', 'c']);
    const changed = log.map((each, i) =>
      i === 1 ? { ...each, event: { ...each.event, subject: 't' } } : each,
    );
    expect((await audit([page('1', changed)])).out).toContain('event 2, hash');
    expect((await audit([page('1', [log[0]!, log[2]!])])).out).toContain('event 2, gap');
    expect((await audit([page('1', log.slice(0, 1))], receipt(log, 3))).out).toContain('event 3, kept-head');
  });

  it('finds a head that another key signed, and refuses what is no log', async () => {
    const log = chain(['a']);
    const other = receipt(log, 1, new Uint8Array(32).fill(8));
    expect((await audit([page('1', log)], other)).out).toContain('signature');
    expect((await audit([write('no.json', { events: 3 })])).exit).toBe(3);
  });
});
