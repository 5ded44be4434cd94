/**
 * Connected components of the graph of candidates: rows of `a` and of `b` that hang together.
 *
 * Shape: positions of candidates, upwards, one list for each component; components by their first candidate.
 * Cost:  near to linear in candidates (union-find).
 */
export function components(a: ArrayLike<number>, b: ArrayLike<number>): number[][] {
  const parent: number[] = Array.from({ length: a.length }, (_, k) => k);
  const find = (k: number): number => {
    let root = k;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = k; at !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  for (const side of [a, b]) {
    const first = new Map<number, number>();
    for (let k = 0; k < side.length; k++) {
      const known = first.get(side[k]!);
      if (known === undefined) first.set(side[k]!, k);
      else parent[Math.max(find(known), find(k))] = Math.min(find(known), find(k));
    }
  }
  const lists = new Map<number, number[]>();
  for (let k = 0; k < a.length; k++) {
    const root = find(k);
    const list = lists.get(root);
    if (list) list.push(k);
    else lists.set(root, [k]);
  }
  return [...lists.values()];
}
