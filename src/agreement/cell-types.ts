/**
 * The closed vocabulary of what a cell of a record can be. A type says how a cell is read; a record spec says what
 * follows when it cannot be. A new type is a new entry here; a new record type is a spec file and no code.
 *
 * Edge:   cells are trimmed first; the empty cell is read by no type. Values serve the checks only: payload is sealed
 *         as it came.
 * Leaks:  readers give codes, never a part of the cell.
 */
import { NORMALISERS, type Normalised } from '../pprl/padan/normalise.ts';

interface CellType {
  /** Name and version of the reading, as record specs state it. */
  readonly normalise: string;
  readonly read: (cell: string) => Normalised;
}

const NUMBER = /^\d{1,12}(\.\d{1,2})?$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const asItIs = (cell: string): Normalised => ({ value: cell });

/** `yyyy-mm-dd` of a time on a day that exists. A time without its zone is taken and flagged. */
function readTime(cell: string): Normalised {
  const [, day, hour, minute, second = '00', zone] = TIME.exec(cell) ?? [];
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return { value: '', problem: 'time-not-recognised' };
  const { value, problem } = NORMALISERS['date/1'](day);
  if (problem !== undefined) return { value: '', problem };
  return zone === undefined ? { value, warning: 'time-without-zone' } : { value };
}

/** A day, or a time of it with or without a zone. */
function readMoment(cell: string): Normalised {
  if (!TIME.test(cell)) return NORMALISERS['date/1'](cell);
  const { warning: _, ...time } = readTime(cell);
  return time;
}

/** The domain in lower case; what stands before it may depend on case. */
function readEmail(cell: string): Normalised {
  if (!EMAIL.test(cell)) return { value: '', warning: 'email-unusual' };
  const at = cell.lastIndexOf('@');
  return { value: cell.slice(0, at) + cell.slice(at).toLowerCase() };
}

export const CELL_TYPES = {
  nik: { normalise: 'nik/1', read: NORMALISERS['nik/1'] },
  'family-card': { normalise: 'family-card/1', read: NORMALISERS['family-card/1'] },
  passport: { normalise: 'passport/1', read: NORMALISERS['passport/1'] },
  'person-name': { normalise: 'person-name/1', read: NORMALISERS['person-name/1'] },
  sex: { normalise: 'sex/1', read: NORMALISERS['sex/1'] },
  region: { normalise: 'region/1', read: NORMALISERS['region/1'] },
  date: { normalise: 'date/1', read: NORMALISERS['date/1'] },
  datetime: { normalise: 'datetime/1', read: readTime },
  moment: { normalise: 'moment/1', read: readMoment },
  money: {
    normalise: 'money/1',
    read: (cell) => (NUMBER.test(cell) ? { value: cell } : { value: '', problem: 'number-not-recognised' }),
  },
  phone: { normalise: 'phone/1', read: NORMALISERS['phone/1'] },
  email: { normalise: 'email/1', read: readEmail },
  code: { normalise: 'code/1', read: asItIs },
  text: { normalise: 'text/1', read: asItIs },
} as const satisfies Readonly<Record<string, CellType>>;

/** How a cell of that type is read. */
export function readerOf(type: CellTypeName): (cell: string) => Normalised {
  return CELL_TYPES[type].read;
}

export type CellTypeName = keyof typeof CELL_TYPES;
export const CELL_TYPE_NAMES = Object.keys(CELL_TYPES) as [CellTypeName, ...CellTypeName[]];

/** Types whose value is a day. */
export const DAY_TYPES: ReadonlySet<CellTypeName> = new Set(['date', 'datetime', 'moment']);
/** Numbers that stand for one person or family: never payload. */
export const NUMBER_TYPES: ReadonlySet<CellTypeName> = new Set(['nik', 'family-card', 'passport']);
