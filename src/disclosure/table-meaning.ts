/**
 * What a cell is about: of which dataset, population and measure, and of whom within it. Two cells that are about
 * the same persons are one cell, whatever table, dimension or filter names them.
 *
 * Shape:  a variable restricts a cell to a set of its finest codes; a province is the set of its regencies where any
 *         table knows them. A set that holds every code is no restriction, so a `Total` is the same as a table
 *         without that dimension.
 * Edge:   every code of a variable is known only from tables that do not filter by it; without one no set counts as
 *         everything.
 */
import { type Dimension, isLeaf, TOTAL } from './dimension.ts';

export interface TableMeaning {
  /** Dataset and vintage. */
  readonly dataset: string;
  readonly population: string;
  /** What is counted or summed, such as `count` or the name of a value. */
  readonly measure: string;
  /** Restrictions of the population beyond the dimensions. */
  readonly where?: readonly { readonly variable: string; readonly in: readonly string[] }[];
  /** A dimension whose codes are sets of codes of a variable: the parts of a rate by who is in them. */
  readonly parts?: {
    readonly dimension: string;
    readonly variable: string;
    readonly sets: Readonly<Record<string, readonly string[]>>;
  };
  /** Finest codes behind a code of a variable, where no table's hierarchy shows them: single ages behind a band. */
  readonly finest?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** A dimension whose codes are populations: parts of a rate. */
  readonly components?: {
    readonly dimension: string;
    readonly populations: Readonly<Record<string, string>>;
  };
}

/** A cell's meaning: the population and, by variable, the number of the set it is restricted to. */
export interface CellMeaning {
  /** Dataset and measure. */
  readonly of: string;
  readonly population: string;
  readonly sets: ReadonlyMap<string, number>;
}

/** Dataset and measure of a table, as `of` of its cells has them. */
export function subjectOf({ dataset, measure }: TableMeaning): string {
  return JSON.stringify([dataset, measure]);
}

export function meaningKey({ of, population, sets }: CellMeaning): string {
  const restrictions = [...sets].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([of, population, restrictions]);
}

interface Described {
  readonly meaning: TableMeaning;
  readonly dimensions: readonly Dimension[];
}

/** Sets of codes of all variables of some tables, each with a number. */
export class CodeSets {
  readonly #children = new Map<string, Map<string, Set<string>>>();
  /** Finest codes of each variable that some table shows without filtering by it. */
  readonly #every = new Map<string, ReadonlySet<string>>();
  readonly #numbers = new Map<string, number>();
  readonly #sets: { readonly variable: string; readonly codes: ReadonlySet<string> }[] = [];

  constructor(tables: readonly Described[]) {
    for (const { dimensions, meaning } of tables) {
      for (const dimension of dimensions) this.#learn(dimension);
      for (const [variable, codes] of Object.entries(meaning.finest ?? {}))
        for (const [code, finest] of Object.entries(codes)) this.#below(variable, code, finest);
    }
    for (const { meaning, dimensions } of tables)
      for (const dimension of dimensions) {
        if (meaning.where?.some(({ variable }) => variable === dimension.name)) continue;
        const known = this.#every.get(dimension.name) ?? [];
        this.#every.set(dimension.name, new Set([...known, ...this.#finest(dimension.name, [TOTAL])]));
      }
  }

  /** The number of the set of `codes`, within `also` if given; null where it holds every code. */
  numberOf(variable: string, codes: readonly string[], also?: readonly string[]): number | null {
    const own = this.#finest(variable, codes);
    const within = also === undefined ? null : this.#finest(variable, also);
    const set = within === null ? own : new Set([...own].filter((code) => within.has(code)));
    return this.#numbered(variable, set);
  }

  /** What is left of `whole` (null: everything) without `part`; undefined where that is not known. */
  without(variable: string, whole: number | null, part: number): number | undefined {
    const all = whole === null ? this.#every.get(variable) : this.#sets[whole]!.codes;
    if (all === undefined) return undefined;
    const codes = this.#sets[part]!.codes;
    return this.#numbered(variable, new Set([...all].filter((code) => !codes.has(code)))) ?? undefined;
  }

