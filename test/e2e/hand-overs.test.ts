import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { canaryStrings } from '../../fixtures/synthetic/people.ts';
import { headHolds } from '../../src/agreement/audit-chain.ts';
import { utf8 } from '../../src/exchange/bytes.ts';
import { canonicalJson } from '../../src/exchange/canonical-json.ts';
import { CANARIES } from './agency.ts';
import type { Reply } from './client.ts';
import { answerRun } from './finished-run.ts';
import { bytesOfStream } from './streams.ts';
import {
  type Agencies,
  files,
  LETTER,
  openAgencies,
  openProject,
  startRun,
  submitBoth,
} from './two-agencies.ts';

const hex = (bytes: Uint8Array) => bytesToHex(sha256(bytes));

describe('handing a matched result over', () => {
  let world: Agencies;
  let run: Reply;
  let unfinished: Reply;
  let made: Reply;
  const wish = (change: object = {}) => ({
    of: { run: run.id },
    receiver: { party: 'kp2mi' },
    giverSignatory: { function: 'Direktur Diseminasi Statistik', name: 'Nama Penyerah' },
    receiverSignatory: { function: 'Kepala Pusat Data dan Informasi' },
    dataset: 'DTSEN',
    dataVersion: '2026-01',
    period: { from: '2025-07-01', to: '2025-12-31' },
    ...change,
  });
  const toOthers = { receiver: { thirdParty: 'Kementerian Sosial' } };
  const code = async (change: object, status: number) =>
    (await world.holder.post('/hand-overs', wish(change), status)).code;

  beforeAll(async () => {
    world = await openAgencies();
    await openProject(world);
    const submissions = await submitBoth(world);
    run = await startRun(world, submissions);
    await world.harness.drain();
    unfinished = run;
  });

  it('waits until the run is finished', async () => {
    expect(await code({ of: { run: unfinished.id } }, 409)).toBe('run-not-ready');
    await answerRun(world, run.id);
  });

  it('is for the register holder to make, of a run there is, with a receiver and an office', async () => {
    expect((await world.requester.post('/hand-overs', wish(), 403)).code).toBe('party-not-allowed');
    expect((await world.as.third.post('/hand-overs', wish(), 404)).code).toBe('not-found');
    expect(await code({ of: { run: `run_${'a'.repeat(26)}` } }, 404)).toBe('not-found');
    expect(await code({ receiver: { party: 'nobody' } }, 422)).toBe('not-a-party');
    expect(await code({ receiver: { party: 'third' } }, 422)).toBe('not-a-party');
    expect(await code({ receiver: { thirdParty: 'third' } }, 422)).toBe('not-a-party');
    expect(await code({ receiver: { party: 'bps' } }, 422)).toBe('bast-incomplete');
    expect(await code({ period: { from: '2025-12-31', to: '2025-07-01' } }, 422)).toBe('bast-incomplete');
    expect(await code({ giverSignatory: { function: ' ' } }, 400)).toBe('request-invalid');
    expect(await world.holder.get('/hand-overs', 200)).toEqual([]);
  });

  it('makes minutes with as many records out as came in, and the SHA-256 of the very file', async () => {
    const before = await world.as.nobody.get('/audit-log/head', 200);
    made = await world.holder.post('/hand-overs', wish(), 201);
    const { bast } = made.result;
    expect(made.result).toMatchObject({
      number: 'BAST-1/2026',
      giver: 'bps',
      receiver: 'kp2mi',
      consent: null,
    });
    expect(bast).toMatchObject({
      format: 'padan-bast/1',
      date: '2026-01-12',
      annex: 'Lampiran 3',
      letterNumber: LETTER.number,
      purpose: LETTER.purpose,
      dpiaReference: LETTER.dpiaReference,
      totals: { rowsIn: 60, rowsOut: 60 },
      auditHead: before.head,
    });
    expect(headHolds(bast.auditHead, hexToBytes(before.publicKey))).toBe(true);
    const result = await world.requester.send('GET', `/runs/${run.id}/result`);
    const bytes = await bytesOfStream(result.body!);
    const [file] = bast.files;
    expect([file.sha256, file.bytes]).toEqual([hex(bytes), bytes.length]);
    expect(file.answers).toBe((await files()).requester.manifest.sha256);
  });

  it('gives both sides the same bytes, whose SHA-256 is in the audit log', async () => {
    const path = `/hand-overs/${made.result.id}/bast`;
    for (const side of [world.holder, world.requester, world.as.operator]) {
      const response = await side.send('GET', path);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(hex(await bytesOfStream(response.body!))).toBe(made.result.bastSha256);
    }
    await world.as.third.get(path, 404);
    const log = await world.as.operator.get('/audit-log?limit=1000', 200);
    const events = log.events
      .map(({ event }: Reply) => event)
      .filter(({ action }: Reply) => action === 'handed-over');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      subject: made.result.id,
      facts: { bast: made.result.bastSha256, rowsOut: 60 },
    });
    expect(JSON.stringify(events)).not.toContain('Nama Penyerah');
  });

  it('is on record once, and a number stands on one set of minutes only', async () => {
    expect(await code({}, 409)).toBe('hand-over-exists');
    const shown = await world.requester.get(`/hand-overs/${made.result.id}`, 200);
    expect(await world.requester.get('/hand-overs', 200)).toEqual([shown]);
    expect(shown).toEqual(made.result);
    expect(await world.as.third.get('/hand-overs', 200)).toEqual([]);
  });

  it('goes to somebody outside the agreement only with a written consent that covers it', async () => {
    expect(await code(toOthers, 409)).toBe('consent-missing');
    const consent = {
      letterNumber: 'B.12/2026',
      givenOn: '2026-01-10',
      receiver: 'Kementerian Sosial',
      covers: [`run/${run.id}`],
      validUntil: null,
    };
    await world.as.third.post('/consents', consent, 201);
    expect(await code(toOthers, 409)).toBe('consent-missing');
    const withdrawn = await world.requester.post('/consents', consent, 201);
    await world.requester.post(`/consents/${withdrawn.result.id}/withdraw`, {}, 200);
    expect(await code(toOthers, 409)).toBe('consent-missing');
    const given = await world.requester.post('/consents', consent, 201);
    expect(await code({ ...toOthers, number: 'BAST-1/2026' }, 409)).toBe('bast-number-taken');
    const out = await world.holder.post('/hand-overs', wish({ ...toOthers, number: 'B/7' }), 201);
    expect(out.result).toMatchObject({ number: 'B/7', consent: given.result.id });
    expect(out.result.bast.receiver).toMatchObject({
      party: null,
      consent: { givenBy: 'kp2mi', letterNumber: 'B.12/2026' },
    });
  });

  it('leaves no text of letters, receivers and numbers in the log, which officers of all parties read', async () => {
    const log = await world.as.officer.get('/audit-log?limit=1000', 200);
    const facts = log.events
      .map(({ event }: Reply) => event)
      .filter(({ action }: Reply) => ['consent-recorded', 'handed-over'].includes(action));
    expect(facts).toHaveLength(5);
    for (const text of ['B.12/2026', 'Sosial', 'B/7']) expect(JSON.stringify(facts)).not.toContain(text);
    const recorded = facts.filter(({ action }: Reply) => action === 'consent-recorded');
    for (const consent of await world.requester.get('/consents', 200)) {
      const asGiven = { ...consent, withdrawnOn: null };
      const event = recorded.find(({ subject }: Reply) => subject === consent.id);
      expect(event.facts).toEqual({ givenBy: 'kp2mi', sha256: hex(utf8(canonicalJson(asGiven))) });
    }
  });

  it('ends with the agreement', async () => {
    world.harness.clock.advance(4.5 * 366 * 86_400_000);
    expect(await code({ receiver: { party: 'third' } }, 409)).toBe('agreement-not-in-force');
  });

  it('keeps every canary out of minutes, log and storage', async () => {
    const { rows } = await world.harness.stored();
    const said = JSON.stringify(await world.as.operator.get('/hand-overs', 200));
    for (const canary of canaryStrings(CANARIES)) {
      expect(rows).not.toContain(canary);
      expect(said).not.toContain(canary);
    }
  });
});
