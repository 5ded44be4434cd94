/**
 * A released table as every output format reads it: dimensions, measures, and one observation for each combination.
 *
 * Shape:  of a rate table the first measure is the rate and the parts of the rate follow it; of a table of means the
 *         mean, then the count and the sum; else the first are the cells. Shares and indicators follow, as far as the table has them.
 *         Combinations go through the dimensions in the order of the table, the last turns fastest.
 * Edge:   what has no value in the public table has `value: null` here and only a status; a combination that the table
 *         does not list cannot exist (`M`).
 * Leaks:  nothing that the public table does not hold: it is made from that alone.
 */
import type { PublicEntry, PublicTableJson } from '../../disclosure/protect-table.ts';
import { type Bilingual, TOTAL } from '../../statistics/spec.ts';

export interface ReleasedCode {
  readonly code: string;
  readonly parent: string | null;
  readonly label: Bilingual;
}

export interface ReleasedDimension {
  readonly name: string;
  readonly label: Bilingual;
  readonly codes: readonly ReleasedCode[];
}

export interface ReleasedMeasure {
  /** `value`, or of a rate table `rate` and the codes of its parts, `Total` as `denominator`; `share`, indicators. */
  readonly id: string;
  readonly label: Bilingual;
  /** `percent` for a rate of a hundred; else what is counted. */
  readonly unit: string;
  /** Its name, where it is none that every table has. */
  readonly unitName?: Bilingual | undefined;
  readonly decimals: number;
}

export interface Observation {
  readonly value: number | null;
  /** SDMX codes of protect-table.ts. */
  readonly obsStatus: string;
  readonly confStatus: string;
  /** Relative standard error in per cent; null where there is none to publish. */
  readonly rse: number | null;
  readonly reliability: string | null;
}

/** How a cell is marked for a reader; `published` needs no mark. */
export type Mark = 'published' | 'caution' | 'hidden' | 'withheld' | 'impossible';

export interface ReleasedView {
  readonly table: PublicTableJson;
  readonly dimensions: readonly ReleasedDimension[];
  readonly measures: readonly ReleasedMeasure[];
  /** Every combination of codes, one code for each dimension. */
  combinations(): Generator<readonly string[]>;
  observation(codes: readonly string[], measure: string): Observation;
}

const UNIT_LABELS: Readonly<Record<string, Bilingual>> = {
  person: { id: 'orang', en: 'persons' },
  village: { id: 'desa/kelurahan', en: 'villages' },
  percent: { id: 'persen', en: 'per cent' },
  number: { id: 'bilangan', en: 'number' },
};

/** The name of a unit; one that is not known here is called by its own word. */
export function unitLabel({ unit, unitName }: Pick<ReleasedMeasure, 'unit' | 'unitName'>): Bilingual {
  return unitName ?? UNIT_LABELS[unit] ?? { id: unit, en: unit };
}

export function markOf({ value, obsStatus, reliability }: Observation): Mark {
  if (value !== null) return reliability === null || reliability === 'accurate' ? 'published' : 'caution';
  if (obsStatus === 'Q') return 'hidden';
  return obsStatus === 'M' ? 'impossible' : 'withheld';
}

export function releasedView(table: PublicTableJson): ReleasedView {
  const dimensions = table.dimensions
    .filter(({ name }) => name !== table.rate?.component)
    .map(({ name, label, codes }) => ({ name, label, codes: codes.map(labelled) }));
  const figures = figuresOf(
    table,
    dimensions.map(({ name }) => name),
  );
  const findBy = new Map(figures.map(({ measure, find }) => [measure.id, find]));
  return {
    table,
    dimensions,
    measures: figures.map(({ measure }) => measure),
    combinations: () => combinationsOf(dimensions.map(({ codes }) => codes.map(({ code }) => code))),
    observation(codes, measure) {
      const record = Object.fromEntries(dimensions.map(({ name }, i) => [name, codes[i]!]));
      return observationOf(findBy.get(measure)?.(record));
    },
  };
}

function labelled({
  code,
  parent,
  label,
}: PublicTableJson['dimensions'][number]['codes'][number]): ReleasedCode {
  return { code, parent, label: label ?? { id: code, en: code } };
}

type Codes = Readonly<Record<string, string>>;

/** A measure, and where its entries are found. */
interface Figures {
  readonly measure: ReleasedMeasure;
  readonly find: (codes: Codes) => PublicEntry | undefined;
}

