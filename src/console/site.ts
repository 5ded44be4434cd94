/**
 * The console: pages for people, over the API of the same service.
 *
 * A page is a function from a request to a `PageBody`; `routes.ts` lists them. Scripts of a page reach the API under
 * `/console/api`, signed in by the cookie and only from our own pages.
 */

import type { Context } from 'hono';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createApp } from '../api/app.ts';
import { whereThrown } from '../api/where-thrown.ts';
import { DomainError, type Language, problemEntry } from '../problems.ts';
import { authenticate } from '../usecases/authenticate.ts';
import type { Actor, Service } from '../usecases/service.ts';
import { findAsset } from './assets.ts';
import { pageHeaders } from './headers.ts';
import { layout } from './layout.ts';
import { offlineEncoder, offlineEncoderName } from './offline-encoder.ts';
import { ApiRefusal, OwnApi } from './own-api.ts';
import type { Frame, PageBody, SignedIn } from './page.ts';
import { problemPage } from './pages/problem.ts';
import { signInPage } from './pages/sign-in.ts';
import { ROUTES } from './routes.ts';
import { openSession, SESSION_COOKIE, SESSION_HOURS, sealSession } from './session.ts';

const LANGUAGE_COOKIE = 'padan-language';
const YEAR_SECONDS = 31_536_000;

/** API and console as one application. */
export function createSite(service: Service): { fetch(request: Request): Response | Promise<Response> } {
  const api = createApp(service);
  const site = new Hono();
  const ask = (request: Request) => api.fetch(request);

  site.get('/', (c) => (wantsPage(c) ? c.redirect('/console', 302) : ask(c.req.raw)));
  site.get('/console/assets/:digest/:name', (c) => {
    const asset = findAsset(c.req.param('digest'), c.req.param('name'));
    if (asset === undefined) return c.notFound();
    return c.body(asset.text, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });
  site.get('/console/offline/:name', async (c) => {
    const language = (['id', 'en'] as const).find((each) => offlineEncoderName(each) === c.req.param('name'));
    if (language === undefined) throw new DomainError('not-found');
    return c.body(await offlineEncoder(language), 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': `attachment; filename="${offlineEncoderName(language)}"`,
      'x-content-type-options': 'nosniff',
    });
  });
  site.post('/console/language', async (c) => {
    refuseForeign(c);
    const { language, back } = await c.req.parseBody();
    const chosen = language === 'en' ? 'en' : 'id';
    setCookie(c, LANGUAGE_COOKIE, chosen, { ...cookieRights(c), maxAge: YEAR_SECONDS });
    return c.redirect(ownPath(back), 303);
  });
  site.get('/console/sign-in', (c) => {
    const back = c.req.query('back');
    const frame = frameOf(c, service, null);
    return show(c, frame, signInPage(frame, ownPath(back), back === undefined ? 'new' : 'ended'));
  });
  site.post('/console/sign-in', (c) => signIn(c, service));
  site.post('/console/sign-out', (c) => {
    refuseForeign(c);
    deleteCookie(c, SESSION_COOKIE, { path: '/console' });
    return c.redirect('/console/sign-in', 303);
  });
  site.all('/console/api/*', async (c) => {
    if (c.req.method !== 'GET') refuseForeign(c);
    const session = await sessionOf(c, service);
    const key = session?.key ?? '';
    const { pathname, search } = new URL(c.req.url);
    const own = new OwnApi(ask, key, service.config.baseUrl, languageOf(c));
    return own.pass(c.req.raw, pathname.slice('/console/api'.length) + search);
  });
  for (const { method, path, page } of ROUTES)
    site.on(method, path, async (c) => {
      if (method === 'POST') refuseForeign(c);
      const session = await sessionOf(c, service);
      if (session === null) return c.redirect(`/console/sign-in?back=${encodeURIComponent(pathOf(c))}`, 303);
      const frame = frameOf(c, service, session.actor);
      const own = new OwnApi(ask, session.key, service.config.baseUrl, frame.language);
      const answer = await page({ ...frame, actor: session.actor, api: own } satisfies SignedIn, c);
      return answer instanceof Response ? answer : show(c, frame, answer);
    });
  site.notFound((c) => {
    if (!new URL(c.req.url).pathname.startsWith('/console')) return ask(c.req.raw);
    return refused(c, service, new DomainError('not-found'));
  });
  site.onError((error, c) => refused(c, service, error));
  return site;
}

async function signIn(c: Context, service: Service): Promise<Response> {
  refuseForeign(c);
  const { key, back } = await c.req.parseBody();
  const shown = typeof key === 'string' ? key.trim() : '';
  const frame = frameOf(c, service, null);
  try {
    await authenticate(service, shown);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'key-refused') throw error;
    return show(c, frame, signInPage(frame, ownPath(back), 'refused'));
  }
  const rights = { ...cookieRights(c), maxAge: SESSION_HOURS * 3600 };
  setCookie(c, SESSION_COOKIE, sealSession(service, shown), rights);
  return c.redirect(ownPath(back), 303);
}

async function sessionOf(c: Context, service: Service): Promise<{ actor: Actor; key: string } | null> {
  const key = openSession(service, getCookie(c, SESSION_COOKIE));
  if (key === null) return null;
  try {
    return { actor: await authenticate(service, key), key };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'key-refused') return null;
    throw error;
  }
}

/** No script reads them, no other site sends them, and they reach the console only. */
function cookieRights(c: Context) {
  const secure = new URL(c.req.url).protocol === 'https:';
  return { path: '/console', httpOnly: true, sameSite: 'Strict', secure } as const;
}

/** A form or script of another site may not act for whoever is signed in. @throws {DomainError} `not-found`. */
function refuseForeign(c: Context): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const own = site === undefined ? origin === new URL(c.req.url).origin : site === 'same-origin';
  if (!own) throw new DomainError('not-found');
}

function frameOf(c: Context, service: Service, actor: Actor | null): Frame {
  return { service, actor, language: languageOf(c), path: pathOf(c) };
}

/** Chosen at a click before; Indonesian for whoever chose nothing. */
function languageOf(c: Context): Language {
  return getCookie(c, LANGUAGE_COOKIE) === 'en' ? 'en' : 'id';
}

function pathOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return c.req.method === 'GET' ? pathname + search : '/console';
}

/** A path of the console, whatever a form says: nobody is sent to another site. */
function ownPath(given: unknown): string {
  return typeof given === 'string' && /^\/console(?:[/?][\w\-./?=&%,~]*)?$/.test(given) ? given : '/console';
}

function wantsPage(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('text/html');
}

function show(c: Context, frame: Frame, page: PageBody): Response | Promise<Response> {
  const headers = pageHeaders(page.wasm === undefined ? {} : { wasm: page.wasm });
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.html(layout(frame, page) as Promise<string>, (page.status ?? 200) as 200);
}

/** What went wrong, on a page; a fault is the API's `internal-error`, its place in the log and nowhere else. */
function refused(c: Context, service: Service, error: Error): Response | Promise<Response> {
  const frame = frameOf(c, service, null);
  if (error instanceof ApiRefusal)
    return show(c, frame, problemPage(frame, error.body.code, error.body.status));
  const known = error instanceof DomainError;
  if (!known) service.log({ level: 'error', event: 'fault', route: 'console', where: whereThrown(error) });
  const code = known ? error.code : 'internal-error';
  return show(c, frame, problemPage(frame, code, problemEntry(code).status));
}
