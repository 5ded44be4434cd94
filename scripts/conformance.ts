/**
 * Writes docs/conformance.md and docs/open-questions.md from the specs of the agreement.
 * Run `node scripts/conformance.ts` after changing one of them, a record spec or a linkage schema; a test fails while
 * a page differs, and when a file or a test that a clause names is not there.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAddendum, withChanges } from '../src/agreement/addendum.ts';
import { type Agreement, parseAgreement } from '../src/agreement/agreement.ts';
import type { AgreementClause } from '../src/agreement/clauses.ts';
import { type DeliveredAs, deliveredAs } from '../src/agreement/delivery-form.ts';
import { type OpenQuestions, parseOpenQuestions } from '../src/agreement/open-questions.ts';
import { conformanceMarkdown } from './conformance-page.ts';
import { openQuestionsMarkdown } from './open-questions-page.ts';

export const AGREEMENT_SPEC = 'specs/agreement/pks-2025.json';
export const QUESTIONS_SPEC = 'specs/agreement/open-questions.json';
export const DRAFT_SPEC = 'specs/agreement/addendum-encodings.json';

/** A row of Lampiran 1 with what follows from its specs. */
export interface RecordRow {
  readonly form: DeliveredAs;
  readonly recordSpec: string | null;
  readonly linkageSpec: string | null;
}

export interface AgreementPages {
  readonly agreement: Agreement;
  readonly questions: OpenQuestions;
  /** The agreement as it would be with the draft addendum. */
  readonly withDraft: Agreement;
  readonly rows: ReadonlyMap<string, RecordRow>;
}

const root = join(import.meta.dirname, '..');
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface LinkageFile {
  readonly path: string;
  readonly recordType?: string;
  readonly columns?: readonly { readonly name: string; readonly role: string }[];
}

interface RecordFile {
  readonly fields: readonly { readonly name: string; readonly item: number }[];
}

/** Everything the pages are made of, from the tree. */
export function agreementPages(): AgreementPages {
  const agreement = parseAgreement(json(AGREEMENT_SPEC));
  const linkages = readdirSync(join(root, 'specs/linkage'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ ...(json(`specs/linkage/${name}`) as object), path: `specs/linkage/${name}` }))
    .map((each) => each as LinkageFile);
  const rows = agreement.clauses.flatMap((clause) =>
    clause.status === 'record' ? [[clause.clause, recordRow(clause, linkages)] as const] : [],
  );
  return {
    agreement,
    questions: parseOpenQuestions(json(QUESTIONS_SPEC)),
    withDraft: withChanges(agreement, parseAddendum(json(DRAFT_SPEC))),
    rows: new Map(rows),
  };
}

function recordRow(
  { record, item }: Extract<AgreementClause, { status: 'record' }>,
  linkages: readonly LinkageFile[],
): RecordRow {
  const recordSpec = `specs/records/${record}.json`;
  const known = readdirSync(join(root, 'specs/records')).includes(`${record}.json`);
  const spec = known ? (json(recordSpec) as RecordFile) : null;
  const linkage = linkages.find(({ recordType, columns }) => recordType === record && columns !== undefined);
  return {
    form: deliveredAs(spec, linkage?.columns ? { columns: linkage.columns } : null, item),
    recordSpec: known ? recordSpec : null,
    linkageSpec: linkage?.path ?? null,
  };
}

export const PAGES = {
  'docs/conformance.md': conformanceMarkdown,
  'docs/open-questions.md': openQuestionsMarkdown,
} as const;

if (import.meta.main) {
  const pages = agreementPages();
  for (const [path, markdown] of Object.entries(PAGES)) writeFileSync(join(root, path), markdown(pages));
}
