import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHOICES, dictionary, MICRODATA } from '../e2e/tables-world.ts';
import { accessibilityViolations, startChromium, type Watch, watchedPage } from './chromium.ts';
import { Api, until } from './people.ts';
import { picture } from './pictures.ts';
import { type RunningService, startService } from './servers.ts';

describe.each(['node', 'workerd'] as const)('a privacy officer in Chromium, the service on %s', (runtime) => {
  let service: RunningService;
  let browser: Browser;
  let page: Page;
  let watch: Watch;
  let officer: Api;
  let release: string;

  beforeAll(async () => {
    [service, browser] = await Promise.all([startService(runtime), startChromium()]);
    const operator = new Api(service.url);
    const statistician = await operator.person(service.url, 'bps', 'statistician');
    officer = await operator.person(service.url, 'bps', 'privacy-officer');
    const { result: dataset } = await statistician.json('POST', '/datasets', { dictionary });
    await statistician.json('PUT', `/datasets/${dataset.id}/microdata`, MICRODATA);
    const { result } = await statistician.json('POST', '/table-requests', {
      ...CHOICES,
      dataset: dataset.id,
    });
    const built = await until(
      () => statistician.json('GET', `/table-requests/${result.id}`),
      ({ state }) => state !== 'building',
    );
    release = built.release;
    const context = await browser.newContext({ baseURL: service.url, locale: 'id-ID' });
    [page, watch] = await watchedPage(context, service.url);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    service?.stop();
  });

  const accessible = async () => expect(await accessibilityViolations(page)).toEqual([]);

  it('signs in with a key, and is told kindly when it is wrong', async () => {
    await page.goto('/console');
    await page.getByLabel('Kunci API').fill(`padan_key_${'x'.repeat(10)}_${'x'.repeat(43)}`);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('alert').waitFor();
    await accessible();
    await picture(page, `${runtime}-sign-in-refused`);
    await page.getByLabel('Kunci API').fill(officer.key);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pekerjaan Anda' }).waitFor();
    await accessible();
    watch.problems.length = 0; // the refusal of the wrong key is an answer of 401, which the browser notes
  });

  it('finds the release on top of the queue, sees the table and what is behind one hidden cell', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Antrean rilis' }).click();
    await page.getByRole('heading', { level: 1, name: 'Antrean keputusan' }).waitFor();
    await accessible();
    await picture(page, `${runtime}-queue`);
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByText('menunggu keputusan').waitFor();
    await accessible();
    await picture(page, `${runtime}-release`);
    const hidden = page.locator('td.hidden a').first();
    await hidden.click();
    await page.locator('#cell').getByText('Mengapa disembunyikan').waitFor();
    await accessible();
    await picture(page, `${runtime}-release-cell`);
  });

  it('reads the same in English at a click', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 2, name: 'Behind this table' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  });

  it('verifies the certificate in the page, and finds an altered table out', async () => {
    const read = async (name: string) =>
      (await officer.send('GET', `/releases/${release}/outputs/${name}`)).text();
    const [table, certificate] = [await read('public.csv'), await read('certificate.json')];
    await page.goto('/console/verify');
    await accessible();
    const choose = async (text: string) => {
      await page
        .getByLabel('Tabel (public.csv)')
        .setInputFiles({ name: 'public.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByLabel('Sertifikat (certificate.json)').setInputFiles({
        name: 'certificate.json',
        mimeType: 'application/json',
        buffer: Buffer.from(certificate),
      });
      const before = watch.requests.length;
      await page.getByRole('button', { name: 'Periksa' }).click();
      await page.locator('#verdict.good, #verdict.error').waitFor();
      expect(watch.requests.slice(before)).toEqual([]);
      return page.locator('#verdict').textContent();
    };
    expect(await choose(table)).toBe('Sertifikat berlaku untuk berkas ini.');
    expect(await choose(table.replace(/,(\d+),safe/, (_, value) => `,${Number(value) + 1},safe`))).toContain(
      'TIDAK',
    );
    await picture(page, `${runtime}-verify`);
  });

  it('approves, and finds it in the log, whose chain the browser verifies', async () => {
    await page.goto(`/console/releases/${release}`);
    await page.getByRole('button', { name: 'Setujui' }).click();
    await page.getByText('disetujui', { exact: true }).waitFor();
    const receiptHead = (await officer.json('GET', '/audit-log/head')).head;
    await page.goto('/console/audit-log?q=release-approved');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await accessible();
    const verify = async (kept: unknown) => {
      await page.getByLabel(/Kepala log/).fill(kept === null ? '' : JSON.stringify(kept));
      await page.getByRole('button', { name: 'Periksa di peramban ini' }).click();
      await page.locator('#verdict.good, #verdict.error').waitFor();
      return page.locator('#verdict').textContent();
    };
    expect(await verify({ auditHead: receiptHead })).toContain('Rantai utuh');
    expect(await verify({ ...receiptHead, hash: `${receiptHead.hash.slice(1)}0` })).toContain('Tanda tangan');
    await picture(page, `${runtime}-audit-log`);
  });

  it('works by keyboard alone and without JavaScript', async () => {
    await page.goto('/console/releases');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    const plain = await browser.newContext({ baseURL: service.url, javaScriptEnabled: false });
    const other = await plain.newPage();
    await other.goto('/console/sign-in');
    await other.getByLabel('Kunci API').fill(officer.key);
    await other.getByRole('button', { name: 'Masuk' }).click();
    await other.goto(`/console/releases/${release}`);
    expect(await other.locator('td.hidden').count()).toBeGreaterThan(0);
    await plain.close();
  });

  it('never broke the policy, loaded from elsewhere or threw', () => {
    expect(watch.problems).toEqual([]);
  });
});
