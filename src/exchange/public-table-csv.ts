/**
 * A released table as CSV for people: codes with their labels, values, status and the source on each row.
 *
 * Shape:  of a rate table one row for each rate, with the published parts beside it; else one row for each cell.
 *         `status` and `confidentiality` are the SDMX codes of protect-table.ts.
 * Edge:   what has no value in the public table has an empty cell here. Of a table that was restricted to a part of its
 *         population each row says so in `restricted_to`, since `Total` then counts that part only.
 * Leaks:  nothing that the public table does not hold: it is made from that alone.
 */
import type { PublicEntry, PublicTableJson } from '../disclosure/protect-table.ts';
import { csvLine } from './csv.ts';

/** The whole CSV text. Deterministic: the order of the table's entries. */
export function publicTableCsv(table: PublicTableJson): string {
  const component = table.rate?.component;
  const dimensions = table.dimensions.filter(({ name }) => name !== component);
  const parts = table.dimensions.find(({ name }) => name === component)?.codes.map(({ code }) => code) ?? [];
  const restriction = restrictionOf(table);
  const header = [
    ...dimensions.flatMap(({ name }) => [name, `${name}_id`, `${name}_en`]),
    'value',
    'status',
    'confidentiality',
    'rse',
    ...parts.map((code) => (code === 'Total' ? 'denominator' : code)),
    ...restriction.map(() => 'restricted_to'),
    'source_id',
    'source_en',
  ];
  const value = valuesOf(table);
  const rows = (table.rates ?? table.cells).map((entry) => [
    ...dimensions.flatMap(({ name, codes }) => {
      const code = entry.codes[name]!;
      const label = codes.find((each) => each.code === code)?.label;
      return [code, label?.id ?? code, label?.en ?? code];
    }),
    valueText(entry),
    entry.obsStatus,
    entry.confStatus,
    'rse' in entry && entry.rse !== null ? entry.rse.toFixed(1) : '',
    ...parts.map((code) => value({ ...entry.codes, [component!]: code })),
    ...restriction,
    table.citation.id,
    table.citation.en,
  ]);
  return [header, ...rows].map(csvLine).join('');
}

/** One text such as `region=11|12; sex=1`, or nothing. */
function restrictionOf({ where }: PublicTableJson): string[] {
  if (where.length === 0) return [];
  return [where.map(({ variable, in: codes }) => `${variable}=${codes.join('|')}`).join('; ')];
}

function valueText(entry: PublicEntry): string {
  return 'value' in entry ? String(entry.value) : '';
}

/** Text of a published cell by its codes. */
function valuesOf(table: PublicTableJson): (codes: Readonly<Record<string, string>>) => string {
  const key = (codes: Readonly<Record<string, string>>) =>
    table.dimensions.map(({ name }) => codes[name]).join('\u0000');
  const texts = new Map(table.cells.map((cell) => [key(cell.codes), valueText(cell)]));
  return (codes) => texts.get(key(codes)) ?? '';
}
