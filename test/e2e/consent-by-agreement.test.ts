import { beforeEach, describe, expect, it } from 'vitest';
import draft from '../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import type { Client, Reply } from './client.ts';
import { type Harness, openHarness } from './harness.ts';
import { aDataset, approval, aRelease, person } from './tables-world.ts';

const DAY = 86_400_000;

/** Everything but who consents is in order: an approved release, handed to the other party already. */
describe('a hand-over to somebody outside the agreement', () => {
  let harness: Harness;
  let bps: Client;
  let kp2mi: Client;
  let third: Client;
  let release: Reply;
  const wish = () => ({
    of: { release: release.id, letterNumber: 'B.20/2026' },
    receiver: { thirdParty: 'Bappenas' },
    giverSignatory: { function: 'Direktur Diseminasi Statistik' },
    receiverSignatory: { function: 'Kepala Pusat Data' },
    dataset: 'Sakernas Agustus 2024',
    dataVersion: '2024-11-05',
    period: { from: '2024-08-01', to: '2024-08-31' },
  });
  const consent = (change: object = {}) => ({
    letterNumber: 'B.30/2026',
    givenOn: '2026-01-11',
    receiver: 'Bappenas',
    covers: [`release/${release.id}`],
    validUntil: null,
    ...change,
  });
  const refusal = async () => (await bps.post('/hand-overs', wish(), 409)).code;
  beforeEach(async () => {
    harness = await openHarness();
    const [statistician] = (await person(harness, 'bps', 'statistician')) as [Client];
    const [officer] = (await person(harness, 'bps', 'privacy-officer')) as [Client];
    [bps] = (await person(harness, 'bps', 'agency')) as [Client];
    [kp2mi] = (await person(harness, 'kp2mi', 'agency')) as [Client];
    [third] = (await person(harness, 'third', 'agency')) as [Client];
    release = await aRelease(harness, statistician, officer, await aDataset(statistician));
    await officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
  });

  it("rests on the giver's own consent as the text is worded, until an addendum asks for the other's", async () => {
    await bps.post('/consents', consent(), 201);
    const changes = [
      {
        clause: 'Pasal 5 ayat (2)',
        parameter: 'disclosure.consent-from',
        value: 'not-the-giver',
        wording: { id: 'PIHAK yang tidak menyerahkan', en: 'the party that does not hand over' },
      },
    ];
    const days = { signedOn: '2026-01-12', effectiveFrom: '2026-01-12' };
    const signedBy = [...draft.signedBy, { party: 'third', function: 'Sekretaris' }];
    const document = { ...draft, status: 'signed', number: 'ADD-2/2026', ...days, changes, signedBy };
    const { result } = await bps.post('/agreement/documents', document, 201);
    for (const party of [kp2mi, third])
      await party.post(`/agreement/documents/${result.id}/agree`, { sha256: result.sha256 }, 200);
    expect(await refusal()).toBe('consent-missing');
    const other = await kp2mi.post('/consents', consent(), 201);
    const made = await bps.post('/hand-overs', wish(), 201);
    expect(made.result.consent).toBe(other.result.id);
    expect(made.result.bast.legalBasis).toContain('Adendum Nomor ADD-2/2026');
    expect(made.result.bast.legalBasis).toContain('Persetujuan tertulis (Pasal 5 ayat 2) Nomor B.30/2026');
  });

  it("goes out on the giver's own consent where nothing else was agreed: an open question", async () => {
    const own = await bps.post('/consents', consent(), 201);
    const made = await bps.post('/hand-overs', wish(), 201);
    expect(made.result).toMatchObject({ consent: own.result.id, receiver: 'Bappenas' });
    expect(made.result.bast.receiver.consent.givenBy).toBe('bps');
  });

  it('is refused on a consent of another party, for another receiver, of another release, or run out', async () => {
    await third.post('/consents', consent(), 201);
    await kp2mi.post('/consents', consent({ receiver: 'Kementerian Sosial' }), 201);
    await kp2mi.post('/consents', consent({ covers: [`release/rel_${'b'.repeat(26)}`] }), 201);
    await kp2mi.post('/consents', consent({ validUntil: '2026-01-12' }), 201);
    harness.clock.advance(DAY);
    expect(await refusal()).toBe('consent-missing');
    expect(await bps.get('/hand-overs', 200)).toEqual([]);
    await kp2mi.post('/consents', consent({ validUntil: '2026-01-13' }), 201);
    await bps.post('/hand-overs', wish(), 201);
  });
});
