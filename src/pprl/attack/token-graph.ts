/**
 * Token graph: rows that share an exact or blocking token are neighbours, and who neighbours whom is the same under
 * every key. The attacker builds the graph of the file's tokens and that of his register's, and lays one over the other.
 *
 * First every row gets a colour (a known pair one of its own) by how many rows share each of its tokens, then round by round by the colours of its
 * neighbours too; a colour that one row of each graph has pairs the two. From these pairs
 * he goes on: a row of the file and one of the register that are neighbours of many pairs in the same columns
 * are taken for one person.
 *
 * Edge:   where tokens are of one row each there is no graph, and nothing is guessed (-1).
 * Leaks:  a lower bound: the colours need an exact likeness of neighbourhoods, which partial registers do not have.
 * Cost:   rounds x rows x columns; placing: for each pair the products of its blocks, large blocks left out.
 * Source: Weisfeiler and Leman (1968) for the colours; Narayanan and Shmatikov (2009), Yartseva and Grossglauser (2013)
 *         for going on from pairs. Written from the papers.
 */
import type { Guesses, Pair } from './graph-matching.ts';

/** Tokens of one kind, those of each row: equal text for equal tokens. A kind with several slots has several a row. */
export type TokenKind = readonly (readonly string[])[];

const COLOUR_ROUNDS = 3;
const PLACING_ROUNDS = 8;
/** Blocks of more rows say little and cost much. */
const LARGEST_BLOCK = 40;
/** A pair needs marks worth so many blocks of two. */
const ENOUGH = 1.5;

export function matchTokenGraphs(
  mine: readonly TokenKind[],
  theirs: readonly TokenKind[],
  known: readonly Pair[] = [],
): Guesses {
  const a = graphOf(mine);
  const b = graphOf(theirs);
  const pairs = new Pairs(a.rows, b.rows);
  for (const pair of known) pairs.add(pair.mine, pair.theirs);
  pairByColour(a, b, pairs, known);
  for (let round = 0; round < PLACING_ROUNDS; round++) if (place(a, b, pairs) === 0) break;
  return pairs.guess;
}

interface TokenGraph {
  readonly rows: number;
  /** By kind, the blocks of each row: not those that it is alone in. */
  readonly blocksOf: readonly (readonly (readonly number[])[])[];
  /** By kind and block, its rows. */
  readonly blocks: readonly (readonly (readonly number[])[])[];
}

function graphOf(kinds: readonly TokenKind[]): TokenGraph {
  const rows = kinds[0]?.length ?? 0;
  const blocks = kinds.map((kind) => {
    const byToken = new Map<string, number[]>();
    kind.forEach((tokens, row) => {
      for (const token of new Set(tokens)) {
        const block = byToken.get(token);
        if (block) block.push(row);
        else byToken.set(token, [row]);
      }
    });
    return [...byToken.values()].filter((block) => block.length > 1);
  });
  const blocksOf = blocks.map((kind) => {
    const numbers = Array.from({ length: rows }, (): number[] => []);
    kind.forEach((block, number) => {
      for (const row of block) numbers[row]!.push(number);
    });
    return numbers;
  });
  return { rows, blocksOf, blocks };
}

/** Pairs so far: each row in one at most. */
class Pairs {
  readonly guess: Int32Array;
  readonly #taken: Uint8Array;

  constructor(mine: number, theirs: number) {
    this.guess = new Int32Array(theirs).fill(-1);
    this.#taken = new Uint8Array(mine);
  }

