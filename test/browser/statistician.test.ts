import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY, CHOICES, dictionary, MICRODATA } from '../e2e/tables-world.ts';
import { accessibilityViolations, startChromium, type Watch, watchedPage } from './chromium.ts';
import { Api } from './people.ts';
import { picture } from './pictures.ts';
import { type RunningService, startService } from './servers.ts';

describe.each(['node', 'workerd'] as const)('a statistician in Chromium, the service on %s', (runtime) => {
  let service: RunningService;
  let browser: Browser;
  let page: Page;
  let watch: Watch;
  let statistician: Api;
  let officer: Api;

  beforeAll(async () => {
    [service, browser] = await Promise.all([startService(runtime), startChromium()]);
    const operator = new Api(service.url);
    statistician = await operator.person(service.url, 'bps', 'statistician');
    officer = await operator.person(service.url, 'bps', 'privacy-officer');
    const { result: dataset } = await statistician.json('POST', '/datasets', { dictionary });
    await statistician.json('PUT', `/datasets/${dataset.id}/microdata`, MICRODATA);
    const context = await browser.newContext({ baseURL: service.url, acceptDownloads: true });
    [page, watch] = await watchedPage(context, service.url);
    await page.goto('/console/tables');
    await page.getByLabel('Kunci API').fill(statistician.key);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Katalog Lampiran 2' }).waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    service?.stop();
  });

  const accessible = async () => expect(await accessibilityViolations(page)).toEqual([]);

  it('finds a table by its number and by words', async () => {
    await accessible();
    await picture(page, `${runtime}-catalogue`);
    await page.getByRole('searchbox').fill('6');
    await page.getByRole('button', { name: 'Cari' }).click();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('searchbox').fill('pengangguran terbuka');
    await page.getByRole('button', { name: 'Cari' }).click();
    await page
      .getByRole('link', { name: /pengangguran terbuka/i })
      .first()
      .click();
    await page.getByText('Perkiraan kasar').waitFor();
    await accessible();
    await picture(page, `${runtime}-builder`);
  });

  it('is told what is allowed instead of a refused choice, and keeps what was filled in', async () => {
    await page.goto('/console/tables/06');
    await page.locator('#w-region').fill('99');
    await page.getByLabel('Tujuan').fill(CHOICES.purpose);
    await page.getByRole('button', { name: 'Minta tabel' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Tujuan').inputValue()).toBe(CHOICES.purpose);
    await accessible();
    await picture(page, `${runtime}-builder-refused`);
    watch.problems.length = 0; // the browser notes the refusal
  });

  it('asks, waits, and reads the release once the privacy officer approved it', async () => {
    await page.locator('#w-region').fill(CHOICES.where[0]!.in.join(', '));
    await page.getByRole('button', { name: 'Minta tabel' }).click();
    await page.getByRole('link', { name: 'Buka rilisnya' }).waitFor({ timeout: 60_000 });
    await accessible();
    await page.getByRole('link', { name: 'Buka rilisnya' }).click();
    await page.getByText('menunggu keputusan', { exact: true }).waitFor();
    expect(await page.locator('main table').count()).toBe(0);
    const id = page.url().split('/').at(-1)!;
    const { version, contentSha256 } = await officer.json('GET', `/releases/${id}`);
    await officer.json('POST', `/releases/${id}/reviews`, { decision: 'approve', version, contentSha256 });
    await page.reload();
    await page.locator('td.hidden').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('td.hidden a').count()).toBe(0);
    const drawn = await page
      .locator('figure img')
      .evaluateAll((all) =>
        all.map((each) => (each as HTMLImageElement).complete && (each as HTMLImageElement).naturalWidth > 0),
      );
    await page.getByText('Data sintetis: bukan hasil survei').waitFor();
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn).not.toContain(false);
    await page.getByLabel('Urutkan menurut').selectOption({ label: 'Laki-laki' });
    await page.getByRole('button', { name: 'Tampilkan' }).click();
    const men = await page
      .locator('main table')
      .first()
      .locator('tbody tr td:nth-child(3)')
      .allTextContents();
    const shown = men
      .map((text) => Number.parseFloat(text.replace(',', '.')))
      .filter((each) => !Number.isNaN(each));
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    await accessible();
    await picture(page, `${runtime}-release-statistician`);
  });

  it('has the file on disk, without what is hidden', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'table.csv', exact: true }).click(),
    ]);
    const text = readFileSync((await download.path())!, 'utf8');
    expect(text).toContain('status');
    const id = /rls_[a-z]+/.exec(page.url())![0];
    expect(text).toBe(await (await statistician.send('GET', `/releases/${id}/outputs/table.csv`)).text());
  });

  it('gives nobody of the microdata away, and breaks no policy', async () => {
    const seen = [...watch.requests, service.output(), page.url(), await page.content()].join('\n');
    expect(MICRODATA).toContain(CANARY);
    expect(seen).not.toContain(CANARY);
    expect(watch.problems).toEqual([]);
  });
});
