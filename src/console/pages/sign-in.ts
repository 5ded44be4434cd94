import { html } from 'hono/html';
import type { Frame, PageBody } from '../page.ts';

const WORDS = {
  title: { id: 'Masuk', en: 'Sign in' },
  intro: {
    id: 'Masuk dengan kunci API Anda. Kunci itu diberikan operator layanan dan menjawab hanya untuk Anda: jangan bagikan.',
    en: 'Sign in with your API key. The operator of the service gave it to you and it answers for you alone: share it with nobody.',
  },
  key: { id: 'Kunci API', en: 'API key' },
  button: { id: 'Masuk', en: 'Sign in' },
  refused: {
    id: 'Kunci itu tidak dikenal atau sudah dicabut. Periksa apakah tersalin utuh, lalu coba lagi; jika tetap ditolak, mintalah kunci baru kepada operator.',
    en: 'This key is not known, or was revoked. Check that all of it was copied and try again; if it is still refused, ask the operator for a new one.',
  },
  ended: {
    id: 'Anda belum masuk, atau sesi Anda sudah berakhir.',
    en: 'You are not signed in, or your session has ended.',
  },
} as const;

/** @param state why somebody sees this page: they asked for it, their key was refused, or their session ended. */
export function signInPage(frame: Frame, back: string, state: 'new' | 'refused' | 'ended'): PageBody {
  const say = (name: keyof typeof WORDS) => WORDS[name][frame.language];
  return {
    title: WORDS.title,
    status: state === 'refused' ? 401 : 200,
    body: html`<p>${say('intro')}</p>
${state === 'ended' ? html`<p class="note" role="status">${say('ended')}</p>` : ''}
${state === 'refused' ? html`<p class="error" role="alert" id="refused">${say('refused')}</p>` : ''}
<form method="post" action="/console/sign-in" class="stack">
<input type="hidden" name="back" value="${back}">
<label for="key">${say('key')}</label>
<input id="key" name="key" type="password" autocomplete="current-password" spellcheck="false" required${state === 'refused' ? html` aria-invalid="true" aria-describedby="refused"` : ''}>
<button>${say('button')}</button>
</form>`,
  };
}
