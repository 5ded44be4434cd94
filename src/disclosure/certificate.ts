/**
 * The certificate: whole-number tables, each fitting everything published, that together show how far every hidden
 * cell can move. In large components the tables are one table and small changes of it (`moves`). Anybody can check it without a solver (verify.ts) and need not believe the producer.
 *
 * Made from PUBLIC.csv and the public hierarchy of its codes alone, for every hidden cell alike: it says nothing
 * that the release does not already say, so it can be published with it. The officer's copy adds which cells are
 * unsafe and that each reaches both ends of its protection interval; it stays inside.
 *
 * Edge:   `reach` is attained by the tables shown and need not be the widest possible; in components of more than
 *         `EVERY_END_UP_TO` hidden cells it is only sure to be more than a point.
 * Deterministic: same PUBLIC.csv, same bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { DomainError } from '../problems.ts';
import { type CellSpace, cellSpace, codesOf } from './cells.ts';
import { type Move, neededLines, type Reach } from './certificate-lines.ts';
import { middleTable } from './certificate-middle.ts';
import { type Allowed, movesOf } from './certificate-moves.ts';
import { wholeSolution } from './certificate-whole.ts';
import { type Alternative, type CodeNode, dimensionOf } from './dimension.ts';
import { feasibleTables } from './feasible-tables.ts';
import { parsePublic } from './parse-public.ts';
import type { Target } from './protection.ts';
import type { LinearProgram, Solver } from './solver.ts';
import type { Change } from './suppress/change.ts';
import type { System } from './system.ts';
import { systemOfTable } from './table-system.ts';
import { type Component, components } from './unknowns.ts';

/** The public hierarchy of one dimension: every code with its parent, depth first. */
export interface PublicDimension {
  readonly name: string;
  readonly codes: readonly CodeNode[];
  /** Further hierarchies: trees of their own over codes of the first. */
  readonly alternatives?: readonly Alternative[];
}

/** What everybody knows of a table beside its codes; absent where it is as for counts of persons. */
export interface PublicFacts {
  /** By how many units (of the last decimal place) a sum may miss its margin. */
  readonly tolerance?: number;
  /** Values may be negative. */
  readonly signed?: boolean;
}

export interface Certificate {
  readonly format: 'padan-certificate/1';
  readonly public: { readonly sha256: string; readonly rows: number; readonly hidden: number };
  readonly dimensions: readonly PublicDimension[];
  /** Decimal places of PUBLIC.csv, where it has any: `reach` and `tables` are in whole units of the last. */
  readonly decimals?: number;
  readonly tolerance?: number;
  readonly signed?: boolean;
  /** Lowest and highest value of each hidden cell over `tables` and `moves`, in row order of PUBLIC.csv. */
  readonly reach: Reach;
  /** Feasible tables: the values of the hidden cells in row order. Ascending, but for the first where there are moves. */
  readonly tables: readonly (readonly number[])[];
  /** Changes of the first table, each by itself a feasible table, ascending. */
  readonly moves?: readonly Move[];
}

export interface OfficerCertificate extends Omit<Certificate, 'format'> {
  readonly format: 'padan-officer-certificate/1';
  /** Positions, among the hidden cells, of the unsafe ones. */
  readonly primary: readonly number[];
  /** What each unsafe cell must reach, in the order of `primary`: an interval, or null for more than a point. */
  readonly ends: readonly (readonly [number, number] | null)[];
}

const EVERY_END_UP_TO = 120;
/** Components of more hidden cells are shown by moves. */
const MOVES_ABOVE = 600;

interface Reading {
  readonly space: CellSpace;
  readonly values: Float64Array;
  readonly hidden: Uint8Array;
  readonly largest: number;
  readonly decimals: number;
  readonly facts: PublicFacts;
}

export interface CertifyOptions extends Allowed {
  readonly solver: Solver;
  /** Components of more hidden cells are shown by moves. Default 600. */
  readonly movesAbove?: number;
}

/**
 * Null where the solver found no whole-number table within its limits, or the time allowed ran out: nothing is proved
 * then. With `expired` a certificate that was made is the same as without it.
 * @throws {DomainError} `disclosure-public-not-valid`: not the table its hierarchy says.
 */
