import { slicesDone } from '../storage/runs.ts';
import type { Run } from './runs.ts';
import type { Service } from './service.ts';

/** Slices of the comparison that are done; all of them once it was decided, none of a run that kept nothing. */
export async function runProgress(
  { database }: Service,
  { row }: Run,
): Promise<{ readonly done: number; readonly of: number }> {
  const of = row.slices;
  if (row.state === 'waiting-for-flags' || row.state === 'finished') return { done: of, of };
  return { done: (await slicesDone(database, row.id)).done.size, of };
}
