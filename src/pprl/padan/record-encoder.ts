/** Records to filters and exact tokens in the padan profile. */
import { utf8 } from '../../exchange/bytes.ts';
import { DomainError, type ProblemCode } from '../../problems.ts';
import type { EncodedRecord } from '../encoded-record.ts';
import type { CellProblem, RecordEncoder } from '../encoder.ts';
import { deriveFieldKey, isProjectKey } from '../keys.ts';
import type { PadanSchema } from '../linkage-schema.ts';
import { ValueBits } from '../value-bits.ts';
import { createBlocking } from './blocking.ts';
import { createDiffuseMany, type DiffuseMany } from './diffuse-many.ts';
import type { PadanDocument, PadanField } from './document.ts';
import { createExactToken } from './exact-token.ts';
import { nikFacts } from './identifiers.ts';
import { NORMALISERS, type Normalised, type Normaliser } from './normalise.ts';
import { createBigramHashing, createRandomHashing, setBits } from './random-hashing.ts';
import { createTokenRoom } from './token-room.ts';
import { hashedTokens } from './tokens.ts';

interface Field {
  readonly name: string;
  readonly column: number;
  /** The normal value of a cell; its bits are set in `filter` where one is given. */
  readonly read: (cell: string, filter?: Int32Array) => Normalised;
}

/** Normalised values of one row, by the position of the field. */
type Values = readonly Normalised[];

const NO_PAYLOAD = new Uint8Array(0);
const isRefused = ({ problem }: Normalised) => problem !== undefined;

/** Throws: `project-key-invalid` for anything but 32 bytes that are not all equal. */
export function createPadanEncoder({ document }: PadanSchema, key: Uint8Array): RecordEncoder {
  if (!isProjectKey(key)) throw new DomainError('project-key-invalid', { bytes: key.length });
  const { columns } = document;
  const diffuse = diffusionOf(document, key);
  const fields = document.fields.map((field) => createField(document, field, key));
  const room = createTokenRoom();
  const tokens = document.exactTokens.map(({ name, parts }) => ({
    make: createExactToken(deriveFieldKey(key, 'exact', name), room),
    parts: parts.map((part) => fields.findIndex((field) => field.name === part)),
  }));
  const passes = (document.blocking?.passes ?? []).map((pass) => ({
    make: createBlocking(key, pass, document.blocking?.buckets, room),
    parts: pass.parts.map((part) => fields.findIndex((field) => field.name === part.field)),
  }));
  const identifier = fields.findIndex(({ name }) => name === document.identifier);
  const payloadColumns = columns.flatMap(({ name, role }, at) => (role === 'payload' ? [{ name, at }] : []));
  const disagreements = disagreementsOf(document);
  const words = new Int32Array(document.bits / 32);
  const bytes = new Uint8Array(words.buffer);

  const read = (cells: readonly string[], filter?: Int32Array): Values =>
    fields.map((field) => field.read(cells[field.column]!.trim(), filter));
  const told = (values: Values, kind: 'problem' | 'warning'): CellProblem[] => {
    const all: CellProblem[] = [];
    for (let at = 0; at < values.length; at++) {
      const code = values[at]![kind];
      if (code !== undefined) all.push({ column: fields[at]!.column, code });
    }
    return all;
  };
  const widthProblem = (cells: readonly string[]): CellProblem[] =>
    cells.length === columns.length ? [] : [{ column: cells.length, code: 'row-width-differs' }];

  /** The parts of a record that are not the filter, which is left in `words`. */
  const encodeOne = (cells: readonly string[]): Omit<EncodedRecord, 'clk' | 'undiffused'> => {
    words.fill(0);
    const values = cells.length === columns.length ? read(cells, words) : [];
    if (values.length === 0 || values.some(isRefused)) {
      const [{ code, column }] = [...widthProblem(cells), ...told(values, 'problem')] as [CellProblem];
      throw new DomainError(code, { column });
    }
    const blocking = passes.map(({ make, parts }) => make(parts.map((part) => values[part]!.value)));
    return {
      exact: tokens.map(({ make, parts }) => make(parts.map((part) => values[part]!.value))),
      blocking: blocking.flatMap(({ leaving }) => leaving),
      counted: blocking.flatMap(({ counted }) => counted),
      identifierInvalid: identifier >= 0 && values[identifier]!.value === '',
    };
  };
  const encodeAll = (rows: readonly (readonly string[])[]): EncodedRecord[] => {
    const filters = new Uint8Array(rows.length * bytes.length);
    const parts = rows.map((cells, row) => {
      const part = encodeOne(cells);
      filters.set(bytes, row * bytes.length);
      return part;
    });
    const clks = diffuse === null ? filters : diffuse(filters, rows.length);
    const width = clks.length / rows.length;
    return parts.map((part, row) => ({
      clk: clks.subarray(row * width, (row + 1) * width),
      undiffused: diffuse === null ? null : filters.subarray(row * bytes.length, (row + 1) * bytes.length),
      exact: part.exact,
      blocking: part.blocking,
      counted: part.counted,
      identifierInvalid: part.identifierInvalid,
    }));
  };

  return {
    check(cells) {
      const width = widthProblem(cells);
      return width.length > 0 ? width : told(read(cells), 'problem');
    },
    warnings(cells) {
      if (widthProblem(cells).length > 0) return [];
      const values = read(cells);
      return [...told(values, 'warning'), ...disagreements(values)];
    },
    encode: (cells) => encodeAll([cells])[0]!,
    encodeAll,
    payload(cells) {
      if (payloadColumns.length === 0) return NO_PAYLOAD;
      return utf8(
        JSON.stringify(Object.fromEntries(payloadColumns.map(({ name, at }) => [name, cells[at]]))),
      );
    },
  };
}

