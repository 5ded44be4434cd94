/**
 * A dimension of a table: its codes as a tree under `Total`, depth first, and further hierarchies over the same codes.
 *
 * Shape:  node 0 is `Total`; every other node of the tree has a parent before it; a node without children is a leaf.
 *         Groups of further hierarchies (economic regions beside provinces, other age bands) are nodes after the
 *         tree, hierarchy by hierarchy, depth first; their children are nodes of the tree or such groups.
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
  /** Parent node in the tree, -1 for `Total` and for groups of further hierarchies. */
  readonly parent: Int32Array;
  /** Children of node n are `child[childStart[n] .. childStart[n + 1])`. */
  readonly childStart: Int32Array;
  readonly child: Int32Array;
  readonly nodeOf: ReadonlyMap<string, number>;
  /** Every node above node n, in any hierarchy. */
  readonly above: readonly (readonly number[])[];
  readonly alternatives: readonly Alternative[];
  /** For each further hierarchy the nodes right below its `Total`: they add up to it too. */
  readonly tops: readonly (readonly number[])[];
}

/** A further hierarchy: a tree of its own under `Total`, depth first, whose leaves are codes of the dimension. */
export interface Alternative {
  readonly codes: readonly CodeNode[];
}

export function isLeaf(dimension: Dimension, node: number): boolean {
  return dimension.childStart[node] === dimension.childStart[node + 1];
}

/**
 * A dimension from its codes in depth-first order, `Total` first, and its further hierarchies.
 * @throws {DomainError} `disclosure-hierarchy`: not a tree under `Total`, a code twice, not depth first, or a further
 *   hierarchy whose leaves do not cover the tree exactly once.
 */
export function dimensionOf(
  name: string,
  nodes: readonly CodeNode[],
  alternatives: readonly Alternative[] = [],
): Dimension {
  const main = treeOf(name, nodes);
  const codes = nodes.map((node) => node.code);
  const parent = Array.from(main.parent);
  const nodeOf = new Map(main.nodeOf);
  const children = childrenOf(main.parent);
  const tops: number[][] = [];
  for (const alternative of alternatives) {
    const own = treeOf(name, alternative.codes);
    const ownChildren = childrenOf(own.parent);
    const place = alternative.codes.map(({ code }, at) => {
      if (at === 0) return 0;
      const known = main.nodeOf.get(code);
      if (ownChildren[at]!.length === 0)
        return known ?? refuse(name, at, 'a leaf that is no code of the levels');
      if (nodeOf.has(code)) refuse(name, at, 'a code occurs twice');
      nodeOf.set(code, codes.length);
      parent.push(-1);
      return codes.push(code) - 1;
    });
    place.forEach((node, at) => {
      const below = ownChildren[at]!.map((child) => place[child]!);
      if (at === 0) tops.push(below);
      else if (below.length > 0) children[node] = below;
    });
    checkCover(
      name,
      main.parent,
      place.filter((_, at) => ownChildren[at]!.length === 0),
    );
  }
  const above: number[][] = codes.map(() => []);
  children.forEach((below, node) => {
    for (const child of below) above[child]!.push(node);
  });
  return {
    name,
    codes,
    parent: Int32Array.from(parent),
    nodeOf,
    above,
    alternatives,
    tops,
    ...listed(children),
  };
}

function listed(children: readonly (readonly number[])[]): Pick<Dimension, 'childStart' | 'child'> {
  const childStart = new Int32Array(children.length + 1);
  children.forEach((below, node) => {
    childStart[node + 1] = childStart[node]! + below.length;
  });
  return { childStart, child: Int32Array.from(children.flat()) };
}

function refuse(name: string, position: number, reason: string): never {
  throw new DomainError('disclosure-hierarchy', { dimension: label(name), position, reason: label(reason) });
}

function treeOf(
  name: string,
  nodes: readonly CodeNode[],
): { readonly parent: Int32Array; readonly nodeOf: ReadonlyMap<string, number> } {
  if (nodes[0]?.code !== TOTAL || nodes[0].parent !== null) refuse(name, 0, 'the first code must be Total');
  const nodeOf = new Map<string, number>();
  const parent = new Int32Array(nodes.length);
  const open: number[] = [];
  nodes.forEach((node, at) => {
    if (nodeOf.has(node.code)) refuse(name, at, 'a code occurs twice');
    const above = node.parent === null ? -1 : (nodeOf.get(node.parent) ?? -1);
    if (above < 0 && at > 0) refuse(name, at, 'the parent must stand before its child');
    while (open.length > 0 && open.at(-1) !== above) open.pop();
    if (open.length === 0 && at > 0) refuse(name, at, 'codes must stand depth first');
    open.push(at);
    parent[at] = above;
    nodeOf.set(node.code, at);
  });
  return { parent, nodeOf };
}

function childrenOf(parent: Int32Array): number[][] {
  const children: number[][] = Array.from(parent, () => []);
  parent.forEach((above, node) => {
    if (above >= 0) children[above]!.push(node);
  });
  return children;
}

/** Every leaf of the tree must be below exactly one of `nodes`, or be it: else sums would miss or count it twice. */
function checkCover(name: string, parent: Int32Array, nodes: readonly number[]): void {
  const covering = new Int32Array(parent.length);
  for (const node of nodes) covering[node]!++;
  parent.forEach((above, node) => {
    if (above >= 0) covering[node]! += covering[above]!;
  });
  const inner = new Set(parent);
  covering.forEach((times, node) => {
    if (!inner.has(node) && times !== 1)
      refuse(name, node, 'a further hierarchy that does not hold every code exactly once');
  });
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

/** The tree as certificates and tables list it, without further hierarchies. */
export function codeNodes(dimension: Dimension): CodeNode[] {
  return dimension.codes.flatMap((code, node) => {
    const above = dimension.parent[node]!;
    if (node > 0 && above < 0) return [];
    return [{ code, parent: node === 0 ? null : dimension.codes[above]! }];
  });
}
