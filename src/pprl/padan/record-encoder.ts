/** Records to filters and exact tokens in the padan profile. */
import { utf8 } from '../../exchange/bytes.ts';
import { DomainError, type ProblemCode } from '../../problems.ts';
import type { CellProblem, RecordEncoder } from '../encoder.ts';
import { deriveFieldKey, isProjectKey } from '../keys.ts';
import type { PadanSchema } from '../linkage-schema.ts';
import { createBlocking } from './blocking.ts';
import { createDiffusion } from './diffusion.ts';
import type { PadanDocument, PadanField } from './document.ts';
import { exactToken } from './exact-token.ts';
import { nikFacts } from './identifiers.ts';
import { NORMALISERS, type Normalised, type Normaliser } from './normalise.ts';
import { createRandomHashing } from './random-hashing.ts';
import { hashedTokens } from './tokens.ts';

interface Field {
  readonly name: string;
  readonly column: number;
  readonly normalise: Normaliser;
  /** Sets the bits of a normalised value. */
  readonly addTo: (filter: Uint8Array, value: string) => void;
}

/** Normalised values of one row, by the position of the field. */
type Values = readonly Normalised[];

/** Throws: `project-key-invalid` for anything but 32 bytes that are not all equal. */
export function createPadanEncoder({ document }: PadanSchema, key: Uint8Array): RecordEncoder {
  if (!isProjectKey(key)) throw new DomainError('project-key-invalid', { bytes: key.length });
  const { columns, bits, diffusion } = document;
  const diffuse =
    diffusion === undefined
      ? null
      : createDiffusion(deriveFieldKey(key, 'diffusion', 'filter'), {
          bits,
          outputBits: diffusion.bits,
          terms: diffusion.terms,
        });
  const fields = document.fields.map((field) => createField(document, field, key));
  const tokens = document.exactTokens.map(({ name, parts }) => ({
    key: deriveFieldKey(key, 'exact', name),
    parts: parts.map((part) => fields.findIndex((field) => field.name === part)),
  }));
  const passes = (document.blocking?.passes ?? []).map((pass) => ({
    make: createBlocking(key, pass),
    parts: pass.parts.map((part) => fields.findIndex((field) => field.name === part.field)),
  }));
  const identifier = fields.findIndex(({ name }) => name === document.identifier);
  const payloadColumns = columns.flatMap(({ name, role }, at) => (role === 'payload' ? [{ name, at }] : []));

  const read = (cells: readonly string[]): Values =>
    fields.map(({ column, normalise }) => normalise(cells[column]!.trim()));
  const told = (values: Values, kind: 'problem' | 'warning'): CellProblem[] =>
    values.flatMap((value, at) => {
      const code = value[kind];
      return code === undefined ? [] : [{ column: fields[at]!.column, code }];
    });
  const widthProblem = (cells: readonly string[]): CellProblem[] =>
    cells.length === columns.length ? [] : [{ column: cells.length, code: 'row-width-differs' }];

  return {
    check(cells) {
      const width = widthProblem(cells);
      return width.length > 0 ? width : told(read(cells), 'problem');
    },
    warnings(cells) {
      if (widthProblem(cells).length > 0) return [];
      const values = read(cells);
      return [...told(values, 'warning'), ...disagreements(document, values)];
    },
    encode(cells) {
      const values = widthProblem(cells).length > 0 ? [] : read(cells);
      const [problem] = [...widthProblem(cells), ...told(values, 'problem')];
      if (problem !== undefined) throw new DomainError(problem.code, { column: problem.column });
      const filter = new Uint8Array(bits / 8);
      fields.forEach((field, at) => {
        field.addTo(filter, values[at]!.value);
      });
      const exact = tokens.map((token) =>
        exactToken(
          token.key,
          token.parts.map((part) => values[part]!.value),
        ),
      );
      return {
        clk: diffuse === null ? filter : diffuse(filter),
        undiffused: diffuse === null ? null : filter,
        exact,
        blocking: passes.flatMap(({ make, parts }) => make(parts.map((part) => values[part]!.value))),
        identifierInvalid: identifier >= 0 && values[identifier]!.value === '',
      };
    },
    payload(cells) {
      if (payloadColumns.length === 0) return new Uint8Array(0);
      return utf8(
        JSON.stringify(Object.fromEntries(payloadColumns.map(({ name, at }) => [name, cells[at]]))),
      );
    },
  };
}

function createField({ columns, bits }: PadanDocument, field: PadanField, key: Uint8Array): Field {
  const { name, normalise, filter } = field;
  const shared = {
    name,
    column: columns.findIndex((column) => column.name === field.column),
    normalise: NORMALISERS[normalise],
  };
  if (filter === undefined) return { ...shared, addTo: () => {} };
  const positionsOf = createRandomHashing(deriveFieldKey(key, 'filter', name), bits, filter.hashesPerToken);
  return {
    ...shared,
    addTo(clk, value) {
      for (const [token, hashes] of hashedTokens(value, filter.tokenise, filter.hashesPerToken)) {
        const positions = positionsOf(token);
        for (let i = 0; i < hashes; i++) clk[positions[i]! >> 3]! |= 0x80 >> (positions[i]! & 7);
      }
    },
  };
}

/** A NIK against the fields it repeats. It is never changed to fit a corrected birth date: a warning only. */
function disagreements({ fields, columns }: PadanDocument, values: Values): CellProblem[] {
  const valueNamed = (name: string | undefined): string =>
    values[fields.findIndex((field) => field.name === name)]?.value ?? '';
  return fields.flatMap(({ agreesWith, column }, at): CellProblem[] => {
    const facts = agreesWith === undefined ? null : nikFacts(values[at]!.value);
    if (facts === null) return [];
    const date = valueNamed(agreesWith?.birthDate);
    const sex = valueNamed(agreesWith?.sex);
    const codes: ProblemCode[] = [];
    const [year, month, day] = date.split('-').map(Number);
    if (date !== '' && (day !== facts.day || month !== facts.month || year! % 100 !== facts.year))
      codes.push('nik-birth-date-differs');
    if (sex !== '' && sex !== facts.sex) codes.push('nik-sex-differs');
    const position = columns.findIndex(({ name }) => name === column);
    return codes.map((code) => ({ column: position, code }));
  });
}
