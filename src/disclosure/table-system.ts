/** The system of one table: its relations, within its tolerance, and what everybody knows of its cells. */
import type { CountTable } from './count-table.ts';
import { type Relation, relationsOfSpace, type System, systemOf } from './system.ts';

/**
 * Edge: where sums miss by rounding no relation follows from the others, so all of them are needed. Values may be
 *   negative only where the spec says so; magnitudes are not known to be whole.
 */
export function systemOfTable(
  table: Pick<CountTable, 'space' | 'tolerance' | 'signed' | 'contributionsOf'>,
): System {
  const { space, tolerance = 0 } = table;
  const floor = new Float64Array(space.size).fill(table.signed ? Number.NEGATIVE_INFINITY : 0);
  return systemOf(space.size, within(relationsOfSpace(space), tolerance), {
    whole: table.contributionsOf === undefined,
    floor,
  });
}

function* within(relations: Iterable<Relation>, tolerance: number): Generator<Relation> {
  for (const relation of relations)
    yield tolerance === 0 ? relation : { ...relation, lower: -tolerance, upper: tolerance, generating: true };
}
