import { beforeAll, describe, expect, it } from 'vitest';
import { canaryStrings } from '../../fixtures/synthetic/people.ts';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import { verifyChain } from '../../src/agreement/audit-chain.ts';
import { collect, fromUtf8 } from '../../src/exchange/bytes.ts';
import { readCsv } from '../../src/exchange/csv.ts';
import { readRequest } from '../../src/exchange/row-for-row.ts';
import { LEAKAGE_LIMIT } from '../../src/pprl/hardened.ts';
import { answerRequest } from '../../src/usecases/answer-request.ts';
import { joinFile } from '../../src/usecases/join-file.ts';
import { readRowResults } from '../../src/usecases/row-results.ts';
import { CANARIES, pieces } from './agency.ts';
import type { Client, Reply } from './client.ts';
import { bytesOfStream } from './streams.ts';
import {
  type Agencies,
  type Files,
  files,
  openAgencies,
  openProject,
  startRun,
  submitBoth,
} from './two-agencies.ts';

/** Two agencies, from a CSV on each side to a CSV with flags on the requester's: nothing is pretended. */
describe('the journey of Lampiran 3', () => {
  let world: Agencies;
  let made: Files;
  let run: Reply;
  let joined: string[][];
  /** Everything that any response said, as far as it is text. */
  const heard: string[] = [];

  const bytes = async (client: Client, path: string) => {
    const response = await client.send('GET', path);
    expect(response.status).toBe(200);
    const body = await bytesOfStream(response.body!);
    heard.push(fromUtf8(body) ?? '');
    return body;
  };

  beforeAll(async () => {
    world = await openAgencies();
    made = await files();
    await openProject(world);
    run = await startRun(world, await submitBoth(world));
    await world.harness.drain();
  });

  it('accepts both files and reports on them', async () => {
    const [first] = await world.as.officer.get(`/projects/${run.project}/submissions`, 200);
    const report = await world.as.officer.get(`/submissions/${first.id}/report`, 200);
    expect(report).toMatchObject({ rows: 60, bits: 2048, hardened: true, label: null });
    expect(first.leakageLambda).toBeGreaterThan(0);
    expect(first.leakageLambda).toBeLessThanOrEqual(LEAKAGE_LIMIT);
    // Half, less what rows without any attribute leave unset.
    expect(report.fillMean).toBeGreaterThan(0.45);
    expect(report.fillMean).toBeLessThan(0.51);
    expect(report.uniqueShare).toBeGreaterThan(0.8);
    expect(report.exact.map((token: Reply) => token.name)).toEqual([
      'nik',
      'passport+birth-date',
      'family-card+name+birth-date',
    ]);
    heard.push(JSON.stringify(report));
  });

  it('links, and asks the register holder for flags under ids that say nothing', async () => {
    const decided = await world.holder.get(`/runs/${run.id}`, 200);
    expect(decided.state).toBe('waiting-for-flags');
    expect(decided.progress).toEqual({ done: 3, of: 3 });
    expect(decided.summary.rows).toEqual([60, 400]);
    const { linked, notLinked, ambiguous, duplicate } = decided.summary;
    expect(linked + notLinked + ambiguous + duplicate).toBe(60);
    expect(linked).toBeGreaterThan(40);
    const request = await readRequest(pieces(await bytes(world.holder, `/runs/${run.id}/register-request`)));
    expect(request.header).toMatchObject({ run: run.id, rows: linked });
    expect(request.header.letter.flags).toEqual(['desil', 'status_rumah']);
  });

  it('takes the flags for exactly those links, and finishes', async () => {
    await world.requester.get(`/runs/${run.id}/result`, 409);
    const request = await readRequest(pieces(await bytes(world.holder, `/runs/${run.id}/register-request`)));
    const lines = [];
    for await (const line of request.lines) lines.push(line);
    const { requester, holder, flags } = made;
    const job = {
      header: request.header,
      lines,
      recipient: requester.identity.recipient,
      order: holder.order,
      register: () => pieces(holder.csv),
      flags: () => pieces(flags),
    };
    const file = await collect(await answerRequest(job, webCryptoRandomness));
    const sealedAnew = await collect(await answerRequest(job, webCryptoRandomness));
    const send = (body: Uint8Array<ArrayBuffer>) =>
      world.holder.send('PUT', `/runs/${run.id}/flags`, {
        headers: { 'content-type': 'application/x-ndjson' },
        body,
      });
    const [head, ...rest] = new TextDecoder().decode(file).trimEnd().split('\n');
    const refused = async (header: string, answers: readonly string[]) => {
      const response = await send(new TextEncoder().encode(`${[header, ...answers].join('\n')}\n`));
      return `${response.status} ${((await response.json()) as Reply).code}`;
    };
    const fewer = JSON.stringify({ ...JSON.parse(head!), rows: rest.length - 1 });
    const foreign = JSON.stringify({ ...JSON.parse(rest[0]!), link: 'x'.repeat(30) });
    const longer = JSON.stringify({ ...JSON.parse(rest[0]!), sealed: 'A'.repeat(8) });
    expect(await refused(head!, rest.slice(1))).toBe('422 exchange-file-invalid');
    expect(await refused(fewer, rest.slice(1))).toBe('422 flags-not-those-requested');
    expect(await refused(head!, [foreign, ...rest.slice(1)])).toBe('422 flags-not-those-requested');
    expect(await refused(head!, [...rest.slice(1), rest[1]!])).toBe('422 exchange-file-invalid');
    expect(await refused(head!, [longer, ...rest.slice(1)])).toBe('422 exchange-file-invalid');
    expect((await send(file)).status).toBe(200);
    expect((await send(file)).status).toBe(200);
    expect((await send(sealedAnew)).status).toBe(409);
    const kept = [...(await world.harness.stored()).blobs.keys()].filter((key) => key.includes('/flags-'));
    expect(kept).toHaveLength(1);
    expect((await world.requester.get(`/runs/${run.id}`, 200)).state).toBe('finished');
  });

  it('gives the requester as many rows as it sent, with flags on the linked ones', async () => {
    const result = await bytes(world.requester, `/runs/${run.id}/result`);
    expect(fromUtf8(result)).not.toMatch(/"score"/);
    const { requester, truth } = made;
    const results = await readRowResults(pieces(result), requester.identity.ageIdentity);
    expect(results.words).toHaveLength(60);
    const job = { input: () => pieces(requester.csv), order: requester.order, results };
    const csv = await readCsv(pieces(await collect(joinFile(job))));
    joined = [];
    for await (const { rows } of csv.batches) joined.push(...rows.map((row) => [...row]));
    expect(joined).toHaveLength(60);
    const status = csv.header.indexOf('status_padan');
    const linked = joined.flatMap((cells, row) => (cells[status] === 'linked' ? [row] : []));
    const right = linked.filter((row) => truth[row]!.register !== null);
    expect(right).toEqual(linked);
    const flags = await readCsv(pieces(made.flags));
    const held: string[][] = [];
    for await (const { rows } of flags.batches) held.push(...rows.map((row) => [...row]));
    for (const row of linked) {
      const wanted = ['desil', 'status_rumah'].map(
        (name) => held[truth[row]!.register!]![flags.header.indexOf(name)],
      );
      expect(joined[row]!.slice(-2)).toEqual(wanted);
    }
  });

  it('keeps no score once it has decided', async () => {
    const { blobs } = await world.harness.stored();
    expect([...blobs.keys()].filter((key) => key.includes('/pairs/'))).toEqual([]);
    expect([...blobs.keys()].some((key) => key.includes(run.id))).toBe(true);
  });

  it('says nothing of the planted persons in any response, log line or stored row', async () => {
    const canaries = canaryStrings(CANARIES);
    expect(new TextDecoder().decode(made.requester.csv)).toContain(canaries[0]);
    const { rows, blobs } = await world.harness.stored();
    const places = [rows, heard.join('\n'), JSON.stringify(world.harness.logs)];
    for (const [key, blob] of blobs) places.push(key, new TextDecoder('latin1').decode(blob));
    for (const canary of canaries) for (const place of places) expect(place.includes(canary)).toBe(false);
  });

  it('gives the receiver of a sealed payload the file it is in, and nobody a file without one', async () => {
    const listed = await world.holder.get(`/projects/${run.project}/submissions`, 200);
    const of = (party: string) => listed.find((each: Reply) => each.party === party).id;
    expect(await bytes(world.holder, `/submissions/${of('kp2mi')}/file`)).toEqual(
      new Uint8Array(made.requester.file),
    );
    await world.requester.get(`/submissions/${of('bps')}/file`, 403);
  });

  it('has every step on the record, by whom, in a chain that holds', async () => {
    const log = await world.as.officer.get('/audit-log?limit=1000', 200);
    expect(verifyChain(log.events)).toMatchObject({ holds: true });
    const actions = log.events.map(({ event }: Reply) => event.action);
    for (const action of [
      'project-created',
      'custodian-registered',
      'fingerprint-confirmed',
      'submission-begun',
      'submission-completed',
      'submission-accepted',
      'run-started',
      'run-decided',
      'register-request-read',
      'flags-handed-in',
      'submission-file-read',
      'run-result-read',
    ])
      expect(actions).toContain(action);
  });

  it('is erased when the project is closed, and the record of it stays', async () => {
    await world.holder.post(`/projects/${run.project}/close`, {}, 200);
    // The salt goes with the closing itself: what bytes are still there are noise from now on.
    expect((await world.harness.stored()).rows).toMatch(/"salt":null,"erased_at":\d+/);
    await world.harness.drain();
    expect((await world.harness.stored()).blobs.size).toBe(0);
    expect((await world.requester.get(`/runs/${run.id}/result`, 410)).code).toBe('data-erased');
    const log = await world.as.officer.get('/audit-log?limit=1000', 200);
    expect(log.events.at(-1).event.action).toBe('project-closed-and-erased');
  });
});
