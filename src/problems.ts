/**
 * The registry of refusals. Codes are public and stable; each has a page (docs/reference/problems/<code>.md,
 * generated from the texts here) and becomes an RFC 9457 body in the API and one line on stderr in the CLI.
 *
 * Leaks: facts are counts, positions and names from specs. Their type and `label` keep record values out.
 */
import { agreementProblems } from './problems/agreement.ts';
import { agreementRecordProblems } from './problems/agreement-records.ts';
import { clientProblems } from './problems/client.ts';
import { disclosureProblems } from './problems/disclosure.ts';
import { encodingProblems } from './problems/encoding.ts';
import { filesProblems } from './problems/files.ts';
import type { ProblemEntry } from './problems/group.ts';
import { linkageProblems } from './problems/linkage.ts';
import { outputProblems } from './problems/outputs.ts';
import { recordProblems } from './problems/records.ts';
import { serviceProblems } from './problems/service.ts';
import { specProblems } from './problems/specs.ts';
import { spreadsheetProblems } from './problems/spreadsheet.ts';
import { statisticsProblems } from './problems/statistics.ts';
import { tableProblems } from './problems/tables.ts';

/** As a function that is marked pure, so that a bundle for browsers which asks for no text leaves the texts out. */
const registry = () =>
  ({
    ...specProblems,
    ...encodingProblems,
    ...spreadsheetProblems,
    ...recordProblems,
    ...linkageProblems,
    ...filesProblems,
    ...disclosureProblems,
    ...outputProblems,
    ...statisticsProblems,
    ...tableProblems,
    ...agreementProblems,
    ...agreementRecordProblems,
    ...serviceProblems,
    ...clientProblems,
  }) as const;

export const PROBLEMS = /* @__PURE__ */ registry();

export type ProblemCode = keyof typeof PROBLEMS;

declare const labelBrand: unique symbol;
/** A short name that comes from a spec, from the program or from a hash: never from a record. */
export type Label = string & { readonly [labelBrand]: true };

/** A digit run this long could be a NIK, a passport or a phone number. */
const SUSPICIOUS_DIGITS = /\d{7,}/;
/** Of 128 bits or more, and with a letter: a NIK is sixteen digits, two of them in a row are thirty-two. */
const HEX_DIGEST = /^(?=.*[a-f])[0-9a-f]{32,128}$/;

/**
 * The only door to a `Label`.
 * Edge: text over 200 characters, with control characters, or with seven or more digits in a row (unless it is
 * a lower-case hexadecimal digest) becomes `<withheld>`: a fact is never worth a leak.
 */
export function label(text: string): Label {
  const printable = /^[\x20-\x7e]{1,200}$/.test(text);
  const safe = printable && (HEX_DIGEST.test(text) || !SUSPICIOUS_DIGITS.test(text));
  return (safe ? text : '<withheld>') as Label;
}

export type Fact = number | boolean | Label | readonly Label[] | readonly number[] | readonly Facts[];
export interface Facts {
  readonly [name: string]: Fact | undefined;
}

/** A broken precondition, by code, with facts that hold no record value. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ProblemCode;
  readonly facts: Facts;

  constructor(code: ProblemCode, facts: Facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

export function problemEntry(code: ProblemCode): ProblemEntry {
  return PROBLEMS[code];
}

/** RFC 9457 problem details; `instance` is the request id, by which support finds the log line. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly instance?: string;
  readonly facts: Facts;
}

export type Language = 'id' | 'en';

/** The body for `error` in `language`; `base` is where the problem pages are served (no slash at the end). */
export function problemBody(
  error: DomainError,
  language: Language,
  base: string,
  instance?: string,
): ProblemBody {
  const entry = problemEntry(error.code);
  const text = entry[language];
  return {
    type: `${base}/problems/${error.code}`,
    title: text.title,
    status: entry.status,
    detail: `${text.meaning} ${text.action.join('. ')}.`,
    code: error.code,
    ...(instance === undefined ? {} : { instance }),
    facts: error.facts,
  };
}
