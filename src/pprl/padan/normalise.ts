/**
 * Normalisers of the padan profile, by name and version. They decide bits and tokens: a change is a new version
 * beside the old one, never an edit.
 *
 * A normaliser gives the normal text of a cell, '' for nothing usable, and may refuse (`problem`) or flag
 * (`warning`). Cells are trimmed first. Each says its source.
 */
import type { ProblemCode } from '../../problems.ts';
import { normaliseCompactDate, normaliseDate } from './date.ts';
import {
  normaliseFamilyCard,
  normaliseNik,
  normaliseNikBirthDate,
  normalisePassport,
} from './identifiers.ts';
import { normaliseName } from './name.ts';
import { normaliseName2 } from './names/normalise-name.ts';
import { normalisePhone } from './phone.ts';
import { normaliseText } from './plain-text.ts';
import { normaliseRegion } from './region.ts';
import { normaliseSex } from './sex.ts';

export interface Normalised {
  readonly value: string;
  /** The row is refused. */
  readonly problem?: ProblemCode;
  /** The row is taken; a person should look. */
  readonly warning?: ProblemCode;
}

export type Normaliser = (cell: string) => Normalised;

export const NORMALISERS = {
  'person-name/1': normaliseName,
  'person-name/2': normaliseName2,
  'date/1': normaliseDate,
  'compact-date/1': normaliseCompactDate,
  'sex/1': normaliseSex,
  'region/1': normaliseRegion,
  'text/1': normaliseText,
  'nik/1': normaliseNik,
  'nik-birth-date/1': normaliseNikBirthDate,
  'family-card/1': normaliseFamilyCard,
  'passport/1': normalisePassport,
  'phone/1': normalisePhone,
} as const satisfies Readonly<Record<string, Normaliser>>;

export type NormaliserName = keyof typeof NORMALISERS;

/** Normal texts that are dates, to be tokenised by their parts. */
export const DATE_NORMALISERS: ReadonlySet<NormaliserName> = new Set(['date/1', 'nik-birth-date/1']);

/** Numbers that whoever holds the key can try one by one: exact tokens only, never the filter. */
export const DIGIT_NORMALISERS: ReadonlySet<NormaliserName> = new Set([
  'nik/1',
  'family-card/1',
  'passport/1',
  'phone/1',
]);
