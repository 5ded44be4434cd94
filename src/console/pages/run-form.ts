/** Starting a matching on the strength of an official letter. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { formatNumber } from '../format.ts';
import type { Html, SignedIn } from '../page.ts';
import type { ProjectDocument, RunDocument, SubmissionDocument } from './project-documents.ts';

const WORDS = {
  start: { id: 'Mulai pemadanan', en: 'Start a matching' },
  mine: { id: 'Berkas Anda', en: 'Your file' },
  theirs: { id: 'Berkas pemegang register', en: 'The register holder’s file' },
  number: { id: 'Nomor surat resmi', en: 'Number of the official letter' },
  purpose: { id: 'Tujuan', en: 'Purpose' },
  dpia: { id: 'Nomor DPIA', en: 'DPIA reference' },
  flags: { id: 'Keterangan yang diminta (dipisah koma)', en: 'Flags asked for (by comma)' },
  rows: { id: 'baris', en: 'rows' },
} as const;

/** Nothing for whoever may not start one, or while a file is missing. */
export function runForm(
  { actor, language }: SignedIn,
  project: ProjectDocument,
  submissions: readonly SubmissionDocument[],
): Html {
  const accepted = (party: string) =>
    submissions.filter((each) => each.party === party && each.state === 'accepted');
  const [mine, theirs] = [accepted(project.requester), accepted(project.registerHolder)];
  const may = actor.role === 'agency' && actor.party === project.requester && project.closedAt === null;
  if (!may || mine.length === 0 || theirs.length === 0) return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const choice = (id: string, files: readonly SubmissionDocument[]) =>
    html`<select id="${id}" name="${id}">${files.map(
      (each) =>
        html`<option value="${each.id}">${each.id} (${formatNumber(each.rows, language)} ${say('rows')})</option>`,
    )}</select>`;
  const line = (id: 'number' | 'purpose' | 'dpia' | 'flags') =>
    html`<label for="${id}">${say(id)}</label><input id="${id}" name="${id}" required maxlength="500">`;
  return html`<h2>${say('start')}</h2><form method="post" action="/console/projects/${project.id}/runs" class="stack">
<label for="mine">${say('mine')}</label>${choice('mine', mine)}
<label for="theirs">${say('theirs')}</label>${choice('theirs', theirs)}
${line('number')}${line('purpose')}${line('dpia')}${line('flags')}<button>${say('start')}</button></form>`;
}

export async function startRun({ api }: SignedIn, c: Context): Promise<Response> {
  const fields = await c.req.parseBody();
  const text = (name: string) => String(fields[name] ?? '').trim();
  const flags = text('flags')
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '');
  const { result } = await api.post<{ result: RunDocument }>(
    `/projects/${encodeURIComponent(c.req.param('id') ?? '')}/runs`,
    {
      submissions: [text('mine'), text('theirs')],
      letter: { number: text('number'), purpose: text('purpose'), dpiaReference: text('dpia'), flags },
    },
  );
  return c.redirect(`/console/runs/${result.id}`, 303);
}
