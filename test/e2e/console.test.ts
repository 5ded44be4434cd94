import { beforeAll, describe, expect, it } from 'vitest';
import { type Harness, OPERATOR_KEY, openHarness } from './harness.ts';

const OWN = { 'sec-fetch-site': 'same-origin' };

/** A form sent from our own page unless `headers` say otherwise. */
function form(fields: Record<string, string>, headers: Record<string, string> = OWN): RequestInit {
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  };
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('the console', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
  });

  const signIn = async () => cookieOf(await harness.fetch('/console/sign-in', form({ key: OPERATOR_KEY })));

  it('asks who comes to sign in, and brings them back to where they were', async () => {
    const asked = await harness.fetch('/console?x=1', { redirect: 'manual' });
    expect([asked.status, asked.headers.get('location')]).toEqual([
      303,
      '/console/sign-in?back=%2Fconsole%3Fx%3D1',
    ]);
    const signedIn = await harness.fetch(
      '/console/sign-in',
      form({ key: OPERATOR_KEY, back: '/console?x=1' }),
    );
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/console?x=1']);
    const home = await harness.fetch('/console', { headers: { cookie: cookieOf(signedIn) } });
    expect(home.status).toBe(200);
    expect(await home.text()).toContain('<html lang="id">');
  });

  it('sends nobody to another site', async () => {
    for (const back of ['https://evil.test/', '//evil.test', '/console//evil.test/../..\\x', 'console']) {
      const signedIn = await harness.fetch('/console/sign-in', form({ key: OPERATOR_KEY, back }));
      expect(new URL(signedIn.headers.get('location')!, 'http://padan.test').origin).toBe(
        'http://padan.test',
      );
    }
  });

  it('refuses a wrong key without repeating it, and keeps no session', async () => {
    const wrong = `padan_bootstrap_${'x'.repeat(43)}`;
    const refused = await harness.fetch('/console/sign-in', form({ key: wrong }));
    expect(refused.status).toBe(401);
    expect(refused.headers.get('set-cookie')).toBeNull();
    expect(await refused.text()).not.toContain(wrong);
  });

  it('keeps the key from scripts, from other sites and from its cookie text', async () => {
    const signedIn = await harness.fetch('/console/sign-in', form({ key: OPERATOR_KEY }));
    const cookie = signedIn.headers.get('set-cookie')!;
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toContain(OPERATOR_KEY);
  });

  it('takes no form of another site, signed in or not', async () => {
    const cookie = await signIn();
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }])
      for (const path of [
        '/console/sign-in',
        '/console/sign-out',
        '/console/language',
        '/console/api/people',
      ])
        expect((await harness.fetch(path, form({ key: OPERATOR_KEY }, { ...headers, cookie }))).status).toBe(
          404,
        );
  });

  it('ends a session after its hours, and takes no altered cookie', async () => {
    const cookie = await signIn();
    const status = async (shown: string) =>
      (await harness.fetch('/console', { headers: { cookie: shown }, redirect: 'manual' })).status;
    expect(await status(cookie)).toBe(200);
    const flipped = cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await status(flipped.replace(/=(.)/, (_, first: string) => `=${first === 'A' ? 'B' : 'A'}`))).toBe(
      303,
    );
    harness.clock.advance(8 * 3_600_000);
    expect(await status(cookie)).toBe(303);
  });

  it('passes what scripts of its pages ask to the API, as whoever is signed in', async () => {
    const cookie = await signIn();
    const people = await harness.fetch('/console/api/people', { headers: { cookie } });
    expect(people.status).toBe(200);
    expect((await harness.fetch('/console/api/people')).status).toBe(401);
  });

  it('speaks the other language at a click, and answers what is not there with a page', async () => {
    const english = cookieOf(
      await harness.fetch('/console/language', form({ language: 'en', back: '/console' })),
    );
    const missing = await harness.fetch('/console/nothing-here', { headers: { cookie: english } });
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('<html lang="en">');
  });

  it('lets a page load nothing from outside and run no script of its own text', async () => {
    const page = await harness.fetch('/console/sign-in');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    const text = await page.text();
    expect(text).not.toMatch(/\sstyle=|<style|<script(?! type="module" src="\/console\/assets\/)|\son\w+=/);
    for (const [, path] of text.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+)"/g))
      expect((await harness.fetch(path!)).status).toBe(200);
  });
});
