/** Requests for tables: the list, and one on its way to a release. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ProblemBody } from '../../problems.ts';
import { dataTable } from '../components/data-table.ts';
import { factsList } from '../components/facts.ts';
import { badge, REQUEST_STATES } from '../components/states.ts';
import { formatTime } from '../format.ts';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  title: { id: 'Permintaan tabel', en: 'Table requests' },
  one: { id: 'Permintaan tabel', en: 'Table request' },
  none: {
    id: 'Belum ada permintaan. Mulai dari katalog.',
    en: 'There is no request yet. Begin with the catalogue.',
  },
  catalogue: { id: 'Katalog', en: 'Catalogue' },
  request: { id: 'Permintaan', en: 'Request' },
  table: { id: 'Tabel', en: 'Table' },
  state: { id: 'Keadaan', en: 'State' },
  purpose: { id: 'Tujuan', en: 'Purpose' },
  when: { id: 'Diminta', en: 'Asked' },
  dimensions: { id: 'Dimensi', en: 'Dimensions' },
  release: { id: 'Buka rilisnya', en: 'Open its release' },
  building: {
    id: 'Tabel sedang dihitung, dilindungi dan diaudit. Halaman ini memuat ulang sendiri.',
    en: 'The table is being counted, protected and audited. This page reloads by itself.',
  },
} as const;

interface RequestDocument {
  readonly id: string;
  readonly table: string;
  readonly dimensions: readonly string[] | null;
  readonly where: readonly { readonly variable: string; readonly in: readonly string[] }[];
  readonly purpose: string;
  readonly state: string;
  readonly release: string | null;
  readonly problem: ProblemBody | null;
  readonly requestedAt: string;
}

const RELOAD_SECONDS = 3;

export async function requestsPage({ api, language }: SignedIn): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const requests = (await api.get<RequestDocument[]>('/table-requests')).toReversed();
  const columns = (['request', 'table', 'state', 'purpose', 'when'] as const).map((name) => ({
    name: say(name),
  }));
  const rows = requests.map((each) => [
    html`<a href="/console/requests/${each.id}">${each.id}</a>`,
    each.table,
    badge(REQUEST_STATES, each.state, language),
    each.purpose,
    formatTime(each.requestedAt, language),
  ]);
  return {
    title: WORDS.title,
    body:
      rows.length === 0
        ? html`<p class="note">${say('none')} <a href="/console/tables">${say('catalogue')}</a></p>`
        : dataTable(say('title'), columns, rows),
  };
}

export async function requestPage({ api, language }: SignedIn, c: Context): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const request = await api.get<RequestDocument>(
    `/table-requests/${encodeURIComponent(c.req.param('id') ?? '')}`,
  );
  if (request.state === 'building') c.header('refresh', String(RELOAD_SECONDS));
  return {
    title: WORDS.one,
    body: html`${request.problem ? html`<div class="error"><p><strong>${request.problem.title}</strong></p><p>${request.problem.detail}</p></div>` : ''}
${request.state === 'building' ? html`<p class="note" role="status">${say('building')}</p>` : ''}
${factsList([
  [say('state'), badge(REQUEST_STATES, request.state, language)],
  [say('table'), html`<a href="/console/tables/${request.table}">${request.table}</a>`],
  [say('dimensions'), request.dimensions?.join(', ') ?? null],
  [say('purpose'), request.purpose],
  [say('when'), formatTime(request.requestedAt, language)],
])}
${request.release === null ? '' : html`<p><a class="button" href="/console/releases/${request.release}">${say('release')}</a></p>`}`,
  };
}
