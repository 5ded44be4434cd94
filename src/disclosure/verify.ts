/**
 * Check a certificate against the public file, with no solver and no code of the engine.
 *
 * It holds when: it is undamaged and of this very file; its hierarchies are trees under `Total`, and the file has one
 * row for each combination of their codes, in order; every sum holds in every table shown, published values being
 * kept, with whole numbers not below 0; `reach` is what the tables attain, each of which is needed for it; every
 * hidden cell reaches more than one value; and in the officer's copy every unsafe cell both ends stated.
 * It does not show that the tables are all there is. Cost: tables x relations x their length; of moves, their own sums.
 */
import { type PublicFile, parsePublic } from './parse-public.ts';
import { type Claim, hashOf, must, readClaim, type Tree, Wrong } from './verify-claim.ts';

/** `reason`: in English, without values of hidden cells. */
export type Verdict = { readonly holds: true } | { readonly holds: false; readonly reason: string };

/**
 * @param fileText  PUBLIC.csv, or CELLS.csv, whose statuses `primary` and `secondary` are first read as `hidden`.
 * @param certificate  parsed JSON, not trusted in any way.
 * @throws {DomainError} `disclosure-public-not-valid`: the file is no such table.
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
  const publicText = fileText.replaceAll(/,(primary|secondary)\n/g, ',hidden\n');
  must(hashOf(publicText) === claim.public.sha256, 'the certificate is of another file');
  const file = parsePublic(publicText);
  checkRows(file, claim.trees);
  must(file.rows.length === claim.public.rows, 'the number of rows differs');
  must(file.decimals === claim.decimals, 'the number of decimal places differs');
  must(claim.signed || file.rows.every(({ value }) => (value ?? 0) >= 0), 'a published value is negative');
  const hidden = [...file.rows.keys()].filter((row) => file.rows[row]!.value === null);
  const counts = [claim.public.hidden, claim.reach.length];
  must(
    counts.every((each) => each === hidden.length),
    'the number of hidden cells differs',
  );
  must(claim.tables.length > 0 || hidden.length + claim.moves.length === 0, 'no table is shown');
  const shown = new Shown(file, claim, hidden);
  const tables = hidden.length === 0 ? [[]] : claim.tables;
  // The first one last: it stays in place for the moves.
  for (let t = tables.length - 1; t >= 0; t--) shown.checkTable(tables[t]!, `table ${t + 1}`);
  for (const [m, [at, by]] of claim.moves.entries()) shown.checkMove(at, by, `move ${m + 1}`);
  checkReach(file, hidden, claim, shown);
  checkLines(claim, shown);
  if (claim.format === 'padan-officer-certificate/1')
    checkOfficer(hidden, claim, publicText === fileText ? null : parsePublic(fileText));
}

function checkRows(file: PublicFile, trees: readonly Tree[]): void {
  must(file.dimensions.join('\n') === trees.map(({ name }) => name).join('\n'), 'the dimensions differ');
  const size = trees.reduce((product, { codes }) => product * codes.length, 1);
  must(file.rows.length === size, 'a combination of codes is missing');
  file.rows.forEach(({ codes, status }, at) => {
    must(['safe', 'hidden', 'withheld'].includes(status), `row ${at + 1} has no known status`);
    const fits = trees.every((tree, d) => codes[d] === tree.codes[nodeOf(tree, at)]);
    must(fits, `row ${at + 1} is not the combination of codes the hierarchy says`);
  });
}

/** The file with its hidden cells filled in, now by one table and now by another. */
class Shown {
  /** Lowest and highest value of each hidden cell over all that was checked, and what alone shows it. */
  readonly ends: { sign: number; value: number; by: string | null }[][];
  readonly #values: number[];
  readonly #claim: Claim;
  readonly #hidden: readonly number[];

  constructor(file: PublicFile, claim: Claim, hidden: readonly number[]) {
    this.#values = file.rows.map(({ value }) => value ?? 0);
    this.#claim = claim;
    this.#hidden = hidden;
    this.ends = hidden.map(() => [-1, 1].map((sign) => ({ sign, value: -sign * Infinity, by: null })));
  }

