import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine, readCsv } from '../src/exchange/csv.ts';
import { parsePadanLinks } from '../src/exchange/links.ts';
import { readOrderMap } from '../src/exchange/order-map.ts';
import type { Client } from './api.ts';
import { padan, padanOk, ROOT } from './padan.ts';
import { type Files, makePeople } from './people.ts';
import { chapterOf, progress, say } from './say.ts';

export interface Officers {
  readonly url: string;
  /** Data officers, and the files that hold their API keys. */
  readonly kp2mi: Client;
  readonly bps: Client;
  readonly keyFiles: { readonly kp2mi: string; readonly bps: string };
}

export const PROJECT = 'dtsen-2025-s1';
const LETTER = {
  number: 'B.1004/02/DI.06.04/III/2025',
  purpose: 'Kepemilikan rumah pekerja migran Indonesia',
  dpiaReference: 'DPIA-2025-04',
  flags: ['desil', 'pkh', 'status_rumah'],
};
const SENT = join(ROOT, 'specs/linkage/placements.json');
const HELD = join(ROOT, 'specs/linkage/placements-register.json');

/** Lampiran 3 from two CSV files to one file with as many rows as were sent. */
export async function linkageJourney(
  out: string,
  officers: Officers,
  registerRows: number,
  placementRows: number,
) {
  const at = (...parts: string[]) => join(out, ...parts);
  const folders = { bps: at('bps'), kp2mi: at('kp2mi') };

  chapterOf('Nobody', `${registerRows} register persons and ${placementRows} placements are made up`);
  const files = makePeople(folders, registerRows, placementRows);
  say(`register ${files.register}`);
  say(`placements ${files.placements}`);

  const recipients = await ceremony(at, officers);
  const threshold = await encodeBoth(at, files, recipients.bps);
  const submissions = await submitBoth(at, officers);
  const run = await match(officers, submissions);
  await handBack(at, files, officers, run, recipients.kp2mi);
  return check(at, files, threshold, run);
}

type At = (...parts: string[]) => string;

/** The recipients as the officers gave them to each other: whoever seals takes none from the service. */
async function ceremony(at: At, { kp2mi, bps }: Officers): Promise<Record<'kp2mi' | 'bps', string>> {
  chapterOf('Data officers', 'draw identities, agree on a project key, compare its fingerprint');
  const identities = await Promise.all(
    ['kp2mi', 'bps'].map(async (party) => {
      const text = await padanOk(['keys', 'identity', '-o', at(party, 'identity.json')]);
      const [, publicKey = '', recipient = ''] = /public key (\S+)\s+recipient\s+(\S+)/.exec(text) ?? [];
      return { publicKey, recipient };
    }),
  );
  const [ministry, office] = identities as [(typeof identities)[0], (typeof identities)[0]];
  await padanOk(['keys', 'project', '--project', PROJECT, '-o', at('kp2mi', 'project-key.json')]);
  await padanOk([
    ...['keys', 'seal', at('kp2mi', 'project-key.json'), '--to', office.recipient],
    ...['--identity', at('kp2mi', 'identity.json'), '-o', at('sealed-project-key.json')],
  ]);
  await padanOk([
    ...['keys', 'open', at('sealed-project-key.json'), '--from', ministry.publicKey],
    ...['--identity', at('bps', 'identity.json'), '-o', at('bps', 'project-key.json')],
  ]);
  await kp2mi.json('POST', '/projects', {
    id: PROJECT,
    title: 'Placements, first semester 2025, with DTSEN',
    agreement: 'pks-2025',
    schema: JSON.parse(readFileSync(SENT, 'utf8')),
    requester: 'kp2mi',
    registerHolder: 'bps',
  });
  for (const [party, client, identity] of [
    ['kp2mi', kp2mi, ministry],
    ['bps', bps, office],
  ] as const) {
    const path = `/projects/${PROJECT}/custodians/${party}`;
    await client.json('PUT', path, identity);
    const fingerprint = (await padanOk(['keys', 'fingerprint', at(party, 'project-key.json')])).trim();
    await client.json('PUT', `${path}/fingerprint`, { fingerprint });
    say(`${party}: key fingerprint ${fingerprint}`);
  }
  const project = await kp2mi.json<{ fingerprint: string; schema: { label: string } }>(
    'GET',
    `/projects/${PROJECT}`,
  );
  say(`the fingerprints are ${project.fingerprint}; the key itself never reaches the service`);
  say(`the project says of itself: ${project.schema.label}`);
  return { kp2mi: ministry.recipient, bps: office.recipient };
}

