/**
 * PUBLIC.csv as a released table: its cells as they stand, and beside them what its maker says of it (`about`), since
 * the file names nothing but columns and codes.
 *
 * Edge:   codes come in the order of the file. Labels and parents are those of `about`, or of the hierarchy it names;
 *         a code that neither knows is its own label and lies below the total.
 *         There is no standard error in the file, and so none in what is made of it.
 * Leaks:  nothing that the file does not hold.
 */
import { z } from 'zod';
import { sha256Hex } from '../../disclosure/certificate.ts';
import { parsePublic } from '../../disclosure/parse-public.ts';
import type { PublicEntry, PublicTableJson } from '../../disclosure/protect-table.ts';
import { DomainError, label } from '../../problems.ts';
import { allCodes } from '../../statistics/dimension-forms.ts';
import type { SpecLibrary } from '../../statistics/library.ts';
import { bilingual, code, day, parseSpec, specId, TOTAL, variableName } from '../../statistics/spec.ts';

const dimension = z.strictObject({
  name: variableName,
  label: bilingual,
  /** A hierarchy that comes with Padan, for labels, parents and the version of the classification. */
  hierarchy: specId.optional(),
  codes: z.record(code, z.strictObject({ label: bilingual, parent: code.optional() })).default({}),
});

export const publicAboutSchema = z
  .strictObject({
    $schema: z.string().optional(),
    /** Number or name of the table. */
    table: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z-]{0,59}$/),
    title: bilingual,
    population: bilingual,
    /** What a value is told in: `person`, `village`, or any other word. */
    unit: z.string().min(1).max(60),
    measure: bilingual,
    weighted: z.boolean(),
    dataset: z.strictObject({
      id: specId,
      vintage: z.string().min(1),
      round: z.string().min(1),
      reference: z.strictObject({ from: day, to: day }),
      producer: specId,
      synthetic: z.boolean(),
    }),
    dimensions: z.array(dimension).min(1),
    policy: z.strictObject({ id: z.string().min(1), version: z.string().min(1) }),
    footnotes: z.array(bilingual).default([]),
    citation: bilingual,
  })
  .meta({ title: 'Padan description of a PUBLIC.csv' });

export type PublicAbout = z.infer<typeof publicAboutSchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parsePublicAbout(value: unknown): PublicAbout {
  return parseSpec(publicAboutSchema, value, 'description of PUBLIC.csv');
}

/**
 * @param text of PUBLIC.csv.
 * @throws {DomainError} `disclosure-public-not-valid`, also for CELLS.csv, which is internal; `spec-invalid` where the
 *   dimensions are not those of the file; `hierarchy-unknown`.
 */
export function tableFromPublic(text: string, about: PublicAbout, library: SpecLibrary): PublicTableJson {
  const file = parsePublic(text);
  const names = about.dimensions.map(({ name }) => name);
  if (names.join('\n') !== file.dimensions.join('\n'))
    throw new DomainError('spec-invalid', {
      spec: label('description of PUBLIC.csv'),
      reasons: [label('/dimensions: are not the columns of the file, in their order')],
    });
  const { table, title, unit, population, dataset, measure, weighted, footnotes, citation, policy } = about;
  return {
    format: 'padan-table/1',
    protected: true,
    table,
    title,
    unit,
    population,
    dataset,
    where: [],
    measure: { type: 'count', weighted, label: measure },
    dimensions: about.dimensions.map((each, d) =>
      dimensionOf(each, [...new Set(file.rows.map(({ codes }) => codes[d]!))], library),
    ),
    policy,
    publicSha256: sha256Hex(text),
    cells: file.rows.map(({ codes, value, status }, i): PublicEntry => {
      const named = Object.fromEntries(names.map((name, d) => [name, codes[d]!]));
      const seen = { codes: named, obsStatus: 'A', confStatus: 'F', rse: null, reliability: null } as const;
      if (value !== null) return { ...seen, value: value / 10 ** file.decimals };
      if (status === 'hidden') return { codes: named, obsStatus: 'Q', confStatus: 'C' };
      if (status === 'withheld') return { codes: named, obsStatus: 'U', confStatus: 'F' };
      // `primary` and `secondary` are words of the internal file.
      throw new DomainError('disclosure-public-not-valid', { row: i + 1, wrong: label('value and status') });
    }),
    footnotes,
    citation,
  };
}

function dimensionOf(
  { name, label: named, hierarchy, codes: own }: PublicAbout['dimensions'][number],
  codes: readonly string[],
  library: SpecLibrary,
): PublicTableJson['dimensions'][number] {
  const known = new Map(
    hierarchy === undefined ? [] : allCodes(hierarchy, library).map((each) => [each.code, each]),
  );
  return {
    name,
    label: named,
    codes: codes.map((each) => {
      if (each === TOTAL) return { code: each, parent: null, label: { id: 'Jumlah', en: 'Total' } };
      const parent = own[each]?.parent ?? known.get(each)?.parent ?? TOTAL;
      return {
        code: each,
        parent: codes.includes(parent) ? parent : TOTAL,
        label: own[each]?.label ?? known.get(each)?.label ?? { id: each, en: each },
      };
    }),
  };
}
