/**
 * The exposure report as one page of HTML for a privacy officer: the light and its reasons first, figures after.
 * No script, no image, nothing loaded; it can be printed, saved and read with any browser.
 * Leaks: what the report leaks.
 */
import { escaped } from '../../exchange/html.ts';
import { ACTORS, type Language, LIGHTS, WORDS } from './page-texts.ts';
import type { ExposureReport } from './report-shape.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums}.light{border-left:.75rem solid #111;padding:.5rem 1rem;font-weight:600}
.light.red{border-color:#b00020}.light.amber{border-color:#b36b00}.light.green{border-color:#006d2c}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}`;

/** Both languages on one page, `first` on top. */
export function exposurePage(report: ExposureReport, first: Language = 'id'): string {
  const order: readonly Language[] = first === 'id' ? ['id', 'en'] : ['en', 'id'];
  const links = order.map((each) => `<a href="#${each}" lang="${each}">${WORDS[each].title}</a>`);
  const parts = order.map((each) => `<main id="${each}" lang="${each}">${body(report, each)}</main>`);
  return `<!doctype html>
<html lang="${first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${WORDS[first].title}</title><style>${STYLE}</style></head><body>
<nav>${links.join(' · ')}</nav>
${parts.join('\n')}
</body></html>
`;
}

function body(report: ExposureReport, language: Language): string {
  return [
    head(report, language),
    attacks(report, language),
    who(report, language),
    tokens(report, language),
    measures(report, language),
  ].join('\n');
}

function head({ file, light, reasons, notes }: ExposureReport, language: Language): string {
  const words = WORDS[language];
  const list = (items: readonly { readonly id: string; readonly en: string }[]) =>
    `<ul>${items.map((each) => `<li>${escaped(each[language])}</li>`).join('')}</ul>`;
  const named = [file.project, file.custodian, file.recordType].filter((each) => each !== null).join(', ');
  return `<h1>${words.title}</h1>
<p>${escaped(named)}</p><p>${words.rows(number(file.rows, language), number(file.bits, language))}</p>
<p class="light ${light}" data-light="${light}">${LIGHTS[light][language]}</p>
${reasons.length === 0 ? `<p>${words.noReason}</p>` : list(reasons)}
${notes.length === 0 ? '' : `<h2>${words.notes}</h2>${list(notes)}`}`;
}

function attacks({ attack }: ExposureReport, language: Language): string {
  const words = WORDS[language];
  if (attack === null) return `<h2>${words.attack}</h2><p>${words.notSimulated}</p>`;
  const rows = attack.attacks.map((each) => [
    escaped(each.attack),
    percent(each.overlap, language),
    number(each.known, language),
    percent(each.share, language),
    percent(each.chance, language),
    percent(each.gain, language),
  ]);
  return `<h2>${words.attack}</h2><p>${words.attackText(number(attack.records, language), attack.seed)}</p>
${table(words.attackHead, rows)}`;
}

function who({ enumeration, deployment }: ExposureReport, language: Language): string {
  const words = WORDS[language];
  const yes = (is: boolean) => (is ? words.yes : words.no);
  const rows = enumeration.map(({ actor, holdsKey, holdsFile, tries }) => [
    ACTORS[actor][language],
    yes(holdsKey),
    yes(holdsFile),
    tries.length === 0
      ? words.nothing
      : tries
          .map(({ of, candidatesFrom, candidates, seconds }) =>
            escaped(
              `${of} (${words[candidatesFrom]}, ${number(candidates, language)}): ${duration(seconds, language)}`,
            ),
          )
          .join('<br>'),
  ]);
  return `<h2>${words.who}</h2><p>${words.hostText(escaped(deployment.host ?? '?'), deployment.hostHoldsKey)}</p>
${table(words.whoHead, rows)}`;
}

function tokens({ tokens: columns }: ExposureReport, language: Language): string {
  const words = WORDS[language];
  if (columns.length === 0) return `<h2>${words.tokens}</h2><p>${words.noTokens}</p>`;
  const rows = columns.map(({ name, kind, present, distinct, largest, cap, shareAboveCap }) => [
    escaped(name),
    words[kind],
    number(present, language),
    number(distinct, language),
    largest.atLeast === largest.atMost
      ? number(largest.atLeast, language)
      : `${number(largest.atLeast, language)} – ${number(largest.atMost, language)}`,
    `${percent(shareAboveCap, language)} (> ${number(cap, language)})`,
  ]);
  return `<h2>${words.tokens}</h2>${table(words.tokenHead, rows)}`;
}

function measures(report: ExposureReport, language: Language): string {
  const words = WORDS[language];
  const { filters, bitFrequencies: bits, coOccurrence: pairs, neighbours, leakage } = report;
  const some = (value: number | null) => (value === null ? words.unknown : number(value, language));
  const frequency = ({ value, floor, excess }: typeof bits.gini) =>
    words.beyond(number(value, language), number(floor, language), number(excess, language));
  const rows = [
    [words.unique, percent(filters.uniqueShare, language)],
    [words.mostEqual, number(filters.mostEqual, language)],
    [words.empty, number(filters.empty, language)],
    [words.fill, words.against(percent(filters.fill.mean, language), percent(filters.fill.ideal, language))],
    [
      words.weight,
      words.against(number(filters.weight.deviation, language), number(filters.weight.ideal, language)),
    ],
    [words.entropy, frequency(bits.entropyDeficit)],
    ['Gini', frequency(bits.gini)],
    ['Jensen-Shannon', frequency(bits.jensenShannon)],
    [words.phi, words.against(number(pairs.largestPhi, language), number(pairs.noise, language))],
    [words.phiAbove, percent(pairs.shareAbove, language)],
    [
      words.neighbours,
      neighbours === null
        ? words.unknown
        : words.guessing(percent(neighbours.recognisedShare, language), percent(neighbours.chance, language)),
    ],
    [words.lambda, some(leakage.lambda)],
    [words.budget, leakage.qualityBudget === null ? words.unknown : percent(leakage.qualityBudget, language)],
  ];
  return `<h2>${words.measures}</h2><p>${escaped(bits.note[language])}</p>${table(words.measureHead, rows)}`;
}

/** Cells are HTML already. */
function table(head_: readonly string[], rows: readonly (readonly string[])[]): string {
  const header = head_.map((each) => `<th scope="col">${each}</th>`).join('');
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${header}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`;
}

/** Four places at most. Written out rather than left to locales, so that a page is the same bytes everywhere. */
function number(value: number, language: Language): string {
  const [thousands, point] = language === 'id' ? ['.', ','] : [',', '.'];
  const [whole, fraction] = String(Math.round(value * 10_000) / 10_000).split('.');
  const digits = whole!.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  return `${digits}${fraction === undefined ? '' : point + fraction}`;
}

function percent(share: number, language: Language): string {
  return `${number(Math.round(share * 10_000) / 100, language)} %`;
}

const UNITS = [
  ['years', 31_557_600],
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
] as const;

function duration(seconds: number, language: Language): string {
  const words = WORDS[language];
  if (seconds < 1) return words.lessThanSecond;
  const [unit, length] = UNITS.find(([, each]) => seconds >= 2 * each) ?? (['seconds', 1] as const);
  return `${number(Math.round(seconds / length), language)} ${words[unit]}`;
}
