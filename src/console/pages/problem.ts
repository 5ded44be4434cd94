/** A refusal, written for people: the registry's texts, and a way on. */
import { html } from 'hono/html';
import { type ProblemCode, problemEntry } from '../../problems.ts';
import type { Frame, PageBody } from '../page.ts';
import { TEXTS } from '../texts.ts';

export function problemPage({ language }: Frame, code: ProblemCode, status: number): PageBody {
  const entry = problemEntry(code);
  const { meaning, causes, action } = entry[language];
  return {
    title: { id: entry.id.title, en: entry.en.title },
    status,
    body: html`<p>${meaning}</p>
<h2>${TEXTS.causes[language]}</h2><ul>${causes.map((line) => html`<li>${line}</li>`)}</ul>
<h2>${TEXTS.whatToDo[language]}</h2><ol>${action.map((line) => html`<li>${line}</li>`)}</ol>
<p>${TEXTS.problemCode[language]}: <a href="/problems/${code}"><code>${code}</code></a></p>
<p><a href="/console">${TEXTS.back[language]}</a></p>`,
  };
}
