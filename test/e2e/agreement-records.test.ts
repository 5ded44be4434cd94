import { beforeEach, describe, expect, it } from 'vitest';
import draft from '../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import { populate, type World } from './access/personas.ts';
import type { Reply } from './client.ts';
import { openHarness } from './harness.ts';

const DAY = 86_400_000;

/** The draft as it would be signed; the service under test has a third party. */
const addendum = (change: object = {}) => ({
  ...draft,
  status: 'signed',
  number: 'ADD-1/2026',
  signedOn: '2026-01-05',
  effectiveFrom: '2026-01-05',
  signedBy: [...draft.signedBy, { party: 'third', function: 'Sekretaris' }],
  ...change,
});
const setting = (clause: string, parameter: string, value: unknown, change: object = {}) =>
  addendum({ changes: [{ clause, parameter, value, wording: { id: 'x', en: 'x' } }], ...change });

describe('what the parties put on record', () => {
  let world: World;
  const status = (): Promise<Reply> => world.as.agency.get('/agreement/status', 200);
  const delivery = async (id: string) => {
    const all = (await status()).deliveries;
    const { state, dueBy, receivedOn } = all.find((each: Reply) => each.id === id);
    return [state, dueBy, receivedOn];
  };
  /** Recorded by one party and agreed to by the others. */
  const agreed = async (document: object): Promise<Reply> => {
    const { agency, counterpart, third } = world.as;
    const made = await agency.post('/agreement/documents', document, 201);
    const path = `/agreement/documents/${made.result.id}/agree`;
    await counterpart.post(path, { sha256: made.result.sha256 }, 200);
    return third.post(path, { sha256: made.result.sha256 }, 200);
  };
  beforeEach(async () => {
    world = await populate(await openHarness());
  });

  it('counts a document once every party has agreed to it, and not before', async () => {
    const { agency, counterpart, third } = world.as;
    expect(await status()).toMatchObject({
      state: 'in-force',
      version: 0,
      identifiers: { agreed: 'clear', givenAs: 'encoded', addendumNeeded: true },
      securityTools: [],
    });
    const made = await agency.post('/agreement/documents', addendum(), 201);
    expect(made.result).toMatchObject({ agreedBy: [{ party: 'bps', on: '2026-01-12' }], countsFrom: null });
    const path = `/agreement/documents/${made.result.id}/agree`;
    const { sha256 } = made.result;
    expect((await counterpart.post(path, { sha256: 'a'.repeat(64) }, 409)).code).toBe('addendum-differs');
    await counterpart.post(path, { sha256 }, 200);
    expect((await status()).version).toBe(0);
    world.harness.clock.advance(DAY);
    const last = await third.post(path, { sha256 }, 200);
    expect(last.result.countsFrom).toBe('2026-01-13');
    const again = await third.post(path, { sha256 }, 200);
    expect([again.result, again.auditHead.seq]).toEqual([last.result, last.auditHead.seq]);
    expect(await status()).toMatchObject({
      version: 1,
      documents: [{ number: 'ADD-1/2026', effectiveFrom: '2026-01-13' }],
      identifiers: { agreed: 'encoded', givenAs: 'encoded', addendumNeeded: false },
      securityTools: ['Padan'],
    });
    await world.harness.restart();
    expect((await status()).version).toBe(1);
    const shown = await world.as.operator.get('/agreement/documents', 200);
    expect(shown).toEqual([last.result]);
  });

  it('refuses a draft, a number twice, a day to come, a missing party and a number of a person', async () => {
    const { agency, counterpart } = world.as;
    const code = async (document: object, wanted: number) =>
      (await agency.post('/agreement/documents', document, wanted)).code;
    expect(await code(draft, 422)).toBe('addendum-draft');
    expect(await code(addendum({ signedOn: '2026-01-13', effectiveFrom: '2026-01-13' }), 422)).toBe(
      'date-not-valid',
    );
    expect(await code(addendum({ signedBy: draft.signedBy }), 422)).toBe('addendum-not-applicable');
    const why = { id: 'NIK 3201010101010001', en: 'x' };
    const refused = await agency.post('/agreement/documents', addendum({ why }), 422);
    expect(refused.code).toBe('spec-invalid');
    expect(JSON.stringify(refused)).not.toContain('3201');
    await agency.post('/agreement/documents', addendum(), 201);
    expect((await counterpart.post('/agreement/documents', addendum(), 409)).code).toBe(
      'addendum-number-taken',
    );
    expect(
      (
        await counterpart.post(
          `/agreement/documents/add_${'a'.repeat(26)}/agree`,
          { sha256: 'a'.repeat(64) },
          404,
        )
      ).code,
    ).toBe('not-found');
  });

  it('moves calendar and term by what was agreed', async () => {
    const before = await world.as.nobody.get('/agreement/calendar', 200);
    await agreed(setting('Pasal 3 ayat (3)', 'deliveries.second-week', { kind: 'iso-week' }));
    const july = ({ deliveries }: Reply) =>
      deliveries.find(({ id }: Reply) => id === 'lampiran-1/2026-07').opens;
    expect(july(before)).toBe('2026-07-08');
    expect(july(await world.as.nobody.get('/agreement/calendar', 200))).toBe('2026-07-06');
    expect((await delivery('lampiran-1/2026-01'))[1]).toBe('2026-01-14');
    expect((await delivery('lampiran-1/2025-07'))[1]).toBe('2025-07-14');
    const number = 'KSP-1/2026';
    await agreed(
      setting('Pasal 7', 'term.ends-from', '2026-02-01', { number, instrument: 'written-agreement' }),
    );
    expect((await status()).lastDay).toBe('2026-01-31');
    expect(await world.as.nobody.get('/agreement', 200)).toMatchObject({ lastDay: '2026-01-31', version: 2 });
    world.harness.clock.advance(20 * DAY);
    expect((await status()).state).toBe('ended');
    const late = await world.as.agency.post('/agreement/documents', addendum({ number: 'ADD-9' }), 409);
    expect(late.code).toBe('agreement-not-in-force');
  });

  it('takes receipt of a delivery from its receiver alone', async () => {
    const { agency, counterpart } = world.as;
    const receipt = { delivery: 'lampiran-1/2026-01', receivedOn: '2026-01-12', reference: 'BAST-1/2026' };
    expect(await delivery(receipt.delivery)).toEqual(['open', '2026-01-14', null]);
    expect((await counterpart.post('/agreement/receipts', receipt, 403)).code).toBe('party-not-allowed');
    const unknown = { ...receipt, delivery: 'lampiran-1/2026-02' };
    expect((await agency.post('/agreement/receipts', unknown, 422)).code).toBe('delivery-unknown');
    const early = { ...receipt, receivedOn: '2026-01-13' };
    expect((await agency.post('/agreement/receipts', early, 422)).code).toBe('date-not-valid');
    await agency.post('/agreement/receipts', receipt, 201);
    expect((await agency.post('/agreement/receipts', receipt, 409)).code).toBe('receipt-exists');
    world.harness.clock.advance(3 * DAY);
    expect(await delivery(receipt.delivery)).toEqual(['received', '2026-01-14', '2026-01-12']);
    expect(await delivery('lampiran-2/2026-01')).toEqual(['overdue', '2026-01-14', null]);
    expect(await delivery('lampiran-1/2025-07')).toEqual(['overdue', '2025-07-14', null]);
    expect(await delivery('lampiran-1/2026-07')).toEqual(['upcoming', '2026-07-14', null]);
  });

  it('moves what is due by force majeure told in time', async () => {
    const { agency, counterpart } = world.as;
    const notice = {
      letterNumber: 'B.77/2026',
      nature: 'bencana-alam',
      happenedOn: '2026-01-10',
      notifiedOn: '2026-01-12',
    };
    const told = await counterpart.post('/agreement/force-majeure', notice, 201);
    expect(told.result).toMatchObject({
      party: 'kp2mi',
      noticeDueBy: '2026-01-24',
      inTime: true,
      excuses: true,
      endedOn: null,
    });
    world.harness.clock.advance(10 * DAY);
    expect(await delivery('lampiran-1/2026-01')).toEqual(['suspended', null, null]);
    expect(await delivery('lampiran-2/2026-01')).toEqual(['overdue', '2026-01-14', null]);
    const path = `/agreement/force-majeure/${told.result.id}/end`;
    expect((await agency.post(path, { endedOn: '2026-01-20' }, 403)).code).toBe('party-not-allowed');
    expect((await counterpart.post(path, { endedOn: '2026-01-23' }, 422)).code).toBe('date-not-valid');
    expect((await counterpart.post(path, { endedOn: '2026-01-09' }, 422)).code).toBe('date-not-valid');
    const ended = await counterpart.post(path, { endedOn: '2026-01-20' }, 200);
    expect(await delivery('lampiran-1/2026-01')).toEqual(['open', '2026-01-25', null]);
    const same = await counterpart.post(path, { endedOn: '2026-01-20' }, 200);
    expect(same.auditHead.seq).toBe(ended.auditHead.seq);
    expect((await counterpart.post(path, { endedOn: '2026-01-19' }, 422)).code).toBe('date-not-valid');
    const late = { ...notice, happenedOn: '2026-01-07', notifiedOn: '2026-01-22' };
    const second = await agency.post('/agreement/force-majeure', late, 201);
    expect(second.result).toMatchObject({ noticeDueBy: '2026-01-21', inTime: false, excuses: false });
    expect(await delivery('lampiran-2/2026-01')).toEqual(['overdue', '2026-01-14', null]);
    const before = { ...notice, notifiedOn: '2026-01-09' };
    expect((await agency.post('/agreement/force-majeure', before, 422)).code).toBe('date-not-valid');
    expect((await status()).state).toBe('in-force');
  });

  it('keeps contacts with their history, and persons from everybody outside', async () => {
    const { agency, counterpart, nobody } = world.as;
    const change = {
      letterNumber: 'B.5/2026',
      notifiedOn: '2026-01-12',
      validFrom: '2026-02-01',
      contact: {
        function: 'Direktur Sistem Informasi Statistik',
        person: 'Nama Pejabat',
        address: 'Jakarta',
        phone: ['(62-21) 3841195', '0812-3456-7890'],
        email: 'baru@bps.go.id',
      },
    };
    await agency.post('/agreement/contacts', change, 201);
    const bps = async (on: string) => (await counterpart.get(`/agreement/contacts?on=${on}`, 200))[0];
    expect((await bps('2026-01-31')).current).toMatchObject({
      contact: { function: 'Direktur Diseminasi Statistik', person: null, email: 'dds@bps.go.id' },
      from: '2025-04-22',
      before: '2026-02-01',
    });
    const after = await bps('2026-02-01');
    expect(after.current).toEqual({
      contact: change.contact,
      from: '2026-02-01',
      before: null,
      letterNumber: 'B.5/2026',
    });
    expect(after.history.map(({ before }: Reply) => before)).toEqual(['2026-02-01', null]);
    await nobody.get('/agreement/contacts', 401);
    world.harness.clock.advance(20 * DAY);
    const open = await nobody.get('/agreement', 200);
    expect(open.parties[0].contact).toEqual({
      function: 'Direktur Sistem Informasi Statistik',
      address: 'Jakarta',
      phone: change.contact.phone,
      email: 'baru@bps.go.id',
    });
    expect(JSON.stringify(open)).not.toContain('Nama Pejabat');
    const phone = { ...change, contact: { ...change.contact, phone: ['3201010101010001'] } };
    expect((await agency.post('/agreement/contacts', phone, 400)).code).toBe('request-invalid');
    const tomorrow = { ...change, notifiedOn: '2026-02-02' };
    expect((await agency.post('/agreement/contacts', tomorrow, 422)).code).toBe('date-not-valid');
  });

  it('keeps what was reviewed, by whom, and what follows from it', async () => {
    const { agency, counterpart } = world.as;
    const review = {
      heldOn: '2026-01-09',
      jointly: false,
      about: ['implementation', 'data'],
      reportNumber: 'LAP-1/2026',
      followUp: ['Periksa kode wilayah Papua', 'Sepakati minggu kedua'],
    };
    const made = await counterpart.post('/agreement/reviews', review, 201);
    const { jointly: _, ...kept } = review;
    expect(made.result).toEqual({ ...kept, id: made.result.id, heldBy: 'kp2mi' });
    expect(await agency.get('/agreement/reviews', 200)).toEqual([made.result]);
    world.harness.clock.advance(120 * DAY);
    const due = async () =>
      Object.fromEntries((await status()).reviews.map((each: Reply) => [each.party, each.overdue]));
    expect(await due()).toEqual({ bps: true, kp2mi: false, third: true });
    await agency.post('/agreement/reviews', { heldOn: '2026-05-02', jointly: true }, 201);
    expect(await due()).toEqual({ bps: false, kp2mi: false, third: false });
    const withNumber = { ...review, followUp: ['NIK 3201010101010001'] };
    expect((await agency.post('/agreement/reviews', withNumber, 400)).code).toBe('request-invalid');
  });

  it('discloses nothing after its end, and still lets a consent be withdrawn', async () => {
    const { agency, counterpart } = world.as;
    const consent = {
      letterNumber: 'B.9/2026',
      givenOn: '2026-01-05',
      receiver: 'Kementerian Sosial',
      covers: [`release/rel_${'a'.repeat(26)}`],
      validUntil: null,
    };
    const made = await agency.post('/consents', consent, 201);
    world.harness.clock.advance(1560 * DAY);
    expect(await status()).toMatchObject({
      today: '2030-04-21',
      state: 'in-force',
      extension: { remindFrom: '2029-10-21', due: true },
    });
    world.harness.clock.advance(DAY);
    expect(await status()).toMatchObject({
      state: 'ended',
      may: ['record-receipt', 'withdraw-consent', 'give-notice'],
    });
    expect((await agency.post('/consents', consent, 409)).code).toBe('agreement-not-in-force');
    const review = { heldOn: '2030-04-22', jointly: true };
    expect((await agency.post('/agreement/reviews', review, 409)).code).toBe('agreement-not-in-force');
    const withdrawn = await agency.post(`/consents/${made.result.id}/withdraw`, {}, 200);
    expect(withdrawn.result.withdrawnOn).toBe('2030-04-22');
    const receipt = { delivery: 'lampiran-2/2030-01', receivedOn: '2030-01-10', reference: 'BAST-9/2030' };
    await counterpart.post('/agreement/receipts', receipt, 201);
  });

  it('leaves no text of letters and no person in the log', async () => {
    const { agency, operator } = world.as;
    await agreed(addendum());
    const notice = {
      letterNumber: 'B.77/2026',
      nature: 'bencana-non-alam',
      happenedOn: '2026-01-10',
      notifiedOn: '2026-01-12',
    };
    await agency.post('/agreement/force-majeure', notice, 201);
    const review = { heldOn: '2026-01-09', jointly: true, followUp: ['Rahasia rapat'] };
    await agency.post('/agreement/reviews', review, 201);
    const { events } = await operator.get('/audit-log?limit=1000', 200);
    const actions = events.map(({ event }: Reply) => event.action);
    expect(actions.slice(-5)).toEqual([
      'addendum-recorded',
      'addendum-agreed',
      'addendum-agreed',
      'force-majeure-recorded',
      'review-recorded',
    ]);
    for (const text of ['B.77', 'Rahasia rapat', 'Padan']) expect(JSON.stringify(events)).not.toContain(text);
  });
});
