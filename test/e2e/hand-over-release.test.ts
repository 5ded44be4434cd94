import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client, Reply } from './client.ts';
import { type Harness, openHarness } from './harness.ts';
import { bytesOfStream } from './streams.ts';
import { aDataset, approval, aRelease, CANARY, CHOICES, EXPORTED, person } from './tables-world.ts';

describe('handing a release over', () => {
  let harness: Harness;
  let officer: Client;
  let giver: Client;
  let receiver: Client;
  let release: Reply;
  const wish = (change: object = {}) => ({
    of: { release: release.id, letterNumber: 'B.20/2026' },
    receiver: { party: 'kp2mi' },
    giverSignatory: { function: 'Direktur Diseminasi Statistik' },
    receiverSignatory: { function: 'Kepala Pusat Data dan Informasi' },
    dataset: 'Sakernas Agustus 2024',
    dataVersion: '2024-11-05',
    period: { from: '2024-08-01', to: '2024-08-31' },
    ...change,
  });
  beforeEach(async () => {
    harness = await openHarness();
    const [statistician] = (await person(harness, 'bps', 'statistician')) as [Client];
    [officer] = (await person(harness, 'bps', 'privacy-officer')) as [Client];
    [giver] = (await person(harness, 'bps', 'agency')) as [Client];
    [receiver] = (await person(harness, 'kp2mi', 'agency')) as [Client];
    release = await aRelease(harness, statistician, officer, await aDataset(statistician));
  });
  const approve = () => officer.post(`/releases/${release.id}/reviews`, approval(release), 200);

  it('is not possible before it is approved: it is not there', async () => {
    expect((await giver.post('/hand-overs', wish(), 404)).code).toBe('not-found');
  });

  it('makes minutes of exactly its public files and moves it to handed over', async () => {
    await approve();
    expect((await receiver.post('/hand-overs', wish(), 403)).code).toBe('party-not-allowed');
    const made = await giver.post('/hand-overs', wish(), 201);
    const { bast } = made.result;
    expect(bast).toMatchObject({
      annex: 'Lampiran 2',
      subject: { kind: 'release', release: release.id },
      letterNumber: 'B.20/2026',
      purpose: CHOICES.purpose,
      totals: { rowsIn: null },
    });
    expect(bast.files.map(({ name }: Reply) => name)).toEqual([
      ...EXPORTED,
      'table.json',
      'public.csv',
      'certificate.json',
    ]);
    for (const file of bast.files) {
      const sent = await receiver.send('GET', `/releases/${release.id}/outputs/${file.name}`);
      const bytes = await bytesOfStream(sent.body!);
      expect([file.sha256, file.bytes]).toEqual([bytesToHex(sha256(bytes)), bytes.length]);
      const lines = new TextDecoder().decode(bytes).trimEnd().split('\n').length - 1;
      expect(file.rowsOut).toBe(file.format === 'text/csv' ? lines : null);
    }
    const after = await receiver.get(`/releases/${release.id}`, 200);
    expect([after.state, after.version]).toEqual(['handed-over', 3]);
    expect((await giver.post('/hand-overs', wish(), 409)).code).toBe('hand-over-exists');
    expect((await harness.stored()).rows).not.toContain(CANARY);
  });

  it('goes to a further receiver under minutes of its own, with a consent', async () => {
    await approve();
    await giver.post('/hand-overs', wish(), 201);
    const others = { receiver: { thirdParty: 'Bappenas' } };
    expect((await giver.post('/hand-overs', wish(others), 409)).code).toBe('consent-missing');
    const consent = {
      letterNumber: 'B.30/2026',
      givenOn: '2026-01-11',
      receiver: 'Bappenas',
      covers: [`release/${release.id}`],
      validUntil: '2026-06-30',
    };
    await receiver.post('/consents', consent, 201);
    const further = await giver.post('/hand-overs', wish(others), 201);
    expect(further.result).toMatchObject({ number: 'BAST-2/2026', receiver: 'Bappenas' });
    expect((await receiver.get(`/releases/${release.id}`, 200)).version).toBe(3);
  });

  it('is over once the release is withdrawn, and the minutes stay', async () => {
    await approve();
    const made = await giver.post('/hand-overs', wish(), 201);
    const withdrawal = { version: 3, reason: 'Galat pada penimbang' };
    await officer.post(`/releases/${release.id}/withdrawal`, withdrawal, 200);
    const late = wish({ receiver: { thirdParty: 'Bappenas' } });
    expect((await giver.post('/hand-overs', late, 409)).code).toBe('release-step-not-allowed');
    await receiver.get(`/hand-overs/${made.result.id}`, 200);
  });
});
