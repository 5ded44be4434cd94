import type { CountTable } from './count-table.ts';
import type { Cost } from './spec.ts';

/** Hiding is never free, whatever the cost function says. */
const LEAST = 1e-3;

/**
 * What hiding a cell costs, all above 0: `value+1`, `value`, `unity`, `log` (1 + log2(1 + value)), `power` (value to
 * a power; 0 is `log`, as in tau-argus), or a column of the data; times the user's own preference for the cell.
 * Unit: values as published; the absolute value of a negative one.
 */
export function costsOf(table: CountTable, cost: Cost): Float64Array {
  const unit = 10 ** (table.decimals ?? 0);
  return table.value.map((units, cell) => {
    const value = Math.abs(units) / unit;
    const own = typeof cost === 'object' && 'column' in cost ? table.cost![cell]! : ofValue(cost, value);
    return Math.max(LEAST, own) * (table.preference?.[cell] ?? 1);
  });
}

function ofValue(cost: Exclude<Cost, { column: string }>, value: number): number {
  if (typeof cost === 'object') return cost.power === 0 ? ofValue('log', value) : value ** cost.power;
  switch (cost) {
    case 'unity':
      return 1;
    case 'log':
      return 1 + Math.log2(1 + value);
    case 'value':
      return value;
    case 'value+1':
      return value + 1;
    default:
      return cost satisfies never;
  }
}
