/**
 * A dimension of a table: its codes as a tree under `Total`, depth first.
 *
 * Shape:  node 0 is `Total`; every other node has a parent before it; a node without children is a leaf.
 * Edge:   siblings stand in the order they were given; whoever builds from data sorts them by UTF-16 code unit.
 */
import { DomainError, label } from '../problems.ts';

/** The code of every margin, and nobody's own. */
export const TOTAL = 'Total';

export interface CodeNode {
  readonly code: string;
  /** `null` for `Total` only. */
  readonly parent: string | null;
}

export interface Dimension {
  readonly name: string;
  readonly codes: readonly string[];
  /** Parent node, -1 for `Total`. */
  readonly parent: Int32Array;
  /** Children of node n are `child[childStart[n] .. childStart[n + 1])`. */
  readonly childStart: Int32Array;
  readonly child: Int32Array;
  readonly nodeOf: ReadonlyMap<string, number>;
}

export function isLeaf(dimension: Dimension, node: number): boolean {
  return dimension.childStart[node] === dimension.childStart[node + 1];
}

/**
 * A dimension from its codes in depth-first order, `Total` first.
 * @throws {DomainError} `disclosure-hierarchy`: not a tree under `Total`, a code twice, or not depth first.
 */
export function dimensionOf(name: string, nodes: readonly CodeNode[]): Dimension {
  const refuse = (position: number, reason: string): never => {
    throw new DomainError('disclosure-hierarchy', {
      dimension: label(name),
      position,
      reason: label(reason),
    });
  };
  if (nodes[0]?.code !== TOTAL || nodes[0].parent !== null) refuse(0, 'the first code must be Total');
  const nodeOf = new Map<string, number>();
  const parent = new Int32Array(nodes.length);
  const open: number[] = [];
  nodes.forEach((node, at) => {
    if (nodeOf.has(node.code)) refuse(at, 'a code occurs twice');
    const above = node.parent === null ? -1 : (nodeOf.get(node.parent) ?? -1);
    if (above < 0 && at > 0) refuse(at, 'the parent must stand before its child');
    while (open.length > 0 && open.at(-1) !== above) open.pop();
    if (open.length === 0 && at > 0) refuse(at, 'codes must stand depth first');
    open.push(at);
    parent[at] = above;
    nodeOf.set(node.code, at);
  });
  return { name, codes: nodes.map((node) => node.code), parent, nodeOf, ...childLists(parent) };
}

function childLists(parent: Int32Array): Pick<Dimension, 'childStart' | 'child'> {
  const childStart = new Int32Array(parent.length + 1);
  for (const above of parent) if (above >= 0) childStart[above + 1]!++;
  for (let node = 0; node < parent.length; node++) childStart[node + 1]! += childStart[node]!;
  const next = childStart.slice();
  const child = new Int32Array(Math.max(0, parent.length - 1));
  parent.forEach((above, node) => {
    if (above >= 0) child[next[above]!++] = node;
  });
  return { childStart, child };
}

/** Depth-first order of a tree given as code -> parent code, siblings sorted by UTF-16 code unit. */
export function depthFirst(parents: ReadonlyMap<string, string>): CodeNode[] {
  const children = new Map<string, string[]>();
  for (const [code, parent] of parents) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(code);
    else children.set(parent, [code]);
  }
  for (const siblings of children.values()) siblings.sort();
  const nodes: CodeNode[] = [{ code: TOTAL, parent: null }];
  const visit = (above: string): void => {
    for (const code of children.get(above) ?? []) {
      nodes.push({ code, parent: above });
      visit(code);
    }
  };
  visit(TOTAL);
  return nodes;
}

/** The tree as certificates and tables list it. */
export function codeNodes(dimension: Dimension): CodeNode[] {
  return dimension.codes.map((code, node) => ({
    code,
    parent: node === 0 ? null : dimension.codes[dimension.parent[node]!]!,
  }));
}