/** The rate, the cells, shares and indicators, as far as the table has them. */
function figuresOf(table: PublicTableJson, names: readonly string[]): Figures[] {
  const { rate, share, shares = [], indicators, indicatorValues = [] } = table;
  const quotient = (id: string, each: Quotient, find: Figures['find']) => ({
    measure: { id, label: each.label, unit: unitOf(each), decimals: each.decimals },
    find,
  });
  return [
    ...(rate === undefined ? [] : [quotient('rate', rate, entriesBy(table.rates ?? [], names))]),
    ...meanFigures(table, names),
    ...(table.mean === undefined ? cellFigures(table) : []),
    ...(share === undefined ? [] : [quotient('share', share, entriesBy(shares, names))]),
    ...(indicators?.of ?? []).map((each) => {
      const own = indicatorValues.filter(({ indicator }) => indicator === each.name);
      return quotient(
        each.name,
        each,
        atTotals(entriesBy(own, [indicators!.dimension]), names, indicators!.dimension),
      );
    }),
  ];
}

/** The mean, those who told the number, and the sum of what they told. */
function meanFigures(table: PublicTableJson, names: readonly string[]): Figures[] {
  const { mean, means = [], totals = [] } = table;
  if (mean === undefined) return [];
  const { label, unit, decimals, total } = mean;
  const told = { id: 'mean', label, unit: unit.en, unitName: unit, decimals };
  const sum = { id: 'total', label: total.label, unit: total.unit.en, unitName: total.unit, decimals: 0 };
  const [counted] = cellFigures(table);
  return [
    { measure: told, find: entriesBy(means, names) },
    { measure: { ...counted!.measure, id: 'count' }, find: counted!.find },
    { measure: sum, find: entriesBy(totals, names) },
  ];
}

interface Quotient {
  readonly label: Bilingual;
  readonly scale: number;
  readonly decimals: number;
}

function unitOf({ scale }: Quotient): string {
  if (scale === 100) return 'percent';
  return scale === 1 ? 'number' : `per-${scale}`;
}

/** An indicator is of one dimension: it exists where all others are at their total. */
function atTotals(find: Figures['find'], names: readonly string[], dimension: string): Figures['find'] {
  const others = names.filter((name) => name !== dimension);
  return (codes) => (others.every((name) => codes[name] === TOTAL) ? find(codes) : undefined);
}

/** The measures that are cells: the only one, or each part of the rate. */
function cellFigures(table: PublicTableJson): Figures[] {
  const find = entriesBy(
    table.cells,
    table.dimensions.map(({ name }) => name),
  );
  const shared = { unit: table.unit, decimals: decimalsOf(table.cells) };
  const component = table.dimensions.find(({ name }) => name === table.rate?.component);
  if (component === undefined)
    return [{ measure: { id: 'value', label: table.measure.label ?? table.population, ...shared }, find }];
  return component.codes.map(labelled).map(({ code, label }) => ({
    measure: { id: code === TOTAL ? 'denominator' : code, label, ...shared },
    find: (codes) => find({ ...codes, [component.name]: code }),
  }));
}

/** Most decimals that a published value has; counts have none. */
function decimalsOf(cells: readonly PublicEntry[]): number {
  const places = cells.map((cell) => ('value' in cell ? (String(cell.value).split('.')[1]?.length ?? 0) : 0));
  return places.reduce((most, each) => Math.max(most, each), 0);
}

function entriesBy(entries: readonly PublicEntry[], names: readonly string[]): Figures['find'] {
  const key = (codes: Codes) => names.map((name) => codes[name]).join('\u0000');
  const found = new Map(entries.map((entry) => [key(entry.codes), entry]));
  return (codes) => found.get(key(codes));
}

function observationOf(entry: PublicEntry | undefined): Observation {
  if (entry === undefined)
    return { value: null, obsStatus: 'M', confStatus: 'F', rse: null, reliability: null };
  const { obsStatus, confStatus } = entry;
  if (!('value' in entry)) return { value: null, obsStatus, confStatus, rse: null, reliability: null };
  return { value: entry.value, obsStatus, confStatus, rse: entry.rse, reliability: entry.reliability };
}

function* combinationsOf(lists: readonly (readonly string[])[]): Generator<readonly string[]> {
  const [first, ...rest] = lists;
  if (first === undefined) yield [];
  else for (const code of first) for (const others of combinationsOf(rest)) yield [code, ...others];
}