async function encodeBoth(at: At, files: Files, receiver: string): Promise<number> {
  chapterOf('Data officers', 'encode on their own machines');
  const common = (party: string) => [
    ...[
      '--key-file',
      at(party, 'project-key.json'),
      '--identity',
      at(party, 'identity.json'),
      '--custodian',
      party,
    ],
  ];
  const encodeSent = [
    ...['encode', '--schema', SENT, ...common('kp2mi'), '--recipient', receiver],
    ...[files.placements, '-o', at('kp2mi', 'placements.padan')],
  ];
  await mendRegionCodes(files.placements, await padan([...encodeSent, '--json-errors']));
  const [sent, held] = await Promise.all([
    padanOk(encodeSent),
    padanOk([
      'encode',
      '--schema',
      HELD,
      ...common('bps'),
      files.register,
      '-o',
      at('bps', 'register.padan'),
    ]),
  ]);
  say(`kp2mi: ${sent.trim().split('\n').at(-1)}`);
  say(`bps: ${held.trim().split('\n').at(-1)}`);
  const raw = await padan([
    'encode',
    '--schema',
    HELD,
    ...common('bps'),
    files.placements,
    '-o',
    at('never.padan'),
  ]);
  say(`the wrong file is refused: ${raw.stderr.trim().slice(0, 110)}...`);
  return JSON.parse(readFileSync(SENT, 'utf8')).decision.threshold as number;
}

/**
 * Some exports hold region codes of the other code system, which mean other places: they are refused by row and
 * column, and the officer says at the source which system they are of.
 */
async function mendRegionCodes(path: string, refused: { code: number; stderr: string }): Promise<void> {
  if (refused.code === 0) return;
  const problem = JSON.parse(refused.stderr.trim().split('\n').at(-1)!);
  const cells = problem.facts.first as { row: number; column: number; code: string }[];
  if (cells.some(({ code }) => code !== 'region-code-without-system')) throw new Error(refused.stderr);
  say(
    `the export is refused whole: ${problem.facts.problems} cells hold a region code without its system, such as`,
  );
  say(`row ${cells[0]!.row}, column ${cells[0]!.column}; the officer adds "bps:" to them and tries again`);
  const { header, batches } = await readCsv(once(readFileSync(path)));
  const rows: string[][] = [];
  for await (const batch of batches) for (const row of batch.rows) rows.push([...row]);
  for (const { row, column } of cells) rows[row - 1]![column - 1] = `bps:${rows[row - 1]![column - 1]}`;
  writeFileSync(path, [header, ...rows].map((row) => csvLine(row)).join(''));
}

async function submitBoth(at: At, officers: Officers): Promise<[string, string]> {
  chapterOf('Data officers', 'submit; the service checks every column before it keeps anything');
  const send = async (party: 'kp2mi' | 'bps', file: string) => {
    await padanOk([
      ...['submit', at(party, file), '--server', officers.url, '--api-key-file', officers.keyFiles[party]],
      ...['-o', at(party, 'receipt.json')],
    ]);
    const receipt = JSON.parse(readFileSync(at(party, 'receipt.json'), 'utf8'));
    say(
      `${party}: ${receipt.submission.rows} rows, ${receipt.submission.bytes} bytes, ${receipt.submission.state}`,
    );
    return receipt.submission.id as string;
  };
  return [await send('kp2mi', 'placements.padan'), await send('bps', 'register.padan')];
}

interface Run {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly of: number };
  readonly summary: null | {
    readonly linked: number;
    readonly estimated: { readonly precision: number; readonly recall: number } | null;
  };
}

