/** The exposure report that comes with every submission, and what the deployment makes of it. */
import { describe, expect, it } from 'vitest';
import type { Reply } from './client.ts';
import { type Agencies, files, openAgencies, openProject, submit } from './two-agencies.ts';

async function reportAt(host: string): Promise<{ world: Agencies; report: Reply; id: string }> {
  const world = await openAgencies(host);
  await openProject(world);
  const { requester } = await files();
  const { id } = await submit(world.harness, world.requester, requester);
  return { world, report: await world.as.officer.get(`/submissions/${id}/report`, 200), id };
}

const codes = (exposure: Reply) => exposure.reasons.map(({ code }: Reply) => code);

describe('the exposure report of a submission', () => {
  it('measures the file, simulates attacks on its schema, and is amber at an independent host', async () => {
    const { report } = await reportAt('independent');
    const { exposure } = report;
    expect(exposure).toMatchObject({
      format: 'padan-exposure/1',
      file: { custodian: 'kp2mi', profile: 'padan', rows: 60, bits: 2048, hardened: true },
      deployment: { host: 'independent', hostHoldsKey: false },
      light: 'amber',
    });
    expect(codes(exposure)).toContain('exact-tokens-shared-key');
    expect(exposure.leakage.lambda).toBeGreaterThan(0);
    expect(exposure.leakage.lambda).toBeLessThanOrEqual(0.02);
    expect(exposure.attack.attacks.map(({ attack }: Reply) => attack)).toEqual(
      expect.arrayContaining(['graph matching', 'known plaintext', 'pattern mining', 'token graph']),
    );
    const kinds = new Set(exposure.tokens.map(({ kind }: Reply) => kind));
    expect(kinds).toEqual(new Set(['exact', 'blocking']));
    const host = exposure.enumeration.find(({ actor }: Reply) => actor === 'host');
    expect(host).toMatchObject({ holdsKey: false, holdsFile: true, tries: [] });
  });

  it('is red where a custodian is the host, who could try every NIK', async () => {
    const { report } = await reportAt('bps');
    const { exposure } = report;
    expect(exposure).toMatchObject({ light: 'red', deployment: { host: 'bps', hostHoldsKey: true } });
    expect(codes(exposure)[0]).toBe('host-holds-key');
    expect(exposure.reasons[0].id).toContain('kunci proyek');
    expect(exposure.reasons[0].en).toContain('project key');
    const host = exposure.enumeration.find(({ actor }: Reply) => actor === 'host');
    expect(host.tries.find(({ of }: Reply) => of === 'nik').seconds).toBeGreaterThan(0);
  });

  it('says the same of the same file, whoever asks among those who may', async () => {
    const { world, report, id } = await reportAt('independent');
    for (const client of [world.requester, world.holder, world.as.operator])
      expect((await client.get(`/submissions/${id}/report`, 200)).exposure).toEqual(report.exposure);
  });
});