  add(mine: number, theirs: number): boolean {
    if (this.#taken[mine] === 1 || this.guess[theirs] !== -1) return false;
    this.#taken[mine] = 1;
    this.guess[theirs] = mine;
    return true;
  }

  free(mine: number): boolean {
    return this.#taken[mine] === 0;
  }
}

/** Colours of one round for both graphs get one numbering, so that they can be compared. */
function pairByColour(a: TokenGraph, b: TokenGraph, pairs: Pairs, known: readonly Pair[]): void {
  // Each known pair has a colour of its own from the beginning.
  const first = [new Int32Array(a.rows), new Int32Array(b.rows)] as const;
  known.forEach(({ mine, theirs }, i) => {
    first[0][mine] = i + 1;
    first[1][theirs] = i + 1;
  });
  let colours = recoloured(a, b, first);
  for (let round = 0; round < COLOUR_ROUNDS; round++) colours = recoloured(a, b, colours);
  const [ofA, ofB] = [once(colours[0]), once(colours[1])];
  for (const [colour, theirs] of ofB) {
    const mine = ofA.get(colour);
    if (mine !== undefined && hasNeighbour(b, theirs)) pairs.add(mine, theirs);
  }
}

function recoloured(
  a: TokenGraph,
  b: TokenGraph,
  [ofA, ofB]: readonly [Int32Array, Int32Array],
): readonly [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const next = (graph: TokenGraph, colours: Int32Array) => {
    const blockColours = graph.blocks.map((kind) =>
      kind.map((block) =>
        block
          .map((row) => colours[row]!)
          .sort((x, y) => x - y)
          .join(','),
      ),
    );
    return Int32Array.from({ length: graph.rows }, (_, row) => {
      const around = graph.blocksOf
        .map((blocksOf, kind) =>
          blocksOf[row]!.map((block) => blockColours[kind]![block]!)
            .sort()
            .join(';'),
        )
        .join('|');
      const text = `${colours[row]}:${around}`;
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    });
  };
  return [next(a, ofA), next(b, ofB)];
}

/** Colours that one row has, with the row. */
function once(colours: Int32Array): Map<number, number> {
  const rows = new Map<number, number>();
  const twice = new Set<number>();
  colours.forEach((colour, row) => {
    if (rows.has(colour)) twice.add(colour);
    else rows.set(colour, row);
  });
  for (const colour of twice) rows.delete(colour);
  return rows;
}

function hasNeighbour({ blocksOf }: TokenGraph, row: number): boolean {
  return blocksOf.some((kind) => kind[row]!.length > 0);
}

/** One round: every free row of the file goes to the free person with the most marks, if no other has as many. */
function place(a: TokenGraph, b: TokenGraph, pairs: Pairs): number {
  const marks = new Map<number, Map<number, number>>();
  pairs.guess.forEach((mine, theirs) => {
    if (mine < 0) return;
    for (let kind = 0; kind < b.blocks.length; kind++)
      for (const ofA of a.blocksOf[kind]![mine]!)
        for (const ofB of b.blocksOf[kind]![theirs]!)
          mark(a.blocks[kind]![ofA]!, b.blocks[kind]![ofB]!, pairs, marks);
  });
  const found = [...marks].flatMap(([row, own]) => {
    const [best, second] = [...own].sort((x, y) => y[1] - x[1] || x[0] - y[0]);
    const sure = best !== undefined && best[1] >= ENOUGH && best[1] > 1.2 * (second?.[1] ?? 0);
    return sure ? [{ row, person: best[0], worth: best[1] }] : [];
  });
  found.sort((x, y) => y.worth - x.worth || x.row - y.row);
  return found.reduce((sum, { row, person }) => sum + (pairs.add(person, row) ? 1 : 0), 0);
}

/** Every free row of one block may be every free person of the other: the smaller the blocks, the likelier. */
function mark(
  persons: readonly number[],
  rows: readonly number[],
  pairs: Pairs,
  marks: Map<number, Map<number, number>>,
): void {
  if (Math.max(persons.length, rows.length) > LARGEST_BLOCK) return;
  const worth = 2 / Math.sqrt(persons.length * rows.length);
  for (const row of rows) {
    if (pairs.guess[row] !== -1) continue;
    const own = marks.get(row) ?? new Map<number, number>();
    marks.set(row, own);
    for (const person of persons) if (pairs.free(person)) own.set(person, (own.get(person) ?? 0) + worth);
  }
}
