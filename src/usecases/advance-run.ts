import type { Blobs } from '../ports/blobs.ts';
import type { ComparisonPlan } from '../pprl/block/plan.ts';
import type { CandidatePairs } from '../pprl/compare/clk-column.ts';
import { MAX_CANDIDATES } from '../pprl/compare/pairs.ts';
import { serialisePairs } from '../pprl/link.ts';
import { DomainError, label } from '../problems.ts';
import { findProject } from '../storage/projects.ts';
import { deleteSlices, findRun, insertSlice, slicesDone, updateRun } from '../storage/runs.ts';
import { findSubmission } from '../storage/submissions.ts';
import { commit } from './commit.ts';
import { decideRun } from './decide-run.ts';
import { whole } from './projects.ts';
import { compareByPlan, planRun } from './run-plan.ts';
import { pairsKey, type Run, run, runFolder } from './runs.ts';
import { SERVICE_ACTOR, type Service } from './service.ts';
import { loadClk, rowsOf, slabPair } from './slabs.ts';
import { type StoredProblem, type Submission, submission } from './submissions.ts';
import type { TaskWork } from './tasks.ts';
import { openVault } from './vaults.ts';

/**
 * One piece of a run: plan it; or compare two slabs and keep the pairs; or, when all are compared, decide; or,
 * when it is settled, remove what it needs no more.
 *
 * A piece that was killed is done again from its beginning; pieces that were stored are not.
 */
export const advanceRunWork: TaskWork = {
  async advance(service, id) {
    const sides = await loadSides(service, id);
    if (!sides) return 'done';
    if (sides.run.row.state !== 'comparing') {
      await tidy(service, sides.run);
      return 'done';
    }
    try {
      await piece(service, sides);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'stored-bytes-damaged') throw error;
      await fail(service, id, { code: error.code, facts: error.facts });
    }
    return 'again';
  },
  async giveUp(service, id) {
    await fail(service, id, { code: 'internal-error', facts: {} });
    const sides = await loadSides(service, id);
    if (sides) await tidy(service, sides.run);
  },
};

/** A run with its two files. */
export interface Sides {
  readonly run: Run;
  readonly a: Submission;
  readonly b: Submission;
}

/** Null where the project was closed meanwhile: its vault takes everything with it. */
async function loadSides(service: Service, id: string): Promise<Sides | null> {
  const { database } = service;
  const row = await findRun(database, id);
  const projectRow = row && (await findProject(database, row.project));
  if (!projectRow || projectRow.closed_at !== null) return null;
  const project = await whole(service, projectRow);
  const [a, b] = await Promise.all(
    [row.requester_submission, row.register_submission].map((sub) => findSubmission(database, sub)),
  );
  return { run: run(row, project), a: submission(a!, project), b: submission(b!, project) };
}

async function piece(service: Service, sides: Sides): Promise<void> {
  const { id, slices } = sides.run.row;
  const { done, pairs } = await slicesDone(service.database, id);
  if (pairs > MAX_CANDIDATES)
    throw new DomainError('too-many-candidates', { found: pairs, limit: MAX_CANDIDATES });
  const vault = await openVault(service, sides.run.project.vault);
  const known = sides.run.plan;
  const plan = known ?? (await planRun(service, vault, sides));
  // Blocks of whole files are a piece of their own, and so is how far down candidates reach.
  if (known === null && (plan.method !== 'exhaustive' || sides.run.auto !== null)) return;
  for (let slice = 0; slice < slices; slice++)
    if (!done.has(slice)) return compare(service, vault, sides, plan, slice);
  await decideRun(service, vault, sides, slices);
}

/** Two slabs, in parts small enough that others get their turn between them. */
async function compare(
  service: Service,
  vault: Blobs,
  sides: Sides,
  plan: ComparisonPlan,
  slice: number,
): Promise<void> {
  const { run, a, b } = sides;
  const slabs = slabPair(b, slice);
  const [clkA, clkB] = await Promise.all([loadClk(vault, a, slabs.a), loadClk(vault, b, slabs.b)]);
  const found = await compareByPlan(service, vault, sides, plan, slabs, { a: clkA, b: clkB });
  const pairs = offsetBy(found, rowsOf(a, slabs.a).from, rowsOf(b, slabs.b).from);
  await vault.put(pairsKey(run.row.id, slice), serialisePairs(pairs));
  await service.database.batch([insertSlice(run.row.id, slice, pairs.a.length)]);
}

function offsetBy(pairs: CandidatePairs, a: number, b: number): CandidatePairs {
  return { a: pairs.a.map((row) => row + a), b: pairs.b.map((row) => row + b), score: pairs.score };
}

async function fail(service: Service, id: string, problem: StoredProblem): Promise<void> {
  await commit(service, SERVICE_ACTOR, async (now) => {
    if ((await findRun(service.database, id))?.state !== 'comparing') return { unchanged: null };
    return {
      event: { action: 'run-failed', subject: id, facts: { problem: label(problem.code) } },
      writes: [updateRun(id, { state: 'failed', problem: JSON.stringify(problem), settled_at: now })],
      result: null,
    };
  });
}

/** Scores are gone as soon as they have been decided upon; a cancelled or failed run keeps nothing at all. */
async function tidy(service: Service, { row, project, summary }: Run): Promise<void> {
  const vault = await openVault(service, project.vault);
  const decided = row.state === 'waiting-for-flags' || row.state === 'finished';
  const kept = decided && summary ? `${runFolder(row.id)}${summary.decision}/` : null;
  for (const key of await vault.list(runFolder(row.id)))
    if (kept === null || !key.startsWith(kept)) await vault.delete(key);
  await service.database.batch([deleteSlices(row.id)]);
}
