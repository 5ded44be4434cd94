/**
 * A released table in the shape of the BPS WebAPI (`list`, model=data): lists of values, and `datacontent` whose key is
 * the plain concatenation of vervar, var, turvar, tahun and turtahun.
 *
 * Shape:  the first region dimension, or else the dimension with the most codes, is `vervar`; all others together are
 *         `turvar`; each measure is a `var`.
 * Edge:   the key cannot be split again, so vervar and turvar numbers have one width each and keys never meet.
 *         What has no value is not in `datacontent`, as in the live service; `status` says why (not part of the shape).
 * Source: domain research on clients of the live service; numbers in specs/outputs/webapi.json.
 */
import { z } from 'zod';
import webapiFile from '../../../specs/outputs/webapi.json' with { type: 'json' };
import type { Language } from '../../problems.ts';
import { parseSpec, specId, standing, TOTAL } from '../../statistics/spec.ts';
import type { ReleaseContext } from '../released/context.ts';
import { layoutOf } from '../released/layout.ts';
import { restrictionNotes } from '../released/rows.ts';
import type { ReleasedCode, ReleasedView } from '../released/view.ts';
import { unitLabel } from '../released/view.ts';
import { WORDS } from '../released/words.ts';

export const outputWebapiSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: specId,
    standing,
    source: z.string().min(1),
    /** Region codes are filled up with zeros to so many digits, or more; the whole country is one digit repeated. */
    region: z.strictObject({ digits: z.int().positive(), total: z.string().regex(/^\d$/) }),
    year: z.strictObject({ subtract: z.int() }),
    /** Numbers of periods within a year: the year itself, its months from the first one on, anything longer. */
    period: z.strictObject({ year: z.int(), firstMonth: z.int(), longer: z.int() }),
  })
  .meta({ title: 'Padan numbers of the WebAPI shape' });

interface Item {
  readonly val: number;
  readonly label: string;
}

export function webapiDocument(view: ReleasedView, context: ReleaseContext, language: Language): object {
  const numbers = parseSpec(outputWebapiSchema, webapiFile, 'output webapi');
  const { table, dimensions, measures } = view;
  const region = dimensions.findIndex(({ name }) => context.classifications.get(name)?.region === true);
  const down = region < 0 ? layoutOf(view).down : region;
  const rows = dimensions[down]!.codes;
  const rowNumber = region < 0 ? counter(rows.length) : regionNumbers(rows, numbers.region);
  const turvar = turvarOf(view, down, language);
  const { period } = context;
  const tahun = { val: period.year - numbers.year.subtract, label: String(period.year) };
  const turtahun = { val: periodNumber(period, numbers.period), label: period.label[language] };
  const datacontent: Record<string, number> = {};
  const status: Record<string, string> = {};
  measures.forEach(({ id }, variable) => {
    for (const [t, { codes: others }] of turvar.entries())
      rows.forEach(({ code }, i) => {
        const codes = [...others.slice(0, down), code, ...others.slice(down)];
        const key = `${rowNumber(i)}${variable + 1}${turvar[t]!.val}${tahun.val}${turtahun.val}`;
        const { value, obsStatus } = view.observation(codes, id);
        if (value !== null) datacontent[key] = value;
        if (value === null || obsStatus !== 'A') status[key] = obsStatus;
      });
  });
  return {
    status: 'OK',
    'data-availability': 'available',
    var: measures.map(({ label, unit, unitName, decimals }, i) => ({
      val: i + 1,
      label: i === 0 ? table.title[language] : `${table.title[language]}: ${label[language]}`,
      unit: unitLabel({ unit, unitName })[language],
      decimal: decimals,
      note: [table.population, ...restrictionNotes(view), table.citation]
        .map((note) => note[language])
        .join('. '),
    })),
    labelvervar: dimensions[down]!.label[language],
    vervar: rows.map(({ label }, i): Item => ({ val: rowNumber(i), label: label[language] })),
    turvar: turvar.map(({ val, label }): Item => ({ val, label })),
    tahun: [tahun],
    turtahun: [turtahun],
    datacontent,
    padan: {
      status,
      obsStatus: labelsOf(language),
      dataset: table.dataset,
      publicSha256: table.publicSha256,
    },
  };
}

/** Numbers of one width, so that a concatenation of them is never two things. */
function counter(size: number): (i: number) => number {
  const base = 10 ** String(size).length;
  return (i) => base + i;
}

function regionNumbers(
  rows: readonly ReleasedCode[],
  { digits, total }: { readonly digits: number; readonly total: string },
): (i: number) => number {
  const plain = rows.map(({ code }) => (code === TOTAL ? '' : code.replaceAll('.', '')));
  const width = plain.reduce((most, { length }) => Math.max(most, length), digits);
  return (i) => Number(plain[i] === '' ? total.repeat(width) : plain[i]!.padEnd(width, '0'));
}

function periodNumber(
  { id, month }: ReleaseContext['period'],
  { year, firstMonth, longer }: { year: number; firstMonth: number; longer: number },
): number {
  if (month !== null) return firstMonth + month - 1;
  return /^\d{4}$/.test(id) ? year : longer;
}

interface Turvar extends Item {
  readonly codes: readonly string[];
}

/** Every combination of the dimensions that are not down, as one list. */
function turvarOf({ dimensions }: ReleasedView, down: number, language: Language): Turvar[] {
  let found: { codes: string[]; labels: string[] }[] = [{ codes: [], labels: [] }];
  for (const dimension of dimensions.filter((_, i) => i !== down))
    found = found.flatMap(({ codes, labels }) =>
      dimension.codes.map(({ code, label }) => ({
        codes: [...codes, code],
        labels: [...labels, label[language]],
      })),
    );
  const number = counter(found.length);
  return found.map(({ codes, labels }, i) => ({
    val: number(i),
    label: labels.length === 0 ? WORDS.total[language] : labels.join(' - '),
    codes,
  }));
}

function labelsOf(language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(WORDS.obsStatus).map(([code, label]) => [code, label[language]]));
}
