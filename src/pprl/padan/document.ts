/**
 * Padan's own linkage schema, format `padan-linkage/1`.
 *
 * A *field* is a person's attribute with a name both custodians use; `column` says where it stands in this
 * custodian's file. A field enters the filter (`filter`), an exact token (`exactTokens`), or both. NIK,
 * family-card and passport fields are refused a `filter`: whoever holds the key could try every number.
 */
import { z } from 'zod';
import { DATE_TAKES, NAME_TAKES, TAKES } from './blocking.ts';
import { DATE_NORMALISERS, DIGIT_NORMALISERS, NORMALISERS, type NormaliserName } from './normalise.ts';

const name = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, {
  error: 'a name has lower-case letters, digits, - and _, and begins with a letter',
});
const tokenName = z.string().regex(/^[a-z][a-z0-9+-]{0,79}$/, {
  error: 'a token name has lower-case letters, digits, - and +, and begins with a letter',
});
const normaliser = z.enum(Object.keys(NORMALISERS) as [NormaliserName, ...NormaliserName[]]);
const share = z.number().gt(0).lt(1);

const field = z.strictObject({
  name,
  column: z.string().min(1),
  normalise: normaliser,
  filter: z
    .strictObject({
      tokenise: z.enum(['word-bigrams', 'date-parts', 'whole', 'weighted-names/1', 'placed-characters']),
      hashesPerToken: z.int().min(1).max(256),
    })
    .optional(),
  agreesWith: z.strictObject({ birthDate: name.optional(), sex: name.optional() }).optional().meta({
    description: 'For a NIK: the fields its digits repeat. A disagreement is a warning, never a refusal.',
  }),
});

const exactToken = z.strictObject({
  name: tokenName,
  parts: z.array(name).min(1),
  confirmAt: z.number().min(0).max(1).nullable(),
  unique: z.boolean().optional().meta({
    description:
      'A person has one such token and always the same, so that two different ones speak against a link. Without it true of a NIK alone.',
  }),
});

const blockingPass = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/, {
    error: 'a pass has words of lower-case letters and digits, joined by -, each beginning with a letter',
  }),
  parts: z.array(z.strictObject({ field: name, take: z.enum(TAKES) })).min(2),
});

export const padanDocument = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-linkage/1'),
    id: name,
    status: z.enum(['official', 'published', 'proposed']),
    version: z.string().optional(),
    validFrom: z.iso.date().nullable().optional(),
    validTo: z.iso.date().nullable().optional(),
    source: z.string().optional(),
    note: z.string().optional(),
    recordType: name,
    bits: z
      .int()
      .min(64)
      .max(65_536)
      .refine((bits) => (bits & (bits - 1)) === 0, 'bits must be a power of two'),
    fill: z.strictObject({ low: share, high: share }).meta({
      description:
        'Share of bits set, before diffusion, as the mean over a file of real records is expected to lie.',
    }),
    diffusion: z
      .strictObject({
        terms: z.int().min(2).max(64),
        bits: z.int().min(64).max(16_384).multipleOf(64),
      })
      .optional()
      .meta({
        description:
          'Every bit that leaves is the exclusive or of `terms` keyed bits of the filter; `bits` is how many leave.',
      }),
    columns: z
      .array(
        z.strictObject({ name: z.string().min(1), role: z.enum(['linkage', 'exact', 'payload', 'ignored']) }),
      )
      .min(1),
    fields: z.array(field).min(1),
    exactTokens: z.array(exactToken),
    blocking: z
      .strictObject({
        mostRows: z.int().min(1),
        buckets: z.int().min(1).max(16_777_216).optional().meta({
          description:
            'Tokens of a pass fall into so many buckets under the key, and a bucket has one token: what rows share then says less to whoever has no key, at the cost of more pairs to compare.',
        }),
        passes: z.array(blockingPass).min(1).max(6),
      })
      .optional()
      .meta({
        description:
          'Rows that share a token of a pass are compared. A token on more than `mostRows` rows of a file, as it is before buckets, is left out of it.',
      }),
    identifier: name.optional().meta({
      description: 'The field whose absence or impossible structure leaves a record without identifier.',
    }),
    decision: z
      .strictObject({
        threshold: z.number().gt(0).max(1),
        basis: z.string().optional(),
        precision: z.number().gt(0).lt(1).optional().meta({
          description:
            'Expected share of links that are right, for which a threshold is found where `auto` asks for one.',
        }),
        differingTokens: z.enum(['weigh', 'review', 'ignore']).optional().meta({
          description:
            'What two different unique tokens do to a link of the filters: count against it (the default), send it to review, or nothing.',
        }),
      })
      .nullable(),
  })
  .superRefine((document, context) => {
    for (const [path, message] of inconsistencies(document))
      context.addIssue({ code: 'custom', path: [...path], message });
  })
  .meta({ title: 'Padan linkage schema, version 1' });

export type PadanDocument = z.infer<typeof padanDocument>;
export type PadanField = PadanDocument['fields'][number];
export type Tokeniser = NonNullable<PadanField['filter']>['tokenise'];

