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
 * Cost: tables x relations x their length.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { type PublicFile, parsePublic } from './parse-public.ts';

/** `reason`: one line, English, without values of hidden cells. */
export type Verdict = { readonly holds: true } | { readonly holds: false; readonly reason: string };

class Wrong extends Error {}

interface Tree {
  readonly name: string;
  readonly codes: readonly string[];
  readonly children: readonly (readonly number[])[];
}

interface Claim {
  readonly trees: readonly Tree[];
  readonly sha256: string;
  readonly rows: number;
  readonly hidden: number;
  readonly reach: readonly (readonly [number, number])[];
  readonly tables: readonly (readonly number[])[];
  readonly officer: { readonly primary: readonly number[]; readonly ends: readonly unknown[] } | null;
}

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
  const hidden = [...file.rows.keys()].filter((row) => file.rows[row]!.value === null);
  must(
    hidden.length === claim.hidden && claim.reach.length === claim.hidden,
    'the number of hidden cells differs',
  );
  must(claim.tables.length > 0 || hidden.length === 0, 'no table is shown');
  for (const [t, table] of claim.tables.entries()) checkTable(file, claim.trees, hidden, table, t + 1);
  if (claim.tables.length === 0) checkTable(file, claim.trees, hidden, [], 0);
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
  trees: readonly Tree[],
  hidden: readonly number[],
  table: readonly number[],
  number: number,
): void {
  must(table.length === hidden.length, `table ${number} has another number of cells`);
  must(
    table.every((value) => Number.isSafeInteger(value) && value >= 0),
    `table ${number} holds no whole count`,
  );
  const values = file.rows.map((row) => row.value ?? 0);
  hidden.forEach((row, i) => {
    values[row] = table[i]!;
  });
  const strides = stridesOf(trees);
  trees.forEach((tree, d) => {
    const stride = strides[d]!;
    for (let row = 0; row < values.length; row++) {
      const node = Math.floor(row / stride) % tree.codes.length;
      const children = tree.children[node]!;
      if (children.length === 0) continue;
      const sum = children.reduce((total, child) => total + values[row + (child - node) * stride]!, 0);
      must(sum === values[row], `table ${number} does not add up in dimension ${d + 1} at row ${row + 1}`);
    }
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

function readClaim(value: unknown): Claim {
  const top = members(value, 'certificate');
  const officer = top['format'] === 'padan-officer-certificate/1';
  must(officer || top['format'] === 'padan-certificate/1', 'the format is not known');
  const known = [
    'format',
    'public',
    'dimensions',
    'reach',
    'tables',
    'digest',
    ...(officer ? ['primary', 'ends'] : []),
  ];
  must(
    Object.keys(top).every((name) => known.includes(name)),
    'a member is not known',
  );
  const { digest, ...content } = top;
  must(digest === hashOf(canonicalJson(content as Json)), 'the certificate was changed');
  const file = members(top['public'], 'public');
  return {
    trees: list(top['dimensions'], 'dimensions').map(readTree),
    sha256: String(file['sha256']),
    rows: whole(file['rows'], 'rows'),
    hidden: whole(file['hidden'], 'hidden'),
    reach: list(top['reach'], 'reach').map((each) => pair(each, 'reach')),
    tables: list(top['tables'], 'tables').map((table) =>
      list(table, 'tables').map((each) => whole(each, 'tables')),
    ),
    officer: officer
      ? {
          primary: list(top['primary'], 'primary').map((each) => whole(each, 'primary')),
          ends: list(top['ends'], 'ends'),
        }
      : null,
  };
}

/** A tree with each code once, depth first under `Total`. */
function readTree(value: unknown): Tree {
  const dimension = members(value, 'dimension');
  const nodes = list(dimension['codes'], 'codes').map((each) => members(each, 'code'));
  const codes = nodes.map((node) => String(node['code']));
  const children: number[][] = codes.map(() => []);
  must(codes[0] === 'Total' && nodes[0]!['parent'] === null, 'a hierarchy does not begin with Total');
  must(new Set(codes).size === codes.length, 'a code occurs twice in a hierarchy');
  const open = [0];
  for (let at = 1; at < codes.length; at++) {
    while (open.length > 0 && codes[open.at(-1)!] !== nodes[at]!['parent']) open.pop();
    must(open.length > 0, 'a hierarchy is not depth first');
    children[open.at(-1)!]!.push(at);
    open.push(at);
  }
  return { name: String(dimension['name']), codes, children };
}

function stridesOf(trees: readonly Tree[]): number[] {
  const strides = new Array<number>(trees.length).fill(1);
  for (let d = trees.length - 2; d >= 0; d--) strides[d] = strides[d + 1]! * trees[d + 1]!.codes.length;
  return strides;
}

function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function must(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new Wrong(reason);
}

function members(value: unknown, what: string): Record<string, unknown> {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), `${what} is not an object`);
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string): unknown[] {
  must(Array.isArray(value), `${what} is not a list`);
  return value;
}

function whole(value: unknown, what: string): number {
  must(typeof value === 'number' && Number.isSafeInteger(value), `${what} holds no whole number`);
  return value;
}

function pair(value: unknown, what: string): [number, number] {
  const [low, high, ...more] = list(value, what);
  must(more.length === 0, `${what} holds no pair`);
  return [whole(low, what), whole(high, what)];
}
