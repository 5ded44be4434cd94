/** One release: the table as it is or will be published, its files, and for its privacy officer what is behind it. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import type { ReportDocument } from '../../disclosure/report/document.ts';
import { releasedView } from '../../exchange/released/view.ts';
import { cellName } from '../components/cell-name.ts';
import { factsList } from '../components/facts.ts';
import { AUDIT_OUTCOMES, badge, RELEASE_STATES } from '../components/states.ts';
import { acrossPosition, ONLY, tableNotes, tableView } from '../components/table-view.ts';
import { formatBytes, formatTime } from '../format.ts';
import type { Html, PageBody, SignedIn, Words } from '../page.ts';
import type { ReleaseDocument } from './release-document.ts';
import { decisionForm, withdrawalForm } from './release-forms.ts';
import { reportSections } from './release-report.ts';

const WORDS = {
  state: { id: 'Keadaan', en: 'State' },
  audit: { id: 'Audit penyusup', en: 'Intruder audit' },
  checked: { id: 'Diperiksa', en: 'Checked' },
  with: { id: 'Diaudit bersama rilis', en: 'Audited with releases' },
  source: { id: 'Sumber', en: 'Source' },
  reason: { id: 'Alasan', en: 'Reason' },
  content: { id: 'SHA-256 dari yang keluar', en: 'SHA-256 of what leaves' },
  address: { id: 'Alamat tetap', en: 'Permanent address' },
  table: { id: 'Tabel', en: 'Table' },
  across: { id: 'Kolom', en: 'Columns' },
  sort: { id: 'Urutkan menurut', en: 'Sort by' },
  ownOrder: { id: 'urutan tabel', en: 'order of the table' },
  show: { id: 'Tampilkan', en: 'Show' },
  pictures: { id: 'Gambar', en: 'Pictures' },
  figures: { id: 'Angkanya ada dalam tabel di atas.', en: 'Its figures are in the table above.' },
  files: { id: 'Berkas', en: 'Files' },
  file: { id: 'Berkas', en: 'File' },
  size: { id: 'Ukuran', en: 'Size' },
  internal: { id: 'hanya petugas privasi', en: 'privacy officer only' },
  noTable: {
    id: 'Tabel ini belum dapat Anda baca: menunggu keputusan petugas privasi.',
    en: 'You cannot read this table yet: it awaits the decision of the privacy officer.',
  },
} as const;

export async function releasePage(asked: SignedIn, c: Context): Promise<PageBody> {
  const { api, language, service } = asked;
  const release = await api.get<ReleaseDocument>(`/releases/${encodeURIComponent(c.req.param('id') ?? '')}`);
  const readable = (name: string) => release.outputs.some((output) => output.name === name);
  const output = <T>(name: string): Promise<T> => api.get<T>(`/releases/${release.id}/outputs/${name}`);
  const table = readable('table.json') ? await output<PublicTableJson>('table.json') : null;
  const report = readable('report.json') ? await output<ReportDocument>('report.json') : null;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const address = `${service.config.baseUrl}/console/releases/${release.id}`;
  return {
    title: release.title,
    body: html`${factsList([
      [say('state'), badge(RELEASE_STATES, release.state, language)],
      [say('reason'), release.reason],
      [say('audit'), badge(AUDIT_OUTCOMES, release.audit.outcome, language)],
      [say('checked'), formatTime(release.audit.checkedAt, language)],
      [say('with'), release.audit.with.length === 0 ? null : links(release.audit.with)],
      [say('source'), release.citation[language]],
      [say('content'), html`<span class="hash">${release.contentSha256}</span>`],
      [say('address'), html`<a href="/console/releases/${release.id}">${address}</a>`],
    ])}
<h2>${say('table')}</h2>
${table === null ? html`<p class="note">${say('noTable')}</p>` : shownTable(asked, c, release, table, report)}
${pictures(asked, release)}
${report === null ? '' : reportSections(report, table!, language, c.req.query('cell'))}
${decisionForm(asked, release)}${withdrawalForm(asked, release)}
${files(asked, release)}`,
  };
}

function shownTable(
  { language }: SignedIn,
  c: Context,
  { id }: ReleaseDocument,
  table: PublicTableJson,
  report: ReportDocument | null,
): Html {
  const view = releasedView(table);
  const across = c.req.query('across');
  const shown = acrossPosition(view.dimensions, across);
  const sort = c.req.query('sort') || undefined;
  const kept = new URLSearchParams({ ...(across ? { across } : {}), ...(sort ? { sort } : {}) });
  const columns =
    shown < 0 ? [{ code: ONLY, label: view.measures[0]!.label }] : view.dimensions[shown]!.codes;
  const query = `${kept}${kept.size === 0 ? '' : '&'}`;
  const linkOf = (codes: Readonly<Record<string, string>>) =>
    report === null
      ? null
      : `/console/releases/${id}?${query}cell=${encodeURIComponent(cellName(codes))}#cell`;
  return html`<form method="get" class="row"><div class="stack"><label for="across">${WORDS.across[language]}</label>
<select id="across" name="across">${view.dimensions.map(
    ({ name, label }, i) =>
      html`<option value="${name}"${i === shown ? html` selected` : ''}>${label[language]}</option>`,
  )}</select></div><div class="stack"><label for="sort">${WORDS.sort[language]}</label>
<select id="sort" name="sort"><option value="">${WORDS.ownOrder[language]}</option>${columns.map(
    ({ code, label }) =>
      html`<option value="${code}"${code === sort ? html` selected` : ''}>${label[language]}</option>`,
  )}</select></div><button class="plain">${WORDS.show[language]}</button></form>
${tableView(view, language, { across, sort, linkOf })}${tableNotes(view, language)}`;
}

/** Pictures by the names of their kinds, as they stand in file names. */
const PICTURES: Readonly<Record<string, Words>> = {
  bar: { id: 'Diagram batang', en: 'Bar chart' },
  line: { id: 'Diagram garis', en: 'Line chart' },
  pyramid: { id: 'Piramida penduduk', en: 'Population pyramid' },
  map: { id: 'Peta petak provinsi', en: 'Tile map of provinces' },
};

