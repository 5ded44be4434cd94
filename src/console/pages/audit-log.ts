/** The audit log: searched, and its chain verified in the browser against a head that the reader kept. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HashedEvent, SignedHead } from '../../agreement/audit-chain.ts';
import { formatTime } from '../format.ts';
import type { PageBody, SignedIn } from '../page.ts';
import { ROLE_NAMES } from '../texts.ts';

const WORDS = {
  title: { id: 'Log audit', en: 'Audit log' },
  intro: {
    id: 'Tiap kejadian memuat sidik kejadian sebelumnya. Siapa pun yang menyimpan kepala log dari tanda terima, BAST atau rilis dapat membuktikan bahwa log tidak disusun ulang.',
    en: 'Every event holds the digest of the one before it. Whoever kept a head of the log from a receipt, a BAST or a release can prove that the log was not rebuilt.',
  },
  search: { id: 'Cari', en: 'Search' },
  hint: {
    id: 'Kata dalam tindakan, peran, pihak atau pengenal; beberapa kata harus ada semua.',
    en: 'Words in action, role, party or identifier; of several words all must be there.',
  },
  verify: { id: 'Periksa rantai', en: 'Verify the chain' },
  kept: {
    id: 'Kepala log yang Anda simpan (JSON dari tanda terima, BAST atau rilis; boleh kosong)',
    en: 'A head of the log that you kept (JSON from a receipt, a BAST or a release; may be empty)',
  },
  button: { id: 'Periksa di peramban ini', en: 'Verify in this browser' },
  needsScript: {
    id: 'Memeriksa rantai memerlukan JavaScript. Tanpa itu: unduh log dan jalankan “padan audit”.',
    en: 'Verifying the chain needs JavaScript. Without it: export the log and run “padan audit”.',
  },
  export: { id: 'Unduh seluruh log (JSON)', en: 'Export the whole log (JSON)' },
  none: { id: 'Tidak ada kejadian yang cocok.', en: 'No event matches.' },
  shown: { id: 'kejadian ditampilkan, terbaru di atas', en: 'events shown, newest first' },
  when: { id: 'Waktu', en: 'Time' },
  action: { id: 'Tindakan', en: 'Action' },
  who: { id: 'Oleh', en: 'By' },
  subject: { id: 'Terhadap', en: 'On' },
  facts: { id: 'Keterangan', en: 'Facts' },
} as const;

const PAGE = 1000;
const SHOWN = 200;

interface LogPage {
  readonly events: readonly HashedEvent[];
  readonly head: SignedHead;
}

/** All events, page by page. */
async function wholeLog({ api }: SignedIn): Promise<{ events: HashedEvent[]; head: SignedHead }> {
  const events: HashedEvent[] = [];
  for (;;) {
    const page = await api.get<LogPage>(`/audit-log?limit=${PAGE}&after=${events.length}`);
    events.push(...page.events);
    if (page.events.length < PAGE) return { events, head: page.head };
  }
}

export async function auditLogPage(asked: SignedIn, c: Context): Promise<PageBody> {
  const { language } = asked;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const search = c.req.query('q') ?? '';
  const { events } = await wholeLog(asked);
  const found = events.filter((each) => matches(each, search)).reverse();
  return {
    title: WORDS.title,
    scripts: ['audit-log'],
    body: html`<p>${say('intro')}</p>
<form method="get" class="row" role="search"><div class="stack"><label for="q">${say('search')}</label>
<input id="q" name="q" type="search" value="${search}" aria-describedby="hint"><p class="hint" id="hint">${say('hint')}</p></div>
<button class="plain">${say('search')}</button></form>
<p><a href="/console/audit-log/export" download="audit-log.json">${say('export')}</a></p>
<h2>${say('verify')}</h2>
<noscript><p class="note">${say('needsScript')}</p></noscript>
<form id="chain" class="stack" data-language="${language}" hidden><label for="kept">${say('kept')}</label>
<textarea id="kept" rows="3" spellcheck="false"></textarea><button>${say('button')}</button>
<p id="verdict" role="status"></p></form>
<h2>${WORDS.title[language]}</h2>
<p>${Math.min(found.length, SHOWN)} / ${found.length} ${say('shown')}</p>
${found.length === 0 ? html`<p class="note">${say('none')}</p>` : ''}
<div class="scroll" role="region" tabindex="0" aria-label="${WORDS.title[language]}"><table>
<thead><tr><th scope="col" class="n">#</th>${(['when', 'action', 'who', 'subject', 'facts'] as const).map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
<tbody>${found.slice(0, SHOWN).map(
      ({
        event,
      }) => html`<tr><th scope="row" class="n">${event.seq}</th><td>${formatTime(event.time, language)}</td>
<td>${event.action}</td><td>${roleName(event.actor.role, language)}${event.actor.party ? ` (${event.actor.party.toUpperCase()})` : ''}<br><code>${event.actor.person}</code></td>
<td><code>${event.subject}</code></td><td><code>${JSON.stringify(event.facts)}</code></td></tr>`,
    )}</tbody></table></div>`,
  };
}

/** The whole log as a file, as `padan audit` reads it. */
export async function exportAuditLog(asked: SignedIn): Promise<Response> {
  return new Response(JSON.stringify(await wholeLog(asked)), {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

function matches({ event }: HashedEvent, search: string): boolean {
  const { actor, action, subject, time } = event;
  const text = [action, subject, actor.role, actor.party, actor.person, time].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function roleName(role: string, language: 'id' | 'en'): string {
  return Object.hasOwn(ROLE_NAMES, role) ? ROLE_NAMES[role as keyof typeof ROLE_NAMES][language] : role;
}
