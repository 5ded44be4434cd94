import type { CompiledQuery } from 'kysely';
import { type AuditHead, eventHash, type SignedHead, signHead } from '../agreement/audit-chain.ts';
import { UniqueConflict } from '../ports/database.ts';
import type { Task } from '../ports/task-queue.ts';
import { DomainError, type Facts } from '../problems.ts';
import { appendEvent, auditHead } from '../storage/audit.ts';
import { insertTask } from '../storage/tasks.ts';
import type { Actor, Service } from './service.ts';

/** What a use case wants to happen, all at once or not at all. */
export interface Decision<T> {
  /** For the audit log. Facts hold counts, hashes and names from specs; never a record value. */
  readonly event: { readonly action: string; readonly subject: string; readonly facts?: Facts };
  readonly writes: readonly CompiledQuery<unknown>[];
  /** Work that follows; written in the same batch, so that it cannot be lost. */
  readonly tasks?: readonly Task[];
  readonly result: T;
}

/** Nothing changes: the request was already carried out. */
export interface Unchanged<T> {
  readonly unchanged: T;
}

/** A result with the signed head of the audit log that holds it. */
export interface Recorded<T> {
  readonly result: T;
  readonly head: SignedHead;
}

const ATTEMPTS = 12;

/**
 * The one way to change anything that matters.
 *
 * Reads the head of the audit log, then asks `decide` (which loads the state and refuses or decides), then writes
 * the event with the next `seq` and everything else in one batch. Since every change takes the next `seq`, two
 * requests that read the same state cannot both succeed: the slower one finds its `seq` taken and decides again
 * upon the new state. So `decide` may check anything it has read, and must load what it checks inside.
 *
 * Throws: what `decide` throws; `service-busy` after 12 lost races.
 */
export async function commit<T>(
  service: Service,
  actor: Actor,
  decide: (now: number) => Promise<Decision<T> | Unchanged<T>>,
): Promise<Recorded<T>> {
  const { clock, config, database, queue } = service;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const head = await auditHead(database);
    const now = clock.now();
    const decision = await decide(now);
    if ('unchanged' in decision)
      return { result: decision.unchanged, head: signHead(head, config.signingSeed) };
    const next = hashed(head, now, actor, decision.event);
    const tasks = decision.tasks ?? [];
    try {
      await database.batch([appendEvent(next), ...decision.writes, ...tasks.map(insertTask)]);
    } catch (error) {
      if (error instanceof UniqueConflict) continue;
      throw error;
    }
    for (const task of tasks) await queue.enqueue(task);
    return {
      result: decision.result,
      head: signHead({ seq: next.event.seq, hash: next.hash }, config.signingSeed),
    };
  }
  throw new DomainError('service-busy');
}

function hashed(head: AuditHead, now: number, actor: Actor, event: Decision<unknown>['event']) {
  const whole = {
    seq: head.seq + 1,
    time: new Date(now).toISOString(),
    actor: { person: actor.person, key: actor.key, role: actor.role, party: actor.party },
    action: event.action,
    subject: event.subject,
    facts: event.facts ?? {},
    previous: head.hash,
  };
  return { event: whole, hash: eventHash(whole) };
}
