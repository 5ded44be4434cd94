/** Matching projects, and one of them: who takes part, what came in, what was matched, what is next. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ExposureReport, Light } from '../../pprl/exposure/report-shape.ts';
import { dataTable } from '../components/data-table.ts';
import { factsList } from '../components/facts.ts';
import {
  badge,
  FINGERPRINT_STATES,
  LIGHT_STATES,
  RUN_STATES,
  SUBMISSION_STATES,
} from '../components/states.ts';
import { formatBytes, formatNumber, formatTime } from '../format.ts';
import type { Html, PageBody, SignedIn } from '../page.ts';
import type { ProjectDocument, RunDocument, SubmissionDocument } from './project-documents.ts';
import { runForm } from './run-form.ts';

const WORDS = {
  title: { id: 'Pemadanan', en: 'Matching' },
  none: {
    id: 'Belum ada proyek. Proyek dibuat oleh salah satu instansi atau operator lewat API atau “padan api”.',
    en: 'There is no project yet. Either agency or the operator makes one through the API or “padan api”.',
  },
  project: { id: 'Proyek', en: 'Project' },
  schema: { id: 'Skema', en: 'Schema' },
  requester: { id: 'Peminta', en: 'Requester' },
  holder: { id: 'Pemegang register', en: 'Register holder' },
  fingerprint: { id: 'Kunci', en: 'Key' },
  closed: { id: 'ditutup', en: 'closed' },
  hosted: {
    id: 'Layanan ini dijalankan salah satu instansi proyek: ia dapat memegang kunci dan register di samping sandi.',
    en: 'One of the project’s agencies runs this service: it may hold key and register beside the encodings.',
  },
  submissions: { id: 'Berkas yang masuk', en: 'Files that came in' },
  noSubmissions: { id: 'Belum ada berkas.', en: 'There is no file yet.' },
  encode: { id: 'Sandikan dan serahkan berkas', en: 'Encode and submit a file' },
  file: { id: 'Berkas', en: 'File' },
  party: { id: 'Instansi', en: 'Agency' },
  rows: { id: 'Baris', en: 'Rows' },
  size: { id: 'Ukuran', en: 'Size' },
  state: { id: 'Keadaan', en: 'State' },
  when: { id: 'Waktu', en: 'Time' },
  light: { id: 'Keterpaparan', en: 'Exposure' },
  runs: { id: 'Pemadanan', en: 'Runs' },
  noRuns: { id: 'Belum ada pemadanan.', en: 'There is no run yet.' },
  run: { id: 'Pemadanan', en: 'Run' },
  letter: { id: 'Surat', en: 'Letter' },
  linked: { id: 'Bertaut', en: 'Linked' },
} as const;

export async function projectsPage({ api, language }: SignedIn): Promise<PageBody> {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const projects = await api.get<ProjectDocument[]>('/projects');
  const columns = (['project', 'schema', 'requester', 'holder', 'fingerprint'] as const).map((name) => ({
    name: say(name),
  }));
  const rows = projects.map((project) => [
    html`<a href="/console/projects/${project.id}">${project.title}</a>`,
    project.schema.id,
    project.requester.toUpperCase(),
    project.registerHolder.toUpperCase(),
    html`${badge(FINGERPRINT_STATES, project.fingerprint, language)}${project.closedAt ? html` <span class="badge">${say('closed')}</span>` : ''}`,
  ]);
  return {
    title: WORDS.title,
    body:
      projects.length === 0
        ? html`<p class="note">${say('none')}</p>`
        : dataTable(say('title'), columns, rows),
  };
}

export async function projectPage(asked: SignedIn, c: Context): Promise<PageBody> {
  const { api, language, actor } = asked;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const path = `/projects/${encodeURIComponent(c.req.param('id') ?? '')}`;
  const project = await api.get<ProjectDocument>(path);
  const submissions = await api.get<SubmissionDocument[]>(`${path}/submissions`);
  const runs = await api.get<RunDocument[]>(`${path}/runs`);
  return {
    title: { id: project.title, en: project.title },
    body: html`${project.hostIsCustodian ? html`<p class="warn">${say('hosted')}</p>` : ''}
${project.schema.label ? html`<p class="warn">${project.schema.label[language]}</p>` : ''}
${factsList([
  [say('schema'), project.schema.id],
  [say('requester'), project.requester.toUpperCase()],
  [say('holder'), project.registerHolder.toUpperCase()],
  [say('fingerprint'), badge(FINGERPRINT_STATES, project.fingerprint, language)],
])}
<h2>${say('submissions')}</h2>${shownSubmissions(await byDanger(asked, submissions), asked)}
${actor.role === 'agency' && project.closedAt === null ? html`<p><a class="button" href="/console/encoder">${say('encode')}</a></p>` : ''}
<h2>${say('runs')}</h2>${shownRuns(runs, asked)}
${runForm(asked, project, submissions)}`,
  };
}

interface Judged {
  readonly submission: SubmissionDocument;
  /** Of the exposure report; null before the file was checked, and for whoever does not judge it. */
  readonly light: Light | null;
}

