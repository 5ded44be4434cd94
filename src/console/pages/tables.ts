/** The catalogue of Lampiran 2, by number and by words. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { dataTable } from '../components/data-table.ts';
import type { PageBody, SignedIn, Words } from '../page.ts';

const WORDS = {
  title: { id: 'Katalog Lampiran 2', en: 'Catalogue of Lampiran 2' },
  search: { id: 'Cari menurut nomor atau kata', en: 'Search by number or words' },
  button: { id: 'Cari', en: 'Search' },
  number: { id: 'Nomor', en: 'Number' },
  table: { id: 'Tabel', en: 'Table' },
  wording: { id: 'Bunyi perjanjian', en: 'Wording of the agreement' },
  none: { id: 'Tidak ada tabel yang cocok.', en: 'No table matches.' },
} as const;

export interface TableDocument {
  readonly id: string;
  readonly wording: { readonly id: string };
  readonly title: Words;
}

export async function tablesPage({ api, language }: SignedIn, c: Context): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const search = (c.req.query('q') ?? '').trim();
  const tables = (await api.get<TableDocument[]>('/tables')).filter((each) => matches(each, search));
  const columns = (['number', 'table', 'wording'] as const).map((name) => ({ name: say(name) }));
  const rows = tables.map(({ id, title, wording }) => [
    id,
    html`<a href="/console/tables/${id}">${title[language]}</a>`,
    html`<span lang="id">${wording.id}</span>`,
  ]);
  return {
    title: WORDS.title,
    body: html`<form method="get" class="row" role="search"><div class="stack"><label for="q">${say('search')}</label>
<input id="q" name="q" type="search" value="${search}"></div><button class="plain">${say('button')}</button></form>
${rows.length === 0 ? html`<p class="note">${say('none')}</p>` : dataTable(say('title'), columns, rows)}`,
  };
}

/** By its number, with or without the zero before it, or by all the words. */
function matches({ id, title, wording }: TableDocument, search: string): boolean {
  if (/^\d+$/.test(search)) return Number(id) === Number(search);
  const text = `${title.id} ${title.en} ${wording.id}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
