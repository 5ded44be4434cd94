/**
 * Several tables as one system: cells about the same persons are one cell, and what one table less another tells is
 * a cell too.
 *
 * Cells meet by meaning (table-meaning.ts). Where a filtered table lies within another, their difference is a cell
 * that nobody published and everybody can reckon with: it is in the system, always unknown, and unsafe where its
 * contributors are too few. Equations between populations (employed + unemployed = labour force) tie tables whose
 * populations differ, and stand in for a missing part in the same way.
 *
 * Edge:   a table that is released already keeps what it showed, and what it hid stays hidden.
 *         Weighted tables are rounded each at its own inner cells, so that a shared margin may differ by rounding:
 *         it is then two cells, and an intruder is taken to know how far apart they are at most.
 * Deterministic: cells are numbered by table and position, then differences.
 * Cost:   cells of all tables x dimensions; differences: cells of filtered tables x sets of the variable.
 */
import { DomainError, label } from '../problems.ts';
import { codesOf } from './cells.ts';
import type { CountTable } from './count-table.ts';
import { differencesOf } from './linked-differences.ts';
import { merged, roundingRoom } from './linked-relations.ts';
import type { Cost, Protection, Rule } from './spec.ts';
import { type Relation, relationsOfSpace, type System, systemOf } from './system.ts';
import {
  type CellMeaning,
  CodeSets,
  cellMeanings,
  meaningKey,
  subjectOf,
  type TableMeaning,
} from './table-meaning.ts';

export interface LinkedTable {
  readonly id: string;
  readonly meaning: TableMeaning;
  /** Vintages of one dataset may differ by any amount; an intruder is taken to know by how much. */
  readonly vintage?: string;
  readonly table: CountTable;
  /** For a table that is public already: 1 where the public sees no value. */
  readonly released?: { readonly hidden: Uint8Array };
  /** Its own rules, where they differ from those of the tables protected with it. */
  readonly rules?: TableRules;
}

/** What makes a cell of one table unsafe, how far it is protected, and what hiding costs. */
export interface TableRules {
  readonly primary: readonly Rule[];
  readonly protection: Protection;
  readonly cost: Cost;
}

/** Populations that add up to another: {"sum":["bekerja","penganggur"],"equals":"angkatan-kerja"}. */
export interface Equation {
  readonly sum: readonly string[];
  readonly equals: string;
}

/** A cell that is `whole` less all `parts`. */
export interface Difference {
  readonly cell: number;
  readonly whole: number;
  readonly parts: readonly number[];
  /** What it counts or sums (`subjectOf`). */
  readonly of: string;
}

export interface LinkedSystem {
  readonly system: System;
  readonly values: Float64Array;
  /** Contributors; of a difference by subtraction, or NaN where contributors do not add up. */
  readonly contributors: Float64Array;
  /** For each table, in the order given, the system cell of each of its cells. */
  readonly cellOf: readonly Int32Array[];
  /** For each cell the first that means the same: another one only where rounding sets them apart. */
  readonly alike: Int32Array;
  /** 1 where a released table shows the value: nothing can hide it any more. */
  readonly shown: Uint8Array;
  /** 1 where the value is unknown for good: hidden in every release that has it, or a difference. */
  readonly sealed: Uint8Array;
  readonly differences: readonly Difference[];
}

/** @throws {DomainError} `disclosure-linked-differ`: the same cell has two values further apart than rounding. */
export function linkTables(
  tables: readonly LinkedTable[],
  equations: readonly Equation[] = [],
): LinkedSystem {
  const linking = new Linking(tables);
  for (const t of tables.keys()) linking.place(t);
  const relations = linking.relations();
  const differences = differencesOf(linking, equations);
  return linking.result(once([...relations, ...differences.relations]), differences.found);
}

