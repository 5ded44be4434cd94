/**
 * Holds the rows of a file against their record type: what is refused and what is flagged, by column and code.
 *
 * Shape:  columns from 0. One reader a file, since it remembers which values it has seen.
 * Edge:   a row of empty cells is one flag. What a rule cannot look at (an empty cell, a name of a region) it passes.
 * Cost:   a few lookups a cell, and for each field that should be unique some 16 to 32 bytes a row.
 * Leaks:  codes, counts and names of specs; never a value.
 * Throws: `record-list-version`, `codelist-unknown`, `record-columns-differ`.
 */
import type { ColumnRole } from '../pprl/linkage-schema.ts';
import { DomainError, type Facts, label, type ProblemCode } from '../problems.ts';
import { listName } from '../statistics/codelist.ts';
import type { CodeListLibrary } from '../statistics/codelist-library.ts';
import type { Crosswalk } from '../statistics/crosswalk.ts';
import { type CellTypeName, readerOf } from './cell-types.ts';
import { type Finding, listsOf, readCode, readRegion } from './code-reader.ts';
import type { Flag, RecordField, RecordType, RuleName } from './record.ts';
import { type RelationValues, relationFinding } from './record-relations.ts';
import { regionInside } from './region-inside.ts';
import { SeenValues } from './seen-values.ts';

/** Something about one cell, with names of specs that explain it. */
export interface FoundInCell {
  readonly column: number;
  readonly code: ProblemCode;
  readonly facts?: Facts;
}

export interface RowReading {
  readonly refused: readonly FoundInCell[];
  readonly flagged: readonly FoundInCell[];
}

export interface RecordCheck {
  /** The code list of a field, id and version. */
  readonly lists: ReadonlyMap<string, string>;
  /** The type of every field. */
  readonly types: ReadonlyMap<string, CellTypeName>;
  /** A reader of one file, from its first row. */
  start(): (cells: readonly string[]) => RowReading;
}

/** What record types refer to. */
export interface RecordReferences {
  readonly codeLists: CodeListLibrary;
  readonly crosswalks: readonly Crosswalk[];
}

interface CellReading {
  readonly value: string;
  readonly findings: readonly Finding[];
}

export function createRecordCheck(record: RecordType, references: RecordReferences): RecordCheck {
  const { fields } = record;
  const readers = fields.map((field) => cellReader(field, references.codeLists));
  const relations = fields.map((field) => field.flagged.filter((flag) => 'field' in flag || 'on' in flag));
  const refuses = fields.map((field) => new Set<RuleName>(field.refused.map(({ rule }) => rule)));
  const flags = fields.map((field) => new Set<RuleName>(field.flagged.map(({ rule }) => rule)));
  const columnOf = new Map(fields.map(({ name }, at) => [name, at]));
  const inside = regionInside(references.crosswalks);

  return {
    lists: new Map(
      fields.flatMap(({ name, codelist }) => (codelist === undefined ? [] : [[name, listName(codelist)]])),
    ),
    types: new Map(fields.map(({ name, type }) => [name, type])),
    start() {
      const seen = fields.map((_, at) => (flags[at]!.has('unique') ? new SeenValues() : undefined));
      return (cells) => {
        if (cells.every((cell) => cell.trim() === ''))
          return { refused: [], flagged: [{ column: 0, code: 'row-empty' }] };
        const readings = readers.map((read, at) => read((cells[at] ?? '').trim()));
        const values: RelationValues = (name) => {
          const at = columnOf.get(name)!;
          return { text: (cells[at] ?? '').trim(), value: readings[at]?.value ?? '' };
        };
        const row: { refused: FoundInCell[]; flagged: FoundInCell[] } = { refused: [], flagged: [] };
        readings.forEach((reading, column) => {
          const findings = [
            ...reading.findings,
            ...repeated(seen[column], reading.value),
            ...related(relations[column]!, fields[column]!.name, values, inside),
          ];
          for (const { rule, code, facts } of findings) {
            const found = { column, code, ...(facts === undefined ? {} : { facts }) };
            if (refuses[column]!.has(rule)) row.refused.push(found);
            else if (flags[column]!.has(rule)) row.flagged.push(found);
          }
        });
        return row;
      };
    },
  };
}

