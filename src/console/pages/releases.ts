/** Releases one may know of. For a privacy officer a queue: what waits for a decision first, the most dangerous on top. */
import { html } from 'hono/html';
import { AUDIT_OUTCOMES, badge, RELEASE_STATES } from '../components/states.ts';
import { formatTime } from '../format.ts';
import type { PageBody, SignedIn } from '../page.ts';
import type { ReleaseDocument } from './release-document.ts';

const WORDS = {
  title: { id: 'Rilis', en: 'Releases' },
  queue: { id: 'Antrean keputusan', en: 'Queue of decisions' },
  order: {
    id: 'Yang menunggu keputusan di atas: dahulu yang auditnya tidak berlaku atau belum terbukti, lalu yang bergantung pada rilis terdahulu terbanyak, lalu yang paling lama menunggu.',
    en: 'What awaits a decision comes first: those whose audit does not hold or is not proved, then those that depend on most earlier releases, then those that wait longest.',
  },
  none: { id: 'Belum ada rilis yang dapat Anda lihat.', en: 'There is no release yet that you may see.' },
  table: { id: 'Tabel', en: 'Table' },
  release: { id: 'Rilis', en: 'Release' },
  state: { id: 'Keadaan', en: 'State' },
  audit: { id: 'Audit', en: 'Audit' },
  earlier: { id: 'Bersama rilis terdahulu', en: 'With earlier releases' },
  made: { id: 'Dibuat', en: 'Made' },
} as const;

const DANGER = ['does-not-hold', 'undecided', 'holds'];

/** Most dangerous first among those that wait; the others after them, newest first. */
function inQueueOrder(releases: readonly ReleaseDocument[]): ReleaseDocument[] {
  const waits = ({ state }: ReleaseDocument) => state === 'checked' || state === 'draft';
  const danger = ({ audit }: ReleaseDocument) => DANGER.indexOf(audit.outcome);
  return [...releases].sort((a, b) => {
    if (waits(a) !== waits(b)) return waits(a) ? -1 : 1;
    if (!waits(a)) return b.changedAt.localeCompare(a.changedAt);
    return (
      danger(a) - danger(b) ||
      b.audit.with.length - a.audit.with.length ||
      a.createdAt.localeCompare(b.createdAt)
    );
  });
}

export async function releasesPage({ api, language, actor }: SignedIn): Promise<PageBody> {
  const releases = inQueueOrder(await api.get<ReleaseDocument[]>('/releases'));
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const officer = actor.role === 'privacy-officer';
  return {
    title: officer ? WORDS.queue : WORDS.title,
    body: html`${officer ? html`<p>${say('order')}</p>` : ''}
${
  releases.length === 0
    ? html`<p class="note">${say('none')}</p>`
    : html`<div class="scroll" role="region" tabindex="0" aria-label="${WORDS.title[language]}"><table>
<thead><tr>${(['release', 'table', 'state', 'audit', 'earlier', 'made'] as const).map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
<tbody>${releases.map(
        ({ id, title, tables, state, audit, createdAt }) => html`<tr>
<th scope="row"><a href="/console/releases/${id}">${title[language]}</a></th><td>${tables.join(', ')}</td>
<td>${badge(RELEASE_STATES, state, language)}</td><td>${badge(AUDIT_OUTCOMES, audit.outcome, language)}</td>
<td class="n">${audit.with.length}</td><td>${formatTime(createdAt, language)}</td></tr>`,
      )}</tbody></table></div>`
}`,
  };
}
