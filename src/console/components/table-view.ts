/**
 * A released table on a page: one dimension across, the others down, each column head in sight while one scrolls.
 *
 * Edge:   a table without a dimension has one cell; of a rate table the rate is shown, its parts are in the files.
 * Leaks:  what the public table holds. Hidden cells look alike whatever the reason; who may know more passes `linkOf`.
 */
import { html } from 'hono/html';
import { restrictionNotes } from '../../exchange/released/rows.ts';
import type { ReleasedDimension, ReleasedView } from '../../exchange/released/view.ts';
import { markOf } from '../../exchange/released/view.ts';
import type { Language } from '../../problems.ts';
import { formatNumber } from '../format.ts';
import type { Html } from '../page.ts';

const MARKS = {
  hidden: {
    symbol: '▒',
    id: 'disembunyikan agar tidak seorang pun dapat dikenali',
    en: 'hidden so that nobody can be recognised',
  },
  withheld: {
    symbol: 'NA',
    id: 'tidak disajikan karena galat terlalu besar',
    en: 'not shown because its error is too large',
  },
  impossible: { symbol: '–', id: 'tidak mungkin ada', en: 'cannot exist' },
  caution: {
    symbol: '*',
    id: 'gunakan dengan hati-hati: galat relatif besar',
    en: 'use with caution: large relative error',
  },
} as const;

const SYNTHETIC = {
  id: 'Data sintetis: bukan hasil survei, bukan tentang siapa pun.',
  en: 'Synthetic data: no result of a survey, about nobody.',
};

export interface TableChoices {
  /** Dimension that goes across; the last one that is not too wide where none is named. */
  readonly across?: string | undefined;
  /** Code of the column by whose values rows go downwards; `_` for the only column. The table's own order without it. */
  readonly sort?: string | undefined;
  /** Address of what one may know of a hidden cell; null where there is nothing. */
  readonly linkOf?: (codes: Readonly<Record<string, string>>) => string | null;
}

/** Stands for the column of a table without a dimension across. */
export const ONLY = '_';

/** More columns than this are no table that anybody reads. */
const WIDEST = 14;

export function tableView(
  view: ReleasedView,
  language: Language,
  { across, sort, linkOf }: TableChoices = {},
): Html {
  const { dimensions, measures } = view;
  const measure = measures[0]!;
  const acrossAt = acrossPosition(dimensions, across);
  const columns = acrossAt < 0 ? [null] : dimensions[acrossAt]!.codes;
  const down = dimensions.filter((_, i) => i !== acrossAt);
  const cell = (codes: readonly string[]) => {
    const observed = view.observation(codes, measure.id);
    const mark = markOf(observed);
    if (observed.value !== null)
      return html`<td class="n">${formatNumber(observed.value, language, measure.decimals)}${mark === 'caution' ? html`<abbr title="${MARKS.caution[language]}">${MARKS.caution.symbol}</abbr>` : ''}</td>`;
    const { symbol, [language]: why } = MARKS[mark as keyof typeof MARKS];
    const link = mark === 'hidden' ? linkOf?.(record(dimensions, codes)) : null;
    const shown = html`<span aria-hidden="true">${symbol}</span><span class="sr">${why}</span>`;
    return html`<td class="n ${mark}" title="${why}">${link ? html`<a href="${link}">${shown}</a>` : shown}</td>`;
  };
  const sorted = (rows: ReturnType<typeof rowsOf>) => {
    if (sort === undefined || !columns.some((code) => (code?.code ?? ONLY) === sort)) return rows;
    const column = sort === ONLY ? undefined : sort;
    const value = (row: (typeof rows)[number]) => {
      const codes = codesAt(
        dimensions.length,
        acrossAt,
        row.map((each) => each.code),
        column,
      );
      return view.observation(codes, measure.id).value ?? Number.NEGATIVE_INFINITY;
    };
    return rows.toSorted((a, b) => value(b) - value(a) || 0);
  };
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${view.table.title[language]}"><table>
<caption>${view.table.title[language]} (${measure.label[language]})</caption>
<thead><tr>${down.map(({ label }) => html`<th scope="col">${label[language]}</th>`)}
${columns.map((code) => html`<th scope="col" class="n">${code === null ? measure.label[language] : code.label[language]}</th>`)}</tr></thead>
<tbody>${sorted(rowsOf(down)).map(
    (row) => html`<tr>${row.map(({ label }) => html`<th scope="row">${label[language]}</th>`)}
${columns.map((code) =>
  cell(
    codesAt(
      dimensions.length,
      acrossAt,
      row.map((each) => each.code),
      code?.code,
    ),
  ),
)}</tr>`,
  )}</tbody></table></div>
<dl class="marks">${usedMarks(view, measure.id).map(
    (mark) => html`<div><dt>${MARKS[mark].symbol}</dt><dd>${MARKS[mark][language]}</dd></div>`,
  )}</dl>`;
}

/** What the table counts, how it was restricted, its footnotes and its source. */
export function tableNotes(view: ReleasedView, language: Language): Html {
  const { population, footnotes = [], dataset, citation } = view.table;
  const synthetic = dataset.synthetic ? [SYNTHETIC] : [];
  const notes = [population, ...restrictionNotes(view), ...footnotes, ...synthetic, citation];
  return html`<ul class="hint">${notes.map((note) => html`<li>${note[language]}</li>`)}</ul>`;
}

/** Where the dimension that goes across is; -1 where none does. */
export function acrossPosition(dimensions: readonly ReleasedDimension[], wanted: string | undefined): number {
  const named = dimensions.findIndex(({ name }) => name === wanted);
  if (named >= 0 || dimensions.length === 0) return named;
  const narrow = dimensions.map(({ codes }, i) => (codes.length <= WIDEST ? i : -1)).filter((i) => i >= 0);
  return dimensions.length === 1 ? -1 : (narrow.at(-1) ?? -1);
}

function rowsOf(dimensions: readonly ReleasedDimension[]): ReleasedDimension['codes'][number][][] {
  return dimensions.reduce<ReleasedDimension['codes'][number][][]>(
    (rows, { codes }) => rows.flatMap((row) => codes.map((code) => [...row, code])),
    [[]],
  );
}

function codesAt(
  length: number,
  acrossAt: number,
  down: readonly string[],
  column: string | undefined,
): string[] {
  const rest = [...down];
  return Array.from({ length }, (_, i) => (i === acrossAt ? column! : rest.shift()!));
}

function record(dimensions: readonly ReleasedDimension[], codes: readonly string[]): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ name }, i) => [name, codes[i]!]));
}

function usedMarks(view: ReleasedView, measure: string): (keyof typeof MARKS)[] {
  const used = new Set([...view.combinations()].map((codes) => markOf(view.observation(codes, measure))));
  return (Object.keys(MARKS) as (keyof typeof MARKS)[]).filter((mark) => used.has(mark));
}