function repeated(seen: SeenValues | undefined, value: string): Finding[] {
  return seen !== undefined && value !== '' && seen.add(value)
    ? [{ rule: 'unique', code: 'value-repeated' }]
    : [];
}

function related(
  flags: readonly Flag[],
  name: string,
  values: RelationValues,
  inside: ReturnType<typeof regionInside>,
): Finding[] {
  return flags.flatMap((flag) => relationFinding(flag, name, values, inside) ?? []);
}

const CONTROL = /\p{Cc}/u;
const REGION_DIGITS = /^(\d{2})(\d{2})(\d{2})/;

/** How one field reads its cell, alone. */
function cellReader(field: RecordField, library: CodeListLibrary): (cell: string) => CellReading {
  const lists = listsOf(field, library);
  const longest = field.refused.find((each) => each.rule === 'max-length');
  const read = readerOf(field.type);
  const districts =
    lists && new Set([lists.main, lists.historical].flatMap((list) => list?.codes ?? []).map(codeOf));
  const knowsRegion = (value: string): boolean => {
    const [, province, regency, district] = REGION_DIGITS.exec(value) ?? [];
    return districts!.has(`${province}.${regency}.${district}`);
  };
  return (cell) => {
    if (cell === '')
      return {
        value: '',
        findings: [{ rule: 'absent', code: field.type === 'nik' ? 'nik-missing' : 'cell-absent' }],
      };
    const findings: Finding[] = [];
    if (CONTROL.test(cell)) findings.push({ rule: 'control-characters', code: 'cell-control-characters' });
    if (longest !== undefined && cell.length > longest.max)
      findings.push({ rule: 'max-length', code: 'cell-too-long' });
    if (field.type === 'code') return withFindings(findings, readCode(cell, lists!));
    const { value, problem, warning } = read(cell);
    if (problem !== undefined) findings.push({ rule: ruleOf(problem), code: problem });
    // A dash, say: it reads as nothing, and nothing else is wrong with it.
    else if (value === '' && warning === undefined) findings.push({ rule: 'absent', code: 'cell-absent' });
    if (warning !== undefined) findings.push({ rule: value === '' ? 'format' : 'unusual', code: warning });
    if (field.type === 'region' && value !== '') return withFindings(findings, readRegion(value, lists!));
    if (districts !== undefined && value !== '' && field.type !== 'sex' && !knowsRegion(value))
      findings.push({ rule: 'known-region', code: 'region-digits-unknown' });
    return { value, findings };
  };
}

const codeOf = ({ code }: { readonly code: string }): string => code;

function withFindings(first: readonly Finding[], { value, findings }: CellReading): CellReading {
  return { value, findings: [...first, ...findings] };
}

function ruleOf(problem: ProblemCode): RuleName {
  return problem === 'region-code-without-system' ? 'region-system' : 'format';
}

/**
 * That `columns` of a linkage schema are the fields of `record`, in their order, and no identifier is payload.
 * @throws {DomainError} `record-columns-differ` with the first position and what is expected there.
 */
export function checkColumnsOf(
  record: RecordType,
  columns: readonly { readonly name: string; readonly role: ColumnRole }[],
): void {
  const at = record.fields.findIndex(
    ({ name, role }, i) =>
      columns[i]?.name !== name ||
      (columns[i]!.role !== 'ignored' && (columns[i]!.role === 'payload') !== (role === 'payload')),
  );
  if (at < 0 && columns.length === record.fields.length) return;
  const column = at < 0 ? record.fields.length : at;
  const expected = record.fields[column];
  throw new DomainError('record-columns-differ', {
    recordType: label(record.id),
    column: column + 1,
    expected: expected === undefined ? undefined : label(`${expected.name} (${expected.role})`),
    expectedColumns: record.fields.length,
    foundColumns: columns.length,
  });
}
