/** The result put back on the officer's own file, in the browser: as many rows as were sent, in their order. */
import { html } from 'hono/html';
import { assetPath } from '../assets.ts';
import { linkageSchemas } from '../client/encoder/schemas.ts';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  title: { id: 'Kembalikan hasil ke berkas Anda', en: 'Put the result back on your file' },
  intro: {
    id: 'Penggabungan berlangsung di peramban ini: berkas asal, peta urutan dan identitas tidak dikirim ke mana pun. Hasilnya tepat sebanyak baris yang Anda kirim, menurut urutannya.',
    en: 'The join happens in this browser: original file, order map and identity are sent nowhere. What comes out has exactly as many rows as you sent, in their order.',
  },
  data: { id: 'Berkas yang disandikan (tidak berubah)', en: 'The file that was encoded (unchanged)' },
  schema: { id: 'Skema penautan', en: 'Linkage schema' },
  order: { id: 'Peta urutan (.order.ndjson)', en: 'Order map (.order.ndjson)' },
  result: { id: 'Hasil (.result.ndjson)', en: 'Result (.result.ndjson)' },
  identity: {
    id: 'Berkas identitas instansi, pembuka keterangan',
    en: 'Identity file of the agency, which opens the flags',
  },
  button: { id: 'Gabungkan', en: 'Join' },
  needsScript: {
    id: 'Menggabungkan di peramban memerlukan JavaScript. Tanpa itu: “padan join”.',
    en: 'Joining in the browser needs JavaScript. Without it: “padan join”.',
  },
} as const;

export function joinPage({ language }: SignedIn): PageBody {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const file = (id: 'data' | 'order' | 'result' | 'identity', accept: string, needed: boolean) =>
    html`<label for="${id}">${say(id)}</label><input id="${id}" type="file" accept="${accept}"${needed ? html` required` : ''}>`;
  return {
    title: WORDS.title,
    scripts: ['join'],
    body: html`<p>${say('intro')}</p><noscript><p class="note">${say('needsScript')}</p></noscript>
<form id="join" class="stack" data-language="${language}" data-worker="${assetPath('encoder-worker.js')}" hidden>
${file('data', '.csv,.gz,.xlsx,.parquet', true)}
<label for="schema">${say('schema')}</label><select id="schema">${linkageSchemas().map(({ id }) => html`<option>${id}</option>`)}</select>
${file('order', '.ndjson', true)}${file('result', '.ndjson,.json', true)}${file('identity', '.json', false)}
<button>${say('button')}</button><p id="status" role="status"></p></form><section id="problems" aria-live="polite"></section>`,
  };
}
