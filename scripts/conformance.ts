/**
 * Writes docs/conformance.md from the clause list of the agreement's spec file.
 * Run `node scripts/conformance.ts` after changing the list; a test fails while the page differs, and when a
 * file or a test that the list names is not there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Agreement, type AgreementClause, parseAgreement } from '../src/agreement/agreement.ts';

export const AGREEMENT_SPEC = 'specs/agreement/pks-2025.json';
export const CONFORMANCE_PAGE = 'docs/conformance.md';

const STATUS = {
  carried: 'carried',
  partly: 'partly',
  'not-yet': 'not yet',
  outside: 'outside the software',
} as const;

/** The page, from the spec alone. */
export function conformanceMarkdown(agreement: Agreement): string {
  const counts = Object.keys(STATUS).map((status) => {
    const count = agreement.clauses.filter((clause) => clause.status === status).length;
    return `${STATUS[status as keyof typeof STATUS]} ${count}`;
  });
  const sections = [
    ['Articles (Pasal)', 'Pasal'],
    ['Lampiran 1: records KP2MI gives', 'Lampiran 1'],
    ['Lampiran 2: statistics BPS gives', 'Lampiran 2'],
    ['Lampiran 3: matching with the single register', 'Lampiran 3'],
  ] as const;
  return [
    '# Conformance with the agreement',
    '',
    `Generated from \`${AGREEMENT_SPEC}\` by \`node scripts/conformance.ts\`; do not edit. A test holds this page to the`,
    'spec, and every file and test named here to the tree.',
    '',
    `Agreement ${agreement.numbers.join(' and ')}, signed ${agreement.term.signed}.`,
    `${agreement.clauses.length} clauses and rows: ${counts.join(', ')}.`,
    '',
    'What the text leaves open and Padan had to choose:',
    '',
    ...choices(agreement).map((line) => `- ${line}`),
    '',
    ...sections.flatMap(([title, prefix]) => [
      `## ${title}`,
      '',
      '| clause | says | status | carried by |',
      '|---|---|---|---|',
      ...agreement.clauses.filter(({ clause }) => clause.startsWith(prefix)).map(row),
      '',
    ]),
  ].join('\n');
}

function row(clause: AgreementClause): string {
  const cells = [clause.clause, clause.says.en, STATUS[clause.status], carriers(clause)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function carriers(clause: AgreementClause): string {
  if (clause.status === 'outside') return `outside the software, because ${clause.because}`;
  if (clause.status === 'not-yet') return `missing: ${clause.missing}`;
  const { specs = [], code = [], tests = [] } = clause.by;
  const parts = [
    ...[...specs, ...code].map((path) => `\`${path}\``),
    ...tests.map(({ file, title }) => `test "${title}" (\`${file}\`)`),
  ];
  const rest = clause.status === 'partly' ? `missing: ${clause.missing}` : clause.note;
  return [parts.join(', '), rest].filter((text) => text !== undefined && text !== '').join('. ');
}

function choices(agreement: Agreement): string[] {
  const { term, timeZone, deliveries, duties } = agreement;
  const noted = [term, ...deliveries.duties, ...Object.values(duties)] as readonly {
    readonly source: string;
    readonly note?: string | undefined;
  }[];
  return [
    `Time zone ${timeZone.name}: ${timeZone.note}`,
    `Second week, days ${deliveries.window.firstDay} to ${deliveries.window.lastDay}: ${deliveries.window.note}`,
    ...noted.flatMap(({ source, note }) => (note === undefined ? [] : [`${source}: ${note}`])),
  ];
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const agreement = parseAgreement(JSON.parse(readFileSync(join(root, AGREEMENT_SPEC), 'utf8')));
  writeFileSync(join(root, CONFORMANCE_PAGE), conformanceMarkdown(agreement));
}
