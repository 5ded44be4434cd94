/** An encoded file as the service sees it, and its exposure report: how it would stand up to known attacks. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { ACTORS } from '../../pprl/exposure/page-texts.ts';
import type { ExposureReport } from '../../pprl/exposure/report-shape.ts';
import { dataTable } from '../components/data-table.ts';
import { factsList } from '../components/facts.ts';
import { badge, LIGHT_STATES, SUBMISSION_STATES } from '../components/states.ts';
import { formatBytes, formatNumber, formatTime } from '../format.ts';
import type { Html, PageBody, SignedIn } from '../page.ts';
import type { SubmissionDocument } from './project-documents.ts';

const WORDS = {
  title: { id: 'Berkas sandi', en: 'Encoded file' },
  party: { id: 'Instansi', en: 'Agency' },
  project: { id: 'Proyek', en: 'Project' },
  state: { id: 'Keadaan', en: 'State' },
  rows: { id: 'Baris', en: 'Rows' },
  size: { id: 'Ukuran', en: 'Size' },
  when: { id: 'Diserahkan', en: 'Submitted' },
  lambda: { id: 'Kebocoran lambda (dinyatakan pengirim)', en: 'Leakage lambda (declared by the sender)' },
  exposure: { id: 'Laporan keterpaparan', en: 'Exposure report' },
  light: { id: 'Lampu', en: 'Light' },
  reasons: { id: 'Alasan', en: 'Reasons' },
  noReasons: { id: 'Tidak ada alasan untuk kuning atau merah.', en: 'There is no reason for amber or red.' },
  unique: { id: 'Baris dengan filter yang unik', en: 'Rows with a filter of their own' },
  fill: { id: 'Isian filter (ideal)', en: 'Fill of filters (ideal)' },
  gini: { id: 'Gini frekuensi bit di atas derau', en: 'Gini of bit frequencies beyond noise' },
  who: { id: 'Siapa dapat mencoba apa', en: 'Who could try what' },
  actor: { id: 'Siapa', en: 'Who' },
  key: { id: 'Memegang kunci', en: 'Holds the key' },
  of: { id: 'Yang dicoba', en: 'What is tried' },
  candidates: { id: 'Calon', en: 'Candidates' },
  seconds: { id: 'Detik di satu inti', en: 'Seconds on one core' },
  attacks: { id: 'Serangan simulasi', en: 'Simulated attacks' },
  attack: { id: 'Serangan', en: 'Attack' },
  overlap: { id: 'Tumpang tindih', en: 'Overlap' },
  known: { id: 'Pasangan diketahui', en: 'Known pairs' },
  named: { id: 'Dikenali', en: 'Recognised' },
  chance: { id: 'Kebetulan', en: 'Chance' },
  lower: {
    id: 'Angka ini batas bawah: penyerang yang lebih cakap dapat lebih jauh.',
    en: 'These figures are lower bounds: an abler attacker may get further.',
  },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  pending: {
    id: 'Laporan ada setelah berkas diperiksa.',
    en: 'The report is there once the file was checked.',
  },
} as const;

export async function submissionPage(asked: SignedIn, c: Context): Promise<PageBody> {
  const { api, language } = asked;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const submission = await api.get<SubmissionDocument>(
    `/submissions/${encodeURIComponent(c.req.param('id') ?? '')}`,
  );
  const checked = submission.state === 'accepted';
  const report = checked
    ? (await api.get<{ exposure: ExposureReport }>(`/submissions/${submission.id}/report`)).exposure
    : null;
  return {
    title: WORDS.title,
    body: html`${submission.problem ? html`<p class="error">${submission.problem.title}. ${submission.problem.detail}</p>` : ''}
${factsList([
  [say('state'), badge(SUBMISSION_STATES, submission.state, language)],
  [say('party'), submission.party.toUpperCase()],
  [say('project'), html`<a href="/console/projects/${submission.project}">${submission.project}</a>`],
  [say('rows'), formatNumber(submission.rows, language)],
  [say('size'), formatBytes(submission.bytes, language)],
  [say('when'), formatTime(submission.createdAt, language)],
  [
    say('lambda'),
    submission.leakageLambda === null ? null : formatNumber(submission.leakageLambda, language, 4),
  ],
  ['SHA-256', html`<span class="hash">${submission.sha256}</span>`],
])}
<h2>${say('exposure')}</h2>${report === null ? html`<p class="note">${say('pending')}</p>` : exposure(report, asked)}`,
  };
}

function exposure(report: ExposureReport, asked: SignedIn): Html {
  const { language } = asked;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const { filters, bitFrequencies, reasons, light } = report;
  const percent = (share: number) => `${formatNumber(100 * share, language, 1)} %`;
  return html`<p>${say('light')}: ${badge(LIGHT_STATES, light, language)}</p>
<h3>${say('reasons')}</h3>${reasons.length === 0 ? html`<p>${say('noReasons')}</p>` : html`<ul>${reasons.map((each) => html`<li>${badge(LIGHT_STATES, each.light, language)} ${each[language]}</li>`)}</ul>`}
${factsList([
  [say('unique'), percent(filters.uniqueShare)],
  [say('fill'), `${percent(filters.fill.mean)} (${percent(filters.fill.ideal)})`],
  [say('gini'), formatNumber(bitFrequencies.gini.excess, language, 4)],
])}
<p class="hint">${bitFrequencies.note[language]}</p>
<h3>${say('who')}</h3>${enumerated(report, asked)}
${attacked(report, asked)}`;
}

function enumerated({ enumeration }: ExposureReport, { language }: SignedIn): Html {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const columns = [
    { name: say('actor') },
    { name: say('key') },
    { name: say('of') },
    { name: say('candidates'), number: true },
    { name: say('seconds'), number: true },
  ];
  const rows = enumeration.flatMap(({ actor, holdsKey, tries }) => {
    const who = [ACTORS[actor][language], holdsKey ? say('yes') : say('no')] as const;
    if (tries.length === 0) return [[...who, '—', '', '']];
    return tries.map((each) => [
      ...who,
      each.of,
      formatNumber(each.candidates, language),
      formatNumber(each.seconds, language, each.seconds < 10 ? 2 : 0),
    ]);
  });
  return dataTable(say('who'), columns, rows);
}

function attacked({ attack }: ExposureReport, { language }: SignedIn): Html {
  if (attack === null) return html``;
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const percent = (share: number) => `${formatNumber(100 * share, language, 1)} %`;
  const columns = [
    { name: say('attack') },
    { name: say('overlap'), number: true },
    { name: say('known'), number: true },
    { name: say('named'), number: true },
    { name: say('chance'), number: true },
  ];
  return html`<h3>${say('attacks')}</h3><p>${say('lower')}</p>${dataTable(
    say('attacks'),
    columns,
    attack.attacks.map((each) => [
      each.attack,
      percent(each.overlap),
      formatNumber(each.known, language),
      percent(each.share),
      percent(each.chance),
    ]),
  )}`;
}
