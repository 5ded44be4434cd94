/**
 * A released table as an SDMX-CSV 2.0 data message: codes only, one row for each observation, hidden ones with an empty
 * value and their status.
 * Source: SDMX-CSV 2.0 data message field guide (SDMX 3.0).
 */
import { csvLine } from '../csv.ts';
import type { ReleaseContext } from '../released/context.ts';
import type { ReleasedView } from '../released/view.ts';
import {
  AGENCY,
  codeId,
  dimensionId,
  INDICATOR,
  indicatorId,
  MEASURE,
  STRUCTURE_VERSION,
  structureId,
  TIME,
} from './names.ts';
import { ATTRIBUTES } from './structure.ts';

export function sdmxCsv(view: ReleasedView, { period }: ReleaseContext): string {
  const { table, dimensions, measures } = view;
  const structure = ['dataflow', `${AGENCY}:${structureId(view)}(${STRUCTURE_VERSION})`, 'I'];
  const header = [
    'STRUCTURE',
    'STRUCTURE_ID',
    'ACTION',
    ...dimensions.map(dimensionId),
    INDICATOR,
    TIME,
    MEASURE,
    ...ATTRIBUTES.map(({ id }) => id),
  ];
  const text = (value: number | null) => (value === null ? '' : String(value));
  const lines = [csvLine(header)];
  for (const codes of view.combinations())
    for (const { id, unit } of measures) {
      const { value, obsStatus, confStatus, rse } = view.observation(codes, id);
      lines.push(
        csvLine([
          ...structure,
          ...codes.map(codeId),
          indicatorId(id),
          period.id,
          text(value),
          obsStatus,
          confStatus,
          text(rse),
          unit.toUpperCase(),
          table.dataset.vintage,
          table.citation.id,
          table.citation.en,
        ]),
      );
    }
  return lines.join('');
}