export function certify(
  publicText: string,
  dimensions: readonly PublicDimension[],
  options: CertifyOptions,
  facts: PublicFacts = {},
): Certificate | null {
  const reading = read(publicText, dimensions, facts);
  const body = shown(publicText, dimensions, reading, [], options);
  return body === null ? null : { format: 'padan-certificate/1', ...body };
}

/** The officer's copy. `targets` name cells by their number, which is their row in PUBLIC.csv. Null as for `certify`. */
export function certifyForOfficer(
  publicText: string,
  dimensions: readonly PublicDimension[],
  targets: readonly Target[],
  options: CertifyOptions,
  facts: PublicFacts = {},
): OfficerCertificate | null {
  const reading = read(publicText, dimensions, facts);
  const position = new Map(Array.from(hiddenCells(reading), (cell, i) => [cell, i]));
  const sorted = [...targets].sort((a, b) => a.cell - b.cell);
  const body = shown(publicText, dimensions, reading, sorted, options);
  if (body === null) return null;
  return {
    format: 'padan-officer-certificate/1',
    ...body,
    primary: sorted.map((target) => position.get(target.cell)!),
    ends: sorted.map((target) => (target.kind === 'interval' ? [target.low, target.high] : null)),
  };
}

function shown(
  publicText: string,
  dimensions: readonly PublicDimension[],
  reading: Reading,
  targets: readonly Target[],
  options: CertifyOptions,
): Omit<Certificate, 'format'> | null {
  const cells = hiddenCells(reading);
  const byCell = new Map(targets.map((target) => [target.cell, target]));
  const highest = targets.reduce(
    (max, each) => (each.kind === 'interval' ? Math.max(max, each.high) : max),
    0,
  );
  const wanted = {
    target: (cell: number) => byCell.get(cell),
    everyEndUpTo: targets.length > 0 ? 0 : EVERY_END_UP_TO,
    expired: options.expired ?? (() => false),
    cap: 2 * Math.max(reading.largest, highest, 1000),
  };
  const system = systemOfTable({ space: reading.space, ...reading.facts });
  const parts: Part[] = [];
  for (const part of components(system, reading.values, reading.hidden)) {
    const cap = capOf(part.program, wanted.cap, options.solver);
    const found =
      part.cells.length > (options.movesAbove ?? MOVES_ABOVE)
        ? byMoves(system, reading, part, byCell, cap, options)
        : { ...feasibleTables(part.cells, part.program, options.solver, { ...wanted, cap }), moves: [] };
    if (found.tables.length === 0 || options.expired?.()) return null;
    parts.push({ cells: part.cells, tables: found.tables, moves: found.moves });
  }
  const tables = joined(cells, parts);
  const position = new Map(Array.from(cells, (cell, i) => [cell, i]));
  const moves = parts.flatMap((part) =>
    part.moves.map(
      (move): Move => [Array.from(move.cells, (cell) => position.get(cell)!), Array.from(move.delta)],
    ),
  );
  const lines = neededLines(tables, moves, cells.length);
  return {
    public: { sha256: sha256Hex(publicText), rows: reading.space.size, hidden: cells.length },
    dimensions: dimensions.map(({ name, codes, alternatives = [] }) => ({
      name,
      codes: plain(codes),
      ...(alternatives.length === 0
        ? {}
        : { alternatives: alternatives.map(({ codes: further }) => ({ codes: plain(further) })) }),
    })),
    ...(reading.decimals === 0 ? {} : { decimals: reading.decimals }),
    ...reading.facts,
    reach: lines.reach,
    tables: lines.tables,
    ...(lines.moves.length === 0 ? {} : { moves: lines.moves }),
  };
}

/** `cap`, or more where hidden totals must be larger than everything published: twice what the smallest table has. */
function capOf(program: LinearProgram, cap: number, solver: Solver): number {
  const upper = new Float64Array(program.columns).fill(cap);
  const cost = new Float64Array(program.columns).fill(1);
  if (solver.solve({ ...program, upper, cost }).x.length > 0) return cap;
  const { x } = solver.solve({ ...program, cost });
  return 2 * x.reduce((most, each) => Math.max(most, Math.ceil(each)), cap / 2);
}

