/**
 * Tabulation: microdata rows become the cells of a table spec, margins included, each with its weighted estimate,
 * unweighted contributors, design-based standard error and relative standard error.
 *
 * Shape:  rows come in batches and are read once; only sums per PSU and inner cell are kept.
 * Edge:   every cell of every row is checked, also of variables the table does not use. A record of the population
 *         whose dimension is `not-applicable` is refused with its row; `not-stated` is a category of its own.
 * Deterministic: same rows in the same order, same bytes; another order changes at most the last digits.
 * Leaks:  the result is internal (see tabulated-table.ts).
 * @throws {DomainError} as `resolveRequest`, `microdataDecoder`, the reader of `rows` and `linearVariances`, and
 *   `table-dimension-missing`, `table-variable-unfit`, `table-part-of-whole`, and `table-population-empty` where the
 *   request's restrictions leave nobody.
 * Cost:   O(records) time; memory O(PSUs x inner cells that occur in them) + O(cells).
 * Source: agreement, Lampiran 2; variance.ts for the standard error.
 */
import type { CsvBatch } from '../exchange/csv.ts';
import { DomainError, label } from '../problems.ts';
import { ClusterSums } from './cluster-sums.ts';
import { cellNumbers, MOST_COLUMNS } from './coded-cells.ts';
import { contributionsOf } from './contributions.ts';
import { type Cube, makeCube } from './cube.ts';
import type { Dictionary } from './dictionary.ts';
import { NOT_STATED } from './dictionary.ts';
import { leafReader, leafSteps } from './dimension-reader.ts';
import { LargestContributions } from './largest-contributions.ts';
import { builtInSpecs, type SpecLibrary } from './library.ts';
import { MISSING, type MicrodataBatch, microdataDecoder } from './microdata.ts';
import { compileConditions, type RecordTest } from './record-test.ts';
import { SamplingUnits } from './sampling-units.ts';
import { assembleTable } from './table-assembly.ts';
import { NOT_APPLICABLE, type ResolvedRequest, resolveRequest, type TableRequest } from './table-request.ts';
import type { TableSpec } from './table-spec.ts';
import type { TabulatedTable } from './tabulated-table.ts';

/** Rows of microdata: the header, and the records below it, to be read once. */
export interface MicrodataRows {
  readonly header: readonly string[];
  readonly batches: AsyncIterable<CsvBatch>;
}

/** What was gathered from the rows. A count has one measure; a rate two, the numerator and the rest; a mean the count and the sum. */
export interface Tally {
  readonly cube: Cube;
  readonly sums: ClusterSums;
  readonly units: SamplingUnits;
  /** Unweighted records, or reported persons, at `inner cell * measures + measure`. */
  readonly contributors: Float64Array;
  /** Of a mean: the largest numbers of each inner cell. */
  readonly largest: LargestContributions | null;
  readonly read: number;
  readonly inPopulation: number;
  /** Records of the population that report none of the numbers a sum adds up. */
  readonly silent: number;
}

/** Tabulate `rows` as `spec` says. */
export async function tabulate(
  spec: TableSpec,
  dictionary: Dictionary,
  rows: MicrodataRows,
  request: TableRequest = {},
  library: SpecLibrary = builtInSpecs(),
): Promise<TabulatedTable> {
  const resolved = resolveRequest(spec, dictionary, request, library);
  const tally = await gather(spec, dictionary, rows, resolved, library);
  return assembleTable(spec, dictionary, resolved, tally);
}

