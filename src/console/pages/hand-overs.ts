/** Hand-overs, and the minutes (BAST) of one to read and print. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Bast } from '../../agreement/bast.ts';
import { dataTable } from '../components/data-table.ts';
import { factsList } from '../components/facts.ts';
import { formatBytes, formatDate, formatNumber, formatTime } from '../format.ts';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  title: { id: 'Serah terima', en: 'Hand-overs' },
  none: { id: 'Belum ada serah terima.', en: 'Nothing was handed over yet.' },
  number: { id: 'Nomor BAST', en: 'BAST number' },
  giver: { id: 'Yang menyerahkan', en: 'Giver' },
  receiver: { id: 'Yang menerima', en: 'Receiver' },
  when: { id: 'Waktu', en: 'Time' },
  bast: { id: 'Berita Acara Serah Terima', en: 'Minutes of hand-over (BAST)' },
  date: { id: 'Tanggal', en: 'Date' },
  basis: { id: 'Dasar', en: 'Legal basis' },
  letter: { id: 'Surat', en: 'Letter' },
  purpose: { id: 'Tujuan', en: 'Purpose' },
  dataset: { id: 'Data', en: 'Data' },
  period: { id: 'Periode', en: 'Period' },
  files: { id: 'Berkas', en: 'Files' },
  in: { id: 'Record masuk', en: 'Records in' },
  out: { id: 'Record keluar', en: 'Records out' },
  size: { id: 'Ukuran', en: 'Size' },
  keep: { id: 'Disimpan sampai', en: 'Kept until' },
  destroy: { id: 'Dimusnahkan paling lambat', en: 'Destroyed by' },
  statement: { id: 'Pernyataan', en: 'Statement' },
  head: { id: 'Kepala log audit', en: 'Head of the audit log' },
  signed: { id: 'Tanda tangan', en: 'Signature' },
} as const;

interface HandOverDocument {
  readonly id: string;
  readonly number: string;
  readonly giver: string;
  readonly receiver: string;
  readonly madeAt: string;
  readonly bastSha256: string;
  readonly bast: Bast;
}

export async function handOversPage({ api, language }: SignedIn): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const all = await api.get<HandOverDocument[]>('/hand-overs');
  const columns = (['number', 'giver', 'receiver', 'when'] as const).map((name) => ({ name: say(name) }));
  const rows = all.map((each) => [
    html`<a href="/console/hand-overs/${each.id}">${each.number}</a>`,
    each.giver.toUpperCase(),
    each.receiver.toUpperCase(),
    formatTime(each.madeAt, language),
  ]);
  return {
    title: WORDS.title,
    body:
      rows.length === 0 ? html`<p class="note">${say('none')}</p>` : dataTable(say('title'), columns, rows),
  };
}

export async function handOverPage({ api, language }: SignedIn, c: Context): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const { bast, bastSha256 } = await api.get<HandOverDocument>(
    `/hand-overs/${encodeURIComponent(c.req.param('id') ?? '')}`,
  );
  const count = (value: number | null) => (value === null ? '—' : formatNumber(value, language));
  const columns = [
    { name: say('files') },
    { name: say('in'), number: true },
    { name: say('out'), number: true },
    { name: say('size'), number: true },
    { name: 'SHA-256' },
  ];
  const files = bast.files.map((file) => [
    file.name,
    count(file.rowsIn),
    count(file.rowsOut),
    formatBytes(file.bytes, language),
    html`<span class="hash">${file.sha256}</span>`,
  ]);
  return {
    title: WORDS.bast,
    body: html`${factsList([
      [say('number'), bast.number],
      [say('date'), `${bast.place ? `${bast.place}, ` : ''}${formatDate(bast.date, language)}`],
      [say('giver'), `${bast.giver.name[language]} (${bast.giver.role})`],
      [say('receiver'), `${bast.receiver.name[language]} (${bast.receiver.role})`],
      [say('letter'), bast.letterNumber],
      [say('purpose'), bast.purpose],
      [say('dataset'), bast.dataset],
      [say('period'), `${formatDate(bast.period.from, language)} – ${formatDate(bast.period.to, language)}`],
      [say('keep'), formatDate(bast.retention.keepUntil, language)],
      [say('destroy'), formatDate(bast.retention.destroyBy, language)],
    ])}
<h2>${say('basis')}</h2><ol>${bast.legalBasis.map((line) => html`<li>${line}</li>`)}</ol>
<h2>${say('files')}</h2>${dataTable(say('files'), columns, files)}
<h2>${say('statement')}</h2><p>${bast.statement[language]}</p>
<p>${say('head')}: <span class="hash">${bast.auditHead.seq} ${bast.auditHead.hash}</span></p><p>SHA-256: <span class="hash">${bastSha256}</span></p>
<div class="signatures">${bast.signatures.map(
      (each) =>
        html`<div><p>${say(each.side)}<br>${each.function}</p><p class="sign">${each.name === '' ? '…………………………' : each.name}</p></div>`,
    )}</div>`,
  };
}
