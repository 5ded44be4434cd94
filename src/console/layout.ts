/** The frame of every page: language, menu by role, what this deployment protects against, then the page. */
import { html } from 'hono/html';
import { INDEPENDENT } from '../usecases/service.ts';
import { assetPath } from './assets.ts';
import { menuOf } from './menu.ts';
import type { Frame, Html, PageBody } from './page.ts';
import { ROLE_NAMES, TEXTS } from './texts.ts';

export function layout(frame: Frame, { title, body, scripts = [] }: PageBody): Html {
  const { language, service } = frame;
  const say = (words: { readonly id: string; readonly en: string }) => words[language];
  const hosted = service.config.host !== INDEPENDENT;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${say(title)} · ${say(TEXTS.brand)}</title>
<link rel="icon" href="${assetPath('icon.svg')}">
<link rel="stylesheet" href="${assetPath('console.css')}">
${scripts.map((name) => html`<script type="module" src="${assetPath(`${name}.js`)}"></script>`)}
</head>
<body>
<a class="skip" href="#content">${say(TEXTS.skip)}</a>
<header class="top">
<a class="brand" href="/console">${say(TEXTS.brand)}</a>
${frame.actor ? navigation(frame) : ''}
<div class="who">
${frame.actor ? html`<span>${say(TEXTS.signedInAs)} ${say(ROLE_NAMES[frame.actor.role])}${frame.actor.party ? ` · ${frame.actor.party.toUpperCase()}` : ''}</span>` : ''}
<form method="post" action="/console/language">
<input type="hidden" name="back" value="${frame.path}">
<input type="hidden" name="language" value="${language === 'id' ? 'en' : 'id'}">
<button class="link" lang="${language === 'id' ? 'en' : 'id'}">${say(TEXTS.otherLanguage)}</button>
</form>
${frame.actor ? html`<form method="post" action="/console/sign-out"><button class="link">${say(TEXTS.signOut)}</button></form>` : ''}
</div>
</header>
${hosted ? html`<p class="hosted" role="note">${say(TEXTS.hosted)}</p>` : ''}
<main id="content" tabindex="-1">
<h1>${say(title)}</h1>
${body}
</main>
<footer>${hosted ? '' : html`<p>${say(TEXTS.independent)}</p>`}</footer>
</body>
</html>`;
}

function navigation({ actor, language, path }: Frame): Html {
  const here = path.split('?')[0]!;
  return html`<nav aria-label="${TEXTS.menu[language]}"><ul>
${menuOf(actor!.role).map(
  ({ href, words }) =>
    html`<li><a href="${href}"${here === href ? html` aria-current="page"` : ''}>${words[language]}</a></li>`,
)}
</ul></nav>`;
}
