import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaryStrings } from '../../fixtures/synthetic/people.ts';
import { readCsv } from '../../src/exchange/csv.ts';
import { readEncodedColumns } from '../../src/exchange/encoded-reader.ts';
import { printIdentity } from '../../src/exchange/identity.ts';
import { readOrderMap } from '../../src/exchange/order-map.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { formatKeyFile, keyFingerprint } from '../../src/pprl/keys.ts';
import { CANARIES, KEY, PROJECT, pieces, placementsCsv, requesterSchema } from '../e2e/agency.ts';
import { Client } from '../e2e/client.ts';
import { answerRun } from '../e2e/finished-run.ts';
import type { Harness } from '../e2e/harness.ts';
import { type Agencies, announce, files, LETTER, NEW_PROJECT, sendChunks } from '../e2e/two-agencies.ts';
import { accessibilityViolations, startChromium, type Watch, watchedPage } from './chromium.ts';
import { Api, until } from './people.ts';
import { picture } from './pictures.ts';
import { OPERATOR_KEY, type RunningService, startService } from './servers.ts';

/** Rows of a CSV, header first. */
async function rowsOf(csv: Uint8Array): Promise<string[][]> {
  const { header, batches } = await readCsv(pieces(csv));
  const rows: string[][] = [[...header]];
  for await (const batch of batches) rows.push(...batch.rows.map((row) => [...row]));
  return rows;
}

/** Filters and tokens in the order of the input, whatever order the file has. */
async function unshuffled(encoded: Uint8Array, order: Uint8Array): Promise<string[]> {
  const { clk, exact } = await readEncodedColumns(pieces(encoded));
  const { rows } = await readOrderMap(pieces(order));
  const width = clk.bits / 8;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return [...rows].map((at) =>
    [
      hex(clk.bytes.subarray(at * width, (at + 1) * width)),
      ...exact.map((column) =>
        column.present[at] ? hex(column.tokens.subarray(at * 32, (at + 1) * 32)) : '-',
      ),
    ].join(' '),
  );
}

