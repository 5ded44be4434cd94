import { html } from 'hono/html';
import { menuOf } from '../menu.ts';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  title: { id: 'Pekerjaan Anda', en: 'Your work' },
} as const;

export function homePage({ actor, language }: SignedIn): PageBody {
  const [, ...items] = menuOf(actor.role);
  return {
    title: WORDS.title,
    body: html`<ul class="cards">${items.map(({ href, words }) => html`<li><a href="${href}">${words[language]}</a></li>`)}</ul>`,
  };
}
