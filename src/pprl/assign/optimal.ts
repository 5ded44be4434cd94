/**
 * Optimal one-to-one assignment: of all ways to link rows one-to-one, one whose links have the greatest sum of weights.
 */
import { components } from './components.ts';
import { movesOf } from './moves.ts';

/** Candidates as columns of one length: rows and weight (> 0) of each. */
export interface Weighted {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
}

export interface OptimalLink {
  /** Position among the candidates. */
  readonly candidate: number;
  /** In every optimal assignment; if not, another one that is as good links these rows otherwise. */
  readonly forced: boolean;
}

export interface OptimalAssignment {
  readonly links: readonly OptimalLink[];
  /** Candidates that are no links, and are links of another optimal assignment. */
  readonly asGood: readonly number[];
  /** Positions of candidates in components that were too large, upwards: nothing is decided about them. */
  readonly left: readonly number[];
  /** Components that were too large. */
  readonly tooLarge: number;
}

/** Rows of `a`, and candidates, of a component at most: beyond, minutes would not do. */
const COMPONENT_ROWS = 2000;
const COMPONENT_CANDIDATES = 200_000;

/**
 * The optimal assignment, connected component by component.
 *
 * Edge:   no two candidates have the same rows. Components with more rows of `a` or candidates than the bounds are left.
 * Deterministic: by the order of candidates; where several assignments are best, links not in all of them are not `forced`.
 * Cost:   for a component of n rows of `a` and c candidates, n searches of O(c log c); memory O(c).
 * Source: shortest augmenting paths with potentials (Jonker & Volgenant 1987, Computing 38:325, for sparse graphs).
 */
export function optimalAssignment(
  candidates: Weighted,
  bounds = { rows: COMPONENT_ROWS, candidates: COMPONENT_CANDIDATES },
): OptimalAssignment {
  const links: OptimalLink[] = [];
  const asGood: number[] = [];
  const left: number[] = [];
  let tooLarge = 0;
  for (const part of components(candidates.a, candidates.b)) {
    const rows = new Set(part.map((k) => candidates.a[k]!)).size;
    if (part.length === 1) links.push({ candidate: part[0]!, forced: true });
    else if (rows > bounds.rows || part.length > bounds.candidates) {
      tooLarge += 1;
      // One by one: a component may hold more candidates than a call takes arguments.
      for (const candidate of part) left.push(candidate);
    } else {
      const solved = new Component(candidates, part).solve();
      links.push(...solved.links);
      for (const candidate of solved.asGood) asGood.push(candidate);
    }
  }
  return { links, asGood, left: left.sort((x, y) => x - y), tooLarge };
}

interface Edge {
  readonly column: number;
  readonly cost: number;
  /** Position among the candidates; -1 for a row's own way out, to stay without a link. */
  readonly candidate: number;
}

/** Every row is given a column: one of `b`, or its own way out of weight 0, so that all rows have one. */
class Component {
  readonly #edges: Edge[][] = [];
  readonly #columns: number;
  /** Dual prices of columns, <= 0; 0 while a column is free. */
  readonly #price: Float64Array;
  readonly #rowOf: Int32Array;
  readonly #edgeOf: Edge[] = [];