  /** Every relation of the table, with the hidden cells as `table` says. */
  checkTable(table: readonly number[], name: string): void {
    must(table.length === this.#hidden.length, `${name} has another number of cells`);
    for (const [at, value] of table.entries()) this.#set(at, value, name);
    for (const tree of this.#claim.trees)
      for (const { node, of } of tree.sums)
        for (let row = 0; row < this.#values.length; row++)
          if (nodeOf(tree, row) === node) this.#checkSum(row, tree, node, of, name);
  }

  /** A move of the first table, which is in place: only the sums that hold a changed cell can have changed. */
  checkMove(at: readonly number[], by: readonly number[], name: string): void {
    const first = this.#claim.tables[0]!;
    must(at.length === by.length, `${name} names no change for a cell`);
    must(
      at.every((each, i) => each > (at[i - 1] ?? -1) && each < first.length && by[i] !== 0),
      `${name} names no cells in order`,
    );
    for (const [i, each] of at.entries()) this.#set(each, first[each]! + by[i]!, name);
    for (const each of at)
      for (const tree of this.#claim.trees) {
        const row = this.#hidden[each]!;
        const own = nodeOf(tree, row);
        for (const { node, of } of tree.sums)
          if (node === own || of.includes(own))
            this.#checkSum(row + (node - own) * tree.stride, tree, node, of, name);
      }
    for (const each of at) this.#values[this.#hidden[each]!] = first[each]!;
  }

  #set(at: number, value: number, name: string): void {
    must(Number.isSafeInteger(value) && (this.#claim.signed || value >= 0), `${name} holds no whole count`);
    this.#values[this.#hidden[at]!] = value;
    for (const end of this.ends[at]!)
      if (value === end.value) end.by = end.by === name ? name : null;
      else if (end.sign * value > end.sign * end.value) Object.assign(end, { value, by: name });
  }

  #checkSum(
    margin: number,
    { name, stride }: Tree,
    node: number,
    of: readonly number[],
    shown: string,
  ): void {
    const sum = of.reduce((total, child) => total + this.#values[margin + (child - node) * stride]!, 0);
    const fits = Math.abs(sum - this.#values[margin]!) <= this.#claim.tolerance;
    must(fits, `${shown} does not add up in ${JSON.stringify(name)} at row ${margin + 1}`);
  }
}

function checkReach(file: PublicFile, hidden: readonly number[], claim: Claim, { ends }: Shown): void {
  hidden.forEach((row, i) => {
    const [from, to] = claim.reach[i]!;
    const attained = from === ends[i]![0]!.value && to === ends[i]![1]!.value;
    must(attained, `the reach of hidden cell ${i + 1} is not what the tables attain`);
    must(from < to || file.rows[row]!.status === 'withheld', `hidden cell ${i + 1} does not move`);
  });
}

/** Each table and move is needed for an end and stands in its place: none can be repeated, left out or moved. */
function checkLines({ tables, moves }: Claim, { ends }: Shown): void {
  const base = moves.length > 0 ? 1 : 0;
  const changes = moves.map(([at, by]) => at.flatMap((each, i) => [each, by[i]!]));
  const needed = new Set(ends.flat().map(({ by }) => by));
  const check = (name: string, line: readonly number[], before: readonly number[] | undefined) => {
    const at = line.findIndex((each, i) => each !== before?.[i]);
    must(at >= 0 && !(line[at]! < (before?.[at] ?? -Infinity)), `${name} is not in order`);
    must(needed.has(name), `${name} shows nothing that others do not`);
  };
  for (const [t, each] of tables.entries())
    if (t >= base) check(`table ${t + 1}`, each, t > base ? tables[t - 1] : undefined);
  for (const [m, each] of changes.entries()) check(`move ${m + 1}`, each, changes[m - 1]);
}

function checkOfficer(
  hidden: readonly number[],
  { primary, ends, reach }: Extract<Claim, { readonly primary: unknown }>,
  own: PublicFile | null,
): void {
  must(primary.length === ends.length, 'unsafe cells and their ends differ in number');
  primary.forEach((at, i) => {
    must(at > (primary[i - 1] ?? -1) && at < hidden.length, 'unsafe cells are not in order');
    const [low, high] = ends[i] ?? reach[at]!;
    must(low < high, `the ends of unsafe cell ${i + 1} are no interval`);
    must(reach[at]![0] <= low && reach[at]![1] >= high, `unsafe cell ${i + 1} does not reach both ends`);
  });
  if (own === null) return;
  const marked = hidden.flatMap((row, at) => (own.rows[row]!.status === 'primary' ? [at] : []));
  must(marked.join() === primary.join(), 'the unsafe cells are not those of the file');
}

function nodeOf({ codes, stride }: Tree, row: number): number {
  return Math.floor(row / stride) % codes.length;
}
