/** A file of encoded records as an attacker gets it, and the register that he has. */
import type { LinkageSchema } from '../linkage-schema.ts';
import { drawFrom, shuffled } from './draw.ts';
import { type Filters, packFilters } from './filters.ts';
import type { Pair } from './graph-matching.ts';
import type { Cells } from './people.ts';
import { ATTACKERS, type Encoding, OURS, type Scheme } from './scheme.ts';
import type { TokenKind } from './token-graph.ts';

/** The file is in an order of its own. */
export interface Scene {
  /** Share of the file's people who are in the register. */
  readonly overlap: number;
  readonly file: Filters;
  /** Exact and blocking tokens of the file by column, and those of his register under his own key. */
  readonly tokens: readonly TokenColumn[];
  readonly register: readonly Cells[];
  /** The attacker's own encoding of his register, under another key. */
  readonly mine: Filters;
  readonly mineTokens: readonly TokenColumn[];
  /** For each record of the file, its person's place in the register; -1 where they are not in it. */
  readonly truth: Int32Array;
}

/** One column of tokens, a text for each row: equal text for equal tokens, null where a row has none. */
export type TokenColumn = readonly (string | null)[];

export interface Cast {
  /** Twice as many as a file holds. */
  readonly people: readonly Cells[];
  readonly seed: number;
  readonly names: readonly string[];
}

/** Columns of tokens that the schema's records have, exact ones first. */
export function tokenNames({ exactTokens, blockColumns }: LinkageSchema): string[] {
  return [
    ...exactTokens.map(({ name }) => `exact token ${name}`),
    ...blockColumns.map((name) => `blocking token ${name}`),
  ];
}

/** The file holds people n - shared .. 2n - shared, the register 0 .. n. */
export function setScene({ people, seed, names }: Cast, scheme: Scheme, overlap: number): Scene {
  const n = people.length / 2;
  const shared = Math.round(n * overlap);
  const order = shuffled(n, drawFrom(seed + 7));
  const register = people.slice(0, n);
  const persons = Array.from(order, (i) => n - shared + i);
  const ours = scheme(OURS);
  const theirs = scheme(ATTACKERS);
  const encoded = persons.map((person) => ours.encode(people[person]!));
  const own = register.map(theirs.encode);
  const filters = ({ bits }: { readonly bits: number }, of: readonly Encoding[]) =>
    packFilters(
      of.map(({ filter }) => filter),
      bits,
    );
  return {
    overlap,
    register,
    file: filters(ours, encoded),
    tokens: tokenColumns(names, encoded),
    mine: filters(theirs, own),
    mineTokens: tokenColumns(names, own),
    truth: Int32Array.from(persons, (person) => (person < n ? person : -1)),
  };
}

/** The first rows of the file with their persons: to be asked of a file whose people are all in the register. */
export function knownPairs({ truth }: Scene, seeds: number): Pair[] {
  return Array.from({ length: seeds }, (_, row) => ({ mine: truth[row]!, theirs: row, lead: 1 }));
}

/** Slots of one blocking pass hold tokens of one kind: a row's first word may be another's second. */
export function kindsOf(names: readonly string[], columns: readonly TokenColumn[]): TokenKind[] {
  const kinds = Map.groupBy(columns.keys(), (column) => names[column]!.replace(/-[1-9]$/, ''));
  return [...kinds.values()].map((own) =>
    columns[0]!.map((_, row) => own.flatMap((column) => columns[column]![row] ?? [])),
  );
}

/** Every two kinds as one: rows share such a token where they share one of each. */
export function pairsOf(kinds: readonly TokenKind[]): TokenKind[] {
  return kinds.flatMap((first, i) =>
    kinds
      .slice(i + 1)
      .map((second) =>
        first.map((tokens, row) =>
          tokens.flatMap((token) => second[row]!.map((other) => `${token}|${other}`)),
        ),
      ),
  );
}

/** The filter of a row as text: equal for equal filters. */
export function rowText({ data, bits }: Filters, row: number): string {
  return data.subarray((row * bits) / 32, ((row + 1) * bits) / 32).join();
}

/** Tokens of rows as columns of texts. */
function tokenColumns(names: readonly string[], rows: readonly Encoding[]): TokenColumn[] {
  return names.map((_, column) => rows.map(({ tokens }) => tokens[column]?.join() ?? null));
}
