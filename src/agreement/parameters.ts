/**
 * What of the agreement can be changed by a document of the parties: each parameter by name, with the clause it
 * belongs to and the instrument that is needed.
 *
 * An `addendum` settles or changes what the text does not provide for (Pasal 13). A `written-agreement` is enough
 * where the text itself leaves a matter to what the parties agree on ("yang disepakati PARA PIHAK").
 */
import { z } from 'zod';
import { newIndicators } from './agreed-tables.ts';
import { type Agreement, rulesSchema } from './agreement.ts';
import { dayText, text } from './spec-shapes.ts';
import { weekRule } from './week-rule.ts';

export const INSTRUMENTS = ['addendum', 'written-agreement'] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

/** The document that makes a change: what is kept beside the new value. */
export interface Made {
  readonly number: string;
  readonly signedOn: string;
}

export interface Parameter {
  readonly clause: string;
  readonly needs: Instrument;
  readonly schema: z.ZodType;
  readonly read: (agreement: Agreement) => unknown;
  /** The agreement with the value of `json` in it; `null` where that is no value of this parameter. */
  readonly write: (agreement: Agreement, json: unknown, made: Made) => Agreement | null;
}

type Draft = z.input<typeof rulesSchema>;

function parameter<S extends z.ZodType>(
  clause: string,
  needs: Instrument,
  schema: S,
  read: (agreement: Agreement) => unknown,
  change: (draft: Draft, value: z.output<S>, made: Made) => void,
): Parameter {
  const write: Parameter['write'] = (agreement, json, made) => {
    const value = schema.safeParse(json);
    if (!value.success) return null;
    const { term, deliveries, duties } = agreement;
    const draft: Draft = structuredClone({ term, deliveries, duties });
    change(draft, value.data, made);
    const changed = rulesSchema.safeParse(draft);
    return changed.success ? { ...agreement, ...changed.data } : null;
  };
  return { clause, needs, schema, read, write };
}

const duties = rulesSchema.shape.duties.shape;
const otherPeriods = z
  .array(z.strictObject({ duty: text, opens: dayText, closes: dayText }))
  .min(1)
  .max(50);

export const PARAMETERS: Readonly<Record<string, Parameter>> = {
  'term.extended-until': parameter(
    'Pasal 7',
    'written-agreement',
    dayText,
    ({ term }) => term.extensions.at(-1)?.until ?? null,
    ({ term }, until, made) =>
      term.extensions.push({ addendum: made.number, agreedOn: made.signedOn, until }),
  ),
  'term.ends-from': parameter(
    'Pasal 7',
    'written-agreement',
    dayText,
    ({ term }) => term.terminatedFrom,
    ({ term }, from) => {
      term.terminatedFrom = from;
    },
  ),
  'deliveries.second-week': parameter(
    'Pasal 3 ayat (3)',
    'addendum',
    weekRule,
    ({ deliveries }) => deliveries.window.rule,
    ({ deliveries }, rule) => {
      deliveries.window.rule = rule;
    },
  ),
  'deliveries.other-periods': parameter(
    'Pasal 3 ayat (3)',
    'written-agreement',
    otherPeriods,
    ({ deliveries }) => deliveries.others,
    ({ deliveries }, periods, { number }) =>
      deliveries.others.push(...periods.map((each) => ({ ...each, agreedIn: number }))),
  ),
  'review.every-months': parameter(
    'Pasal 9 ayat (2)',
    'addendum',
    duties.review.shape.everyMonths,
    (agreement) => agreement.duties.review.everyMonths,
    (draft, months) => {
      draft.duties.review.everyMonths = months;
    },
  ),
  'review.own-counts-for': parameter(
    'Pasal 9 ayat (1)',
    'addendum',
    duties.review.shape.ownReviewCountsFor,
    (agreement) => agreement.duties.review.ownReviewCountsFor,
    (draft, whom) => {
      draft.duties.review.ownReviewCountsFor = whom;
    },
  ),
  'force-majeure.late-notice': parameter(
    'Pasal 10 ayat (3)',
    'addendum',
    duties.forceMajeure.shape.lateNotice,
    (agreement) => agreement.duties.forceMajeure.lateNotice,
    (draft, rule) => {
      draft.duties.forceMajeure.lateNotice = rule;
    },
  ),
  'force-majeure.days-lost': parameter(
    'Pasal 10 ayat (1)',
    'addendum',
    duties.forceMajeure.shape.daysLost,
    (agreement) => agreement.duties.forceMajeure.daysLost,
    (draft, rule) => {
      draft.duties.forceMajeure.daysLost = rule;
    },
  ),
  'disclosure.consent-from': parameter(
    'Pasal 5 ayat (2)',
    'addendum',
    duties.disclosure.shape.consentFrom,
    (agreement) => agreement.duties.disclosure.consentFrom,
    (draft, whose) => {
      draft.duties.disclosure.consentFrom = whose;
    },
  ),
  'retention.days': parameter(
    'Pasal 4 ayat (1) huruf a',
    'addendum',
    duties.retention.shape.days,
    (agreement) => agreement.duties.retention.days,
    (draft, days) => {
      draft.duties.retention.days = days;
    },
  ),
  'identifiers.given-as': parameter(
    'Lampiran 1',
    'addendum',
    duties.identifiers.shape.givenAs,
    (agreement) => agreement.duties.identifiers.givenAs,
    (draft, form, { number }) => {
      draft.duties.identifiers.givenAs = form;
      draft.duties.identifiers.agreedIn = number;
    },
  ),
  'security.tools': parameter(
    'Pasal 5 ayat (4)',
    'written-agreement',
    z.array(text).min(1).max(20),
    (agreement) => agreement.duties.securityTools.agreed,
    (draft, tools) => {
      draft.duties.securityTools.agreed = tools;
    },
  ),
  'other-data.records': parameter(
    'Lampiran 1 Data lainnya',
    'written-agreement',
    z.array(text).min(1).max(50),
    (agreement) => agreement.duties.otherData.records,
    (draft, records) => draft.duties.otherData.records.push(...records),
  ),
  'other-data.indicators': parameter(
    'Lampiran 2 butir 20',
    'written-agreement',
    newIndicators,
    (agreement) => agreement.duties.otherData.indicators,
    (draft, indicators, { number }) =>
      draft.duties.otherData.indicators.push(
        ...indicators.map((each) => (typeof each === 'string' ? each : { ...each, agreedIn: number })),
      ),
  ),
};
