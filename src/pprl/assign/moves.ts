/** Which links other optimal assignments have. */

/** Columns that rows have, could have without loss, and what columns cost. */
export interface Tight {
  readonly moves: readonly { readonly own: number; readonly others: readonly number[] }[];
  /** The row of each column, -1 where it is free. */
  readonly free: ArrayLike<number>;
  readonly price: ArrayLike<number>;
}

/**
 * Whether some optimal assignment gives row `row` the column `to`, which is not its own.
 *
 * Another optimal assignment differs by rows that move on in a circle along tight edges, or on a path that ends in a free
 * column and begins by leaving a column of price 0. With one more node that free columns lead to and that leads to
 * columns of price 0, both are circles: a row can move where its own column and the one it would take lie on one.
 * Cost: linear in edges.
 */
export function movesOf(
  { moves, free, price }: Tight,
  columns: number,
): (row: number, to: number) => boolean {
  const outside = columns;
  const next: number[][] = Array.from({ length: columns + 1 }, () => []);
  for (const { own, others } of moves) next[own]!.push(...others);
  for (let column = 0; column < columns; column++)
    if (free[column] === -1) next[column]!.push(outside);
    else if (price[column]! >= -1e-9) next[outside]!.push(column);
  const part = strongParts(next);
  return (row, to) => moves[row]!.others.includes(to) && part[to] === part[moves[row]!.own];
}

/** The strongly connected part of each node (Tarjan 1972, without recursion). */
function strongParts(next: readonly (readonly number[])[]): Int32Array {
  const order = new Int32Array(next.length).fill(-1);
  const low = new Int32Array(next.length);
  const part = new Int32Array(next.length).fill(-1);
  const stack: number[] = [];
  let [count, parts] = [0, 0];
  const open = (node: number) => {
    order[node] = low[node] = count++;
    stack.push(node);
    return { node, at: 0 };
  };
  for (let root = 0; root < next.length; root++) {
    if (order[root] !== -1) continue;
    const path = [open(root)];
    while (path.length > 0) {
      const top = path.at(-1)!;
      const to = next[top.node]![top.at++];
      if (to !== undefined) {
        if (order[to] === -1) path.push(open(to));
        else if (part[to] === -1) low[top.node] = Math.min(low[top.node]!, order[to]!);
        continue;
      }
      path.pop();
      const up = path.at(-1)?.node;
      if (up !== undefined) low[up] = Math.min(low[up]!, low[top.node]!);
      if (low[top.node] !== order[top.node]) continue;
      for (const node of stack.splice(stack.lastIndexOf(top.node))) part[node] = parts;
      parts += 1;
    }
  }
  return part;
}