function pictures({ language }: SignedIn, { id, title, outputs }: ReleaseDocument): Html {
  const shown = outputs.filter(({ name }) => name.endsWith(`.${language}.svg`));
  if (shown.length === 0) return html``;
  return html`<h2>${WORDS.pictures[language]}</h2>${shown.map(({ name }) => {
    const kind = PICTURES[name.split('.')[0]!]?.[language] ?? name;
    return html`<figure><img src="/console/api/releases/${id}/outputs/${name}" alt="${kind}: ${title[language]}. ${WORDS.figures[language]}"><figcaption>${kind}</figcaption></figure>`;
  })}`;
}

function links(ids: readonly string[]): Html {
  return html`${ids.map((id, i) => html`${i > 0 ? ', ' : ''}<a href="/console/releases/${id}">${id}</a>`)}`;
}

function files({ language }: SignedIn, { id, outputs }: ReleaseDocument): Html {
  if (outputs.length === 0) return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  return html`<h2>${say('files')}</h2><div class="scroll" role="region" tabindex="0" aria-label="${say('files')}"><table>
<thead><tr><th scope="col">${say('file')}</th><th scope="col" class="n">${say('size')}</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${outputs.map(
    ({ name, bytes, sha256, audience }) => html`<tr>
<th scope="row"><a href="/console/api/releases/${id}/outputs/${name}" download>${name}</a>${audience === 'officer' ? html` <span class="badge warn">${say('internal')}</span>` : ''}</th>
<td class="n">${formatBytes(bytes, language)}</td><td class="hash">${sha256}</td></tr>`,
  )}</tbody></table></div>`;
}
