import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { microdataCsv } from '../fixtures/synthetic/microdata.ts';
import { seededRandom } from '../fixtures/synthetic/prng.ts';
import type { Client } from './api.ts';
import { intervals, type Published } from './intruder.ts';
import { padan, padanOk, ROOT } from './padan.ts';
import { chapterOf, say } from './say.ts';

export interface Statisticians {
  readonly ministry: Client;
  readonly office: Client;
  /** The same person as `office`, with the key of a privacy officer besides. */
  readonly officeAsOfficer: Client;
  readonly officer: Client;
}

const DICTIONARY = join(ROOT, 'specs/datasets/sakernas-2024-08.json');
const TABLE = '05';
const WISH = {
  dimensions: ['region', 'sex', 'industry'],
  purpose: 'Perencanaan pelatihan calon pekerja migran',
};

interface Release {
  readonly id: string;
  readonly version: number;
  readonly contentSha256: string;
  readonly state: string;
  readonly audit: { readonly outcome: string };
  readonly title: { readonly id: string };
  readonly citation: { readonly id: string };
}

/** Item 5 of Lampiran 2 from microdata to a table that is out, and what an intruder makes of it. */
export async function tableJourney(out: string, people: Statisticians) {
  const folder = join(out, 'table');
  mkdirSync(folder, { recursive: true });
  const release = await ask(out, people);
  await judge(folder, people, release);
  return intrude(out, folder);
}