/** Relations without repetition: what two tables both say is said once. */
function once(relations: readonly Relation[]): Relation[] {
  const seen = new Set<string>();
  return relations.filter(({ cells, signs, lower, upper }) => {
    const key = JSON.stringify([
      cells.map((cell, i) => [cell, signs[i]]).sort(([a], [b]) => a! - b!),
      lower,
      upper,
    ]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Cells as they are found; `differencesOf` reads and extends it. */
export class Linking {
  readonly sets: CodeSets;
  readonly tables: readonly LinkedTable[];
  readonly values: number[] = [];
  readonly contributors: number[] = [];
  readonly meanings: CellMeaning[] = [];
  /** Cells of a meaning, the first placed first; more than one only where rounding sets them apart. */
  readonly cellsOf = new Map<string, number[]>();
  /** Cells of tables that filter, with the variables they filter by. */
  readonly filtered = new Map<number, readonly string[]>();
  readonly #cellOf: Int32Array[] = [];
  readonly #room: number[] = [];
  readonly #alike: number[] = [];
  readonly #twins: Relation[] = [];

  constructor(tables: readonly LinkedTable[]) {
    this.tables = tables;
    this.sets = new CodeSets(
      tables.map(({ meaning, table }) => ({ meaning, dimensions: table.space.dimensions })),
    );
  }

  /** Find or make the cell of each cell of table `t`. */
  place(t: number): void {
    const { meaning, table } = this.tables[t]!;
    const { space } = table;
    const revised = this.tables.some((other) => other.vintage !== this.tables[t]!.vintage);
    const room = revised ? new Float64Array(space.size).fill(Number.POSITIVE_INFINITY) : roundingRoom(table);
    const cellOf = new Int32Array(space.size);
    const variables = (meaning.where ?? []).map(({ variable }) => variable);
    let cell = 0;
    for (const each of cellMeanings({ meaning, dimensions: space.dimensions }, this.sets)) {
      const found = this.#same(t, cell, meaningKey(each), room[cell]!);
      const contributors = table.contributors[cell]!;
      const at = found ?? this.add(each, table.value[cell]!, contributors, room[cell]!);
      this.contributors[at] = Math.min(this.contributors[at]!, contributors);
      if (variables.length > 0) this.filtered.set(at, variables);
      cellOf[cell++] = at;
    }
    this.#cellOf.push(cellOf);
  }

  add(meaning: CellMeaning, value: number, contributors: number, room: number): number {
    const cell = this.values.push(value) - 1;
    this.contributors.push(contributors);
    this.#room.push(room);
    this.meanings.push(meaning);
    const key = meaningKey(meaning);
    const others = this.cellsOf.get(key);
    this.#alike.push(others?.[0] ?? cell);
    if (others) others.push(cell);
    else this.cellsOf.set(key, [cell]);
    return cell;
  }

  /**
   * whole = sum of parts, within what rounding sets them apart.
   * @throws {DomainError} `disclosure-linked-differ`.
   */
  tie(whole: number, parts: readonly number[]): Relation {
    const gap = Math.abs(parts.reduce((left, part) => left - this.values[part]!, this.values[whole]!));
    const room = [whole, ...parts].reduce((sum, cell) => sum + this.#room[cell]!, 0);
    if (gap > room) {
      const sum = parts.reduce((all, part) => all + this.values[part]!, 0);
      throw new DomainError('disclosure-linked-differ', { stated: this.values[whole]!, elsewhere: sum });
    }
    const signs = [-1, ...parts.map(() => 1)];
    return { cells: [whole, ...parts], signs, lower: 0 - gap, upper: gap, generating: true };
  }

  /** Contributors of `whole` less those of `parts`; NaN where one may stand behind several cells. */
  contributorsLeft(whole: number, parts: readonly number[]): number {
    const { of } = this.meanings[whole]!;
    if (this.tables.some(({ table, meaning }) => table.sharedContributors && subjectOf(meaning) === of))
      return Number.NaN;
    return parts.reduce((left, part) => left - this.contributors[part]!, this.contributors[whole]!);
  }

  /** Relations of all tables over shared cells, then twins. */
  relations(): Relation[] {
    const found: Relation[] = [];
    this.tables.forEach(({ table }, t) => {
      const room = table.tolerance ?? 0;
      for (const relation of relationsOfSpace(table.space)) {
        const mapped = merged(relation, this.#cellOf[t]!);
        if (mapped.size === 0) continue;
        found.push({
          ...relation,
          cells: [...mapped.keys()],
          signs: [...mapped.values()],
          lower: -room,
          upper: room,
          generating: relation.generating || room > 0,
        });
      }
    });
    return [...found, ...this.#twins];
  }

  result(relations: readonly Relation[], differences: readonly Difference[]): LinkedSystem {
    const size = this.values.length;
    const shown = new Uint8Array(size);
    const sealed = new Uint8Array(size);
    for (const [t, { released }] of this.tables.entries())
      for (const [cell, at] of this.#cellOf[t]!.entries())
        if (released?.hidden[cell]) sealed[at] = 1;
        else if (released !== undefined) shown[at] = 1;
    for (const { cell } of differences) sealed[cell] = 1;
    for (let cell = 0; cell < size; cell++) if (shown[cell]) sealed[cell] = 0;
    const whole = this.tables.every(({ table }) => table.contributionsOf === undefined);
    const values = Float64Array.from(this.values);
    const signed = new Set(
      this.tables.flatMap(({ table, meaning }) => (table.signed ? [subjectOf(meaning)] : [])),
    );
    const floor = values.map((value, cell) =>
      signed.has(this.meanings[cell]!.of) ? Number.NEGATIVE_INFINITY : Math.min(0, value),
    );
    return {
      system: systemOf(size, relations, { whole, floor }),
      values,
      contributors: Float64Array.from(this.contributors),
      cellOf: this.#cellOf,
      alike: Int32Array.from(this.#alike),
      shown,
      sealed,
      differences,
    };
  }

  /** The cell that means the same and has the same value; a twin relation where rounding sets them apart. */
  #same(t: number, cell: number, key: string, room: number): number | null {
    const { id, table } = this.tables[t]!;
    const value = table.value[cell]!;
    const others = this.cellsOf.get(key) ?? [];
    const same = others.find((other) => this.values[other] === value);
    if (same !== undefined || others.length === 0) return same ?? null;
    const gap = Math.abs(this.values[others[0]!]! - value);
    if (gap > room)
      throw new DomainError('disclosure-linked-differ', {
        table: label(id),
        codes: codesOf(table.space, cell).map(label),
        stated: value,
        elsewhere: this.values[others[0]!]!,
      });
    const next = this.values.length;
    this.#twins.push({
      cells: [others[0]!, next],
      signs: [-1, 1],
      lower: -gap,
      upper: gap,
      generating: true,
    });
    return null;
  }
}
