import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/console/routes.ts';
import { CHOICES, dictionary, MICRODATA } from '../e2e/tables-world.ts';
import { accessibilityViolations, startChromium, watchedPage } from './chromium.ts';
import { Api, until } from './people.ts';
import { picture } from './pictures.ts';
import { type RunningService, startService } from './servers.ts';

const WIDTHS = [360, 1280];
/** Compressed script of a page that is not the encoder. */
const MOST_SCRIPT = 100_000;

/** Run in the page: what makes it wider than the window, but for what scrolls by itself. */
function tooWide(): string[] {
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  const wide = [...document.querySelectorAll('main *, header *, footer *')].filter(
    (each) =>
      each.getBoundingClientRect().right > window.innerWidth &&
      each.parentElement?.closest('.scroll') === null,
  );
  return wide.map((each) => each.outerHTML.slice(0, 120));
}

describe('every page of the console', () => {
  let service: RunningService;
  let browser: Browser;
  const keys = new Map<string, string>();
  const found = new Map<string, string>();

  beforeAll(async () => {
    [service, browser] = await Promise.all([startService('node'), startChromium()]);
    const operator = new Api(service.url);
    keys.set('operator', operator.key);
    const people = { agency: 'kp2mi', statistician: 'bps', 'privacy-officer': 'bps' };
    const apis = new Map<string, Api>();
    for (const [role, party] of Object.entries(people)) {
      const api = await operator.person(service.url, party, role);
      apis.set(role, api);
      keys.set(role, api.key);
    }
    const statistician = apis.get('statistician')!;
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
    found.set('/console/releases/:id', built.release).set('/console/requests/:id', result.id);
    found.set('/console/tables/:id', '06').set('/console/datasets/:id', dataset.id);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    service?.stop();
  });

  const signedIn = async (role: string, language: 'id' | 'en', width: number): Promise<[Page, string[]]> => {
    const context = await browser.newContext({ baseURL: service.url, viewport: { width, height: 800 } });
    const [page, { problems }] = await watchedPage(context, service.url);
    await page.goto('/console/sign-in');
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
    await page.locator('#key').fill(keys.get(role)!);
    await page.locator('main form button').click();
    await page.waitForURL('**/console');
    return [page, problems];
  };

  const paths = ROUTES.filter(({ method, path }) => method === 'GET' && !path.endsWith('/export')).flatMap(
    ({ path }) => {
      if (!path.includes(':')) return [path];
      return found.has(path) ? [path.replace(':id', found.get(path)!)] : [];
    },
  );

  for (const role of ['agency', 'statistician', 'privacy-officer', 'operator'])
    for (const language of ['id', 'en'] as const)
      it(`can be read by ${role} in ${language}, on a telephone and on a desk`, async () => {
        const wrong: string[] = [];
        for (const width of WIDTHS) {
          const [page, problems] = await signedIn(role, language, width);
          const all = [...paths, ...[...found].map(([path, id]) => path.replace(':id', id))];
          for (const path of new Set(all)) {
            const response = await page.goto(path);
            if (response!.status() >= 400) continue; // not for this role: the page of the refusal was read
            for (const each of await page.evaluate(tooWide))
              wrong.push(`${path} (${width}) is too wide: ${each}`);
            for (const each of await accessibilityViolations(page)) wrong.push(`${path} (${width}): ${each}`);
            if ((await page.locator('html').getAttribute('lang')) !== language)
              wrong.push(`${path}: language`);
            await picture(page, `all-${role}-${language}-${width}${path.slice(8).replaceAll('/', '-')}`);
          }
          // A page that is not for this role answers 403 or 404, and the browser notes it.
          wrong.push(...problems.filter((each) => !/status of 40[34]/.test(each)));
          await page.context().close();
        }
        expect(wrong).toEqual([]);
      }, 300_000);

  it('needs little script before it is seen, the encoder aside', async () => {
    const [page] = await signedIn('privacy-officer', 'id', 1280);
    for (const path of ['/console', '/console/releases', '/console/audit-log', '/console/verify']) {
      await page.goto(path);
      const scripts = await page
        .locator('script[src]')
        .evaluateAll((all) => all.map((each) => (each as HTMLScriptElement).src));
      const sizes = await Promise.all(
        scripts.map(async (src) => gzipSync(Buffer.from(await (await fetch(src)).arrayBuffer())).length),
      );
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_SCRIPT);
    }
  });
});
