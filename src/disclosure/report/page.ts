/**
 * The disclosure report as one page of HTML, for a privacy officer or a lawyer: plain sentences first, tables after.
 * No script, no image, nothing loaded; it can be printed, saved and read with any browser.
 *
 * Leaks: what the report leaks; the page is internal too. It shows no value of a hidden cell, only intervals.
 */
import { escaped } from '../../exchange/html.ts';
import { TOTAL } from '../dimension.ts';
import type { Bilingual } from '../report-texts.ts';
import type { HiddenCell, NamedCell, ReportDocument, Share } from './document.ts';
import { grouped, STYLE, table } from './page-parts.ts';
import { type Language, REASONS, WORDS } from './page-texts.ts';
import { rulesInWords } from './rule-texts.ts';

/** What the page says about the table that the report itself does not know. */
export interface PageContext {
  /** Of the table; null where a spec without a title was protected. */
  readonly title: Bilingual | null;
  /** Labels of dimensions and codes; a code without a label is shown as it is. */
  readonly label: (dimension: string, code?: string) => Bilingual | undefined;
}

interface Labelled {
  readonly title: Bilingual;
  readonly dimensions: readonly {
    readonly name: string;
    readonly label: Bilingual;
    readonly codes: readonly { readonly code: string; readonly label?: Bilingual | undefined }[];
  }[];
}

/** Title and labels as a tabulated table carries them. */
export function pageContext({ title, dimensions }: Labelled): PageContext {
  const labels = new Map(
    dimensions.map(({ name, label, codes }) => [
      name,
      { label, codes: new Map(codes.map((each) => [each.code, each.label])) },
    ]),
  );
  return {
    title,
    label: (dimension, code) =>
      code === undefined ? labels.get(dimension)?.label : labels.get(dimension)?.codes.get(code),
  };
}

/** Rows of the longest lists; what is beyond is in report.json. */
const MOST_ROWS = 500;

/** Both languages on one page, `first` on top. */
export function reportPage(report: ReportDocument, context: PageContext, first: Language = 'id'): string {
  const order: readonly Language[] = first === 'id' ? ['id', 'en'] : ['en', 'id'];
  return `<!doctype html>
<html lang="${first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${WORDS[first].title}</title><style>${STYLE}</style></head><body>
<nav>${order.map((language) => `<a href="#${language}" lang="${language}">${WORDS[language].title}</a>`).join(' · ')}</nav>
${order.map((language) => `<main id="${language}" lang="${language}">${new Writer(report, context, language).body()}</main>`).join('\n')}
</body></html>
`;
}

/** Codes that look like numbers come first in an object, whatever their order was. */
function totalFirst<Row>(rows: readonly (readonly [string, Row])[]): (readonly [string, Row])[] {
  const isTotal = ([code]: readonly [string, Row]) => code === TOTAL;
  return [...rows.filter(isTotal), ...rows.filter((row) => !isTotal(row))];
}

class Writer {
  readonly #report: ReportDocument;
  readonly #context: PageContext;
  readonly #language: Language;

  constructor(report: ReportDocument, context: PageContext, language: Language) {
    this.#report = report;
    this.#context = context;
    this.#language = language;
  }

  body(): string {
    return [
      this.#head(),
      this.#rules(),
      this.#where(),
      this.#known(),
      this.#ratios(),
      this.#conflicts(),
      this.#loss(),
      this.#limits(),
      this.#proof(),
    ].join('\n');
  }

