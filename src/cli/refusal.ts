/** How a refusal reads on standard error: one line, for a person or (`--json-errors`) for a program. */
import { DomainError, type Fact, type Facts, type Language, problemBody, problemEntry } from '../problems.ts';
import { UsageError } from './command.ts';

/** Wrong use. */
const EXIT_USAGE = 2;
/** A fault of the program (EX_SOFTWARE): none of the statuses that say something about the input. */
const EXIT_FAULT = 70;
/** Relative, as RFC 9457 allows: docs/reference/problems/<code>.md of the installed version. */
const PROBLEM_PAGES = 'docs/reference';

export interface Refusal {
  readonly exit: number;
  readonly line: string;
}

/** Leaks: facts of the refusal, and for a fault where it arose; never a message, which might hold a value. */
export function refusal(error: unknown, verb: string, language: Language, json: boolean): Refusal {
  if (error instanceof DomainError)
    return {
      exit: problemEntry(error.code).exit,
      line: json ? JSON.stringify(problemBody(error, language, PROBLEM_PAGES)) : sentence(error, language),
    };
  if (error instanceof UsageError) return { exit: EXIT_USAGE, line: wrongUse(error, verb, language, json) };
  return { exit: EXIT_FAULT, line: fault(error, language, json) };
}

function sentence({ code, facts }: DomainError, language: Language): string {
  const { title, meaning, action } = problemEntry(code)[language];
  const told = printFacts(facts, language);
  return `padan: ${title} [${code}]${told === '' ? '' : `: ${told}`}. ${meaning} ${action.join('. ')}.`;
}

const INDONESIAN: Readonly<Record<string, string>> = {
  row: 'baris',
  column: 'kolom',
  rows: 'jumlah baris',
  line: 'baris',
  member: 'anggota',
  expected: 'seharusnya',
  found: 'ditemukan',
  problems: 'masalah',
  first: 'yang pertama',
  name: 'nama',
};

function printFacts(facts: Facts, language: Language): string {
  return Object.entries(facts)
    .flatMap(([name, fact]) =>
      fact === undefined || (Array.isArray(fact) && fact.length === 0)
        ? []
        : [`${language === 'id' ? (INDONESIAN[name] ?? name) : name} ${printFact(fact, language)}`],
    )
    .join(', ');
}

function printFact(fact: Fact, language: Language): string {
  if (typeof fact !== 'object') return String(fact);
  return fact
    .map((item) => (typeof item === 'object' ? `(${printFacts(item, language)})` : String(item)))
    .join(' ');
}

function wrongUse(error: UsageError, verb: string, language: Language, json: boolean): string {
  const title = language === 'id' ? 'Pemakaian salah' : 'Wrong use';
  if (json)
    return JSON.stringify({ type: 'about:blank', title, status: 400, detail: error.message, code: 'usage' });
  const help = language === 'id' ? 'lihat' : 'see';
  return [
    'padan:',
    `${title}:`,
    verb === '' ? '' : `${verb}:`,
    `${error.message};`,
    help,
    'padan',
    verb,
    '--help',
  ]
    .filter((word) => word !== '')
    .join(' ');
}

function fault(error: unknown, language: Language, json: boolean): string {
  const title = language === 'id' ? 'Kesalahan pada program' : 'Fault in the program';
  const name = error instanceof Error ? error.name : typeof error;
  const where = (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  if (json) return JSON.stringify({ type: 'about:blank', title, status: 500, code: 'fault', name, where });
  return `padan: ${title} (${name}) ${where.join(' ')}`;
}
