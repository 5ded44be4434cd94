import { beforeEach, describe, expect, it } from 'vitest';
import { readEncodedColumns } from '../../src/exchange/encoded-reader.ts';
import { readRequest } from '../../src/exchange/row-for-row.ts';
import type { ComparisonPlan } from '../../src/pprl/block/plan.ts';
import { referenceKernel } from '../../src/pprl/compare/kernel.ts';
import { keyedTokenStage } from '../../src/pprl/exact/exact-stage.ts';
import { linkInputs } from '../../src/pprl/link.ts';
import { encode, PROJECT, pieces, placementsCsv, requesterSchema } from './agency.ts';
import {
  type Agencies,
  announce,
  type Files,
  files,
  openAgencies,
  openProject,
  sendChunk,
  sendChunks,
  startRun,
  submit,
  submitBoth,
} from './two-agencies.ts';

/** A process that dies loses nothing that was promised, and repeats nothing that was done. */
describe('after a kill', () => {
  let world: Agencies;
  let made: Files;
  beforeEach(async () => {
    world = await openAgencies();
    made = await files();
    await openProject(world);
  });

  it('an upload goes on with the chunks that are missing', async () => {
    const { file, manifest } = made.requester;
    const { result } = await announce(world.requester, manifest, 201);
    const chunk = (n: number) => file.slice(n * 16384, (n + 1) * 16384);
    await sendChunk(world.requester, result.id, 1, chunk(1));
    await world.harness.restart();
    const found = await world.requester.get(`/submissions/${result.id}`, 200);
    expect(found).toMatchObject({
      state: 'receiving',
      received: [1],
      chunks: Math.ceil(file.length / 16384),
    });
    for (let n = 0; n < result.chunks; n++)
      if (!found.received.includes(n)) await sendChunk(world.requester, result.id, n, chunk(n));
    await world.requester.post(`/submissions/${result.id}/complete`, {}, 202);
    await world.harness.restart();
    await world.harness.drain();
    const checked = await world.requester.get(`/submissions/${result.id}`, 200);
    expect(checked.state).toBe('accepted');
    const back = await world.requester.send('GET', `/submissions/${result.id}/file`);
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(new Uint8Array(file));
  });

  it('the same announcement again is the same submission, another one under its key is refused', async () => {
    const { manifest } = made.requester;
    const first = await announce(world.requester, manifest, 201, 16384, 'the-same-key');
    await world.harness.restart();
    const again = await announce(world.requester, manifest, 201, 16384, 'the-same-key');
    expect(again.result.id).toBe(first.result.id);
    expect(again.auditHead.seq).toBe(first.auditHead.seq);
    const other = await announce(world.requester, manifest, 409, 4096, 'the-same-key');
    expect(other.code).toBe('idempotency-key-reused');
    expect(await world.requester.get(`/projects/${PROJECT}/submissions`, 200)).toHaveLength(1);
  });

  it('a run goes on where it was, at every piece of it, and comes to the same result', async () => {
    const submissions = await submitBoth(world);
    const reference = await startRun(world, submissions);
    await world.harness.drain();
    const run = await startRun(world, submissions);
    let pieces = 0;
    do {
      await world.harness.restart();
      pieces++;
    } while (await world.harness.step());
    expect(pieces).toBe(6);
    const [first, second] = await Promise.all(
      [reference, run].map(({ id }) => world.requester.get(`/runs/${id}`, 200)),
    );
    expect(second.summary).toEqual(first.summary);
    expect(second.state).toBe('waiting-for-flags');
  });

  it('a run by blocks tells its plan, goes on after a kill, and comes to what one linkage by blocks comes to', async () => {
    const submissions = await submitBoth(world);
    const run = await startRun(world, submissions, 'blocked');
    expect(run.plan).toBeNull();
    await world.harness.step();
    const { plan, progress } = await world.requester.get(`/runs/${run.id}`, 200);
    expect(progress.done).toBe(0);
    do await world.harness.restart();
    while (await world.harness.step());
    const [whole, register] = [
      await readEncodedColumns(pieces(made.requester.file)),
      await readEncodedColumns(pieces(made.holder.file)),
    ];
    let told: ComparisonPlan | null = null;
    const { statuses } = await linkInputs(whole, register, {
      threshold: requesterSchema().decision!.threshold,
      kernel: referenceKernel,
      stage: keyedTokenStage,
      confirmAt: requesterSchema().exactTokens.map((token) => token.confirmAt),
      which: 'blocked',
      onPlan: (wanted) => {
        told = wanted;
        return undefined;
      },
    });
    const { method, reason, pairs, allPairs, passes, recall } = told!;
    expect(plan).toMatchObject({ method, reason, pairs, allPairs, passes, recall });
    expect(method).toBe('blocking');
    expect(pairs).toBeGreaterThan(100);
    expect(pairs).toBeLessThan(allPairs / 10);
    const { summary } = await world.requester.get(`/runs/${run.id}`, 200);
    for (const [member, status] of [
      ['linked', 'linked'],
      ['notLinked', 'not-linked'],
      ['ambiguous', 'ambiguous'],
    ] as const)
      expect(summary[member]).toBe(statuses.a.filter((row) => row.status === status).length);
    const { blobs } = await world.harness.stored();
    expect([...blobs.keys()].filter((key) => key.includes(`${run.id}/capped`))).toEqual([]);
  });

  it('a run in pieces finds the same links as one linkage in one go, where filters alone decide', async () => {
    const { identity } = made.requester;
    const recipient = made.holder.identity.recipient;
    const bare = await encode(placementsCsv(true).csv, requesterSchema(), {
      party: 'kp2mi',
      identity,
      recipient,
    });
    const a = await submit(world.harness, world.requester, bare);
    const b = await submit(world.harness, world.holder, made.holder);
    const run = await startRun(world, [a.id, b.id]);
    await world.harness.drain();
    const [whole, register] = [
      await readEncodedColumns(pieces(bare.file)),
      await readEncodedColumns(pieces(made.holder.file)),
    ];
    const { threshold } = requesterSchema().decision!;
    const { links, statuses } = await linkInputs(whole, register, {
      threshold,
      kernel: referenceKernel,
      stage: keyedTokenStage,
      confirmAt: requesterSchema().exactTokens.map((token) => token.confirmAt),
    });
    const linked = links.filter(({ status }) => status === 'linked');
    expect(linked.length).toBeGreaterThan(20);
    expect(new Set(linked.map(({ stage }) => stage))).toEqual(new Set(['filter']));
    const request = await world.holder.send('GET', `/runs/${run.id}/register-request`);
    const { lines } = await readRequest(pieces(new Uint8Array(await request.arrayBuffer())));
    const rows: number[] = [];
    for await (const { row } of lines) rows.push(row);
    expect(rows).toEqual(linked.map(({ b: row }) => row).toSorted((x, y) => x - y));
    const { summary } = await world.requester.get(`/runs/${run.id}`, 200);
    expect(summary.ambiguous).toBe(statuses.a.filter(({ status }) => status === 'ambiguous').length);
  });

  it('a task that was delivered twice does its work once', async () => {
    const submissions = await submitBoth(world);
    const run = await startRun(world, submissions);
    await Promise.all([world.harness.step(), world.harness.step()]);
    await Promise.all([world.harness.step(), world.harness.step()]);
    await world.harness.drain();
    expect((await world.requester.get(`/runs/${run.id}`, 200)).state).toBe('waiting-for-flags');
    const log = await world.as.officer.get('/audit-log?limit=1000', 200);
    const decided = log.events.filter(
      ({ event }: { event: { action: string; subject: string } }) =>
        event.action === 'run-decided' && event.subject === run.id,
    );
    expect(decided).toHaveLength(1);
    const { blobs } = await world.harness.stored();
    const decisions = [...blobs.keys()].filter((key) => key.includes(run.id) && key.endsWith('/rows'));
    expect(decisions).toHaveLength(1);
  });

  it('a cancelled run keeps nothing but the record', async () => {
    const submissions = await submitBoth(world);
    const run = await startRun(world, submissions);
    await world.harness.step();
    const before = await world.harness.stored();
    expect([...before.blobs.keys()].some((key) => key.includes(run.id))).toBe(true);
    await world.holder.post(`/runs/${run.id}/cancel`, {}, 200);
    await world.harness.restart();
    await world.harness.drain();
    const after = await world.harness.stored();
    expect([...after.blobs.keys()].filter((key) => key.includes(run.id))).toEqual([]);
    expect(await world.requester.get(`/runs/${run.id}`, 200)).toMatchObject({
      state: 'cancelled',
      summary: null,
      progress: { done: 0 },
    });
    expect((await world.requester.get(`/runs/${run.id}/result`, 409)).code).toBe('run-step-not-allowed');
  });

  it('a project that is closed in the middle of a run is erased all the same', async () => {
    const submissions = await submitBoth(world);
    const run = await startRun(world, submissions);
    await world.harness.step();
    await world.holder.post(`/projects/${PROJECT}/close`, {}, 200);
    await world.harness.restart();
    await world.harness.drain();
    expect((await world.harness.stored()).blobs.size).toBe(0);
    expect((await world.requester.get(`/runs/${run.id}`, 200)).state).toBe('cancelled');
    expect((await world.requester.get(`/submissions/${submissions[0]}/file`, 410)).code).toBe('data-erased');
    await announce(world.requester, made.requester.manifest, 409);
  });

  it('a file whose check is given up is refused, and nothing of it stays', async () => {
    const { file, manifest } = made.requester;
    const { result } = await announce(world.requester, manifest, 201);
    await sendChunks(world.requester, result, file);
    await world.harness.damage((key) => key.includes(`${result.id}/chunk/`));
    await world.requester.post(`/submissions/${result.id}/complete`, {}, 202);
    for (let attempt = 0; attempt < 10; attempt++)
      await expect(world.harness.step()).rejects.toMatchObject({ code: 'stored-bytes-damaged' });
    await world.harness.drain();
    expect(await world.requester.get(`/submissions/${result.id}`, 200)).toMatchObject({
      state: 'refused',
      problem: { code: 'internal-error' },
    });
    const { blobs } = await world.harness.stored();
    expect([...blobs.keys()].filter((key) => key.includes(result.id))).toEqual([]);
  });

  it('stored bytes that were changed are found out, and the work is given up on the record', async () => {
    const submissions = await submitBoth(world);
    await world.harness.damage((key) => key.includes(`${submissions[0]}/clk/`));
    const run = await startRun(world, submissions);
    for (let attempt = 0; attempt < 10; attempt++)
      await expect(world.harness.step()).rejects.toMatchObject({ code: 'stored-bytes-damaged' });
    await world.harness.drain();
    const failed = await world.requester.get(`/runs/${run.id}`, 200);
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'internal-error' } });
    expect(world.harness.logs.filter(({ event }) => event === 'task-given-up')).toHaveLength(1);
  });
});
