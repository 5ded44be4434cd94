/** One run: its plan, how far it is, what came out, and what is next. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { factsList } from '../components/facts.ts';
import { badge, RUN_STATES } from '../components/states.ts';
import { formatNumber, formatTime } from '../format.ts';
import type { Html, PageBody, SignedIn } from '../page.ts';
import type { ProjectDocument, RunDocument } from './project-documents.ts';

const WORDS = {
  title: { id: 'Pemadanan', en: 'Run' },
  state: { id: 'Keadaan', en: 'State' },
  project: { id: 'Proyek', en: 'Project' },
  letter: { id: 'Surat', en: 'Letter' },
  purpose: { id: 'Tujuan', en: 'Purpose' },
  flags: { id: 'Keterangan yang diminta', en: 'Flags asked for' },
  threshold: { id: 'Ambang', en: 'Threshold' },
  started: { id: 'Dimulai', en: 'Started' },
  plan: { id: 'Rencana', en: 'Plan' },
  method: { id: 'Cara', en: 'Way' },
  pairs: { id: 'Pasangan yang dibandingkan', en: 'Pairs compared' },
  of: { id: 'dari', en: 'of' },
  expected: { id: 'Tautan yang diharapkan ditemukan', en: 'Links expected to be found' },
  progress: { id: 'Kemajuan', en: 'Progress' },
  result: { id: 'Hasil', en: 'Result' },
  linked: { id: 'Bertaut', en: 'Linked' },
  notLinked: { id: 'Tidak bertaut', en: 'Not linked' },
  ambiguous: { id: 'Meragukan', en: 'Ambiguous' },
  duplicate: { id: 'Duplikat', en: 'Duplicates' },
  precision: { id: 'Perkiraan presisi', en: 'Estimated precision' },
  recall: { id: 'Perkiraan recall', en: 'Estimated recall' },
  next: { id: 'Selanjutnya', en: 'Next' },
  download: { id: 'Unduh hasil', en: 'Download the result' },
  join: { id: 'Kembalikan ke berkas Anda', en: 'Put it back on your own file' },
  cancel: { id: 'Batalkan', en: 'Cancel' },
} as const;

const METHODS: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  exhaustive: { id: 'semua pasangan', en: 'every pair' },
  blocking: { id: 'pasangan yang bertemu dalam blok', en: 'pairs that meet in a block' },
  'hamming-lsh': { id: 'pasangan yang bertemu dalam LSH Hamming', en: 'pairs that meet by Hamming LSH' },
};

const NEXT: Readonly<Record<string, { readonly id: string; readonly en: string }>> = {
  comparing: {
    id: 'Tidak ada: layanan sedang bekerja. Halaman ini memuat ulang sendiri.',
    en: 'Nothing: the service is working. This page reloads by itself.',
  },
  'waiting-for-flags': {
    id: 'Pemegang register mengisi keterangan dengan “padan answer”.',
    en: 'The register holder fills in the flags with “padan answer”.',
  },
  finished: {
    id: 'Peminta mengunduh hasil dan mengembalikannya ke berkasnya; serah terima dibuat dengan BAST.',
    en: 'The requester downloads the result and puts it back on their file; the hand-over is made with a BAST.',
  },
};

/** While a run works the page asks again after so many seconds. */
const RELOAD_SECONDS = 5;

export async function runPage(asked: SignedIn, c: Context): Promise<PageBody> {
  const { api, language, actor } = asked;
  const run = await api.get<RunDocument>(`/runs/${encodeURIComponent(c.req.param('id') ?? '')}`);
  const project = await api.get<ProjectDocument>(`/projects/${run.project}`);
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const next = NEXT[run.state]?.[language];
  const mine = actor.role === 'agency' && actor.party === project.requester;
  if (run.state === 'comparing') c.header('refresh', String(RELOAD_SECONDS));
  return {
    title: { id: `${WORDS.title.id} ${run.letter.number}`, en: `${WORDS.title.en} ${run.letter.number}` },
    body: html`${run.problem ? html`<p class="error">${run.problem.title}. ${run.problem.detail}</p>` : ''}
${factsList([
  [say('state'), badge(RUN_STATES, run.state, language)],
  [say('project'), html`<a href="/console/projects/${project.id}">${project.title}</a>`],
  [say('purpose'), run.letter.purpose],
  [say('flags'), run.letter.flags.join(', ')],
  [say('threshold'), run.threshold === null ? null : formatNumber(run.threshold, language, 3)],
  [say('started'), formatTime(run.createdAt, language)],
])}
${planOf(run, asked)}
${run.progress && run.state === 'comparing' ? html`<h2>${say('progress')}</h2><progress aria-label="${say('progress')}" value="${run.progress.done}" max="${run.progress.of}"></progress><p>${run.progress.done} / ${run.progress.of}</p>` : ''}
${resultOf(run, asked)}
${next === undefined ? '' : html`<h2>${say('next')}</h2><p>${next}</p>`}
${mine && run.state === 'finished' ? html`<p class="row"><a class="button" href="/console/api/runs/${run.id}/result" download="${run.id}.result.ndjson">${say('download')}</a> <a class="button plain" href="/console/join">${say('join')}</a></p>` : ''}
${mine && run.state === 'comparing' ? html`<form method="post" action="/console/runs/${run.id}/cancel"><button class="bad">${say('cancel')}</button></form>` : ''}`,
  };
}

function planOf({ plan }: RunDocument, { language }: SignedIn): Html {
  if (plan === null) return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  return html`<h2>${say('plan')}</h2>${factsList([
    [say('method'), METHODS[plan.method]?.[language] ?? plan.method],
    [
      say('pairs'),
      `${formatNumber(plan.pairs, language)} ${say('of')} ${formatNumber(plan.allPairs, language)}`,
    ],
    [say('expected'), plan.recall === null ? null : percent(plan.recall.share, language)],
  ])}`;
}

function resultOf({ summary }: RunDocument, { language }: SignedIn): Html {
  if (summary === null) return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  return html`<h2>${say('result')}</h2>${factsList([
    ...(['linked', 'notLinked', 'ambiguous', 'duplicate'] as const).map(
      (name) => [say(name), formatNumber(summary[name], language)] as const,
    ),
    [say('precision'), summary.estimated && percent(summary.estimated.precision, language)],
    [say('recall'), summary.estimated && percent(summary.estimated.recall, language)],
  ])}`;
}

function percent(share: number, language: 'id' | 'en'): string {
  return `${formatNumber(100 * share, language, 1)} %`;
}

export async function cancelRun({ api }: SignedIn, c: Context): Promise<Response> {
  const id = encodeURIComponent(c.req.param('id') ?? '');
  await api.post(`/runs/${id}/cancel`, undefined);
  return c.redirect(`/console/runs/${id}`, 303);
}
