/**
 * Check a certificate against the public file, with no solver and no code of the engine.
 *
 * It holds when: the certificate is undamaged and of this very file; its hierarchy is a tree under `Total` with each code once,
 * depth first, and the file has exactly one row for every combination of codes, in that order; every relation holds
 * in every table shown, published values being kept; every shown value is a whole number not below 0; `reach` is
 * what the tables attain; and every hidden cell reaches more than one value. For the officer's copy also: every
 * unsafe cell reaches both ends stated.
 *
 * What it does not show: that the tables are all there is (an intruder knows no more than them and others like
 * them), and in the public copy which cells are unsafe.
 * Cost: tables x relations x their length; a move costs only the sums that hold its cells.
 */
import { type PublicFile, parsePublic } from './parse-public.ts';
import { type Claim, hashOf, must, pair, readClaim, type Tree, Wrong } from './verify-claim.ts';

/** `reason`: one line, English, without values of hidden cells. */
export type Verdict = { readonly holds: true } | { readonly holds: false; readonly reason: string };

/**
 * @param fileText  PUBLIC.csv, or CELLS.csv, whose statuses `primary` and `secondary` are first read as `hidden`.
 * @param certificate  parsed JSON, not trusted in any way.
 */
export function verify(fileText: string, certificate: unknown): Verdict {
  try {
    check(fileText, readClaim(certificate));
    return { holds: true };
  } catch (error) {
    if (error instanceof Wrong) return { holds: false, reason: error.message };
    throw error;
  }
}

function check(fileText: string, claim: Claim): void {
  const own =
    fileText.includes(',primary\n') || fileText.includes(',secondary\n') ? parsePublic(fileText) : null;
  const publicText = fileText.replaceAll(/,(primary|secondary)\n/g, ',hidden\n');
  must(hashOf(publicText) === claim.sha256, 'the certificate is of another file');
  const file = parsePublic(publicText);
  checkRows(file, claim.trees);
  must(file.rows.length === claim.rows, 'the number of rows differs');
  must(file.decimals === claim.decimals, 'the number of decimal places differs');
  must(claim.signed || file.rows.every(({ value }) => (value ?? 0) >= 0), 'a published value is negative');
  const hidden = [...file.rows.keys()].filter((row) => file.rows[row]!.value === null);
  must(
    hidden.length === claim.hidden && claim.reach.length === claim.hidden,
    'the number of hidden cells differs',
  );
  must(claim.tables.length > 0 || hidden.length === 0, 'no table is shown');
  for (const [t, table] of claim.tables.entries()) checkTable(file, claim, hidden, table, t + 1);
  if (claim.tables.length === 0) checkTable(file, claim, hidden, [], 0);
  checkMoves(file, claim, hidden);
  checkReach(file, hidden, claim);
  if (claim.officer) checkOfficer(hidden, claim, claim.officer, own);
}

function checkRows(file: PublicFile, trees: readonly Tree[]): void {
  must(file.dimensions.join('\n') === trees.map((tree) => tree.name).join('\n'), 'the dimensions differ');
  const sizes = trees.map((tree) => tree.codes.length);
  must(
    file.rows.length === sizes.reduce((product, size) => product * size, 1),
    'a combination of codes is missing',
  );
  const strides = stridesOf(trees);
  file.rows.forEach((row, at) => {
    must(
      row.status === 'safe' || row.status === 'hidden' || row.status === 'withheld',
      `row ${at + 1} has no known status`,
    );
    const fits = trees.every(
      (tree, d) => row.codes[d] === tree.codes[Math.floor(at / strides[d]!) % sizes[d]!],
    );
    must(fits, `row ${at + 1} is not the combination of codes the hierarchy says`);
  });
}

/** Every relation of the table, with the hidden cells as `table` says. */
function checkTable(
  file: PublicFile,
  { trees, tolerance, signed }: Claim,
  hidden: readonly number[],
  table: readonly number[],
  number: number,
): void {
  must(table.length === hidden.length, `table ${number} has another number of cells`);
  must(
    table.every((value) => Number.isSafeInteger(value) && (signed || value >= 0)),
    `table ${number} holds no whole count`,
  );
  const values = file.rows.map((row) => row.value ?? 0);
  hidden.forEach((row, i) => {
    values[row] = table[i]!;
  });
  const strides = stridesOf(trees);
  trees.forEach((tree, d) => {
    const stride = strides[d]!;
    for (const { node, of } of tree.sums)
      for (let row = 0; row < values.length; row++) {
        if (Math.floor(row / stride) % tree.codes.length !== node) continue;
        const sum = of.reduce((total, child) => total + values[row + (child - node) * stride]!, 0);
        must(
          Math.abs(sum - values[row]!) <= tolerance,
          `table ${number} does not add up in dimension ${d + 1} at row ${row + 1}`,
        );
      }
  });
}

