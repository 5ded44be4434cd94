/** Deciding on a release, and taking one back: forms that work without any script. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Html, SignedIn } from '../page.ts';
import type { ReleaseDocument } from './release-document.ts';

const WORDS = {
  decide: { id: 'Keputusan', en: 'Decision' },
  notHeld: {
    id: 'Tidak dapat disetujui: audit tidak berlaku atau belum terbukti.',
    en: 'It cannot be approved: the audit does not hold or is not proved.',
  },
  reason: { id: 'Alasan (wajib bila menolak)', en: 'Reason (required to refuse)' },
  approve: { id: 'Setujui', en: 'Approve' },
  refuse: { id: 'Tolak', en: 'Refuse' },
  recorded: {
    id: 'Keputusan tercatat di log audit atas nama Anda. Yang meminta tabel tidak boleh menyetujuinya.',
    en: 'The decision goes into the audit log in your name. Whoever asked for the table may not approve it.',
  },
  withdraw: { id: 'Tarik rilis', en: 'Withdraw the release' },
  withdrawText: {
    id: 'Rilis yang ditarik tetap dihitung: siapa pun mungkin sudah memilikinya.',
    en: 'A withdrawn release still counts: somebody may have it already.',
  },
  why: { id: 'Alasan', en: 'Reason' },
} as const;

export function decisionForm({ actor, language }: SignedIn, release: ReleaseDocument): Html {
  const mine = actor.role === 'privacy-officer' && actor.party === release.producer;
  if (!mine || release.state !== 'checked') return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const holds = release.audit.outcome === 'holds';
  return html`<h2>${say('decide')}</h2>
${holds ? '' : html`<p class="error">${say('notHeld')}</p>`}
<form method="post" action="/console/releases/${release.id}/review" class="stack">
${hiddenFields(release)}
<label for="reason">${say('reason')}</label><textarea id="reason" name="reason" rows="3" maxlength="1000"></textarea>
<div class="row"><button name="decision" value="approve"${holds ? '' : html` disabled`}>${say('approve')}</button>
<button name="decision" value="refuse" class="bad">${say('refuse')}</button></div>
<p class="hint">${say('recorded')}</p></form>`;
}

export function withdrawalForm({ actor, language }: SignedIn, release: ReleaseDocument): Html {
  const mine =
    (actor.role === 'privacy-officer' || actor.role === 'statistician') && actor.party === release.producer;
  if (!mine || !['approved', 'handed-over'].includes(release.state)) return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  return html`<details><summary>${say('withdraw')}</summary><p>${say('withdrawText')}</p>
<form method="post" action="/console/releases/${release.id}/withdrawal" class="stack">${hiddenFields(release)}
<label for="why">${say('why')}</label><textarea id="why" name="reason" rows="3" maxlength="1000" required></textarea>
<button class="bad">${say('withdraw')}</button></form></details>`;
}

function hiddenFields({ version, contentSha256 }: ReleaseDocument): Html {
  return html`<input type="hidden" name="version" value="${version}">
<input type="hidden" name="contentSha256" value="${contentSha256}">`;
}

export async function decideRelease({ api }: SignedIn, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { decision, version, contentSha256, reason } = await c.req.parseBody();
  await api.post(`/releases/${encodeURIComponent(id)}/reviews`, {
    decision,
    version: Number(version),
    contentSha256,
    reason: oneLine(reason),
  });
  return c.redirect(`/console/releases/${id}`, 303);
}

export async function withdrawRelease({ api }: SignedIn, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { version, reason } = await c.req.parseBody();
  await api.post(`/releases/${encodeURIComponent(id)}/withdrawal`, {
    version: Number(version),
    reason: oneLine(reason),
  });
  return c.redirect(`/console/releases/${id}`, 303);
}

/** The API takes one line; a text area may hold several. */
function oneLine(text: unknown): string {
  return typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').trim() : '';
}
