/**
 * The main job, played by everybody who has a part in it: `npm run demo`.
 *
 * Makes people who do not exist, starts the service, goes through API and command line as each user would, and ends
 * with one JSON line. Everything it makes is left in `out/`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from './api.ts';
import { linkageJourney, type Officers, PROJECT } from './linkage.ts';
import { padanOk, ROOT, startService } from './padan.ts';
import { chapterOf, say, seconds } from './say.ts';
import { tableJourney } from './tables.ts';

const REGISTER_ROWS = 50_000;
const PLACEMENT_ROWS = 5_000;
const out = join(ROOT, 'out');

async function main(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  chapterOf('Operator', 'starts the service of an independent linkage unit');
  const lines = (await padanOk(['keys', 'service'])).trim().split('\n');
  const environment: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) environment[name] = value!;
  }
  const operatorKey = /padan_bootstrap_\S+/.exec(lines.join('\n'))![0];
  const service = await startService(
    { ...environment, PADAN_DATA: join(out, 'service'), PORT: '0' },
    join(out, 'service.log'),
  );
  say(`it answers at ${service.url} and keeps its files encrypted in ${join(out, 'service')}`);
  try {
    const operator = new Client(service.url, operatorKey);
    const { officers, statisticians } = await people(operator);
    const { run, ...linkage } = await linkageJourney(out, officers, REGISTER_ROWS, PLACEMENT_ROWS);
    const table = await tableJourney(out, statisticians);
    await minutes(out, officers, run);
    await auditTrail(operator);
    await officers.kp2mi.json('POST', `/projects/${PROJECT}/close`);
    await officers.bps.refused(
      'GET',
      `/runs/${run}/register-request`,
      undefined,
      'closed: the bytes are erased',
    );
    say(`everything that may be looked at is in ${out}`);
    console.log(JSON.stringify({ demo: 'padan', ...linkage, ...table, seconds: seconds() }));
  } finally {
    await service.stop();
  }
}

/** Registers everybody who has a part. One person of the statistics office holds two keys: it must not help them. */
async function people(operator: Client) {
  const register = async (name: string, party: string) =>
    (await operator.json<{ result: { id: string } }>('POST', '/people', { name, party })).result.id;
  const issue = async (person: string, role: string) =>
    (await operator.json<{ result: { apiKey: string } }>('POST', `/people/${person}/keys`, { role })).result
      .apiKey;
  const client = async (name: string, party: string, role: string) =>
    new Client(operator.url, await issue(await register(name, party), role));
  const keyFiles = { kp2mi: join(out, 'kp2mi', 'api-key'), bps: join(out, 'bps', 'api-key') };
  const [kp2mi, bps] = [
    await client('Data officer of the ministry', 'kp2mi', 'agency'),
    await client('Data officer of the statistics office', 'bps', 'agency'),
  ];
  for (const [path, { key }] of [
    [keyFiles.kp2mi, kp2mi],
    [keyFiles.bps, bps],
  ] as const) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${key}\n`, { mode: 0o600 });
  }
  const asking = await register('Statistician of the statistics office', 'bps');
  return {
    officers: { url: operator.url, kp2mi, bps, keyFiles },
    statisticians: {
      ministry: await client('Statistician of the ministry', 'kp2mi', 'statistician'),
      office: new Client(operator.url, await issue(asking, 'statistician')),
      officeAsOfficer: new Client(operator.url, await issue(asking, 'privacy-officer')),
      officer: await client('Privacy officer of the statistics office', 'bps', 'privacy-officer'),
    },
  };
}

async function minutes(folder: string, { bps }: Officers, run: string): Promise<void> {
  chapterOf('Statistics office', 'hands the result over under minutes (BAST)');
  const handOver = await bps.json<{ result: { id: string; number: string } }>('POST', '/hand-overs', {
    of: { run },
    receiver: { party: 'kp2mi' },
    giverSignatory: { function: 'Direktur Diseminasi Statistik' },
    receiverSignatory: { function: 'Kepala Pusat Data dan Informasi' },
    dataset: 'Hasil pemadanan penempatan dengan DTSEN',
    dataVersion: 'synthetic-2026',
    period: { from: '2025-01-01', to: '2025-06-30' },
  });
  const text = await bps.text(`/hand-overs/${handOver.result.id}/bast`);
  writeFileSync(join(folder, 'bast.json'), text);
  const { totals } = JSON.parse(text);
  say(`${handOver.result.number}: rows in ${totals.rowsIn}, rows out ${totals.rowsOut}`);
}

/** Whoever kept a receipt can check the log against it. */
async function auditTrail(operator: Client): Promise<void> {
  chapterOf('Operator', 'shows the record of who did what, and the ministry holds it against its receipt');
  const { publicKey } = await operator.json<{ publicKey: string }>('GET', '/audit-log/head');
  writeFileSync(join(out, 'audit-log.json'), await operator.text('/audit-log?after=0&limit=1000'));
  const kept = join(out, 'kp2mi', 'receipt.json');
  say(
    (await padanOk(['audit', join(out, 'audit-log.json'), '--public-key', publicKey, '--kept', kept])).trim(),
  );
}

await main();
