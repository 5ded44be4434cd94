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
 *   `table-dimension-missing`, `table-variable-unfit`.
 * Cost:   O(records) time; memory O(PSUs x inner cells that occur in them) + O(cells).
 * Source: agreement, Lampiran 2; variance.ts for the standard error.
 */
import type { CsvBatch } from '../exchange/csv.ts';
import { DomainError, label } from '../problems.ts';
import { ClusterSums } from './cluster-sums.ts';
import { type Cube, makeCube } from './cube.ts';
import type { Dictionary } from './dictionary.ts';
import { NOT_STATED } from './dictionary.ts';
import { builtInSpecs, type SpecLibrary } from './library.ts';
import { MISSING, type MicrodataBatch, microdataDecoder } from './microdata.ts';
import { codeLookup, compileConditions, type RecordTest } from './record-test.ts';
import { SamplingUnits } from './sampling-units.ts';
import { assembleTable } from './table-assembly.ts';
import { type ResolvedRequest, resolveRequest, type TableRequest } from './table-request.ts';
import type { TableSpec } from './table-spec.ts';
import type { TabulatedTable } from './tabulated-table.ts';

/** Rows of microdata: the header, and the records below it, to be read once. */
export interface MicrodataRows {
  readonly header: readonly string[];
  readonly batches: AsyncIterable<CsvBatch>;
}

/** What was gathered from the rows. A count has one measure; a rate two, the numerator and the rest. */
export interface Tally {
  readonly cube: Cube;
  readonly sums: ClusterSums;
  readonly units: SamplingUnits;
  /** Unweighted records at `inner cell * measures + measure`. */
  readonly contributors: Float64Array;
  readonly read: number;
  readonly inPopulation: number;
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
  const measures = spec.measure.type === 'count' ? 1 : 2;
  const sums = new ClusterSums(measures);
  const contributors = new Float64Array(cube.innerCells * measures);
  const units = new SamplingUnits();
  const innerOf = innerCellOf(request, dictionary, library, cube);
  const measureOf = measureTest(spec, dictionary, library);
  const counted = compileConditions([...spec.population.where, ...request.where], dictionary, library);
  let read = 0;
  let inPopulation = 0;
  for await (const batch of rows.batches) {
    const records = decode(batch);
    const unitOf = unitReader(dictionary, records, units);
    const weights = weightsOf(dictionary, records);
    const measure = measureOf(records);
    const include = counted(records);
    const inner = innerOf(records);
    for (let i = 0; i < records.length; i++) {
      const unit = unitOf(i);
      const which = include(i) ? measure(i) : -1;
      if (which < 0) continue;
      const cell = inner(i);
      sums.add(sums.slot(unit, cell), which, weights[i]!);
      contributors[cell * measures + which]!++;
      inPopulation++;
    }
    read += records.length;
  }
  return { cube, sums, units, contributors, read, inPopulation };
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

/** Which measure a record counts in: 0 the count or the numerator, 1 the rest of the denominator, -1 none. */
function measureTest(spec: TableSpec, dictionary: Dictionary, library: SpecLibrary) {
  if (spec.measure.type === 'count') return () => () => 0;
  const numerator = compileConditions([spec.measure.numerator], dictionary, library);
  const denominator = compileConditions([spec.measure.denominator], dictionary, library);
  return (records: MicrodataBatch) => {
    const [top, bottom]: RecordTest[] = [numerator(records), denominator(records)];
    return (i: number): number => (top!(i) ? 0 : bottom!(i) ? 1 : -1);
  };
}

function innerCellOf(request: ResolvedRequest, dictionary: Dictionary, library: SpecLibrary, cube: Cube) {
  const readers = request.dimensions.map(({ name, leaves }) => ({
    name,
    lookup: codeLookup(dictionary, library, name, (code) => leaves.indexOf(code)),
    notStated: leaves.indexOf(NOT_STATED),
  }));
  return (records: MicrodataBatch) => {
    const columns = readers.map(({ name }) => records.column(name).values as Int32Array);
    const at = new Array<number>(readers.length);
    return (i: number): number => {
      for (let d = 0; d < readers.length; d++) {
        const { name, lookup, notStated } = readers[d]!;
        const value = columns[d]![i]!;
        const leaf = value === MISSING['not-stated'] ? notStated : value < 0 ? -1 : lookup[value]!;
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