/** Every move of the first table gives a table that fits: only the sums that hold a changed cell can have changed. */
function checkMoves(file: PublicFile, claim: Claim, hidden: readonly number[]): void {
  const first = claim.tables[0] ?? [];
  must(claim.moves.length === 0 || claim.tables.length > 0, 'moves are shown without a table');
  const values = file.rows.map((row) => row.value ?? 0);
  hidden.forEach((row, i) => {
    values[row] = first[i]!;
  });
  const strides = stridesOf(claim.trees);
  const sumsOf = claim.trees.map(({ codes, sums }) =>
    codes.map((_, node) => sums.filter((sum) => sum.node === node || sum.of.includes(node))),
  );
  claim.moves.forEach(({ at, by }, m) => {
    const sound = at.every((each, i) => {
      const to = (first[each] ?? Number.NaN) + by[i]!;
      return by[i] !== 0 && Number.isSafeInteger(to) && (claim.signed || to >= 0);
    });
    must(sound, `move ${m + 1} holds no whole count`);
    at.forEach((each, i) => {
      values[hidden[each]!]! += by[i]!;
    });
    const seen = new Set<number>();
    for (const each of at)
      claim.trees.forEach((tree, d) => {
        const row = hidden[each]!;
        const own = Math.floor(row / strides[d]!) % tree.codes.length;
        for (const { node, of } of sumsOf[d]![own]!) {
          const margin = row + (node - own) * strides[d]!;
          const key = (margin * claim.trees.length + d) * tree.codes.length + of[0]!;
          if (seen.has(key)) continue;
          seen.add(key);
          const sum = of.reduce((total, child) => total + values[margin + (child - node) * strides[d]!]!, 0);
          must(Math.abs(sum - values[margin]!) <= claim.tolerance, `move ${m + 1} does not add up`);
        }
      });
    at.forEach((each, i) => {
      values[hidden[each]!]! -= by[i]!;
    });
  });
}

function checkReach(file: PublicFile, hidden: readonly number[], claim: Claim): void {
  const low = new Array<number>(hidden.length).fill(Number.POSITIVE_INFINITY);
  const high = new Array<number>(hidden.length).fill(Number.NEGATIVE_INFINITY);
  for (const table of claim.tables)
    table.forEach((value, i) => {
      low[i] = Math.min(low[i]!, value);
      high[i] = Math.max(high[i]!, value);
    });
  for (const { at, by } of claim.moves)
    at.forEach((each, i) => {
      low[each] = Math.min(low[each]!, claim.tables[0]![each]! + by[i]!);
      high[each] = Math.max(high[each]!, claim.tables[0]![each]! + by[i]!);
    });
  hidden.forEach((row, i) => {
    const [from, to] = claim.reach[i]!;
    must(
      from === low[i] && to === high[i],
      `the reach of hidden cell ${i + 1} is not what the tables attain`,
    );
    must(from < to || file.rows[row]!.status === 'withheld', `hidden cell ${i + 1} does not move`);
  });
}

function checkOfficer(
  hidden: readonly number[],
  claim: Claim,
  officer: NonNullable<Claim['officer']>,
  own: PublicFile | null,
): void {
  const { primary, ends } = officer;
  must(primary.length === ends.length, 'unsafe cells and their ends differ in number');
  primary.forEach((at, i) => {
    must(
      Number.isInteger(at) && at > (primary[i - 1] ?? -1) && at < hidden.length,
      'unsafe cells are not in order',
    );
    if (ends[i] === null) return;
    const [low, high] = pair(ends[i], 'ends');
    const [from, to] = claim.reach[at]!;
    must(low < high, `the ends of unsafe cell ${i + 1} are no interval`);
    must(from <= low && to >= high, `unsafe cell ${i + 1} does not reach both ends`);
  });
  if (own === null) return;
  const marked = hidden.flatMap((row, at) => (own.rows[row]!.status === 'primary' ? [at] : []));
  must(marked.join() === primary.join(), 'the unsafe cells are not those of the file');
}

function stridesOf(trees: readonly Tree[]): number[] {
  const strides = new Array<number>(trees.length).fill(1);
  for (let d = trees.length - 2; d >= 0; d--) strides[d] = strides[d + 1]! * trees[d + 1]!.codes.length;
  return strides;
}
