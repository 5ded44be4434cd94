import { beforeEach, describe, expect, it } from 'vitest';
import { populate, type World } from './access/personas.ts';
import { openHarness } from './harness.ts';

const DAY = 86_400_000;
const RELEASE = `release/rel_${'a'.repeat(26)}`;
const consent = {
  letterNumber: 'B.9/2026',
  givenOn: '2026-01-05',
  receiver: 'Kementerian Sosial',
  covers: [RELEASE],
  validUntil: null,
};

describe('the agreement', () => {
  let world: World;
  beforeEach(async () => {
    world = await populate(await openHarness());
  });

  it('is open to anyone, by offices and clauses, without the name of a person', async () => {
    const agreement = await world.as.nobody.get('/agreement', 200);
    expect(agreement.numbers).toEqual(['13/HK.610/PKS/04/2025', 'PKS.14/02.01/KS.01/IV/2025']);
    expect([agreement.signed, agreement.lastDay]).toEqual(['2025-04-22', '2030-04-21']);
    expect(agreement.legalBasis).toHaveLength(13);
    expect(agreement.clauses.length).toBeGreaterThan(100);
  });

  it('says what is due, by its own calendar', async () => {
    // The harness begins on 12 January 2026, inside the second week.
    const year = await world.as.nobody.get('/agreement/calendar', 200);
    expect([year.today, year.from, year.to, year.inTerm]).toEqual([
      '2026-01-12',
      '2026-01-12',
      '2027-01-12',
      true,
    ]);
    expect(year.deliveries.map((due: { id: string }) => due.id)).toEqual([
      'lampiran-1/2026-01',
      'lampiran-2/2026-01',
      'lampiran-1/2026-07',
      'lampiran-2/2026-07',
      'lampiran-1/2027-01',
      'lampiran-2/2027-01',
    ]);
    const quiet = await world.as.nobody.get('/agreement/calendar?from=2026-01-15&to=2026-07-07', 200);
    expect(quiet.deliveries).toEqual([]);
  });

  it('refuses a span that runs backwards, is too long or has a day that does not exist', async () => {
    for (const span of ['from=2026-02-01&to=2026-01-31', 'from=2020-01-01&to=2030-01-02'])
      expect((await world.as.nobody.get(`/agreement/calendar?${span}`, 422)).code).toBe(
        'calendar-span-too-long',
      );
    expect((await world.as.nobody.get('/agreement/calendar?from=2026-02-30', 400)).code).toBe(
      'request-invalid',
    );
  });

  it('is due for a review every year, counted from the last one on record', async () => {
    const { agency, officer, nobody } = world.as;
    expect((await nobody.get('/agreement/calendar', 200)).review).toEqual({
      held: [],
      next: '2026-04-22',
      overdue: false,
    });
    world.harness.clock.advance(120 * DAY);
    expect((await nobody.get('/agreement/calendar', 200)).review.overdue).toBe(true);
    await agency.post('/agreement/reviews', { heldOn: '2026-05-02', jointly: true }, 201);
    expect((await nobody.get('/agreement/calendar', 200)).review).toEqual({
      held: ['2026-05-02'],
      next: '2027-05-02',
      overdue: false,
    });
    expect(
      (await officer.post('/agreement/reviews', { heldOn: '2027-01-01', jointly: true }, 422)).code,
    ).toBe('date-not-valid');
    expect(
      (await officer.post('/agreement/reviews', { heldOn: '2025-04-21', jointly: true }, 409)).code,
    ).toBe('agreement-not-in-force');
  });

  it('does not take a review from the linkage unit, which is no party', async () => {
    const { operator } = world.as;
    const person = await operator.post('/people', { name: 'Someone', party: 'independent' }, 201);
    const key = await operator.post(`/people/${person.result.id}/keys`, { role: 'privacy-officer' }, 201);
    const headers = { authorization: `Bearer ${key.result.apiKey}`, 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify({ heldOn: '2026-01-02', jointly: true }) };
    expect((await world.harness.fetch('/agreement/reviews', sent)).status).toBe(422);
    const wish = { ...sent, body: JSON.stringify(consent) };
    expect((await world.harness.fetch('/consents', wish)).status).toBe(403);
  });
});

describe('consents to disclose', () => {
  let world: World;
  beforeEach(async () => {
    world = await populate(await openHarness());
  });

  it('are recorded for the party that gives them, seen by it alone, and withdrawn by it', async () => {
    const { agency, counterpart, operator } = world.as;
    const made = await agency.post('/consents', consent, 201);
    expect(made.result).toEqual({ ...consent, id: made.result.id, givenBy: 'bps', withdrawnOn: null });
    expect(await agency.get('/consents', 200)).toEqual([made.result]);
    expect(await operator.get('/consents', 200)).toEqual([made.result]);
    expect(await counterpart.get('/consents', 200)).toEqual([]);
    expect((await counterpart.post(`/consents/${made.result.id}/withdraw`, {}, 404)).code).toBe('not-found');
    const withdrawn = await agency.post(`/consents/${made.result.id}/withdraw`, {}, 200);
    expect(withdrawn.result.withdrawnOn).toBe('2026-01-12');
    world.harness.clock.advance(DAY);
    const again = await agency.post(`/consents/${made.result.id}/withdraw`, {}, 200);
    expect(again.result.withdrawnOn).toBe('2026-01-12');
    expect(again.auditHead.seq).toBe(withdrawn.auditHead.seq);
  });

  it('are refused for a day to come, for an end before the beginning, and for what is no run or release', async () => {
    const { agency } = world.as;
    for (const change of [{ givenOn: '2026-01-13' }, { validUntil: '2026-01-04' }])
      expect((await agency.post('/consents', { ...consent, ...change }, 422)).code).toBe('date-not-valid');
    for (const change of [
      { covers: [] },
      { covers: ['everything'] },
      { givenOn: '2026-02-30' },
      { receiver: ' ' },
    ])
      expect((await agency.post('/consents', { ...consent, ...change }, 400)).code).toBe('request-invalid');
  });
});