async function ask(out: string, { office }: Statisticians): Promise<Release> {
  chapterOf('Statistics office', 'registers a labour-force survey of nobody and asks for table 5');
  const microdata = join(out, 'bps', 'sakernas.csv');
  writeFileSync(microdata, [...microdataCsv(seededRandom(2024, 'sakernas'))].join(''));
  const dictionary = JSON.parse(readFileSync(DICTIONARY, 'utf8'));
  const { result: dataset } = await office.json<{ result: { id: string } }>('POST', '/datasets', {
    dictionary,
  });
  const sent = await office.json<{ result: { records: number } }>(
    ...([
      'PUT',
      `/datasets/${dataset.id}/microdata`,
      readFileSync(microdata),
      { 'content-type': 'text/csv' },
    ] as const),
  );
  say(`${sent.result.records} records, checked cell by cell against the dictionary`);
  const wish = { table: TABLE, dataset: dataset.id, ...WISH };
  await office.refused(
    'POST',
    '/table-requests',
    { ...wish, dimensions: ['region', 'education'] },
    'not a dimension of table 5',
  );
  const { result: request } = await office.json<{ result: { id: string } }>('POST', '/table-requests', wish);
  for (;;) {
    const now = await office.json<{
      state: string;
      release: string | null;
      problem: { title: string } | null;
    }>('GET', `/table-requests/${request.id}`);
    if (now.state === 'refused') throw new Error(now.problem?.title);
    if (now.release !== null) return office.json<Release>('GET', `/releases/${now.release}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function judge(folder: string, people: Statisticians, release: Release): Promise<void> {
  const { ministry, officeAsOfficer, officer } = people;
  const { id, version, contentSha256, audit } = release;
  chapterOf('Privacy officer', 'judges what would leave');
  say(`"${release.title.id}" is ${release.state}; the audit ${audit.outcome}`);
  const review = { decision: 'approve', version, contentSha256 };
  await ministry.refused('GET', `/releases/${id}`, undefined, 'not approved: it does not exist for others');
  await officeAsOfficer.refused(
    'POST',
    `/releases/${id}/reviews`,
    review,
    'who asked does not approve, whatever the key',
  );
  const report = await officer.json<{ cells: object; standard: object; hidden: { interval: object }[] }>(
    'GET',
    `/releases/${id}/outputs/report.json`,
  );
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report, null, 1));
  say(`report: ${JSON.stringify(report.cells)}, standard ${JSON.stringify(report.standard)}`);
  say(`the narrowest interval an intruder gets: ${JSON.stringify(report.hidden[0]?.interval)}`);
  await officer.json('POST', `/releases/${id}/reviews`, review);
  chapterOf('Ministry', 'reads the table that is out, and checks its certificate without trusting anybody');
  for (const name of ['table.csv', 'table.json', 'public.csv', 'certificate.json'])
    writeFileSync(join(folder, name), await ministry.text(`/releases/${id}/outputs/${name}`));
  await ministry.refused(
    'GET',
    `/releases/${id}/outputs/report.json`,
    undefined,
    'the report is for privacy officers',
  );
  const verified = await padanOk(['verify', join(folder, 'public.csv'), join(folder, 'certificate.json')]);
  say(verified.trim());
  await tamper(folder);
  say(`cite as: ${release.citation.id}`);
}

/** A check that cannot fail is none: the same certificate for a table with one figure changed. */
async function tamper(folder: string): Promise<void> {
  const path = join(folder, 'tampered.csv');
  writeFileSync(
    path,
    readFileSync(join(folder, 'public.csv'), 'utf8').replace(
      /,(\d+),safe/,
      (_, n) => `,${Number(n) + 1},safe`,
    ),
  );
  const { code } = await padan(['verify', path, join(folder, 'certificate.json')]);
  if (code !== 1) throw new Error('a tampered table passed');
  say('with one figure changed by one, the same certificate is refused');
}

/** Omniscient here only: the unprotected table says which cells rest on too few respondents. */
async function intrude(out: string, folder: string) {
  chapterOf('Intruder', 'works out what the public table gives away');
  await padanOk([
    ...['tabulate', '--table', TABLE, '--data', join(out, 'bps', 'sakernas.csv'), '--dictionary', DICTIONARY],
    ...['--dimensions', WISH.dimensions.join(','), '-o', join(out, 'bps', 'unprotected.json')],
  ]);
  const raw = JSON.parse(readFileSync(join(out, 'bps', 'unprotected.json'), 'utf8'));
  const { standard, rules } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const published = readPublished(folder);
  const names = published.dimensions.map(({ name }) => name);
  const least = rules.find((rule: { rule: string }) => rule.rule === 'threshold').minContributors as number;
  const small = (raw.cells as { codes: Record<string, string>; contributors: number }[])
    .filter(({ contributors }) => contributors > 0 && contributors < least)
    .map(({ codes }) => names.map((name) => codes[name]!));
  const found = await intervals(published, small);
  const tolerance = 1e-6;
  const violations = found.filter(
    ({ low, high }) => low > standard.from + tolerance || high < standard.scaledTo - tolerance,
  ).length;
  const naive = await intervals(onlyPrimaryHidden(published, raw, small, names), small);
  const exposed = naive.filter(({ low, high }) => high - low < 1).length;
  const hidden = published.rows.filter(({ value }) => value === null).length;
  say(
    `${published.rows.length} cells, ${hidden} hidden, ${small.length} of them on fewer than ${least} respondents`,
  );
  say(`had only those been hidden, ${exposed} could be computed exactly`);
  say(`as published, cells narrowed to less than ${standard.from}..${standard.scaledTo}: ${violations}`);
  return { cells: published.rows.length, hidden, violations };
}

function readPublished(folder: string): Published {
  const { dimensions } = JSON.parse(readFileSync(join(folder, 'certificate.json'), 'utf8'));
  const [, ...lines] = readFileSync(join(folder, 'public.csv'), 'utf8').trimEnd().split('\n');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    const value = cells.at(-2)!;
    return { codes: cells.slice(0, -2), value: value === '' ? null : Number(value) };
  });
  return { dimensions, rows };
}

/** The control: the same table if nobody had hidden anything besides the small cells. The intruder must win here. */
function onlyPrimaryHidden(
  published: Published,
  raw: { cells: { codes: Record<string, string>; estimate: number }[] },
  small: readonly (readonly string[])[],
  names: readonly string[],
): Published {
  const secret = new Set(small.map((codes) => codes.join('|')));
  const leaf = published.dimensions.map(({ codes }) => {
    const parents = new Set(codes.map(({ parent }) => parent));
    return new Set(codes.filter(({ code }) => !parents.has(code)).map(({ code }) => code));
  });
  const parents = published.dimensions.map(
    ({ codes }) => new Map(codes.map(({ code, parent }) => [code, parent])),
  );
  const value = new Map<string, number>();
  for (const { codes, estimate } of raw.cells) {
    const at = names.map((name) => codes[name]!);
    if (!at.every((code, d) => leaf[d]!.has(code))) continue;
    for (const key of ancestors(at, parents)) value.set(key, (value.get(key) ?? 0) + Math.round(estimate));
  }
  const rows = published.rows.map(({ codes }) => {
    const key = codes.join('|');
    return { codes, value: secret.has(key) ? null : (value.get(key) ?? 0) };
  });
  return { dimensions: published.dimensions, rows };
}

/** Every cell that an inner cell adds to, itself included. */
function ancestors(
  codes: readonly string[],
  parents: readonly ReadonlyMap<string, string | null>[],
): string[] {
  let all: string[][] = [[]];
  codes.forEach((code, d) => {
    const chain: string[] = [];
    for (let at: string | null = code; at !== null; at = parents[d]!.get(at) ?? null) chain.push(at);
    all = all.flatMap((begun) => chain.map((next) => [...begun, next]));
  });
  return all.map((key) => key.join('|'));
}
