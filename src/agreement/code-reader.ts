/**
 * Cells that hold a code: looked up in the list the record spec names, by version. A code of another version or
 * grouping of the same classification is told apart from one of no list at all, and never taken silently.
 *
 * Shape:  a cell is a code, one of its labels or other spellings, or a code behind the id of its list
 *         (`kbli-2025-section:K`); for regions behind its system (`bps:3507`), or with Kemendagri's dots.
 * Edge:   names of regions are not held against a list: Malang is a regency and a city.
 */
import { plainUpper, words } from '../pprl/padan/text.ts';
import { DomainError, type Facts, label, type ProblemCode } from '../problems.ts';
import { type CodeList, listName } from '../statistics/codelist.ts';
import type { CodeListLibrary } from '../statistics/codelist-library.ts';
import type { RecordField, RuleName } from './record.ts';

/** Something about one cell: which rule it touches decides whether it refuses, is flagged, or is nothing. */
export interface Finding {
  readonly rule: RuleName;
  readonly code: ProblemCode;
  readonly facts?: Facts;
}

export interface CodeReading {
  /** The code, behind its system where it is of a region; '' for none. */
  readonly value: string;
  readonly findings: readonly Finding[];
}

interface Lists {
  readonly main: CodeList;
  readonly alternatives: readonly CodeList[];
  readonly historical: CodeList | undefined;
  /** Other versions and groupings of the classification. */
  readonly others: readonly CodeList[];
}

/** The lists of a field. @throws {DomainError} `codelist-unknown`; `record-list-version` where versions differ. */
export function listsOf(field: RecordField, library: CodeListLibrary): Lists | undefined {
  if (field.codelist === undefined) return undefined;
  const bind = (reference: { readonly id: string; readonly version: string }): CodeList => {
    const list = library.codeList(reference.id);
    if (list.version !== reference.version)
      throw new DomainError('record-list-version', {
        field: label(field.name),
        expectedList: label(listName(reference)),
        foundList: label(listName(list)),
      });
    return list;
  };
  const main = bind(field.codelist);
  const alternatives = (field.alternatives ?? []).map(bind);
  const historical = field.historical && bind(field.historical);
  const own = new Set([main, ...alternatives, historical]);
  const others = library.classification(main.classification).filter((list) => !own.has(list));
  return { main, alternatives, historical, others };
}

const spellings = new WeakMap<CodeList, ReadonlyMap<string, string>>();

/** Codes by every spelling of them, codes themselves before labels. */
function spellingsOf(list: CodeList): ReadonlyMap<string, string> {
  const known = spellings.get(list);
  if (known !== undefined) return known;
  const byText = new Map<string, string>();
  for (const { code, label: names, aliases = [] } of list.codes)
    for (const each of [names.id, names.en, ...aliases]) byText.set(folded(each), code);
  for (const { code } of list.codes) byText.set(folded(code), code);
  spellings.set(list, byText);
  return byText;
}

const folded = (text: string): string => words(plainUpper(text)).join(' ');

/** The code that `text` means in `list`. */
function codeIn(list: CodeList, text: string): string | undefined {
  return codesOf(list).has(text) ? text : spellingsOf(list).get(folded(text));
}

const WITH_LIST = /^([a-z0-9][a-z0-9-]*):(.+)$/;

/** Reads a cell of a `code` field. */
export function readCode(cell: string, { main, alternatives, others }: Lists): CodeReading {
  const [, id, rest] = WITH_LIST.exec(cell) ?? [];
  const named = [main, ...alternatives, ...others].find((list) => list.id === id);
  const text = named === undefined ? cell : rest!;
  const asked = (list: CodeList) => named === undefined || named === list;
  const own = asked(main) ? codeIn(main, text) : undefined;
  if (own !== undefined) return { value: own, findings: [] };
  for (const list of alternatives.filter(asked)) {
    const code = codeIn(list, text);
    if (code !== undefined) return { value: code, findings: [taken(list)] };
  }
  const other = others.filter(asked).find((list) => named !== undefined || codeIn(list, text) !== undefined);
  return { value: '', findings: [other === undefined ? absent(main) : ofOther(main, other)] };
}

/** Reads the normalised value of a `region` field: `system:code`, `province:35`, or a name. */
export function readRegion(value: string, { main, alternatives, historical, others }: Lists): CodeReading {
  const [, said, code] = /^(bps|kemendagri|province):(.+)$/.exec(value) ?? [];
  if (code === undefined) return { value: '', findings: [] };
  const system = said === 'province' ? main.system : said;
  const coded = `${system}:${code}`;
  const holds = (list: CodeList) => list.system === system && codesOf(list).has(code);
  if (holds(main)) return { value: coded, findings: [] };
  const alternative = alternatives.find(holds);
  if (alternative !== undefined) return { value: coded, findings: [taken(alternative)] };
  if (historical !== undefined && holds(historical))
    return {
      value: coded,
      findings: [{ rule: 'in-force', code: 'code-no-longer-in-force', facts: named('list', historical) }],
    };
  const ofSystem = [main, ...alternatives].find((list) => list.system === system);
  if (ofSystem === undefined)
    return { value: coded, findings: [{ rule: 'list-at-hand', code: 'code-not-checked' }] };
  const other = others.find(holds);
  return { value: '', findings: [other === undefined ? absent(ofSystem) : ofOther(ofSystem, other)] };
}

const sets = new WeakMap<CodeList, ReadonlySet<string>>();

/** The codes of a list. */
function codesOf(list: CodeList): ReadonlySet<string> {
  const known = sets.get(list) ?? new Set(list.codes.map((each) => each.code));
  sets.set(list, known);
  return known;
}

const named = (member: string, list: CodeList): Facts => ({ [member]: label(listName(list)) });
const taken = (list: CodeList): Finding => ({
  ...{ rule: 'alternative-list', code: 'code-of-alternative-list' },
  facts: named('list', list),
});
const absent = (list: CodeList): Finding => ({
  ...{ rule: 'in-codelist', code: 'code-not-in-list' },
  facts: named('list', list),
});
const ofOther = (expected: CodeList, found: CodeList): Finding => ({
  ...{ rule: 'in-codelist', code: 'code-of-other-version' },
  facts: { ...named('expectedList', expected), ...named('foundList', found) },
});
