import { DomainError } from '../problems.ts';
import { updateRun } from '../storage/runs.ts';
import { commit, type Recorded } from './commit.ts';
import { type Run, visibleRun } from './runs.ts';
import type { Actor, Service } from './service.ts';

/**
 * Stop a run that has not handed back its result; nothing of it stays but the record. Cancelling twice is the same
 * as once. @throws DomainError `not-found`, `run-step-not-allowed`.
 */
export async function cancelRun(service: Service, actor: Actor, id: string): Promise<Recorded<Run>> {
  const recorded = await commit(service, actor, async (now) => {
    const { row } = await visibleRun(service, actor, id);
    if (row.state === 'cancelled') return { unchanged: null };
    if (row.state !== 'comparing' && row.state !== 'waiting-for-flags')
      throw new DomainError('run-step-not-allowed');
    return {
      event: { action: 'run-cancelled', subject: id },
      writes: [updateRun(id, { state: 'cancelled', settled_at: now })],
      tasks: [{ kind: 'advance-run', id }],
      result: null,
    };
  });
  return { ...recorded, result: await visibleRun(service, actor, id) };
}
