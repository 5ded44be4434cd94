/** What all actions on runs share: the row as values, who may see it, where its bytes lie. */
import type { RunRequestInput } from '../agreement/request.ts';
import type { ComparisonPlan } from '../pprl/block/plan.ts';
import type { LinkResult, Quality } from '../pprl/link.ts';
import { DomainError } from '../problems.ts';
import { findRun, type RunRow } from '../storage/runs.ts';
import { type Project, visibleProject } from './projects.ts';
import type { Actor, Service } from './service.ts';
import type { StoredProblem } from './submissions.ts';

/** The decision in numbers: what both parties may know. Statuses are those of the requester's rows. */
export interface RunSummary {
  /** Rows of the requester's and of the register holder's file. */
  readonly rows: readonly [number, number];
  readonly linked: number;
  readonly notLinked: number;
  readonly ambiguous: number;
  readonly duplicate: number;
  /** For each exact token, the score below which filters of rows that share it disagree. */
  readonly confirmAt: readonly number[];
  /** Expected precision and recall, ratios; null where there is too little to fit. */
  readonly estimated: Quality | null;
  /** Of a threshold for the precision that the schema asks for; the curve and the histogram that it is read from. */
  readonly suggested?: LinkResult['suggested'];
  readonly curve?: LinkResult['curve'];
  readonly histogram?: LinkResult['histogram'];
  /** Where the decision lies in the vault. */
  readonly decision: string;
}

/** A threshold that the run finds from its scores. */
export interface AutoThreshold {
  /** Share of the links wanted right, a ratio; the schema's own, or 0.995, where null. */
  readonly precision: number | null;
  /** Candidates reach down to this score; null until the run is planned. */
  readonly from: number | null;
}

/** The sealed flags of a run, once the register holder has handed them in. */
export interface RunFlags {
  readonly key: string;
  readonly sealedBytes: number;
  /** age envelope to the requester, base64. */
  readonly fileKey: string;
  /** SHA-256 of what was handed in. */
  readonly sha256: string;
}

export interface Run {
  readonly row: RunRow;
  readonly project: Project;
  readonly request: RunRequestInput;
  readonly summary: RunSummary | null;
  readonly flags: RunFlags | null;
  readonly problem: StoredProblem | null;
  /** Null until it is made. */
  readonly plan: ComparisonPlan | null;
  /** Null where the threshold was given. */
  readonly auto: AutoThreshold | null;
}

export function run(row: RunRow, project: Project): Run {
  const parsed = <T>(text: string | null) => (text === null ? null : (JSON.parse(text) as T));
  return {
    row,
    project,
    request: JSON.parse(row.request) as RunRequestInput,
    summary: parsed<RunSummary>(row.summary),
    flags: parsed<RunFlags>(row.flags),
    problem: parsed<StoredProblem>(row.problem),
    plan: parsed<ComparisonPlan>(row.plan),
    auto: parsed<AutoThreshold>(row.auto),
  };
}

/** For those who may see the project. @throws DomainError `not-found`. */
export async function visibleRun(service: Service, actor: Actor, id: string): Promise<Run> {
  const row = await findRun(service.database, id);
  if (!row) throw new DomainError('not-found');
  return run(row, await visibleProject(service, actor, row.project));
}

/** For one of the two sides of the run. @throws DomainError `not-found`, `party-not-allowed`, `data-erased`. */
export async function runOf(
  service: Service,
  actor: Actor,
  id: string,
  side: 'requester' | 'register_holder',
): Promise<Run> {
  const found = await visibleRun(service, actor, id);
  if (actor.party !== found.project[side]) throw new DomainError('party-not-allowed');
  if (found.project.closed_at !== null) throw new DomainError('data-erased');
  return found;
}

export const runFolder = (id: string) => `${id}/`;
export const pairsKey = (id: string, slice: number) => `${id}/pairs/${slice}`;
export const cappedKey = (id: string, pass: number) => `${id}/capped/${pass}`;
/** NDJSON, one line a row of the requester's file: status, reason, link id. */
export const rowsKey = (id: string, decision: string) => `${id}/${decision}/rows`;
/** padan-register-request/1. */
export const requestKey = (id: string, decision: string) => `${id}/${decision}/request`;
