/** The page of one problem, from the registry: as Markdown for docs/reference/problems, as HTML for the service. */

import { escaped } from '../exchange/html.ts';
import type { ProblemText } from '../problems/group.ts';
import { type ProblemCode, problemEntry } from '../problems.ts';

const HEADINGS = {
  id: ['Artinya', 'Sebab yang lazim', 'Yang perlu dilakukan'],
  en: ['What it means', 'Usual causes', 'What to do'],
} as const;

export function problemMarkdown(code: ProblemCode): string {
  const { status, exit, id, en } = problemEntry(code);
  const part = (text: ProblemText, [meaning, causes, action]: readonly [string, string, string]) =>
    [
      `## ${text.title}`,
      `### ${meaning}`,
      text.meaning,
      `### ${causes}`,
      text.causes.map((line) => `- ${line}`).join('\n'),
      `### ${action}`,
      text.action.map((line, i) => `${i + 1}. ${line}`).join('\n'),
    ].join('\n\n');
  return `# \`${code}\`\n\nHTTP ${status}, exit ${exit}.\n\n${part(id, HEADINGS.id)}\n\n${part(en, HEADINGS.en)}\n`;
}

export function problemHtml(code: ProblemCode): string {
  const { status, id, en } = problemEntry(code);
  const items = (lines: readonly string[]) => lines.map((line) => `<li>${escaped(line)}</li>`).join('');
  const part = (language: 'id' | 'en', text: ProblemText) => {
    const [meaning, causes, action] = HEADINGS[language];
    return `<section lang="${language}"><h2>${escaped(text.title)}</h2>
<h3>${meaning}</h3><p>${escaped(text.meaning)}</p>
<h3>${causes}</h3><ul>${items(text.causes)}</ul>
<h3>${action}</h3><ol>${items(text.action)}</ol></section>`;
  };
  return `<!doctype html><html lang="id"><meta charset="utf-8"><title>${code}</title>
<h1><code>${code}</code></h1><p>HTTP ${status}</p>
${part('id', id)}
${part('en', en)}
</html>
`;
}
