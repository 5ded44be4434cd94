/** What a privacy officer sees of a release: the conclusion, one cell at a time, the narrowest intervals, the loss. */
import { html } from 'hono/html';
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import type { HiddenCell, ReportDocument } from '../../disclosure/report/document.ts';
import { REASONS, WORDS as REPORT_WORDS } from '../../disclosure/report/page-texts.ts';
import type { Language } from '../../problems.ts';
import { cellName } from '../components/cell-name.ts';
import { factsList } from '../components/facts.ts';
import { formatNumber } from '../format.ts';
import type { Html } from '../page.ts';

const WORDS = {
  behind: { id: 'Di balik tabel ini', en: 'Behind this table' },
  chosen: { id: 'Sel yang dipilih', en: 'The chosen cell' },
  notHidden: { id: 'Sel itu tidak tersembunyi.', en: 'That cell is not hidden.' },
  choose: {
    id: 'Pilih sel tersembunyi (▒) di tabel untuk melihat aturan, selang penyusup, dan sel yang melindunginya.',
    en: 'Choose a hidden cell (▒) in the table to see its rule, the intruder’s interval and the cells that protect it.',
  },
  why: { id: 'Mengapa disembunyikan', en: 'Why it is hidden' },
  known: { id: 'Yang masih dapat diketahui penyusup', en: 'What an intruder can still know' },
  guess: { id: 'Tebakan “kecil” terpaksa', en: 'The guess “small” is forced' },
  member: { id: 'Dapat dihitung anggota sel lain', en: 'A member of another cell can work it out' },
  protectedBy: { id: 'Tersembunyi dalam penjumlahan yang sama', en: 'Hidden in the same sums' },
  yes: { id: 'ya', en: 'yes' },
  no: { id: 'tidak', en: 'no' },
  narrowest: { id: 'Selang tersempit', en: 'Narrowest intervals' },
  cell: { id: 'Sel', en: 'Cell' },
  all: {
    id: 'Seluruhnya ada di report.html dan report.json di bawah.',
    en: 'All of them are in report.html and report.json below.',
  },
} as const;

const NARROWEST = 25;

export function reportSections(
  report: ReportDocument,
  table: PublicTableJson,
  language: Language,
  chosen: string | undefined,
): Html {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  const words = REPORT_WORDS[language];
  const { cells, loss, earlier, forcedGuesses, exposedToSingletons } = report;
  return html`<section id="cell"><h2>${say('chosen')}</h2>${chosenCell(report, table, language, chosen)}</section>
<h2>${say('behind')}</h2>
<p class="${report.status === 'holds' ? 'good' : 'error'}">${report.statusText[language]}</p>
<p>${words.counts(cells.all, cells.primary, cells.secondary, cells.withheld)}</p>
<p>${words.guessText(forcedGuesses)}</p><p>${words.memberText(exposedToSingletons)}</p>
<p>${earlier ? words.together(earlier.releases.length, earlier.sharedCells, earlier.hiddenForThem) : words.alone}</p>
<p>${words.lossText(loss.cells, formatNumber(loss.value, language), formatNumber(loss.cost, language))}</p>
<h3>${say('narrowest')}</h3>
<div class="scroll" role="region" tabindex="0" aria-label="${say('narrowest')}"><table>
<thead><tr><th scope="col">${say('cell')}</th><th scope="col">${say('why')}</th><th scope="col">${say('known')}</th></tr></thead>
<tbody>${report.hidden.slice(0, NARROWEST).map(
    (cell) => html`<tr><th scope="row">${labelsOf(table, cell.codes, language)}</th>
<td>${REASONS[cell.reason]?.[language] ?? cell.reason}</td><td>${intervalOf(cell, language)}</td></tr>`,
  )}</tbody></table></div><p class="hint">${say('all')}</p>`;
}

function chosenCell(
  report: ReportDocument,
  table: PublicTableJson,
  language: Language,
  chosen: string | undefined,
): Html {
  const say = (name: keyof typeof WORDS) => WORDS[name][language];
  if (chosen === undefined) return html`<p>${say('choose')}</p>`;
  const cell = report.hidden.find(({ codes }) => cellName(shownCodes(table, codes)) === chosen);
  if (cell === undefined) return html`<p class="note">${say('notHidden')}</p>`;
  const beside = report.hidden.filter((other) => other !== cell && sameSum(table, cell.codes, other.codes));
  return html`<p><strong>${labelsOf(table, cell.codes, language)}</strong></p>
${factsList([
  [say('why'), REASONS[cell.reason]?.[language] ?? cell.reason],
  [say('known'), intervalOf(cell, language)],
  [say('guess'), cell.forcedGuess ? say('yes') : say('no')],
  [say('member'), cell.exposedToMember ? say('yes') : say('no')],
])}
<h3>${say('protectedBy')}</h3><ul>${beside.map(({ codes }) => html`<li>${labelsOf(table, codes, language)}</li>`)}</ul>`;
}

/** Whether two cells stand in one sum: they differ in one dimension, by siblings or by a code and the one above it. */
function sameSum(
  { dimensions }: PublicTableJson,
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const differ = dimensions.filter(({ name }) => one[name] !== other[name]);
  const [only] = differ;
  if (only === undefined || differ.length > 1) return false;
  const parentOf = (code: string | undefined) =>
    only.codes.find((each) => each.code === code)?.parent ?? null;
  const [a, b] = [one[only.name], other[only.name]];
  return parentOf(a) === b || parentOf(b) === a || (parentOf(a) === parentOf(b) && parentOf(a) !== null);
}

/** Codes of the dimensions that the page shows: of a rate its parts are no dimension of the table. */
function shownCodes(
  { rate }: PublicTableJson,
  codes: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(codes).filter(([name]) => name !== rate?.component));
}

function labelsOf(
  { dimensions }: PublicTableJson,
  codes: Readonly<Record<string, string>>,
  language: Language,
): string {
  const label = (name: string, code: string) =>
    dimensions.find((each) => each.name === name)?.codes.find((each) => each.code === code)?.label?.[
      language
    ];
  return Object.entries(codes)
    .map(([name, code]) => label(name, code) ?? code)
    .join(' · ');
}

function intervalOf({ interval }: HiddenCell, language: Language): string {
  const words = REPORT_WORDS[language];
  const end = (value: number | null) => (value === null ? words.unbounded : formatNumber(value, language));
  const text = words.between(end(interval.low), end(interval.high));
  return interval.exact ? text : `${text}; ${words.atLeast}`;
}
