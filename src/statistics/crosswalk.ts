/**
 * A crosswalk: which code of one list means the same as which of another. Between the region codes of BPS and
 * Kemendagri it is one to one; from historical codes to those in force it is a succession, as far as it is known.
 *
 * Edge:   the two systems use the same digits for different places. A code is therefore never looked up without the
 *         system it is of: a bare `1101` is refused, `bps:1101` and `11.01` (dots are Kemendagri's own) are not.
 * Source: specs/crosswalks.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';
import { type CodeList, listName } from './codelist.ts';
import { code, parseSpec, repeated, specHead, specId } from './spec.ts';

const side = z.strictObject({ codelist: specId, version: z.string().min(1) });

export const crosswalkSchema = z
  .strictObject({
    ...specHead,
    /** `one-to-one` pairs every code of both lists; `succession` names the code in force, where there is one. */
    kind: z.enum(['one-to-one', 'succession']),
    from: side,
    to: side,
    /** Codes whose digits are a code of the other list too, and mean another place there. */
    sameDigitsOtherPlace: z.array(code).optional(),
    pairs: z.array(z.tuple([code, code])).min(1),
  })
  .meta({ title: 'Padan crosswalk' });

export type Crosswalk = z.infer<typeof crosswalkSchema>;
export type RegionSystem = 'bps' | 'kemendagri';

/** @throws {DomainError} `spec-invalid`, `codelist-unknown`. */
export function parseCrosswalk(value: unknown, codeListById: (id: string) => CodeList): Crosswalk {
  return parseSpec(
    crosswalkSchema.superRefine((crosswalk, context) => {
      for (const message of faults(crosswalk, codeListById)) context.addIssue({ code: 'custom', message });
    }),
    value,
    'crosswalk',
  );
}

const digits = (text: string): string => text.replaceAll('.', '');

function faults(
  { from, to, kind, pairs, ...rest }: Crosswalk,
  codeListById: (id: string) => CodeList,
): string[] {
  const found: string[] = [];
  const columns = [pairs.map(([left]) => left), pairs.map(([, right]) => right)] as const;
  [from, to].forEach(({ codelist, version }, at) => {
    const list = codeListById(codelist);
    if (list.version !== version) found.push(`${codelist} is of version ${list.version}, not ${version}`);
    const known = new Set(list.codes.map((each) => each.code));
    found.push(
      ...columns[at]!.filter((each) => !known.has(each)).map((each) => `${each} is not in ${codelist}`),
    );
    if (kind === 'one-to-one' || at === 0)
      found.push(...repeated(columns[at]!).map((each) => `${each} occurs twice`));
    if (kind === 'one-to-one' && columns[at]!.length !== known.size)
      found.push(`not every code of ${codelist} has its pair`);
  });
  const told = rest.sameDigitsOtherPlace;
  if (told !== undefined && told.join() !== collisions(pairs).join())
    found.push('sameDigitsOtherPlace is not what the pairs say');
  return found;
}

/** The codes of `pairs` on the left whose digits are those of another pair on the right. */
function collisions(pairs: Crosswalk['pairs']): string[] {
  const right = new Map(pairs.map(([from, to]) => [digits(to), from]));
  return pairs.flatMap(([from]) => ((right.get(digits(from)) ?? from) === from ? [] : [from]));
}

/** Turns codes of one region system into those of the other. */
export interface RegionCrosswalk {
  /**
   * `text` (`bps:3507`, `kemendagri:35.07`, `35.07`, or a bare code where `from` says whose it is) as a code of `to`.
   * @throws {DomainError} `region-code-without-system`; `region-system-differs` where text and `from` disagree;
   *   `region-code-unknown` where the system has no such province or regency.
   */
  crosswalk(text: string, from: RegionSystem | undefined, to: RegionSystem): string;
}

const CODED = /^(?:(bps|kemendagri):)?([0-9.]+)$/i;

/** @param crosswalks one-to-one ones from a BPS list to a Kemendagri list. */
export function regionCrosswalk(crosswalks: readonly Crosswalk[]): RegionCrosswalk {
  const pairs = crosswalks.filter(({ kind }) => kind === 'one-to-one').flatMap((each) => each.pairs);
  const tables: Record<RegionSystem, ReadonlyMap<string, string>> = {
    bps: new Map(pairs),
    kemendagri: new Map(pairs.map(([bps, kemendagri]) => [kemendagri, bps])),
  };
  return {
    crosswalk(text, from, to) {
      const [, prefix, bare] = CODED.exec(text.trim()) ?? [];
      const said = (prefix?.toLowerCase() ?? (bare?.includes('.') ? 'kemendagri' : from)) as
        | RegionSystem
        | undefined;
      if (said === undefined) throw new DomainError('region-code-without-system');
      if (from !== undefined && from !== said)
        throw new DomainError('region-system-differs', { expected: label(from), found: label(said) });
      const other = bare === undefined ? undefined : tables[said].get(bare);
      if (other === undefined)
        throw new DomainError('region-code-unknown', {
          system: label(said),
          lists: crosswalks.map((each) => label(listName({ id: each.id, version: each.version }))),
        });
      return said === to ? bare! : other;
    },
  };
}

/** Codes in force by the historical codes they succeed. */
export function successorsOf(crosswalks: readonly Crosswalk[]): ReadonlyMap<string, string> {
  return new Map(crosswalks.filter(({ kind }) => kind === 'succession').flatMap((each) => each.pairs));
}