  constructor({ a, b, weight }: Weighted, part: readonly number[]) {
    const rowNumber = numbered(part.map((k) => a[k]!));
    const columnNumber = numbered(part.map((k) => b[k]!));
    for (const k of part) {
      const row = rowNumber.get(a[k]!)!;
      this.#edges[row] ??= [];
      this.#edges[row].push({ column: columnNumber.get(b[k]!)!, cost: -weight[k]!, candidate: k });
    }
    this.#edges.forEach((edges, row) => {
      edges.push({ column: columnNumber.size + row, cost: 0, candidate: -1 });
    });
    this.#columns = columnNumber.size + rowNumber.size;
    this.#price = new Float64Array(this.#columns);
    this.#rowOf = new Int32Array(this.#columns).fill(-1);
  }

  solve(): Pick<OptimalAssignment, 'links' | 'asGood'> {
    for (let row = 0; row < this.#edges.length; row++) this.#augment(row);
    const canMove = movesOf(this.#tight(), this.#columns);
    const links: OptimalLink[] = [];
    const asGood: number[] = [];
    this.#edgeOf.forEach((own, row) => {
      const others = this.#edges[row]!.filter((edge) => edge !== own && canMove(row, edge.column));
      if (own.candidate !== -1) links.push({ candidate: own.candidate, forced: others.length === 0 });
      asGood.push(...others.flatMap(({ candidate }) => (candidate === -1 ? [] : [candidate])));
    });
    return { links, asGood };
  }

  /** Gives `start` a column along the cheapest path on which rows change theirs. */
  #augment(start: number): void {
    const best = new Float64Array(this.#columns).fill(Number.POSITIVE_INFINITY);
    const from: { row: number; edge: Edge }[] = [];
    const done: number[] = [];
    const settled = new Uint8Array(this.#columns);
    const heap = new Heap();
    let row = start;
    let reached = 0;
    for (;;) {
      const own = this.#edgeOf[row];
      const base = own === undefined || row === start ? 0 : own.cost - this.#price[own.column]!;
      for (const edge of this.#edges[row]!) {
        if (settled[edge.column] === 1) continue;
        const cost = reached + edge.cost - this.#price[edge.column]! - base;
        if (!(cost < best[edge.column]!)) continue;
        best[edge.column] = cost;
        from[edge.column] = { row, edge };
        heap.push(cost, edge.column);
      }
      const next = heap.pop(settled)!;
      settled[next.column] = 1;
      reached = next.cost;
      if (this.#rowOf[next.column] === -1) {
        for (const column of done) this.#price[column]! += best[column]! - reached;
        this.#takeBack(next.column, start, from);
        return;
      }
      done.push(next.column);
      row = this.#rowOf[next.column]!;
    }
  }

  #takeBack(end: number, start: number, from: readonly { row: number; edge: Edge }[]): void {
    for (let column = end; ; ) {
      const { row, edge } = from[column]!;
      const before = this.#edgeOf[row];
      this.#edgeOf[row] = edge;
      this.#rowOf[column] = row;
      if (row === start) return;
      column = before!.column;
    }
  }

  /** What a row could take without loss, its own column among them, and which columns cost nothing. */
  #tight() {
    const moves = this.#edges.map((edges, row) => {
      const own = this.#edgeOf[row]!;
      const least = own.cost - this.#price[own.column]!;
      const equal = ({ cost, column }: Edge) => cost - this.#price[column]! <= least + 1e-9;
      return { own: own.column, others: edges.filter((e) => e !== own && equal(e)).map((e) => e.column) };
    });
    return { moves, free: this.#rowOf, price: this.#price };
  }
}

const numbered = (values: readonly number[]): Map<number, number> =>
  new Map([...new Set(values)].map((value, k) => [value, k]));

/** Columns by cost, then number; entries of settled columns are passed over. */
class Heap {
  readonly #items: { cost: number; column: number }[] = [];

  push(cost: number, column: number): void {
    const items = this.#items;
    let at = items.push({ cost, column }) - 1;
    for (let up = (at - 1) >> 1; at > 0 && before(items[at]!, items[up]!); at = up, up = (at - 1) >> 1)
      [items[at], items[up]] = [items[up]!, items[at]!];
  }

  pop(settled: Uint8Array): { cost: number; column: number } | undefined {
    for (;;) {
      const top = this.#popAny();
      if (top === undefined || settled[top.column] !== 1) return top;
    }
  }

  #popAny(): { cost: number; column: number } | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || items.length === 0) return top;
    items[0] = last!;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < items.length && before(items[child]!, items[least]!)) least = child;
      if (least === at) return top;
      [items[at], items[least]] = [items[least]!, items[at]!];
      at = least;
    }
  }
}

type Item = { readonly cost: number; readonly column: number };
const before = (x: Item, y: Item): boolean => x.cost < y.cost || (x.cost === y.cost && x.column < y.column);
