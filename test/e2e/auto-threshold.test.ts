import { beforeEach, describe, expect, it } from 'vitest';
import { readEncodedColumns } from '../../src/exchange/encoded-reader.ts';
import { referenceKernel } from '../../src/pprl/compare/kernel.ts';
import { keyedTokenStage } from '../../src/pprl/exact/exact-stage.ts';
import { linkInputs } from '../../src/pprl/link.ts';
import { encode, PROJECT, pieces, placementsCsv, requesterSchema } from './agency.ts';
import {
  type Agencies,
  type Files,
  files,
  LETTER,
  openAgencies,
  openProject,
  startRun,
  submit,
  submitBoth,
} from './two-agencies.ts';

describe('a run that finds its own threshold', () => {
  let world: Agencies;
  let made: Files;
  let submissions: [string, string];
  beforeEach(async () => {
    world = await openAgencies();
    made = await files();
    await openProject(world);
    submissions = await submitBoth(world);
  });

  it.each(['exhaustive', 'blocked'] as const)(
    'comes to what one linkage comes to, %s, killed at every piece',
    async (compare) => {
      const precision = 0.97;
      const run = await startRun(world, submissions, compare, { threshold: 'auto', precision });
      expect(run).toMatchObject({ threshold: null, auto: { precision } });
      do await world.harness.restart();
      while (await world.harness.step());
      const schema = requesterSchema();
      const [a, b] = [
        await readEncodedColumns(pieces(made.requester.file)),
        await readEncodedColumns(pieces(made.holder.file)),
      ];
      const expected = await linkInputs(
        { ...a, diffused: true },
        { ...b, diffused: true },
        {
          threshold: 'auto',
          precision,
          kernel: referenceKernel,
          stage: keyedTokenStage,
          confirmAt: schema.exactTokens.map((token) => token.confirmAt),
          unique: schema.exactTokens.map((token) => token.unique),
          ...(schema.decision?.differingTokens ? { differingTokens: schema.decision.differingTokens } : {}),
          which: compare,
        },
      );
      const found = await world.requester.get(`/runs/${run.id}`, 200);
      expect(found).toMatchObject({
        state: 'waiting-for-flags',
        threshold: expected.threshold,
        problem: null,
      });
      expect(expected.threshold).not.toBe(schema.decision!.threshold);
      const { linked, ambiguous, suggested, curve, histogram, estimated } = found.summary;
      const having = (status: string) => expected.statuses.a.filter((row) => row.status === status).length;
      expect([linked, ambiguous]).toEqual([having('linked'), having('ambiguous')]);
      expect({ suggested, curve, histogram, estimated }).toEqual({
        suggested: expected.suggested,
        curve: expected.curve,
        histogram: expected.histogram,
        estimated: expected.estimated,
      });
      expect(estimated.precision).toBeGreaterThanOrEqual(precision);
      expect(curve.length).toBeGreaterThan(5);
    },
  );

  it('says that no threshold is found in a file of a few rows, and keeps nothing of the run', async () => {
    const { identity } = made.requester;
    const lines = new TextDecoder().decode(placementsCsv().csv).split('\n').slice(0, 31);
    const few = await encode(new TextEncoder().encode(lines.join('\n')), requesterSchema(), {
      party: 'kp2mi',
      identity,
      recipient: made.holder.identity.recipient,
    });
    const { id } = await submit(world.harness, world.requester, few);
    const run = await startRun(world, [id, submissions[1]], undefined, { threshold: 'auto' });
    await world.harness.drain();
    const found = await world.requester.get(`/runs/${run.id}`, 200);
    expect(found).toMatchObject({
      state: 'failed',
      threshold: null,
      auto: { precision: null },
      summary: null,
    });
    expect(found.problem.code).toBe('threshold-not-found');
    const { blobs } = await world.harness.stored();
    expect([...blobs.keys()].filter((key) => key.includes(run.id))).toEqual([]);
  });

  it('refuses a precision beside a threshold', async () => {
    const wish = { submissions, threshold: 0.8, precision: 0.99, letter: LETTER };
    const refused = await world.requester.post(`/projects/${PROJECT}/runs`, wish, 400);
    expect(refused.code).toBe('request-invalid');
    expect(refused.facts.paths).toEqual(['body.precision']);
  });
});
