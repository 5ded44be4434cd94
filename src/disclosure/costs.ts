import type { CountTable } from './count-table.ts';
import type { Cost } from './spec.ts';

/**
 * What hiding a cell costs, all above 0: `value+1`, `value`, `unity`, `log` (1 + log2(1 + value)), or a column of
 * the data. Edge: a cost of 0 counts as a small one, since hiding is never free.
 */
export function costsOf(table: CountTable, cost: Cost): Float64Array {
  const least = 1e-3;
  if (typeof cost === 'object') return (table.cost ?? table.value).map((each) => Math.max(least, each));
  if (cost === 'unity') return new Float64Array(table.space.size).fill(1);
  if (cost === 'log') return table.value.map((value) => 1 + Math.log2(1 + value));
  return table.value.map((value) => (cost === 'value' ? Math.max(least, value) : value + 1));
}
