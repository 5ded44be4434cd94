/** What came out of the encoder, shown: every problem with what to do, or the files and what they are. */
import { canonicalJson, type Json } from '../../../exchange/canonical-json.ts';
import { type Facts, type Language, type ProblemCode, problemEntry } from '../../../problems.ts';
import { element, tableOf } from './dom.ts';
import type { Encoded, Refusal } from './messages.ts';
import type { Words } from './words.ts';

export function shownRefusal({ code, facts }: Refusal, language: Language, words: Words): HTMLElement {
  const entry = problemEntry(code)[language];
  const section = element(
    'div',
    { className: 'error', role: 'alert' },
    element('h2', {}, words.refused),
    element('p', {}, element('strong', {}, entry.title), `. ${entry.meaning}`),
    element('ul', {}, ...entry.action.map((line) => element('li', {}, line))),
    ...places(facts, words),
  );
  const first = facts.first as readonly Facts[] | undefined;
  if (!Array.isArray(first)) return section;
  const rows = first.map((each) => {
    const text = problemEntry(String(each.code) as ProblemCode)[language];
    return [String(each.row), String(each.column), text.title, text.action.join('. ')];
  });
  return element(
    'div',
    {},
    section,
    tableOf([words.row, words.column, words.problem, words.action], rows),
    element('p', {}, words.more(rows.length, Number(facts.problems))),
  );
}

function places({ row, column }: Facts, words: Words): HTMLElement[] {
  const parts = [
    row === undefined ? '' : `${words.row} ${row}`,
    column === undefined ? '' : `${words.column} ${column}`,
  ];
  const text = parts.filter((part) => part !== '').join(', ');
  return text === '' ? [] : [element('p', {}, text)];
}

export function shownResult(
  { encoded, order, manifest, survey }: Encoded,
  name: string,
  language: Language,
  words: Words,
): HTMLElement {
  const number = new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB');
  const facts = [
    [words.rows, number.format(survey.rows)],
    [words.size, `${number.format(encoded.size)} B`],
    [words.schema, `${manifest.schema.id} ${manifest.schema.hash}`],
    [words.fingerprint, manifest.keyFingerprint],
    ['SHA-256', manifest.sha256],
    ...(manifest.leakageLambda === null ? [] : [[words.lambda, manifest.leakageLambda.toPrecision(2)]]),
  ].flatMap(([term, text]) => [element('dt', {}, term!), element('dd', { className: 'hash' }, text!)]);
  const manifestFile = new Blob([`${canonicalJson(manifest as unknown as Json)}\n`]);
  const warnings = survey.warnings.map(({ column, code, rows }) => [
    String(column),
    problemEntry(code)[language].title,
    number.format(rows),
  ]);
  return element(
    'div',
    {},
    element('h2', {}, words.done),
    element('dl', { className: 'facts' }, ...facts),
    element(
      'p',
      { className: manifest.hardened ? 'good' : 'error' },
      manifest.hardened ? words.protects : words.plain,
    ),
    element('p', { className: 'warn' }, words.notProtects),
    ...(warnings.length === 0
      ? []
      : [element('h3', {}, words.warnings), tableOf([words.column, words.problem, words.rows], warnings)]),
    element('p', {}, words.save),
    element(
      'ul',
      {},
      saveLink(words.encodedFile, encoded, `${name}.padan`),
      saveLink(words.manifest, manifestFile, `${name}.padan.manifest.json`),
      saveLink(words.orderMap, order, `${name}.padan.order.ndjson`),
    ),
  );
}

export function saveLink(text: string, blob: Blob, name: string): HTMLElement {
  return element(
    'li',
    {},
    element('a', { href: URL.createObjectURL(blob), download: name }, text),
    ` ${name}`,
  );
}