  #head(): string {
    const { status, statusText, cells, standard, policy } = this.#report;
    const words = WORDS[this.#language];
    const title = this.#context.title?.[this.#language];
    const guaranteed = words.standards[standard.name as keyof typeof words.standards] ?? standard.name;
    const text = guaranteed
      .replace('%from', this.#number(standard.from ?? 0))
      .replace('%to', this.#number(standard.scaledTo ?? standard.to ?? 0));
    return `<h1>${words.title}${title ? `: ${escaped(title)}` : ''}</h1>
<p class="internal">${words.internal}</p>
<h2>${words.conclusion}</h2>
<p class="status" data-status="${status}">${escaped(statusText[this.#language])}</p>
<p>${words.counts(cells.all, cells.primary, cells.secondary, cells.withheld)}</p>
<h2>${words.standard}</h2><p>${escaped(text)} ${this.#scaled()}</p>
${policy ? `<p>${escaped(words.policy(policy.id, policy.version))}</p>` : ''}`;
  }

  /** Why the interval of a weighted table is not that of the policy. */
  #scaled(): string {
    const { to, scaledTo } = this.#report.standard;
    if (to === undefined || scaledTo === undefined || to === scaledTo) return '';
    return escaped(WORDS[this.#language].scaled(this.#number(to), this.#number(scaledTo)));
  }

  #rules(): string {
    const words = WORDS[this.#language];
    const { rules, breakdown } = this.#report;
    const rows = Object.entries(breakdown.byRule).map(([rule, cells]) => [
      escaped(rulesInWords(rules, rule, this.#language)),
      cells,
    ]);
    const several = rows.length > 1 ? `<p>${words.marked}</p>` : '';
    return `<h2>${words.rules}</h2>${table([words.rule, words.cells], rows)}${several}`;
  }

  #where(): string {
    const words = WORDS[this.#language];
    const head = (first: string) => [first, words.unsafe, words.protecting, words.all];
    const row = (name: string, { primary, secondary, cells }: Share) => [
      escaped(name),
      primary,
      secondary,
      cells,
    ];
    const tables = Object.entries(this.#report.breakdown.byCode).map(([dimension, codes]) => {
      const touched = Object.entries(codes).filter(([, share]) => share.primary + share.secondary > 0);
      const rows = totalFirst(touched)
        .slice(0, MOST_ROWS)
        .map(([code, share]) => row(this.#label(dimension, code), share));
      return table(head(words.category), rows, this.#label(dimension));
    });
    const levels = Object.entries(this.#report.breakdown.byLevel).map(([level, share]) =>
      row(this.#level(level), share),
    );
    return `<h2>${words.where}</h2>${tables.join('\n')}${table(head(words.level), levels)}`;
  }

  /** `0-1` as "Region: Total · Industry: level 1". */
  #level(level: string): string {
    const { total, levelOf } = WORDS[this.#language];
    const names = Object.keys(this.#report.breakdown.byCode).map((name) => this.#label(name));
    return level
      .split('-')
      .map((depth, d) => `${names[d]}: ${depth === '0' ? total : levelOf(Number(depth))}`)
      .join(' · ');
  }

  #known(): string {
    const words = WORDS[this.#language];
    const { hidden, forcedGuesses, exposedToSingletons } = this.#report;
    const dimensions = Object.keys(this.#report.breakdown.byCode);
    const shown = hidden.slice(0, MOST_ROWS);
    const rows = shown.map((cell) => [
      ...dimensions.map((name) => escaped(this.#label(name, cell.codes[name] ?? ''))),
      escaped([cell.reason, ...(cell.alsoBy ?? [])].map((each) => this.#reason(each)).join('; ')),
      this.#interval(cell),
    ]);
    const names = dimensions.map((name) => escaped(this.#label(name)));
    return `<h2>${words.hidden}</h2>
${table([...names, words.why, words.known], rows)}
<p>${words.shown(shown.length, hidden.length)}</p>
<h2>${words.guesses}</h2><p>${words.guessText(forcedGuesses)}</p>
<h2>${words.members}</h2><p>${this.#members(exposedToSingletons)}</p>
<h2>${words.earlier}</h2><p>${escaped(this.#earlier())}</p>`;
  }

  #earlier(): string {
    const words = WORDS[this.#language];
    const { earlier, together = [] } = this.#report;
    if (earlier) return words.together(earlier.releases.length, earlier.sharedCells, earlier.hiddenForThem);
    return together.length > 0 ? words.withTables(together.join(', ')) : words.alone;
  }

  /** Whether members were to be kept from narrowing too. */
  #narrow(): boolean {
    return this.#report.standard.contributorsMayNot === 'narrow';
  }

  #members(exposed: number): string {
    const words = WORDS[this.#language];
    const { contributorsMayNot } = this.#report.standard;
    const text = this.#narrow() ? words.memberNarrows(exposed) : words.memberText(exposed);
    const done = contributorsMayNot === undefined ? words.membersCounted : words.membersMinded;
    return [text, done, ...(this.#report.membersWorkedOut ? [] : [words.membersMany])].join(' ');
  }

  #ratios(): string {
    const words = WORDS[this.#language];
    const { ratios = [] } = this.#report;
    if (ratios.length === 0) return '';
    const rows = ratios.map((each) => [
      escaped(each.id),
      each.shown,
      each.besideHidden,
      each.hidden,
      each.keptBack,
    ]);
    const head = [words.ratio, words.ratioShown, words.besideHidden, words.ratioHidden, words.keptBack];
    return `<h2>${words.ratios}</h2><p>${words.ratioText}</p>${table(head, rows)}`;
  }

  #conflicts(): string {
    const words = WORDS[this.#language];
    const { conflicts = [], possible = [] } = this.#report;
    if (conflicts.length === 0) return '';
    const named = ({ release, codes }: NamedCell) => {
      const text = Object.entries(codes).map(([name, code]) => this.#label(name, code));
      return escaped([...text, ...(release === null ? [] : [`(${release})`])].join(' / '));
    };
    const rows = conflicts
      .slice(0, MOST_ROWS)
      .map(({ unsafe, published }) => [named(unsafe), published.map(named).join('<br>')]);
    const sets = possible.map((names) => names.map((name) => this.#label(name)).join(' x ')).join(words.or);
    return `<h2>${words.conflicts}</h2><p>${words.conflictText}</p>
${table([words.unsafeCell, words.published], rows)}
<p>${sets === '' ? words.notPossible : escaped(words.possible(sets))}</p>`;
  }

  #interval({ interval, forcedGuess, exposedToMember, toMembers }: HiddenCell): string {
    const words = WORDS[this.#language];
    const end = (value: number | null) => (value === null ? words.unbounded : this.#number(value));
    const notes = [
      ...(interval.exact ? [] : [words.atLeast]),
      ...(forcedGuess ? [words.guess] : []),
      ...(toMembers ? [words.toMembers(end(toMembers.low), end(toMembers.high))] : []),
      ...(exposedToMember ? [this.#narrow() ? words.memberOrLess : words.member] : []),
    ];
    return [words.between(end(interval.low), end(interval.high)), ...notes].join('; ');
  }

  #loss(): string {
    const words = WORDS[this.#language];
    const { loss, method, merges, cells } = this.#report;
    const items = (merges ?? []).map(({ dimension, codes: [a, b], unsafe }) =>
      words.merged(this.#label(dimension), this.#label(dimension, a), this.#label(dimension, b), unsafe),
    );
    return `<h2>${words.loss}</h2>
<p>${words.lossText(loss.cells, this.#number(loss.value), this.#number(loss.cost))} ${this.#gap()}</p>
<p>${escaped(method.text[this.#language])}</p>
<h2>${words.merge}</h2>${
      items.length === 0
        ? `<p>${merges === null ? words.mergesUnknown : words.noMerge}</p>`
        : `<p>${words.mergeText(cells.primary)}</p><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
    }`;
  }

  #gap(): string {
    const words = WORDS[this.#language];
    const { loss, method } = this.#report;
    const { bound, cost = loss.cost } = method;
    // Each table of several has its own loss; what is proved is proved of all.
    const others = Math.abs(cost - loss.cost) > 1e-6 ? `${words.ofAll(this.#number(cost))} ` : '';
    if (bound === null) return words.noBound;
    if (bound >= cost - 1e-6) return `${others}${words.optimal}`;
    const share = Math.ceil((1000 * (cost - bound)) / cost) / 10;
    return `${others}${words.bound(this.#number(bound), this.#number(share))}`;
  }

  #limits(): string {
    const items = this.#report.limits.map((limit) => `<li>${escaped(limit[this.#language])}</li>`);
    return `<h2>${WORDS[this.#language].limits}</h2><ul>${items.join('')}</ul>`;
  }

  #proof(): string {
    const words = WORDS[this.#language];
    const rows = Object.entries(this.#report.hashes).map(([name, hash]) => [
      escaped(words.files[name as keyof typeof words.files] ?? name),
      `<code>${escaped(hash)}</code>`,
    ]);
    return `<h2>${words.proof}</h2><p>${words.proofText}</p>${table([], rows)}`;
  }

  #reason(reason: string): string {
    return REASONS[reason]?.[this.#language] ?? reason;
  }

  #label(dimension: string, code?: string): string {
    return this.#context.label(dimension, code)?.[this.#language] ?? code ?? dimension;
  }

  #number(value: number): string {
    return grouped(value, this.#language);
  }
}
