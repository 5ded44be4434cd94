/** The local encoder's form: one text for the console's page and for the file that is opened from disk. */
import { html } from 'hono/html';
import type { Language } from '../../problems.ts';
import { linkageSchemas } from '../client/encoder/schemas.ts';
import type { Html } from '../page.ts';

export const ENCODER_WORDS = {
  title: { id: 'Penyandi lokal', en: 'Local encoder' },
  intro: {
    id: 'Berkas Anda disandikan di komputer ini. Berkas asal dan kunci tidak dikirim ke mana pun; yang boleh keluar hanyalah berkas sandi dan manifesnya.',
    en: 'Your file is encoded on this computer. The original file and the key are sent nowhere; only the encoded file and its manifest may leave.',
  },
  keys: { id: '1. Kunci', en: '1. Keys' },
  keyFile: { id: 'Berkas kunci proyek (project-key.json)', en: 'Project key file (project-key.json)' },
  identityFile: {
    id: 'Berkas identitas instansi (identity.json)',
    en: 'Identity file of the agency (identity.json)',
  },
  custodian: { id: 'Instansi Anda', en: 'Your agency' },
  recipient: {
    id: 'Penerima isian (age1…), bila skema memuat isian',
    en: 'Recipient of the payload (age1…), where the schema has one',
  },
  data: { id: '2. Data', en: '2. Data' },
  schema: { id: 'Skema penautan', en: 'Linkage schema' },
  file: {
    id: 'Berkas data: CSV, XLSX atau Parquet (boleh diseret ke sini)',
    en: 'Data file: CSV, XLSX or Parquet (may be dropped here)',
  },
  mapping: { id: 'Kolom', en: 'Columns' },
  mappingHint: {
    id: 'Kolom dikenali dari namanya. Perbaiki yang salah; semua kolom skema harus terisi.',
    en: 'Columns are recognised by their names. Correct what is wrong; every column of the schema needs one.',
  },
  trim: { id: 'Buang spasi di tepi sel', en: 'Strip spaces around cells' },
  encode: { id: '3. Sandikan', en: '3. Encode' },
  start: { id: 'Periksa dan sandikan', en: 'Check and encode' },
  cancel: { id: 'Batalkan', en: 'Cancel' },
  needsScript: {
    id: 'Penyandi memerlukan JavaScript. Tanpa itu: “padan encode”.',
    en: 'The encoder needs JavaScript. Without it: “padan encode”.',
  },
} as const;

export interface EncoderSetting {
  readonly language: Language;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  /** Address of the worker; empty where it lies in the page. */
  readonly worker: string;
  /** Whether what was encoded can be submitted from this page. */
  readonly submit: boolean;
}

export function encoderForm({ language, parties, worker, submit }: EncoderSetting): Html {
  const say = (name: keyof typeof ENCODER_WORDS) => ENCODER_WORDS[name][language];
  const one = parties.length === 1;
  return html`<noscript><p class="note">${say('needsScript')}</p></noscript>
<form id="encoder" data-language="${language}" data-worker="${worker}" data-submit="${String(submit)}" hidden>
<fieldset><legend>${say('keys')}</legend><div class="stack">
<label for="key-file">${say('keyFile')}</label><input id="key-file" type="file" accept=".json" required>
<label for="identity-file">${say('identityFile')}</label><input id="identity-file" type="file" accept=".json" required>
<label for="custodian">${say('custodian')}</label>
<select id="custodian" required>${one ? '' : html`<option value=""></option>`}${parties.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
<label for="recipient">${say('recipient')}</label><input id="recipient" spellcheck="false" autocomplete="off">
</div></fieldset>
<fieldset><legend>${say('data')}</legend><div class="stack">
<label for="schema">${say('schema')}</label><select id="schema">${linkageSchemas().map(({ id }) => html`<option>${id}</option>`)}</select>
<label for="data-file">${say('file')}</label><input id="data-file" type="file" accept=".csv,.gz,.xlsx,.parquet" required>
<div><input id="trim" type="checkbox"> <label for="trim">${say('trim')}</label></div>
</div>
<div id="mapping" hidden><h3>${say('mapping')}</h3><p>${say('mappingHint')}</p><div id="mapping-table"></div></div></fieldset>
<fieldset><legend>${say('encode')}</legend>
<div class="row"><button id="start">${say('start')}</button> <button id="cancel" type="button" class="plain" hidden>${say('cancel')}</button></div>
<p id="status" role="status"></p><progress id="progress" hidden aria-label="${say('encode')}"></progress></fieldset>
</form>
<section id="problems" aria-live="polite"></section><section id="result" aria-live="polite"></section>`;
}
