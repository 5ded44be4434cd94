/** A certificate checked in the reader's own browser: nothing is sent anywhere. */
import { html } from 'hono/html';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  title: { id: 'Periksa sertifikat', en: 'Verify a certificate' },
  intro: {
    id: 'Pilih berkas tabel (public.csv) dan sertifikatnya (certificate.json). Pemeriksaan berlangsung di peramban Anda; berkas tidak dikirim ke mana pun.',
    en: 'Choose the file of the table (public.csv) and its certificate (certificate.json). It is checked in your browser; no file is sent anywhere.',
  },
  shows: {
    id: 'Sertifikat yang berlaku menunjukkan tabel-tabel yang semuanya cocok dengan yang diterbitkan, sehingga tidak seorang pun dapat menghitung isi sel tersembunyi darinya.',
    en: 'A certificate that holds shows tables that all agree with what is published, so that nobody can compute a hidden cell from it.',
  },
  table: { id: 'Tabel (public.csv)', en: 'Table (public.csv)' },
  certificate: { id: 'Sertifikat (certificate.json)', en: 'Certificate (certificate.json)' },
  drop: { id: 'atau seret kedua berkas ke sini', en: 'or drop both files here' },
  button: { id: 'Periksa', en: 'Verify' },
  needsScript: {
    id: 'Memeriksa di peramban memerlukan JavaScript. Tanpa itu: “padan verify public.csv certificate.json”.',
    en: 'Verifying in the browser needs JavaScript. Without it: “padan verify public.csv certificate.json”.',
  },
} as const;

export function verifyPage({ language }: SignedIn): PageBody {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  return {
    title: WORDS.title,
    scripts: ['verify'],
    body: html`<p>${say('intro')}</p><p>${say('shows')}</p>
<noscript><p class="note">${say('needsScript')}</p></noscript>
<form id="verify" class="stack drop" data-language="${language}" hidden>
<label for="table">${say('table')}</label><input id="table" type="file" accept=".csv,text/csv" required>
<label for="certificate">${say('certificate')}</label><input id="certificate" type="file" accept=".json,application/json" required>
<p class="hint">${say('drop')}</p><button>${say('button')}</button><p id="verdict" role="status"></p></form>`,
  };
}
