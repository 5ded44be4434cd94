/**
 * A certificate as it claims to be, read without trust: hierarchies that are trees, whole numbers, and nothing besides.
 * Read by the verifier alone; it knows nothing of the engine.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';

/** What does not hold, in one line of English without values of hidden cells. */
export class Wrong extends Error {}

export interface Tree {
  readonly name: string;
  readonly codes: readonly string[];
  /** Every node that is a sum, and of which nodes. */
  readonly sums: readonly { readonly node: number; readonly of: readonly number[] }[];
}

export interface Claim {
  readonly trees: readonly Tree[];
  /** Decimal places of the file; values are whole units of the last. */
  readonly decimals: number;
  /** By how many units a sum may miss. */
  readonly tolerance: number;
  readonly signed: boolean;
  readonly sha256: string;
  readonly rows: number;
  readonly hidden: number;
  readonly reach: readonly (readonly [number, number])[];
  readonly tables: readonly (readonly number[])[];
  /** Changes of the first table: positions of hidden cells, and by how much. */
  readonly moves: readonly { readonly at: readonly number[]; readonly by: readonly number[] }[];
  readonly officer: { readonly primary: readonly number[]; readonly ends: readonly unknown[] } | null;
}

export function readClaim(value: unknown): Claim {
  const top = members(value, 'certificate');
  const officer = top['format'] === 'padan-officer-certificate/1';
  must(officer || top['format'] === 'padan-certificate/1', 'the format is not known');
  const known = [
    'format',
    'public',
    'dimensions',
    'reach',
    'tables',
    'moves',
    'decimals',
    'tolerance',
    'signed',
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
    decimals: whole(top['decimals'] ?? 0, 'decimals'),
    tolerance: readTolerance(top['tolerance'] ?? 0),
    signed: top['signed'] === true,
    sha256: String(file['sha256']),
    rows: whole(file['rows'], 'rows'),
    hidden: whole(file['hidden'], 'hidden'),
    reach: list(top['reach'], 'reach').map((each) => pair(each, 'reach')),
    tables: list(top['tables'], 'tables').map((table) =>
      list(table, 'tables').map((each) => whole(each, 'tables')),
    ),
    moves: list(top['moves'] ?? [], 'moves').map(readMove),
    officer: officer
      ? {
          primary: list(top['primary'], 'primary').map((each) => whole(each, 'primary')),
          ends: list(top['ends'], 'ends'),
        }
      : null,
  };
}

function readMove(value: unknown): Claim['moves'][number] {
  const [at, by, ...more] = list(value, 'moves').map((each) =>
    list(each, 'moves').map((number) => whole(number, 'moves')),
  );
  must(
    at?.length === by?.length && at !== undefined && by !== undefined,
    'a move names no change for a cell',
  );
  must(
    more.length === 0 && at.every((each, i) => each > (at[i - 1] ?? -1)),
    'a move names no cells in order',
  );
  return { at, by };
}

function readTolerance(value: unknown): number {
  must(typeof value === 'number' && value >= 0 && Number.isFinite(value), 'the tolerance is no number');
  return value;
}

/** The codes of a dimension: a tree, and further hierarchies whose groups follow it in the file. */
function readTree(value: unknown): Tree {
  const dimension = members(value, 'dimension');
  const main = readNodes(dimension['codes']);
  const codes = [...main.codes];
  const sums = main.children.flatMap((of, node) => (of.length > 0 ? [{ node, of }] : []));
  const leaves = new Set(main.codes.filter((_, node) => main.children[node]!.length === 0));
  for (const each of list(dimension['alternatives'] ?? [], 'alternatives')) {
    const own = readNodes(members(each, 'alternative')['codes']);
    const place = own.codes.map((code, at) => {
      if (at === 0) return 0;
      const known = codes.indexOf(code);
      if (own.children[at]!.length === 0) {
        must(known > 0 && known < main.codes.length, 'a further hierarchy has a code that the first has not');
        return known;
      }
      must(known < 0, 'a code occurs twice in a hierarchy');
      return codes.push(code) - 1;
    });
    const covered = own.codes.flatMap((_, at) =>
      own.children[at]!.length === 0 ? below(main, place[at]!) : [],
    );
    must(
      covered.length === leaves.size && new Set(covered).size === leaves.size,
      'a further hierarchy does not hold every code exactly once',
    );
    own.children.forEach((of, at) => {
      if (of.length > 0) sums.push({ node: place[at]!, of: of.map((child) => place[child]!) });
    });
  }
  return { name: String(dimension['name']), codes, sums };
}

interface Nodes {
  readonly codes: readonly string[];
  readonly children: readonly (readonly number[])[];
}

/** Codes without codes below them, under `node`. */
function below({ codes, children }: Nodes, node: number): string[] {
  const own = children[node]!;
  return own.length === 0 ? [codes[node]!] : own.flatMap((child) => below({ codes, children }, child));
}

/** A tree with each code once, depth first under `Total`. */
function readNodes(value: unknown): Nodes {
  const nodes = list(value, 'codes').map((each) => members(each, 'code'));
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
  return { codes, children };
}

export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

export function must(condition: boolean, reason: string): asserts condition {
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

export function pair(value: unknown, what: string): [number, number] {
  const [low, high, ...more] = list(value, what);
  must(more.length === 0, `${what} holds no pair`);
  return [whole(low, what), whole(high, what)];
}