describe.each(['node', 'workerd'] as const)('a data officer in Chromium, the service on %s', (runtime) => {
  const folder = mkdtempSync(join(tmpdir(), 'padan-officer-'));
  const file = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const { csv } = placementsCsv();
  let service: RunningService;
  let browser: Browser;
  let page: Page;
  let watch: Watch;
  let officer: Api;
  let holder: Client;
  let recipient: string;
  let orderMap: Buffer;

  beforeAll(async () => {
    [service, browser] = await Promise.all([startService(runtime), startChromium()]);
    const operator = new Api(service.url);
    officer = await operator.person(service.url, 'kp2mi', 'agency');
    const other = await operator.person(service.url, 'bps', 'agency');
    const remote = { fetch: (path, init) => fetch(`${service.url}${path}`, init) } as Harness;
    holder = new Client(remote, other.key);
    const made = await files();
    const [mine, theirs] = [made.requester.identity, made.holder.identity];
    recipient = theirs.recipient;
    await officer.json('POST', '/projects', NEW_PROJECT);
    for (const [party, api, identity] of [
      ['kp2mi', officer, mine],
      ['bps', other, theirs],
    ] as const) {
      const path = `/projects/${PROJECT}/custodians/${party}`;
      await api.json('PUT', path, { publicKey: identity.publicKey, recipient: identity.recipient });
      await api.json('PUT', `${path}/fingerprint`, { fingerprint: keyFingerprint(KEY, PROJECT) });
    }
    file('identity.json', printIdentity(mine));
    file('project-key.json', formatKeyFile(PROJECT, KEY));
    const context = await browser.newContext({ baseURL: service.url, acceptDownloads: true });
    [page, watch] = await watchedPage(context, service.url);
    await page.goto('/console/encoder');
    await page.getByLabel('Kunci API').fill(officer.key);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Penyandi lokal' }).waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = async (on: Page, data: string) => {
    await on.getByLabel(/Berkas kunci proyek/).setInputFiles(join(folder, 'project-key.json'));
    await on.getByLabel(/Berkas identitas/).setInputFiles(join(folder, 'identity.json'));
    await on.getByLabel('Instansi Anda').selectOption('kp2mi');
    await on.getByLabel(/Penerima isian/).fill(recipient);
    await on.getByLabel('Skema penautan').selectOption('placements');
    await on.getByLabel(/Berkas data/).setInputFiles(data);
    await on.locator('#mapping table').waitFor();
  };
  const start = async (on: Page) => {
    await on.getByRole('button', { name: 'Periksa dan sandikan' }).click();
    await on.locator('#problems *, #result *').first().waitFor({ timeout: 60_000 });
  };
  const saved = async (on: Page, name: RegExp) => {
    const [download] = await Promise.all([
      on.waitForEvent('download'),
      on.getByRole('link', { name }).click(),
    ]);
    return readFileSync((await download.path())!);
  };
  const expected = async () => {
    const schema = requesterSchema();
    const encoder = createRecordEncoder(schema, KEY);
    const hex = (bytes: Uint8Array | null) => (bytes === null ? '-' : Buffer.from(bytes).toString('hex'));
    return (await rowsOf(csv)).slice(1).map((cells) => {
      const { clk, exact } = encoder.encode(cells);
      return [hex(clk), ...exact.map(hex)].join(' ');
    });
  };

  it('is shown every problem by row and column before anything is made', async () => {
    const rows = await rowsOf(csv);
    rows[3]![rows[0]!.indexOf('tanggal_lahir')] = '31-31-1990';
    rows[7]![rows[0]!.indexOf('provinsi')] = '99.99';
    const bad = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
    await fill(page, file('bad.csv', `${bad}\n`));
    await start(page);
    await page.getByRole('alert').waitFor();
    const told = await page.locator('#problems tbody tr').allTextContents();
    expect(told.map((line) => /^\d/.exec(line)?.[0])).toEqual(expect.arrayContaining(['3', '7']));
    expect(await page.locator('#problems').textContent()).not.toContain('31-31-1990');
    expect(await accessibilityViolations(page)).toEqual([]);
    await picture(page, `${runtime}-encoder-refused`);
  });

  it('encodes in the page to the filters and tokens of the command line, columns in another order', async () => {
    const rows = await rowsOf(csv);
    const turned = rows.map((row) => [...row].reverse());
    turned[0] = turned[0]!.map((name) => name.toUpperCase().replaceAll('_', ' '));
    const text = turned
      .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      .join('\n');
    await fill(page, file('turned.csv', `${text}\n`));
    await start(page);
    await page.getByRole('heading', { name: 'Berkas sandi siap' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await picture(page, `${runtime}-encoder-done`);
    const encoded = await saved(page, /^Berkas sandi/);
    const order = await saved(page, /^Peta urutan/);
    expect(await unshuffled(encoded, order)).toEqual(await expected());
    orderMap = order;
  });

  it('submits what it encoded and keeps the receipt', async () => {
    await page.getByRole('button', { name: 'Serahkan sekarang' }).click();
    await page.getByText(/Diterima\. Simpan/).waitFor({ timeout: 170_000 });
    const receipt = JSON.parse((await saved(page, /^Tanda terima/)).toString('utf8'));
    const submissions = await officer.json('GET', `/projects/${PROJECT}/submissions`);
    expect(submissions.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
      [receipt.submission.id, 'accepted'],
    ]);
  }, 180_000);

  it('starts a matching, watches it, and puts the result back on the file it sent', async () => {
    const register = (await files()).holder;
    const begun = await announce(holder, register.manifest, 201);
    await sendChunks(holder, begun.result, register.file);
    await holder.post(`/submissions/${begun.result.id}/complete`, {}, 202);
    await until(
      () => officer.json('GET', `/submissions/${begun.result.id}`),
      ({ state }) => state === 'accepted',
    );
    await page.goto('/console/projects');
    await page.getByRole('link', { name: NEW_PROJECT.title }).click();
    await page.getByRole('heading', { name: 'Mulai pemadanan' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await picture(page, `${runtime}-project`);
    await page.getByLabel('Nomor surat resmi').fill(LETTER.number);
    await page.getByLabel('Tujuan').fill(LETTER.purpose);
    await page.getByLabel('Nomor DPIA').fill(LETTER.dpiaReference);
    await page.getByLabel(/Keterangan yang diminta/).fill(LETTER.flags.join(', '));
    await page.getByRole('button', { name: 'Mulai pemadanan' }).click();
    await page.getByText('menunggu keterangan').waitFor({ timeout: 60_000 });
    expect(await accessibilityViolations(page)).toEqual([]);
    const run = page.url().split('/').at(-1)!;
    await answerRun({ holder } as Agencies, run);
    await page.reload();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Unduh hasil' }).click(),
    ]);
    const result = file('result.ndjson', readFileSync((await download.path())!));
    await picture(page, `${runtime}-run`);
    await page.getByRole('link', { name: 'Kembalikan ke berkas Anda' }).click();
    await page.getByLabel(/Berkas yang disandikan/).setInputFiles(join(folder, 'turned.csv'));
    await page.getByLabel(/Peta urutan/).setInputFiles(file('order.ndjson', orderMap));
    await page.getByLabel(/^Hasil/).setInputFiles(result);
    await page.getByLabel(/Berkas identitas/).setInputFiles(join(folder, 'identity.json'));
    await page.getByRole('button', { name: 'Gabungkan' }).click();
    await page.getByText('Selesai.').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    const rows = await rowsOf(await saved(page, /^Berkas gabungan/));
    const sent = await rowsOf(readFileSync(join(folder, 'turned.csv')));
    expect(rows.map((row) => row.slice(0, sent[0]!.length))).toEqual(sent);
    const status = rows[0]!.indexOf('status_padan');
    expect(rows.slice(1).filter((row) => row[status] === 'linked').length).toBeGreaterThan(30);
    await picture(page, `${runtime}-join`);
  }, 180_000);

  it('reads the exposure of the file, the calendar and the hand-overs', async () => {
    const [submission] = await officer.json('GET', `/projects/${PROJECT}/submissions`);
    for (const [path, heading] of [
      [`/console/submissions/${submission.id}`, 'Berkas sandi'],
      ['/console/calendar', 'Jadwal perjanjian'],
      ['/console/hand-overs', 'Serah terima'],
    ] as const) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await picture(page, `${runtime}${path.slice(8).replaceAll('/', '-').replace(submission.id, '')}`);
    }
  });

  it('lets the privacy officer see at a glance how exposed each file is', async () => {
    const judge = await new Api(service.url).person(service.url, 'kp2mi', 'privacy-officer');
    const context = await browser.newContext({ baseURL: service.url });
    const [other] = await watchedPage(context, service.url);
    await other.goto(`/console/projects/${PROJECT}`);
    await other.getByLabel('Kunci API').fill(judge.key);
    await other.getByRole('button', { name: 'Masuk' }).click();
    await other.getByRole('columnheader', { name: 'Keterpaparan' }).waitFor();
    expect(await other.getByText('kuning', { exact: true }).count()).toBe(2);
    expect(await accessibilityViolations(other)).toEqual([]);
    await context.close();
  });

  it('reads the same from a workbook', async () => {
    await page.goto('/console/encoder');
    const rows = await rowsOf(csv);
    const workbook = await writeXlsx({ sheets: [{ name: 'Data', rows }] });
    await fill(page, file('data.xlsx', workbook));
    await start(page);
    await page.getByRole('heading', { name: 'Berkas sandi siap' }).waitFor();
    const [encoded, order] = [await saved(page, /^Berkas sandi/), await saved(page, /^Peta urutan/)];
    expect(await unshuffled(encoded, order)).toEqual(await expected());
  });

  it('does the same from a file on disk that can reach no network', async () => {
    const name = 'padan-encoder-id.html';
    const response = await fetch(`${service.url}/console/offline/${name}`);
    const offline = file(name, new Uint8Array(await response.arrayBuffer()));
    const context = await browser.newContext({ acceptDownloads: true });
    const other = await context.newPage();
    const reached: string[] = [];
    other.on('request', (request) => {
      if (/^https?:/.test(request.url())) reached.push(request.url());
    });
    await other.goto(`file://${offline}`);
    await fill(other, file('plain.csv', csv));
    await start(other);
    await other.getByRole('heading', { name: 'Berkas sandi siap' }).waitFor();
    const [encoded, order] = [await saved(other, /^Berkas sandi/), await saved(other, /^Peta urutan/)];
    expect(await unshuffled(encoded, order)).toEqual(await expected());
    const blocked = await other.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'blocked',
        ),
      service.url,
    );
    expect([blocked, reached]).toEqual(['blocked', []]);
    await context.close();
  });

  it('gives no person away: no canary in any request, log, page, storage or address, and the key nowhere', async () => {
    const storage = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    const seen = [...watch.requests, service.output(), storage, page.url(), await page.content()].join('\n');
    const canaries = canaryStrings(CANARIES);
    expect(
      canaries.filter((canary) => new TextDecoder().decode(csv).includes(canary)).length,
    ).toBeGreaterThan(0);
    for (const canary of canaries) expect(seen).not.toContain(canary);
    for (const secret of [Buffer.from(KEY).toString('base64'), OPERATOR_KEY])
      expect(seen).not.toContain(secret);
    expect(watch.problems).toEqual([]);
  });
});