const DANGER: readonly (Light | null)[] = ['red', 'amber', null, 'green'];

/** For a privacy officer the most dangerous first, by the exposure report; for others as they came in. */
async function byDanger(
  { api, actor }: SignedIn,
  submissions: readonly SubmissionDocument[],
): Promise<Judged[]> {
  const judged = await Promise.all(
    submissions.map(async (submission) => {
      if (actor.role !== 'privacy-officer' || submission.state !== 'accepted')
        return { submission, light: null };
      const { exposure } = await api.get<{ exposure: ExposureReport }>(
        `/submissions/${submission.id}/report`,
      );
      return { submission, light: exposure.light };
    }),
  );
  if (actor.role !== 'privacy-officer') return judged;
  return judged.sort((a, b) => DANGER.indexOf(a.light) - DANGER.indexOf(b.light));
}

function shownSubmissions(submissions: readonly Judged[], { language, actor }: SignedIn): Html {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  if (submissions.length === 0) return html`<p class="note">${say('noSubmissions')}</p>`;
  const columns = [
    { name: say('file') },
    { name: say('party') },
    { name: say('rows'), number: true },
    { name: say('size'), number: true },
    { name: say('state') },
    { name: say('when') },
    ...(actor.role === 'privacy-officer' ? [{ name: say('light') }] : []),
  ];
  return dataTable(
    say('submissions'),
    columns,
    submissions.map(({ submission: each, light }) => [
      html`<a href="/console/submissions/${each.id}">${each.id}</a>`,
      each.party.toUpperCase(),
      formatNumber(each.rows, language),
      formatBytes(each.bytes, language),
      html`${badge(SUBMISSION_STATES, each.state, language)}${each.problem ? html` ${each.problem.title}` : ''}`,
      formatTime(each.createdAt, language),
      ...(actor.role === 'privacy-officer'
        ? [light === null ? '—' : badge(LIGHT_STATES, light, language)]
        : []),
    ]),
  );
}

function shownRuns(runs: readonly RunDocument[], { language }: SignedIn): Html {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  if (runs.length === 0) return html`<p class="note">${say('noRuns')}</p>`;
  const columns = [
    { name: say('run') },
    { name: say('letter') },
    { name: say('state') },
    { name: say('linked'), number: true },
    { name: say('when') },
  ];
  return dataTable(
    say('runs'),
    columns,
    runs.map((each) => [
      html`<a href="/console/runs/${each.id}">${each.id}</a>`,
      each.letter.number,
      badge(RUN_STATES, each.state, language),
      each.summary ? formatNumber(each.summary.linked, language) : '',
      formatTime(each.createdAt, language),
    ]),
  );
}