async function gather(
  spec: TableSpec,
  dictionary: Dictionary,
  rows: MicrodataRows,
  request: ResolvedRequest,
  library: SpecLibrary,
): Promise<Tally> {
  const decode = microdataDecoder(dictionary, library.codeList, rows.header);
  const cube = makeCube(request.dimensions);
  const contributions = contributionsOf(spec, dictionary, library);
  const { measures, entries, told } = contributions;
  const largest = told === null ? null : new LargestContributions(cube.innerCells);
  const sums = new ClusterSums(measures);
  const contributors = new Float64Array(cube.innerCells * measures);
  const units = new SamplingUnits();
  const innerOf = innerCellOf(spec, request, dictionary, library, cube);
  const counted = restriction(spec, request, dictionary, library);
  const entryCounts = entryFilter(spec, request);
  const amounts = new Float64Array(measures);
  let read = 0;
  let inPopulation = 0;
  let silent = 0;
  for await (const batch of rows.batches) {
    const records = decode(batch);
    const unitOf = unitReader(dictionary, records, units);
    const weights = weightsOf(dictionary, records);
    const fill = contributions.of(records);
    const include = counted(records);
    const inner = innerOf(records);
    for (let i = 0; i < records.length; i++) {
      const unit = unitOf(i);
      if (!include(i)) continue;
      let answers = 'none';
      for (let entry = 0; entry < entries; entry++) {
        if (!entryCounts[entry]) continue;
        const found = fill(i, entry, amounts);
        if (answers !== 'adds') answers = found;
        if (found !== 'adds') continue;
        const cell = inner(i, entry);
        const slot = sums.slot(unit, cell);
        for (let m = 0; m < measures; m++) {
          if (amounts[m] === 0) continue;
          sums.add(slot, m, weights[i]! * amounts[m]!);
          contributors[cell * measures + m]! += m === told ? 0 : amounts[m]!;
        }
        if (told !== null) largest?.add(cell, amounts[told]!, weights[i]!);
      }
      if (answers === 'adds') inPopulation++;
      else if (answers === 'silent') silent++;
    }
    read += records.length;
  }
  if (inPopulation === 0 && request.where.length > 0)
    throw new DomainError('table-population-empty', {
      read,
      where: request.where.map((each) => label(each.variable)),
    });
  return { cube, sums, units, contributors, largest, read, inPopulation, silent };
}

/** Whether a record is in the population and in all restrictions that a variable of it tells. */
function restriction(
  spec: TableSpec,
  request: ResolvedRequest,
  dictionary: Dictionary,
  library: SpecLibrary,
): (records: MicrodataBatch) => RecordTest {
  const plain = request.where.filter(({ form }) => form === null);
  const population = compileConditions([...spec.population.where, ...plain], dictionary, library);
  const leaves = request.where.flatMap(({ form, in: codes }) =>
    form?.variable === undefined
      ? []
      : [leafReader({ ...form, variable: form.variable }, codes, dictionary, library)],
  );
  return (records) => {
    const inPopulation = population(records);
    const tests = leaves.map((read) => read(records));
    return (i) => inPopulation(i) && tests.every((leaf) => leaf(i) >= 0);
  };
}

/** Which numbers of a sum are within the restrictions of dimensions that the numbers themselves tell. */
function entryFilter({ measure }: TableSpec, { where }: ResolvedRequest): boolean[] {
  if (measure.type !== 'sum') return [true];
  const told = where.filter(({ form }) => form !== null && form.variable === undefined);
  return measure.of.map(({ codes }) => told.every((each) => each.in.includes(codes[each.variable]!)));
}

/** Weights of a batch; 1 for everybody where there is no sample. A missing weight is refused. */
function weightsOf(dictionary: Dictionary, records: MicrodataBatch): Float64Array {
  if (dictionary.design === null) return new Float64Array(records.length).fill(1);
  const name = dictionary.design.weight;
  const { values } = numberColumn(records, name);
  const bad = values.findIndex((weight) => !(weight >= 0));
  if (bad >= 0)
    throw new DomainError('microdata-weight-invalid', { row: records.firstRow + bad, variable: label(name) });
  return values;
}

function numberColumn(records: MicrodataBatch, name: string): { readonly values: Float64Array } {
  const column = records.column(name);
  if (column.type !== 'number') throw new DomainError('table-variable-unfit', { variable: label(name) });
  return column;
}

