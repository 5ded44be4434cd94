/** Released tables for tests of the output formats, with what their hidden cells would have said: scripts/make-released.ts. */
import age from '../../fixtures/vectors/released/age.json' with { type: 'json' };
import count from '../../fixtures/vectors/released/count.json' with { type: 'json' };
import rate from '../../fixtures/vectors/released/rate.json' with { type: 'json' };
import type { PublicTableJson } from '../../src/disclosure/protect-table.ts';
import { type ReleaseContext, releaseContext } from '../../src/exchange/released/context.ts';
import { parsePublicTable } from '../../src/exchange/released/parse.ts';
import { type ReleasedView, releasedView } from '../../src/exchange/released/view.ts';
import { builtInSpecs } from '../../src/statistics/library.ts';

export const PREPARED = '2026-01-13T03:00:00.000Z';

export interface Released {
  readonly table: PublicTableJson;
  readonly view: ReleasedView;
  readonly context: ReleaseContext;
  /** What the cells without a value would have said. */
  readonly secrets: readonly number[];
}

/** Table 05 by province and sex. */
export const countTable = (): Released => released(count);
/** Table 06: a rate by province and sex. */
export const rateTable = (): Released => released(rate);
/** Table 05 by age and sex, as for a population pyramid. */
export const ageTable = (): Released => released(age);

function released({
  table: file,
  secrets,
}: {
  readonly table: unknown;
  readonly secrets: readonly number[];
}): Released {
  const table = parsePublicTable(file);
  const specs = builtInSpecs();
  const context = releaseContext(
    table,
    specs.table(table.table),
    specs.dictionary('sakernas-2024-08'),
    specs,
  );
  return { table, view: releasedView(table), context, secrets };
}