interface Part {
  readonly cells: Int32Array;
  readonly tables: readonly Float64Array[];
  readonly moves: readonly Change[];
}

/** One whole-number table of a large component and changes of it; unsafe cells stand between their ends in it. */
function byMoves(
  system: System,
  reading: Reading,
  part: Component,
  targets: ReadonlyMap<number, Target>,
  cap: number,
  options: CertifyOptions,
): Omit<Part, 'cells'> {
  const own = Array.from(part.cells).flatMap((cell) => targets.get(cell) ?? []);
  const column = new Map(Array.from(part.cells, (cell, i) => [cell, i]));
  const bounds = new Map(
    own.flatMap((each) =>
      each.kind === 'interval' ? [[column.get(each.cell)!, [each.low, each.high] as const]] : [],
    ),
  );
  const limits = { cap, ...options };
  const table =
    middleTable(part.program, options.solver, limits, bounds) ??
    wholeSolution(part.program, options.solver, limits, bounds);
  if (table === null) return { tables: [], moves: [] };
  const values = reading.values.slice();
  part.cells.forEach((cell, i) => {
    values[cell] = table[i]!;
  });
  const tables = [{ space: reading.space, cells: null }];
  const moves = movesOf(system, values, part, own, tables, cap, options);
  return { tables: [table], moves };
}

function plain(codes: readonly CodeNode[]): CodeNode[] {
  return codes.map(({ code, parent }) => ({ code, parent }));
}

/** Components do not touch, so the i-th tables of all of them together are one table. */
function joined(cells: Int32Array, parts: readonly Part[]): number[][] {
  const position = new Map(Array.from(cells, (cell, i) => [cell, i]));
  const count = parts.reduce((most, part) => Math.max(most, part.tables.length), 0);
  return Array.from({ length: count }, (_, t) => {
    const table = new Array<number>(cells.length).fill(0);
    for (const part of parts) {
      const values = part.tables[Math.min(t, part.tables.length - 1)]!;
      part.cells.forEach((cell, i) => {
        table[position.get(cell)!] = values[i]!;
      });
    }
    return table;
  });
}

function read(publicText: string, dimensions: readonly PublicDimension[], facts: PublicFacts): Reading {
  const file = parsePublic(publicText);
  const space = cellSpace(
    dimensions.map(({ name, codes, alternatives }) => dimensionOf(name, codes, alternatives)),
  );
  if (file.rows.length !== space.size)
    throw new DomainError('disclosure-public-not-valid', { rows: file.rows.length });
  const values = new Float64Array(space.size);
  const hidden = new Uint8Array(space.size);
  let largest = 0;
  file.rows.forEach((row, cell) => {
    const codes = codesOf(space, cell);
    if (row.codes.some((code, d) => code !== codes[d]))
      throw new DomainError('disclosure-public-not-valid', { row: cell + 1 });
    hidden[cell] = row.value === null ? 1 : 0;
    values[cell] = row.value ?? 0;
    largest = Math.max(largest, Math.abs(values[cell]!));
  });
  return { space, values, hidden, largest, decimals: file.decimals, facts };
}

function hiddenCells(reading: Reading): Int32Array {
  return Int32Array.from(Array.from(reading.hidden.keys()).filter((cell) => reading.hidden[cell]));
}

export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The bytes of a certificate file: one line per table and per move, so that differences can be seen. `digest` is the SHA-256 of
 * all else as canonical JSON: it finds damage, and proves nothing.
 */
export function certificateText(certificate: Certificate | OfficerCertificate): string {
  const { tables, moves = [], reach, ...head } = certificate;
  const digest = sha256Hex(canonicalJson(certificate as unknown as Json));
  const lines = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).join(',\n');
  const start = JSON.stringify({ ...head, digest }).slice(0, -1);
  const changes = moves.length === 0 ? '' : `,\n"moves":[\n${lines(moves)}\n]`;
  return `${start},\n"reach":${JSON.stringify(reach)},\n"tables":[\n${lines(tables)}\n]${changes}}\n`;
}