/** Number of the sampling unit of each record. All records count, in the population or not: domains keep all PSUs. */
function unitReader(
  dictionary: Dictionary,
  records: MicrodataBatch,
  units: SamplingUnits,
): (i: number) => number {
  const { design } = dictionary;
  if (design === null) return () => 0;
  const text = (name: string | null) => {
    if (name === null) return null;
    const column = records.column(name);
    return (i: number) => String(column.values[i]);
  };
  const [strata, psu] = [text(design.strata), text(design.psu)];
  const fpc = design.fpc === null ? null : numberColumn(records, design.fpc).values;
  return (i) =>
    units.intern(strata?.(i) ?? '', psu?.(i) ?? null, fpc === null ? null : fpc[i]!, records.firstRow + i);
}

/** Inner cell of an entry of a record: of a whole batch at once where codes tell it, else record by record. */
function innerCellOf(
  spec: TableSpec,
  request: ResolvedRequest,
  dictionary: Dictionary,
  library: SpecLibrary,
  cube: Cube,
): (records: MicrodataBatch) => (i: number, entry: number) => number {
  const single = singleCellOf(spec, request, dictionary, library, cube);
  const strides = request.dimensions.map((_, d) =>
    request.dimensions.slice(d + 1).reduce((product, { leaves }) => product * leaves.length, 1),
  );
  const steps = request.dimensions.map(({ leaves, form: { variable, bands } }, d) =>
    variable === undefined || bands !== undefined
      ? null
      : leafSteps(variable, leaves, strides[d]!, dictionary, library),
  );
  if (steps.includes(null) || steps.length > MOST_COLUMNS) return single;
  return (records) => {
    const columns = request.dimensions.map(({ form }, d) => ({
      codes: records.column(form.variable!).values as Int32Array,
      steps: steps[d]!,
    }));
    const cells = new Int32Array(records.length);
    cellNumbers(columns, 0, records.length, cells);
    // A record without a cell may have one by a missing code, or is refused if it counts.
    const slow = single(records);
    return (i, entry) => (cells[i]! >= 0 ? cells[i]! : slow(i, entry));
  };
}

/** Inner cell of an entry of a record, dimension by dimension. */
function singleCellOf(
  { measure }: TableSpec,
  request: ResolvedRequest,
  dictionary: Dictionary,
  library: SpecLibrary,
  cube: Cube,
): (records: MicrodataBatch) => (i: number, entry: number) => number {
  const readers = request.dimensions.map(({ name, leaves, form }) => {
    const { variable } = form;
    return {
      name: variable ?? name,
      read: variable === undefined ? null : leafReader({ ...form, variable }, leaves, dictionary, library),
      told: measure.type === 'sum' ? measure.of.map(({ codes }) => leaves.indexOf(codes[name] ?? '')) : [],
      missing: missingLeaves(leaves),
    };
  });
  return (records) => {
    const leafOf = readers.map(({ read }) => read?.(records) ?? null);
    const at = new Array<number>(readers.length);
    return (i, entry) => {
      for (let d = 0; d < readers.length; d++) {
        const { name, told, missing } = readers[d]!;
        const read = leafOf[d];
        let leaf = read === null || read === undefined ? told[entry]! : read(i);
        if (leaf < 0) leaf = missing.get(leaf) ?? -1;
        if (leaf < 0)
          throw new DomainError('table-dimension-missing', {
            row: records.firstRow + i,
            variable: label(name),
          });
        at[d] = leaf;
      }
      return cube.inner(at);
    };
  };
}

/** Leaves of those who did not answer and of those who were not asked, where a dimension has them. */
function missingLeaves(leaves: readonly string[]): ReadonlyMap<number, number> {
  return new Map([
    [MISSING['not-stated'], leaves.indexOf(NOT_STATED)],
    [MISSING['not-applicable'], leaves.indexOf(NOT_APPLICABLE)],
  ]);
}
