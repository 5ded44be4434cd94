import type { Database } from '../ports/database.ts';
import type { WhichPairs } from '../pprl/block/plan.ts';
import { query } from './query.ts';

export type RunState = 'comparing' | 'waiting-for-flags' | 'finished' | 'cancelled' | 'failed';

export interface RunTables {
  runs: {
    id: string;
    project: string;
    requester_submission: string;
    register_submission: string;
    /** Of a run that finds its own, 0 until it is found. */
    threshold: number;
    /** Letter, purpose, impact assessment and flags, as JSON. */
    request: string;
    state: RunState;
    /** Slices of the comparison in all. */
    slices: number;
    /** Counts and estimated quality, as JSON, once decided. */
    summary: string | null;
    problem: string | null;
    /** Where the flags lie and how they are sealed, as JSON, once handed in. */
    flags: string | null;
    created_at: number;
    settled_at: number | null;
    /** Which pairs were asked for. */
    which: WhichPairs;
    /** The plan of the comparison, as JSON, once it is made. */
    plan: string | null;
    /** How the threshold is found, as JSON; null where it was given. */
    auto: string | null;
  };
  run_slices: {
    run: string;
    slice: number;
    pairs: number;
  };
}

export type RunRow = RunTables['runs'];

export async function findRun(database: Database, id: string): Promise<RunRow | null> {
  const [row] = await database.all(query.selectFrom('runs').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

export function runsOf(database: Database, project: string): Promise<RunRow[]> {
  return database.all(
    query.selectFrom('runs').selectAll().where('project', '=', project).orderBy('created_at').compile(),
  );
}

export function insertRun(row: RunRow) {
  return query.insertInto('runs').values(row).compile();
}

export function updateRun(
  id: string,
  change: Partial<
    Pick<RunRow, 'state' | 'summary' | 'problem' | 'flags' | 'settled_at' | 'plan' | 'threshold' | 'auto'>
  >,
) {
  return query.updateTable('runs').set(change).where('id', '=', id).compile();
}

/** Slices that were compared and stored, and the pairs found in them. */
export async function slicesDone(database: Database, run: string) {
  const rows = await database.all(
    query.selectFrom('run_slices').select(['slice', 'pairs']).where('run', '=', run).compile(),
  );
  return {
    done: new Set(rows.map((row) => row.slice)),
    pairs: rows.reduce((sum, row) => sum + row.pairs, 0),
  };
}

export function insertSlice(run: string, slice: number, pairs: number) {
  return query
    .insertInto('run_slices')
    .values({ run, slice, pairs })
    .onConflict((on) => on.columns(['run', 'slice']).doNothing())
    .compile();
}

export function deleteSlices(run: string) {
  return query.deleteFrom('run_slices').where('run', '=', run).compile();
}
