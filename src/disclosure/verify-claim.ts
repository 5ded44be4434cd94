/**
 * A certificate as it claims to be, read without trust: hierarchies that are trees, whole numbers, and nothing besides.
 * Read by the verifier alone; it knows nothing of the engine.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';

/** What does not hold, in one line of English without values of hidden cells. */
export class Wrong extends Error {}

export interface Tree {
  readonly name: string;
  readonly codes: readonly string[];
  /** Rows of the file from one code to the next; then every node that is a sum, and of which nodes. */
  readonly stride: number;
  readonly sums: readonly { readonly node: number; readonly of: readonly number[] }[];
}

const whole = z.int();
const wholes = z.array(whole);
const pair = z.tuple([whole, whole]);
const nodes = z.array(z.strictObject({ code: z.string(), parent: z.string().nullable() })).min(1);
const further = z.array(z.strictObject({ codes: nodes })).default([]);
const dimension = z.strictObject({ name: z.string(), codes: nodes, alternatives: further });
const certificate = z.strictObject({
  format: z.literal('padan-certificate/1'),
  public: z.strictObject({ sha256: z.string(), rows: whole, hidden: whole }),
  dimensions: z.array(dimension),
  /** Decimal places of the file; values are whole units of the last. */
  decimals: whole.default(0),
  /** By how many units a sum may miss. */
  tolerance: z.number().min(0).default(0),
  signed: z.boolean().default(false),
  reach: z.array(pair),
  tables: z.array(wholes),
  /** Changes of the first table: positions of hidden cells, and by how much. */
  moves: z.array(z.tuple([wholes, wholes])).default([]),
  digest: z.string(),
});
const officerCertificate = certificate.extend({
  format: z.literal('padan-officer-certificate/1'),
  primary: wholes,
  ends: z.array(pair.nullable()),
});
const anyCertificate = z.discriminatedUnion('format', [certificate, officerCertificate]);

export type Claim = z.infer<typeof anyCertificate> & { readonly trees: readonly Tree[] };

export function readClaim(value: unknown): Claim {
  const read = anyCertificate.safeParse(value);
  must(read.success, 'it is no certificate of a known format and shape');
  const { digest, ...content } = value as { readonly digest: string };
  must(digest === hashOf(canonicalJson(content as Json)), 'the certificate was changed');
  const trees = read.data.dimensions.map(readTree);
  const rows = (from: number) => trees.slice(from).reduce((product, { codes }) => product * codes.length, 1);
  return { ...read.data, trees: trees.map((tree, d) => ({ ...tree, stride: rows(d + 1) })) };
}

/** The codes of a dimension: a tree, and further hierarchies whose groups follow it in the file. */
function readTree({ name, codes: own, alternatives }: z.infer<typeof dimension>): Omit<Tree, 'stride'> {
  const main = readNodes(own);
  const codes = [...main.codes];
  const sums = main.children.flatMap((of, node) => (of.length > 0 ? [{ node, of }] : []));
  const leaves = main.codes.filter((_, node) => main.children[node]!.length === 0);
  for (const each of alternatives) {
    const { codes: further, children } = readNodes(each.codes);
    const place = further.map((code, at) => {
      if (at === 0) return 0;
      const known = codes.indexOf(code);
      const shared = children[at]!.length === 0;
      must(
        shared ? known > 0 && known < main.codes.length : known < 0,
        'a further hierarchy has a code that the first has not, or has as another',
      );
      return shared ? known : codes.push(code) - 1;
    });
    const covered = place.flatMap((node, at) => (children[at]!.length === 0 ? below(main, node) : []));
    must(
      covered.length === leaves.length && new Set(covered).size === leaves.length,
      'a further hierarchy does not hold every code exactly once',
    );
    children.forEach((of, at) => {
      if (of.length > 0) sums.push({ node: place[at]!, of: of.map((child) => place[child]!) });
    });
  }
  return { name, codes, sums };
}

/** Codes without codes below them, under `node`. */
function below(tree: ReturnType<typeof readNodes>, node: number): string[] {
  const own = tree.children[node]!;
  return own.length === 0 ? [tree.codes[node]!] : own.flatMap((child) => below(tree, child));
}

/** A tree with each code once, depth first under `Total`. */
function readNodes(stated: z.infer<typeof nodes>): { codes: string[]; children: number[][] } {
  const codes = stated.map(({ code }) => code);
  const children: number[][] = codes.map(() => []);
  must(codes[0] === 'Total' && stated[0]!.parent === null, 'a hierarchy does not begin with Total');
  must(new Set(codes).size === codes.length, 'a code occurs twice in a hierarchy');
  const open = [0];
  for (let at = 1; at < codes.length; at++) {
    while (open.length > 0 && codes[open.at(-1)!] !== stated[at]!.parent) open.pop();
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
