import { beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../src/agreement/audit-chain.ts';
import { Client } from './client.ts';
import { type Harness, OPERATOR_KEY, openHarness } from './harness.ts';

describe('people and keys', () => {
  let harness: Harness;
  let operator: Client;
  beforeEach(async () => {
    harness = await openHarness();
    operator = new Client(harness, OPERATOR_KEY);
  });

  it('registers, gives a key that works, revokes it, and it works no more', async () => {
    const person = await operator.post('/people', { name: 'A', party: 'bps' }, 201);
    const key = await operator.post(`/people/${person.result.id}/keys`, { role: 'operator' }, 201);
    const other = new Client(harness, key.result.apiKey);
    await other.get('/people', 200);
    await operator.delete(`/people/${person.result.id}/keys/${key.result.id}`, 200);
    const refused = await other.get('/people', 401);
    expect(refused.code).toBe('key-refused');
    const events = await operator.get('/audit-log', 200);
    expect(events.events.map((entry: { event: { action: string } }) => entry.event.action)).toEqual([
      'person-registered',
      'key-issued',
      'key-revoked',
    ]);
    expect(verifyChain(events.events, [key.auditHead])).toEqual({
      holds: true,
      head: { seq: events.head.seq, hash: events.head.hash },
    });
  });

  it('keeps the secret of no key', async () => {
    const person = await operator.post('/people', { name: 'A', party: 'bps' }, 201);
    const key = await operator.post(`/people/${person.result.id}/keys`, { role: 'agency' }, 201);
    const secret = key.result.apiKey.split('_').slice(3).join('_');
    expect(secret).toHaveLength(43);
    expect((await harness.stored()).rows).not.toContain(secret);
    expect(JSON.stringify(await operator.get('/people', 200))).not.toContain(secret);
  });

  it('refuses an unknown party, a wrong body, an unknown person and a wrong path, each in its own words', async () => {
    expect((await operator.post('/people', { name: 'A', party: 'nobody' }, 422)).code).toBe('party-unknown');
    const invalid = await operator.post('/people', { name: '', party: 'bps', nik: '3175094107900001' }, 400);
    expect(invalid.facts.paths).toEqual(['body.name', 'body']);
    expect(JSON.stringify(invalid)).not.toContain('3175094107900001');
    const absent = `/people/prs_${'a'.repeat(26)}/keys`;
    expect((await operator.post(absent, { role: 'agency' }, 404)).code).toBe('not-found');
    expect((await operator.get('/nothing-here', 404)).code).toBe('not-found');
    expect((await operator.put('/people', {}, 405)).code).toBe('method-not-allowed');
  });

  it('two registrations at once both stand, one after the other', async () => {
    const wishes = Array.from({ length: 5 }, (_, i) =>
      operator.post('/people', { name: `P${i}`, party: 'bps' }, 201),
    );
    const heads = (await Promise.all(wishes)).map((reply) => reply.auditHead.seq);
    expect(heads.toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  it('forgets nothing in a restart', async () => {
    await operator.post('/people', { name: 'A', party: 'bps' }, 201);
    await harness.restart();
    expect(await operator.get('/people', 200)).toHaveLength(1);
  });

  it('says refusals in Indonesian, or in English when asked', async () => {
    const indonesian = await operator.get('/nothing-here', 404);
    const english = await operator.get('/nothing-here', 404, {
      'accept-language': 'en-GB,en;q=0.9,id;q=0.1',
    });
    expect(indonesian.title).toBe('Tidak ada, atau tidak boleh Anda lihat');
    expect(english.title).toBe('No such thing, or not for you to see');
  });
});
