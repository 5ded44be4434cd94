/** Which pairs a run compares: planned once from both files, then known to every piece of the run. */
import type { Blobs } from '../ports/blobs.ts';
import { buildBlocks } from '../pprl/block/block-index.ts';
import type { BlockKeys } from '../pprl/block/block-keys.ts';
import { planTasks } from '../pprl/block/block-pairs.ts';
import { cappedKeys, withoutKeys } from '../pprl/block/capped-keys.ts';
import { compareBlocks } from '../pprl/block/compare-blocks.ts';
import { lshKeys } from '../pprl/block/hamming-lsh.ts';
import { BLOCK_PAIRS, type ComparisonPlan, planComparison } from '../pprl/block/plan.ts';
import type { CandidatePairs, ClkColumn } from '../pprl/compare/clk-column.ts';
import type { CompareKernel } from '../pprl/compare/kernel.ts';
import { keyedTokenStage } from '../pprl/exact/exact-stage.ts';
import { compareAll, type LinkageInput, matchExact, planSide, sampleScores } from '../pprl/link.ts';
import { likelyFrom, lowestWorth } from '../pprl/quality/chances.ts';
import { DomainError } from '../problems.ts';
import { ByteReader } from '../storage/byte-reader.ts';
import { updateRun } from '../storage/runs.ts';
import type { Sides } from './advance-run.ts';
import { type AutoThreshold, cappedKey } from './runs.ts';
import type { Service } from './service.ts';
import { loadBlocking, loadWhole } from './slabs.ts';
import type { Submission } from './submissions.ts';

/** Makes the plan and keeps it, and beside it the keys of blocks that are too large. Safe to run again. */
export async function planRun(
  service: Service,
  vault: Blobs,
  { run: { row, auto }, a, b }: Sides,
): Promise<ComparisonPlan> {
  const [inputA, inputB] = [await loadWhole(vault, a), await loadWhole(vault, b)];
  const [sideA, sideB] = [planSide(inputA), planSide(inputB)];
  const exact = matchExact(inputA, inputB, keyedTokenStage);
  const kernel = await service.kernel();
  const reach = auto ? await reachOf(inputA, inputB, kernel, service) : { threshold: row.threshold };
  const { plan, index } = planComparison(sideA, sideB, {
    ...reach,
    which: row.which,
    blockPairs: BLOCK_PAIRS,
    kernel,
    exact,
  });
  if (index !== null) {
    const keys = plan.lsh === null ? sideA.blocking : [lshKeys(sideA.clk, plan.lsh)];
    for (const [pass, capped] of cappedKeys(index, keys).entries())
      await vault.put(cappedKey(row.id, pass), new Uint8Array(capped.buffer));
  }
  const found = auto && JSON.stringify({ ...auto, from: reach.threshold } satisfies AutoThreshold);
  await service.database.batch([updateRun(row.id, { plan: JSON.stringify(plan), auto: found })]);
  return plan;
}

/** How far down candidates reach where the threshold is to be found. @throws {DomainError} `threshold-not-found`. */
async function reachOf(a: LinkageInput, b: LinkageInput, kernel: CompareKernel, { pause }: Service) {
  const sample = await sampleScores(a.clk, b.clk, kernel, pause);
  const threshold = lowestWorth(sample, [a.clk.rows, b.clk.rows]);
  if (threshold === null) throw new DomainError('threshold-not-found', { rows: sample.rows });
  return { threshold, probesFrom: likelyFrom(sample) ?? threshold };
}

/** The pairs of two slabs that the plan compares. */
export async function compareByPlan(
  service: Service,
  vault: Blobs,
  { run, a, b }: Sides,
  plan: ComparisonPlan,
  slabs: { readonly a: number; readonly b: number },
  clk: { readonly a: ClkColumn; readonly b: ClkColumn },
): Promise<CandidatePairs> {
  const kernel = await service.kernel();
  const { id } = run.row;
  const threshold = run.auto?.from ?? run.row.threshold;
  const options = { threshold, onProgress: () => service.pause() };
  if (plan.method === 'exhaustive') return compareAll(kernel, clk.a, clk.b, options);
  const capped = await Promise.all(plan.passes.map((_, pass) => loadCapped(vault, id, pass)));
  const keys = async (submission: Submission, slab: number, column: ClkColumn): Promise<BlockKeys[]> => {
    const all = plan.lsh === null ? await loadBlocking(vault, submission, slab) : [lshKeys(column, plan.lsh)];
    return withoutKeys(all, capped);
  };
  const index = buildBlocks(
    await keys(a, slabs.a, clk.a),
    await keys(b, slabs.b, clk.b),
    [clk.a.rows, clk.b.rows],
    Number.POSITIVE_INFINITY,
  );
  return (await compareBlocks(kernel, clk.a, clk.b, index, planTasks(index), options)).pairs;
}

async function loadCapped(vault: Blobs, run: string, pass: number): Promise<Float64Array> {
  const stream = await vault.get(cappedKey(run, pass));
  const bytes = stream === null ? new Uint8Array(0) : await new ByteReader(stream).rest();
  return new Float64Array(bytes.slice().buffer);
}
