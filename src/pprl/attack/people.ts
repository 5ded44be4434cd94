/**
 * Made-up people for the laboratory, as rows of a schema's columns. They have no likeness to anybody: words are put
 * together from syllables. What matters to an attack is kept: few names are frequent and most are rare, regions lie
 * in one another, dates and sexes spread as in a population, families share a card.
 *
 * Deterministic: the same schema, number and seed give the same people.
 * Source: the parameters of this project's notes on security, 2b (names of one to three words by Zipf's law, 300
 *         regions).
 */
import { DomainError, label } from '../../problems.ts';
import type { ClkhashDocument } from '../clkhash/document.ts';
import { isHashed } from '../clkhash/document.ts';
import type { LinkageSchema } from '../linkage-schema.ts';
import type { PadanField } from '../padan/document.ts';
import { type Draw, drawFrom, zipf } from './draw.ts';

/** Cells of one person, in the order of the schema's columns. */
export type Cells = readonly string[];

const SYLLABLES =
  'ba bi bu da di du ga gi ha hi ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu wa wi ya yu an in un ar ir us as'.split(
    ' ',
  );
const WORDS = 3_000;
const REGIONS = 300;
/** Words of a name, each number as often as it stands here. */
const NAME_LENGTHS = [1, 2, 2, 2, 3, 3] as const;

interface Person {
  readonly words: readonly string[];
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly woman: boolean;
  readonly region: number;
  readonly district: number;
  readonly serial: number;
  readonly family: number;
}

/** @throws {DomainError} `attack-schema-not-covered` with the columns for which no value can be made up. */
export function makePeople(schema: LinkageSchema, n: number, seed: number): Cells[] {
  const draw = drawFrom(seed);
  const word = wordsOf(draw);
  const regionOf = zipf(REGIONS, 0.6, draw);
  const people = Array.from({ length: n }, (_, serial): Person => {
    const region = regionOf();
    return {
      words: Array.from({ length: NAME_LENGTHS[draw.below(NAME_LENGTHS.length)]! }, word),
      year: 1960 + draw.below(45),
      month: 1 + draw.below(12),
      day: 1 + draw.below(28),
      woman: draw.next() < 0.5,
      region,
      district: region * 20 + draw.below(20),
      serial,
      family: Math.floor(serial / 3),
    };
  });
  return schema.profile === 'padan'
    ? people.map((person) => padanCells(schema.columns, schema.document.fields, person))
    : clkhashCells(schema.document, people, draw);
}

function wordsOf(draw: Draw): () => string {
  const made = new Set<string>();
  while (made.size < WORDS)
    made.add(
      Array.from({ length: 2 + draw.below(3) }, () => SYLLABLES[draw.below(SYLLABLES.length)]!).join(''),
    );
  const list = [...made];
  const rank = zipf(WORDS, 0.9, draw);
  return () => list[rank()]!.toUpperCase();
}

function padanCells(
  columns: readonly { readonly name: string }[],
  fields: readonly PadanField[],
  person: Person,
): Cells {
  const regions = fields.filter(({ normalise }) => normalise.startsWith('region/'));
  return columns.map(({ name }) => {
    const field = fields.find(({ column }) => column === name);
    return field === undefined ? '' : padanCell(field, regions.indexOf(field), regions.length, person);
  });
}

/** The first region field of a schema is taken for the finest. */
function padanCell(field: PadanField, level: number, levels: number, person: Person): string {
  switch (field.normalise.split('/')[0]) {
    case 'person-name':
      return person.words.join(' ');
    case 'date':
      return `${person.year}-${two(person.month)}-${two(person.day)}`;
    case 'sex':
      return person.woman ? 'P' : 'L';
    case 'region':
      return regionName(person, levels - 1 - level);
    case 'nik':
      return `${regionDigits(person)}${two(person.day + (person.woman ? 40 : 0))}${two(person.month)}${two(person.year % 100)}${serialDigits(person.serial)}`;
    case 'family-card':
      return `${regionDigits(person)}${two(1 + (person.family % 28))}0119${serialDigits(person.family)}`;
    case 'passport':
      return `B${String(7_000_000 - person.serial).padStart(7, '0')}`;
    default:
      throw new DomainError('attack-schema-not-covered', { columns: [label(field.column)] });
  }
}

/** Depth 0 is the coarsest. */
function regionName({ region, district }: Person, depth: number): string {
  if (depth === 0) return `PROV ${letters(Math.floor(region / 9))}`;
  return depth === 1 ? `REG ${letters(region)}` : `DIS ${letters(district)}`;
}

function regionDigits({ region, district }: Person): string {
  return `${11 + (region % 80)}${two(1 + (district % 90))}${two(1 + (district % 80))}`;
}

function serialDigits(serial: number): string {
  return String(1 + (serial % 9_998)).padStart(4, '0');
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function letters(n: number): string {
  return [Math.floor(n / 676) % 26, Math.floor(n / 26) % 26, n % 26]
    .map((each) => String.fromCharCode(65 + each))
    .join('');
}

/** Text features are words and numbers by Zipf's law, so that a file has frequent and rare values in every column. */
function clkhashCells(document: ClkhashDocument, people: readonly Person[], draw: Draw): Cells[] {
  const makers = document.features.map((feature, at): ((person: Person) => string) => {
    if (!isHashed(feature)) return () => '';
    const { format } = feature;
    const pick = zipf(REGIONS, 0.6, draw);
    if (format.type === 'date') return (person) => printDate(format.format, person);
    if (format.type === 'enum') return () => format.values[draw.below(format.values.length)]!;
    if (format.type === 'integer') {
      const low = format.minimum ?? 0;
      const span = (format.maximum ?? low + 9_999) - low + 1;
      return () =>
        String(low + Math.floor((pick() * span) / REGIONS) + draw.below(Math.max(1, span / REGIONS)));
    }
    if (format.pattern !== undefined)
      throw new DomainError('attack-schema-not-covered', { columns: [label(feature.identifier)] });
    const cased = (text: string) => (format.case === 'upper' ? text : text.toLowerCase());
    return (person) => cased(person.words[at % person.words.length]!).slice(0, format.maxLength ?? 99);
  });
  return people.map((person) => makers.map((make) => make(person)));
}

function printDate(format: string, { year, month, day }: Person): string {
  return format
    .replaceAll('%Y', String(year))
    .replaceAll('%y', two(year % 100))
    .replaceAll('%m', two(month))
    .replaceAll('%d', two(day));
}