async function match({ kp2mi }: Officers, submissions: readonly string[]): Promise<Run> {
  chapterOf('Ministry', 'asks for the matching with an official letter');
  const path = `/projects/${PROJECT}/runs`;
  await kp2mi.refused(
    'POST',
    path,
    { submissions, letter: { ...LETTER, dpiaReference: '' } },
    'no DPIA reference',
  );
  const started = await kp2mi.json<{ result: { id: string } }>('POST', path, { submissions, letter: LETTER });
  for (;;) {
    const run = await kp2mi.json<Run>('GET', `/runs/${started.result.id}`);
    progress(`comparing: ${run.progress.done} of ${run.progress.of} blocks`);
    if (run.state !== 'comparing') {
      if (run.summary === null) throw new Error(`the run ended ${run.state}`);
      const { estimated, linked } = run.summary;
      say(`linked ${linked}; estimated without truth: ${JSON.stringify(estimated)}`);
      return run;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function handBack(
  at: At,
  files: Files,
  { kp2mi, bps }: Officers,
  { id }: Run,
  requester: string,
): Promise<void> {
  chapterOf(
    'Statistics office',
    'looks up only the flags that the letter names, and seals them to the ministry',
  );
  await kp2mi.refused(
    'GET',
    `/runs/${id}/register-request`,
    undefined,
    'the request is for the register holder',
  );
  writeFileSync(at('bps', 'request.ndjson'), await bps.text(`/runs/${id}/register-request`));
  await padanOk([
    ...[
      'answer',
      at('bps', 'request.ndjson'),
      '--recipient',
      requester,
      '--order',
      at('bps', 'register.padan.order.ndjson'),
      files.register,
    ],
    ...['--flags', files.flags, '-o', at('bps', 'flags.ndjson')],
  ]);
  await bps.json('PUT', `/runs/${id}/flags`, readFileSync(at('bps', 'flags.ndjson')), {
    'content-type': 'application/x-ndjson',
  });
  chapterOf('Ministry', 'gets back exactly the rows it sent, in their order');
  writeFileSync(at('kp2mi', 'result.ndjson'), await kp2mi.text(`/runs/${id}/result`));
  const told = await padanOk([
    ...[
      'join',
      at('kp2mi', 'result.ndjson'),
      '--order',
      at('kp2mi', 'placements.padan.order.ndjson'),
      files.placements,
    ],
    ...['--identity', at('kp2mi', 'identity.json'), '-o', at('kp2mi', 'result.csv')],
  ]);
  say(told.trim());
}

/** The truth is known here only: precision and recall of persons, and rows in against rows out. */
async function check(at: At, files: Files, threshold: number, run: Run) {
  chapterOf('Nobody', 'compares with the truth, which no agency has');
  await padanOk([
    ...['link', at('kp2mi', 'placements.padan'), at('bps', 'register.padan')],
    ...['--schema', SENT, '--threshold', String(threshold), '-o', at('links.json')],
  ]);
  const { links } = parsePadanLinks(readFileSync(at('links.json'), 'utf8'));
  const sentRow = await inputRows(at('kp2mi', 'placements.padan.order.ndjson'));
  const heldRow = await inputRows(at('bps', 'register.padan.order.ndjson'));
  const found = links
    .filter(({ status }) => status === 'linked')
    .map(({ a, b }) => ({ sent: sentRow[a]!, held: heldRow[b]! }));
  if (found.length !== run.summary?.linked) throw new Error('the command line and the service disagree');
  const right = found.filter(({ sent, held }) => files.truth[sent]?.register === held);
  const there = new Set(files.truth.flatMap(({ register }) => (register === null ? [] : [register])));
  const rowsIn = csvRows(files.placements);
  const rowsOut = csvRows(at('kp2mi', 'result.csv'));
  const precision = right.length / found.length;
  const recall = new Set(right.map(({ held }) => held)).size / there.size;
  say(
    `rows in ${rowsIn}, rows out ${rowsOut}; precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
  );
  return { rowsIn, rowsOut, precision, recall, run: run.id };
}

async function inputRows(path: string): Promise<Uint32Array> {
  const { rows } = await readOrderMap(once(readFileSync(path)));
  const inverse = new Uint32Array(rows.length);
  rows.forEach((row, input) => {
    inverse[row] = input;
  });
  return inverse;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** Records without the header; none of the demo's cells holds a line break. */
function csvRows(path: string): number {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length - 1;
}
