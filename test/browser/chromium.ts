/** A real Chromium from the npm registry, and what every page of the console is held to while one drives it. */

import chromium from '@sparticuz/chromium';
import AxeSource from 'axe-core';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

export async function startChromium(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // Not the package's own list: it turns web security off and runs everything in one process.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    headless: true,
  });
}

/** What pages did that none of ours may: load from elsewhere, break the policy, throw. */
export interface Watch {
  readonly problems: string[];
  /** Address and body of every request. */
  readonly requests: string[];
}

/** A page of this browser that is watched. */
export async function watchedPage(context: BrowserContext, origin: string): Promise<[Page, Watch]> {
  const page = await context.newPage();
  const watch: Watch = { problems: [], requests: [] };
  page.on('request', (request) => {
    watch.requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`);
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      watch.problems.push(`loads from elsewhere: ${request.url()}`);
  });
  page.on('pageerror', (error) => watch.problems.push(`throws: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') watch.problems.push(`console: ${message.text()}`);
  });
  return [page, watch];
}

/** Violations of WCAG 2.2 AA that axe finds on the page, as `rule: element`. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // The page's policy forbids a script element; evaluation by the debugger is not the page's.
  await page.evaluate(AxeSource.source);
  const found = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe defines itself on the window of the page
    const { axe } = globalThis as any;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    return axe.run(document, { runOnly: { type: 'tag', values: tags } });
  });
  type Violation = { id: string; nodes: { html: string }[] };
  return (found.violations as Violation[]).flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html}`),
  );
}
