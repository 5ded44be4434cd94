/** Writes docs/reference/records.md from the specs of records, code lists, hierarchies and crosswalks. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecordType, type RecordField, type RecordType } from '../src/agreement/record.ts';
import { parseCodeList } from '../src/statistics/codelist.ts';
import { codeListLibrary } from '../src/statistics/codelist-library.ts';
import { parseCrosswalk } from '../src/statistics/crosswalk.ts';
import { parseHierarchy } from '../src/statistics/hierarchy.ts';

const SPECS = join(import.meta.dirname, '../specs');
export const RECORD_PAGE = join(import.meta.dirname, '../docs/reference/records.md');

const INTRODUCTION = `# Record types and code lists

Written by \`node scripts/record-page.ts\` from the spec files; a test fails where the two differ. *Official*: a decree or
the agreement itself says so. *Published*: a page or file of an agency does. *Proposed*: this project's own, to be
confirmed by the parties.

## How a file is held against its record type

\`padan encode\` holds every row against the record type that the linkage schema names (or \`--record R.json\`) before
anything is written. What is **refused** refuses the file: the first 100 problems are told by row and column, with their
count, never with a value. What is **flagged** is counted by column and told; the row goes along, since as many records
come back as were sent.

| rule | says of a cell |
| --- | --- |
| \`absent\` | it is empty, or reads as nothing |
| \`control-characters\`, \`max-length\` | it is no text of this column |
| \`format\` | it is not of the type: no date, no number, no possible NIK |
| \`unusual\` | it is of the type, and not as it mostly is |
| \`region-system\` | a region code that does not say whether it is of BPS or of Kemendagri: the same digits mean different places |
| \`in-codelist\` | no code, label or other spelling of the list; or one of another version, and then both versions are named |
| \`alternative-list\` | a code of another list that the column takes besides |
| \`in-force\` | a region code that is in force no longer |
| \`list-at-hand\` | a region code of a system whose list is not at hand |
| \`known-region\` | a number whose first six digits are no district, present or past |
| \`agrees-with\` | a NIK that disagrees with another column. It may be genuine: it is never changed to fit a corrected birth date |
| \`unique\` | a value that occurs again in the file |
| \`after\`, \`age-at-least\` | days in the wrong order; an age below the limit |
| \`nik-age\` | a NIK whose birth date gives, in no century, an age within the limits |
| \`present-when\` | it is empty where the row calls for it |
| \`inside\` | a region that does not lie in the wider one of the row |

A row of empty cells is one flag. A code may stand behind the id of its list (\`kbli-2025-section:K\`); a region code stands
behind its system (\`bps:3507\`, \`kemendagri:35\`) or has Kemendagri's dots (\`35.07\`). Names of regions are taken and not
held against a list: there is a regency and a city of Malang.

## A new record type, a new edition of a list

A record type is a file of format \`padan-record/2\` ([schema](../../specs/schema/record.schema.json)), a linkage schema
whose columns are its fields, and nothing else: \`padan encode --record R.json --schema S.json\`. The types of cells and the
rules are the closed vocabulary of this page. A list that does not come with Padan, or a new edition of one that does, is
named by \`--codelists L1.json,L2.json\`; it takes the place of the list with its id. The record type names each list with
its version, and another version than the one at hand is refused with the names of both.
`;

const read = (folder: string): { id: string; version: string; classification: string }[] =>
  readdirSync(join(SPECS, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(SPECS, folder, name), 'utf8')));

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  row(head) + row(head.map(() => '---')) + rows.map(row).join('');

const LAMPIRAN_ORDER = ['placements', 'complaints', 'returns'];

/** The page as the specs have it. */
export function recordPage(): string {
  const lists = codeListLibrary(read('codelists'));
  const records = read('records').map(parseRecordType);
  records.sort((a, b) => LAMPIRAN_ORDER.indexOf(a.id) - LAMPIRAN_ORDER.indexOf(b.id));
  const days = (each: { validFrom: string | null; validTo: string | null }) =>
    `${each.validFrom ?? '?'} to ${each.validTo ?? '-'}`;
  const listRows = read('codelists')
    .map(parseCodeList)
    .map((list) => [
      ...[`\`${list.id}\``, list.title.en, `\`${list.classification}\``, list.version, days(list)],
      ...[String(list.codes.length), list.standing, list.source],
    ]);
  const hierarchyRows = read('hierarchies')
    .map((file) => parseHierarchy(file, lists.codeList))
    .map((each) => [
      ...[`\`${each.id}\``, each.levels.map(({ codelist }) => `\`${codelist}\``).join(' > '), each.version],
      ...[each.standing, each.source],
    ]);
  const crosswalkRows = read('crosswalks')
    .map((file) => parseCrosswalk(file, lists.codeList))
    .map((each) => [
      ...[`\`${each.id}\``, `\`${each.from.codelist}\``, `\`${each.to.codelist}\``, each.kind],
      ...[
        String(each.pairs.length),
        String(each.sameDigitsOtherPlace?.length ?? ''),
        each.standing,
        each.source,
      ],
    ]);
  return [
    INTRODUCTION,
    ...records.map(recordSection),
    `## Code lists\n\nA question mark is a day this project does not know; a dash is no end. Lists of one classification are its
versions and groupings: a code of one is never taken for a code of another silently. Lists of districts are read where
records are checked; the Worker does not carry them.\n`,
    table(['list', 'what', 'classification', 'version', 'valid', 'codes', 'standing', 'source'], listRows),
    '## Hierarchies\n',
    table(['hierarchy', 'lists, coarse to fine', 'version', 'standing', 'source'], hierarchyRows),
    `## Crosswalks\n\nOne-to-one: every code of both lists has its pair. Succession: codes in force for historical ones, where the names
tell. *Other place*: codes whose digits mean another place in the other list.\n`,
    table(['crosswalk', 'from', 'to', 'kind', 'pairs', 'other place', 'standing', 'source'], crosswalkRows),
  ].join('\n');
}

function recordSection(record: RecordType): string {
  const { title, source, fields, version, validFrom, validTo } = record;
  return `## ${title.en} (${title.id}): \`${record.id}\`

${source.document}, ${source.annex}, ${source.section}: ${fields.length} fields. Version ${version}, valid ${validFrom} to
${validTo}. List, order and wording are ${record.standing}.

${table(
  ['', 'column', 'wording', 'type', 'format', 'lists', 'role', 'refused', 'flagged', 'evidence'],
  fields.map(fieldCells),
)}`;
}

function fieldCells(field: RecordField): string[] {
  const lists = [field.codelist, ...(field.alternatives ?? []), field.historical].flatMap((each) =>
    each === undefined ? [] : [`\`${each.id}\` ${each.version}`],
  );
  return [
    ...[String(field.item), `\`${field.name}\``, field.label.id, `${field.type} (\`${field.normalise}\`)`],
    ...[
      field.format,
      lists.join(', '),
      field.role,
      rules(field.refused),
      rules(field.flagged),
      field.evidence,
    ],
  ];
}

function rules(list: RecordField['refused'] | RecordField['flagged']): string {
  return list
    .map((each) => {
      const { rule, ...rest } = each;
      return [rule, ...Object.values(rest)].join(' ');
    })
    .join(', ');
}

if (import.meta.main) writeFileSync(RECORD_PAGE, recordPage());
