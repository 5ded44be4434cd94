import { civilDateAt } from '../agreement/civil-date.ts';
import { validateRunRequest } from '../agreement/request.ts';
import type { WhichPairs } from '../pprl/block/plan.ts';
import { DomainError, label } from '../problems.ts';
import { insertRun, type RunRow } from '../storage/runs.ts';
import { agreementOn } from './agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { openProject } from './projects.ts';
import { type Run, run } from './runs.ts';
import type { Actor, Service } from './service.ts';
import { slabCount } from './slabs.ts';
import { type Submission, visibleSubmission } from './submissions.ts';

export interface RunWish {
  /** The requester's submission, then the register holder's. */
  readonly submissions: readonly [string, string];
  /** Pairs of filters with Dice >= threshold are candidates; `auto`: found from the scores; the schema's own where null. */
  readonly threshold: number | 'auto' | null;
  /** Where the threshold is `auto`: share of links wanted right; the schema's own, or 0.995, where null. */
  readonly precision: number | null;
  /** Every pair, those that meet in blocks, or every pair where that is affordable. */
  readonly compare: WhichPairs;
  readonly letter: {
    readonly number: string;
    readonly purpose: string;
    readonly dpiaReference: string;
    readonly flags: readonly string[];
  };
}

/**
 * Start a matching of two accepted files on the strength of an official letter.
 * @throws DomainError `not-found`, `party-not-allowed` (the requester starts), `project-closed`,
 *   `run-request-incomplete`, `agreement-not-in-force`, `run-submission-unfit`, `submission-not-accepted`,
 *   `run-threshold-missing`.
 */
export async function startRun(
  service: Service,
  actor: Actor,
  projectId: string,
  wish: RunWish,
): Promise<Recorded<Run>> {
  const id = newId(service.randomness, 'run');
  return commit(service, actor, async (now) => {
    const project = await openProject(service, actor, projectId);
    if (actor.party !== project.requester) throw new DomainError('party-not-allowed');
    const { number, ...letter } = wish.letter;
    const today = civilDateAt(now, service.config.agreement.timeZone.utcOffsetMinutes);
    const { agreement } = await agreementOn(service, today);
    const input = { requester: project.requester, letterNumber: number, ...letter };
    const request = validateRunRequest(agreement, input, today);
    const threshold = wish.threshold ?? project.schema.decision?.threshold ?? null;
    if (threshold === null) throw new DomainError('run-threshold-missing');
    const [a, b] = await Promise.all(wish.submissions.map((sub) => visibleSubmission(service, actor, sub)));
    checkFit(a!, projectId, project.requester, 1);
    checkFit(b!, projectId, project.register_holder, 2);
    const slices = slabCount(a!) * slabCount(b!);
    const row: RunRow = {
      id,
      project: projectId,
      requester_submission: a!.row.id,
      register_submission: b!.row.id,
      threshold: threshold === 'auto' ? 0 : threshold,
      request: JSON.stringify(request),
      state: 'comparing',
      slices,
      summary: null,
      problem: null,
      flags: null,
      created_at: now,
      settled_at: null,
      which: wish.compare,
      plan: null,
      auto: threshold === 'auto' ? JSON.stringify({ precision: wish.precision, from: null }) : null,
    };
    return {
      event: {
        action: 'run-started',
        subject: id,
        facts: {
          project: label(projectId),
          rows: [a!.manifest.rows, b!.manifest.rows],
          threshold: threshold === 'auto' ? label(threshold) : threshold,
          ...(wish.precision === null ? {} : { precision: wish.precision }),
          compare: label(wish.compare),
          letter: label(request.letterNumber),
          dpia: label(request.dpiaReference),
          flags: request.flags.map(label),
        },
      },
      writes: [insertRun(row)],
      tasks: [{ kind: 'advance-run', id }],
      result: run(row, project),
    };
  });
}

function checkFit({ row }: Submission, project: string, party: string, position: number): void {
  if (row.project !== project || row.party !== party)
    throw new DomainError('run-submission-unfit', { position });
  if (row.state !== 'accepted') throw new DomainError('submission-not-accepted', { position });
}