  /** Larger sets of the same variable that hold `part`, smallest first, everything (null) last. */
  above(part: number): (number | null)[] {
    const { variable, codes } = this.#sets[part]!;
    const larger = [...this.#sets.keys()].filter((i) => {
      const other = this.#sets[i]!;
      return other.variable === variable && other.codes.size > codes.size && isWithin(codes, other.codes);
    });
    return [...larger.sort((a, b) => this.#sets[a]!.codes.size - this.#sets[b]!.codes.size || a - b), null];
  }

  /**
   * Two sets of one variable that overlap while neither holds the other, and what they share is no set of any table:
   * what lies between them cannot be reckoned with. Null where there is none.
   */
  crossing(): { readonly variable: string } | null {
    for (const [i, a] of this.#sets.entries())
      for (const b of this.#sets.slice(i + 1)) {
        if (a.variable !== b.variable || isWithin(a.codes, b.codes) || isWithin(b.codes, a.codes)) continue;
        const both = [...a.codes].filter((code) => b.codes.has(code));
        const known = this.#numbers.has(JSON.stringify([a.variable, ...both.sort()]));
        if (both.length > 0 && !known) return { variable: a.variable };
      }
    return null;
  }

  #numbered(variable: string, codes: ReadonlySet<string>): number | null {
    const every = this.#every.get(variable);
    if (every !== undefined && every.size === codes.size && isWithin(every, codes)) return null;
    const text = JSON.stringify([variable, ...[...codes].sort()]);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#sets.length);
    return this.#sets.push({ variable, codes }) - 1;
  }

  #learn(dimension: Dimension): void {
    dimension.codes.forEach((code, node) => {
      if (isLeaf(dimension, node)) return;
      const children = dimension.child.subarray(dimension.childStart[node]!, dimension.childStart[node + 1]!);
      this.#below(
        dimension.name,
        code,
        Array.from(children, (child) => dimension.codes[child]!),
      );
    });
  }

  #below(variable: string, code: string, codes: readonly string[]): void {
    const children = this.#children.get(variable) ?? new Map<string, Set<string>>();
    this.#children.set(variable, children);
    children.set(code, new Set([...(children.get(code) ?? []), ...codes.filter((each) => each !== code)]));
  }

  #finest(variable: string, codes: readonly string[]): Set<string> {
    const children = this.#children.get(variable);
    const found = new Set<string>();
    const visit = (code: string): void => {
      const below = children?.get(code);
      if (below === undefined) found.add(code);
      else for (const each of below) visit(each);
    };
    for (const code of codes) visit(code);
    return found;
  }
}

function isWithin(codes: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const code of codes) if (!others.has(code)) return false;
  return true;
}

/** Meaning of every cell of a table, in cell order. Cost: cells x dimensions. */
export function* cellMeanings(
  { meaning, dimensions }: Described,
  codeSets: CodeSets,
): Generator<CellMeaning> {
  const where = new Map((meaning.where ?? []).map(({ variable, in: codes }) => [variable, codes]));
  const { parts } = meaning;
  const variableOf = (name: string) => (name === parts?.dimension ? parts.variable : name);
  const outside = [...where].filter(([variable]) =>
    dimensions.every(({ name }) => variableOf(name) !== variable),
  );
  const fixed = outside.flatMap(([variable, codes]) =>
    restriction(variable, codeSets.numberOf(variable, codes)),
  );
  const ofNode = dimensions.map(({ name, codes }) =>
    codes.map((code) => {
      const variable = variableOf(name);
      const set = name === parts?.dimension ? (parts.sets[code] ?? [code]) : [code];
      return restriction(variable, codeSets.numberOf(variable, set, where.get(variable)));
    }),
  );
  const of = subjectOf(meaning);
  const component = dimensions.findIndex(({ name }) => name === meaning.components?.dimension);
  const nodes = dimensions.map(() => 0);
  for (;;) {
    const sets = new Map([
      ...fixed,
      ...nodes.flatMap((node, d) => (d === component ? [] : ofNode[d]![node]!)),
    ]);
    const code = component < 0 ? undefined : dimensions[component]!.codes[nodes[component]!]!;
    const population = code === undefined ? undefined : meaning.components!.populations[code];
    yield { of, population: population ?? partOf(meaning.population, code), sets };
    let d = dimensions.length - 1;
    while (d >= 0 && ++nodes[d]! === dimensions[d]!.codes.length) nodes[d--] = 0;
    if (d < 0) return;
  }
}

function restriction(variable: string, set: number | null): [string, number][] {
  return set === null ? [] : [[variable, set]];
}

/** A component without a population of its own is a part of the table's that no other table has. */
function partOf(population: string, code: string | undefined): string {
  return code === undefined || code === TOTAL ? population : JSON.stringify([population, code]);
}