function diffusionOf({ bits, diffusion }: PadanDocument, key: Uint8Array): DiffuseMany | null {
  if (diffusion === undefined) return null;
  const { bits: outputBits, terms } = diffusion;
  return createDiffuseMany(deriveFieldKey(key, 'diffusion', 'filter'), { bits, outputBits, terms });
}

function createField({ columns, bits }: PadanDocument, field: PadanField, key: Uint8Array): Field {
  const { name, filter } = field;
  const normalise: Normaliser = NORMALISERS[field.normalise];
  const column = columns.findIndex((entry) => entry.name === field.column);
  // Numbers of persons hardly repeat: nothing is gained by remembering them.
  if (filter === undefined) return { name, column, read: (cell) => normalise(cell) };
  const hash = hashingOf(filter, deriveFieldKey(key, 'filter', name), bits);
  const values = new ValueBits(bits, (cell, own) => {
    const normal = normalise(cell);
    hash(own, normal.value);
    return normal;
  });
  return {
    name,
    column,
    read: (cell, words) => (words === undefined ? values.about(cell) : values.addTo(words, cell)),
  };
}

/** Sets the bits of a normalised value. */
function hashingOf(
  { tokenise, hashesPerToken }: NonNullable<PadanField['filter']>,
  key: Uint8Array,
  bits: number,
): (filter: Uint8Array, value: string) => void {
  const positionsOf = createRandomHashing(key, bits, hashesPerToken);
  if (tokenise === 'word-bigrams') return createBigramHashing(positionsOf);
  return (filter, value) => {
    for (const [token, hashes] of hashedTokens(value, tokenise, hashesPerToken))
      setBits(filter, positionsOf(token), hashes);
  };
}

/** A NIK against the fields it repeats. It is never changed to fit a corrected birth date: a warning only. */
function disagreementsOf({ fields, columns }: PadanDocument): (values: Values) => CellProblem[] {
  const at = (name: string | undefined) => fields.findIndex((field) => field.name === name);
  const numbers = fields.flatMap(({ agreesWith, column }, number) =>
    agreesWith === undefined
      ? []
      : [
          {
            number,
            column: columns.findIndex(({ name }) => name === column),
            date: at(agreesWith.birthDate),
            sex: at(agreesWith.sex),
          },
        ],
  );
  return (values) =>
    numbers.flatMap(({ number, column, date, sex }) => {
      const facts = nikFacts(values[number]!.value);
      if (facts === null) return [];
      const codes: ProblemCode[] = [];
      const born = values[date]?.value ?? '';
      const said = values[sex]?.value ?? '';
      const [year, month, day] = born.split('-').map(Number);
      if (born !== '' && (day !== facts.day || month !== facts.month || year! % 100 !== facts.year))
        codes.push('nik-birth-date-differs');
      if (said !== '' && said !== facts.sex) codes.push('nik-sex-differs');
      return codes.map((code) => ({ column, code }));
    });
}