type Inconsistency = [path: (string | number)[], message: string];

function inconsistencies(document: PadanDocument): Inconsistency[] {
  const { columns, fields, exactTokens, fill } = document;
  return [
    ...repeated('columns', columns),
    ...repeated('fields', fields),
    ...repeated('exactTokens', exactTokens),
    ...fields.flatMap((entry, at) =>
      fieldFaults(document, entry).map((text): Inconsistency => [['fields', at], text]),
    ),
    ...columns.flatMap(({ name: column, role }, at): Inconsistency[] =>
      role === roleOf(document, column, role)
        ? []
        : [[['columns', at, 'role'], 'role is not what the fields say']],
    ),
    ...exactTokens.flatMap(({ parts }, at): Inconsistency[] =>
      parts.every((part) => fields.some((entry) => entry.name === part))
        ? []
        : [[['exactTokens', at, 'parts'], 'a part names no field']],
    ),
    ...blockingFaults(document),
    ...(fill.low < fill.high ? [] : [[['fill'], 'low must be below high'] as Inconsistency]),
    ...((document.diffusion?.terms ?? 0) < document.bits
      ? []
      : [[['diffusion', 'terms'], 'terms must be fewer than bits'] as Inconsistency]),
    ...(document.identifier === undefined || fields.some((entry) => entry.name === document.identifier)
      ? []
      : [[['identifier'], 'identifier names no field'] as Inconsistency]),
  ];
}

function fieldFaults({ columns, fields, exactTokens }: PadanDocument, entry: PadanField): string[] {
  const faults: string[] = [];
  const inToken = exactTokens.some(({ parts }) => parts.includes(entry.name));
  if (columns.filter((column) => column.name === entry.column).length !== 1)
    faults.push('column is not among the columns');
  if (entry.filter === undefined && !inToken)
    faults.push('field enters neither the filter nor an exact token');
  if (entry.filter !== undefined && DIGIT_NORMALISERS.has(entry.normalise))
    faults.push('NIK, family-card, passport and telephone numbers never enter the filter');
  const dated = DATE_NORMALISERS.has(entry.normalise);
  if (entry.filter !== undefined && (entry.filter.tokenise === 'date-parts') !== dated)
    faults.push('date-parts and dates go together');
  if (entry.filter?.tokenise === 'weighted-names/1' && entry.normalise !== 'person-name/2')
    faults.push('weighted-names/1 needs person-name/2');
  const named = (other: string | undefined, normalise: string) =>
    other === undefined || fields.some((field) => field.name === other && field.normalise === normalise);
  if (!named(entry.agreesWith?.birthDate, 'date/1') || !named(entry.agreesWith?.sex, 'sex/1'))
    faults.push('agreesWith names no field of that kind');
  return faults;
}

function blockingFaults({ fields, blocking }: PadanDocument): Inconsistency[] {
  const passes = blocking?.passes ?? [];
  return [
    ...passes.flatMap(({ name: own }, at): Inconsistency[] =>
      passes.findIndex((other) => other.name === own) < at
        ? [[['blocking', 'passes', at, 'name'], 'name occurs twice']]
        : [],
    ),
    ...passes.flatMap(({ parts }, pass) =>
      parts.flatMap(({ field: part, take }, at): Inconsistency[] => {
        const path = ['blocking', 'passes', pass, 'parts', at];
        const found = fields.find((entry) => entry.name === part);
        if (found === undefined) return [[path, 'a part names no field']];
        if (DIGIT_NORMALISERS.has(found.normalise))
          return [[path, 'NIK, family-card, passport and telephone numbers never enter a blocking token']];
        if (DATE_TAKES.includes(take) && found.normalise !== 'date/1')
          return [[path, 'only of a date with its century can a year, a decade or a day be taken']];
        if (NAME_TAKES.includes(take) && !found.normalise.startsWith('person-name/'))
          return [[path, 'only of a name can sounds be taken']];
        return [];
      }),
    ),
    ...passes.flatMap(({ parts }, pass): Inconsistency[] =>
      parts.filter(({ take }) => take === 'each-sound').length > 1
        ? [[['blocking', 'passes', pass], 'each-sound stands once in a pass']]
        : [],
    ),
  ];
}

/** The role the fields give a column; payload and ignored columns have no field and keep what they say. */
function roleOf({ fields, exactTokens }: PadanDocument, column: string, said: string): string {
  const own = fields.filter((entry) => entry.column === column);
  if (own.some((entry) => entry.filter !== undefined)) return 'linkage';
  if (own.some((entry) => exactTokens.some(({ parts }) => parts.includes(entry.name)))) return 'exact';
  return said === 'payload' || said === 'ignored' ? said : 'ignored';
}

function repeated(member: string, list: readonly { readonly name: string }[]): Inconsistency[] {
  return list.flatMap((entry, at): Inconsistency[] =>
    list.findIndex((other) => other.name === entry.name) < at
      ? [[[member, at, 'name'], 'name occurs twice']]
      : [],
  );
}
