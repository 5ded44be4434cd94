/**
 * The exact stage: rows of two files that carry the same keyed token, such as a keyed NIK.
 *
 * It stands behind an interface so that private set intersection can take its place.
 */
import { DomainError, label } from '../../problems.ts';
import { RowIndex } from './row-index.ts';

/** Bytes of one token. */
export const TOKEN_BYTES = 32;

/** One kind of exact token for all rows of a file. Row r is `tokens[32 r .. 32 r + 32)` where `present[r]` is 1. */
export interface ExactColumn {
  readonly name: string;
  readonly tokens: Uint8Array;
  readonly present: Uint8Array;
}

/** Pairs of rows as two columns of one length. */
export interface ExactMatches {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

export interface ExactStage {
  readonly name: string;
  /**
   * Which rows share a token.
   *
   * Edge: where several rows of a file share a token, the pairs connect them all but need not be all pairs:
   *       every row whose token occurs on the other side is in a pair, and rows of one token hang together.
   *       So there are never more pairs than rows of both files, even if one token were on every row.
   */
  match(a: ExactColumn, b: ExactColumn): ExactMatches;
}

/** Refuses a column whose sizes do not fit `rows`. Throws: `exact-column-invalid`. */
export function checkExactColumn({ name, tokens, present }: ExactColumn, rows: number): void {
  if (present.length !== rows || tokens.length !== rows * TOKEN_BYTES)
    throw new DomainError('exact-column-invalid', { token: label(name), rows, bytes: tokens.length });
}

/** Rows of a column by token; rows without a token are left out. */
export const indexTokens = ({ tokens, present }: ExactColumn): RowIndex =>
  new RowIndex(tokens, TOKEN_BYTES, present);

/**
 * The exact stage where the linkage unit sees the keyed tokens of both files: a hash join.
 *
 * Leaks:  the unit learns which rows share a token, and nothing of the token's value without the project key.
 * Throws: `exact-column-invalid`.
 * Cost:   O(rows of a + rows of b); at most 24 bytes a row of `b` and 8 bytes a pair.
 */
export const keyedTokenStage: ExactStage = {
  name: 'keyed-token',
  match(a, b) {
    checkExactColumn(a, a.present.length);
    checkExactColumn(b, b.present.length);
    const index = indexTokens(b);
    const joined = new Uint8Array(b.present.length);
    const rowsA: number[] = [];
    const rowsB: number[] = [];
    for (let i = 0; i < a.present.length; i++) {
      const first = a.present[i] === 1 ? index.first(a.tokens, i) : -1;
      if (first === -1) continue;
      const partners = joined[first] === 1 ? [first] : index.group(first);
      joined[first] = 1;
      for (const j of partners) {
        rowsA.push(i);
        rowsB.push(j);
      }
    }
    return { a: Uint32Array.from(rowsA), b: Uint32Array.from(rowsB) };
  },
};
