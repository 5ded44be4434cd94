/**
 * What a spec says of single cells of linked tables: to be shown whatever happens, out already, dearer or cheaper to
 * hide. It is said of a cell of one table and holds for every cell that means the same, twins set apart by rounding
 * included.
 *
 * Edge: a cell that is out already is so in every table, and being out wins over having to be shown.
 */
import { DomainError, type Facts, type Label, label } from '../problems.ts';
import { cellAt, codesOf } from './cells.ts';
import type { CountTable } from './count-table.ts';
import { TOTAL } from './dimension.ts';
import type { LinkedSystem, LinkedTable } from './linked-tables.ts';
import type { Conflict } from './suppress/suppress.ts';

/** Cells of one table and what is said of them; a dimension that `codes` leaves out is at its `Total`. */
export interface NamedCells {
  readonly table: string;
  readonly codes: Readonly<Record<string, string | readonly string[]>>;
  readonly forced?: boolean | undefined;
  readonly published?: boolean | undefined;
  readonly preference?: number | undefined;
}

type Marks = Required<Pick<CountTable, 'forced' | 'published' | 'preference'>>;

function noMarks(size: number): Marks {
  return {
    forced: new Uint8Array(size),
    published: new Uint8Array(size),
    preference: new Float64Array(size).fill(1),
  };
}

/**
 * `table` with what `named` says of the cells of table `id`.
 * @throws {DomainError} `disclosure-cell-unknown`, `disclosure-preference-differs`.
 */
export function markedTable(named: readonly NamedCells[], id: string, table: CountTable): CountTable {
  if (!named.some((each) => each.table === id)) return table;
  const marks = noMarks(table.space.size);
  for (const [position, each] of named.entries()) {
    if (each.table !== id) continue;
    for (const cell of cellsNamed(each, table, position + 1)) {
      if (each.forced) marks.forced[cell] = 1;
      if (each.published) marks.published[cell] = 1;
      prefer(marks.preference, cell, each.preference ?? 1, () => nameOf(id, table, cell));
    }
  }
  return { ...table, ...marks };
}

/** All combinations of the codes of an entry. */
function cellsNamed({ table: id, codes }: NamedCells, { space }: CountTable, entry: number): number[] {
  const nodes = space.dimensions.map(({ name, nodeOf }) =>
    [codes[name] ?? TOTAL].flat().map((code) => {
      const node = nodeOf.get(code);
      if (node !== undefined) return node;
      throw new DomainError('disclosure-cell-unknown', {
        entry,
        table: label(id),
        dimension: label(name),
        code: label(code),
      });
    }),
  );
  let found: number[][] = [[]];
  for (const own of nodes) found = found.flatMap((each) => own.map((node) => [...each, node]));
  return found.map((each) => cellAt(space, each));
}

/** Neutral is 1: it contradicts nothing. @throws {DomainError} `disclosure-preference-differs`. */
function prefer(known: Float64Array, at: number, factor: number, name: () => Label): void {
  if (factor === 1) return;
  if (known[at] !== 1 && known[at] !== factor)
    throw new DomainError('disclosure-preference-differs', { cell: name(), factors: [known[at]!, factor] });
  known[at] = factor;
}

/**
 * The tables with each other's marks on the cells they share; those released before as they are.
 * @throws {DomainError} `disclosure-preference-differs`.
 */
export function shareMarks(
  tables: readonly LinkedTable[],
  { system, cellOf, alike }: LinkedSystem,
): readonly LinkedTable[] {
  const isMarked = ({ table }: LinkedTable) => table.forced ?? table.published ?? table.preference;
  if (!tables.some(isMarked)) return tables;
  const all = noMarks(system.size);
  tables.forEach(({ id, table }, t) => {
    cellOf[t]!.forEach((own, cell) => {
      const at = alike[own]!;
      if (table.forced?.[cell]) all.forced[at] = 1;
      if (table.published?.[cell]) all.published[at] = 1;
      prefer(all.preference, at, table.preference?.[cell] ?? 1, () => nameOf(id, table, cell));
    });
  });
  return tables.map((each, t) => {
    if (each.released !== undefined) return each;
    const flags = (marks: Uint8Array) => Uint8Array.from(cellOf[t]!, (own) => marks[alike[own]!]!);
    const preference = Float64Array.from(cellOf[t]!, (own) => all.preference[alike[own]!]!);
    return {
      ...each,
      table: { ...each.table, forced: flags(all.forced), published: flags(all.published), preference },
    };
  });
}

/** @throws {DomainError} `disclosure-forced-unsafe`, with every unsafe cell that was to be shown. */
export function refuseUnsafe(tables: readonly LinkedTable[], unsafe: readonly { cells: Int32Array }[]): void {
  const found = tables.flatMap(({ id, table }, t) =>
    Array.from(unsafe[t]!.cells)
      .filter((cell) => table.forced?.[cell])
      .map((cell) => nameOf(id, table, cell)),
  );
  if (found.length > 0) throw new DomainError('disclosure-forced-unsafe', named('unsafe', found));
}

/**
 * What the user asked to show, or what readers have already, is answered with the cells.
 * @throws {DomainError} `disclosure-forced-conflict`.
 */
export function refuseWanted(
  tables: readonly LinkedTable[],
  linked: LinkedSystem,
  conflicts: readonly Conflict[],
): void {
  const wanted = new Set(
    tables.flatMap(({ table }, t) =>
      Array.from(linked.cellOf[t]!).filter((_, cell) => table.forced?.[cell] || table.published?.[cell]),
    ),
  );
  const found = conflicts.find(({ forced }) => forced.some((cell) => wanted.has(cell)));
  if (found === undefined) return;
  const shown = found.forced.filter((cell) => wanted.has(cell));
  throw new DomainError('disclosure-forced-conflict', {
    unsafe: nameInSystem(tables, linked, found.cell),
    ...named(
      'shown',
      shown.map((cell) => nameInSystem(tables, linked, cell)),
    ),
    conflicts: conflicts.length,
  });
}

/** Cells that a message names at most. */
const MOST_NAMED = 20;

function named(fact: string, names: readonly Label[]): Facts {
  return { [fact]: names.slice(0, MOST_NAMED), ...(names.length > MOST_NAMED ? { all: names.length } : {}) };
}

function nameOf(id: string, { space }: CountTable, cell: number): Label {
  return label(`${id}: ${codesOf(space, cell).join(' / ')}`);
}

/** As the first table calls it; a difference by the cells it is the difference of. */
function nameInSystem(tables: readonly LinkedTable[], linked: LinkedSystem, cell: number): Label {
  for (const [t, { id, table }] of tables.entries()) {
    const own = linked.cellOf[t]!.indexOf(cell);
    if (own >= 0) return nameOf(id, table, own);
  }
  const { whole, parts } = linked.differences.find((each) => each.cell === cell)!;
  return label([whole, ...parts].map((each) => nameInSystem(tables, linked, each)).join(' - '));
}
