import { DomainError } from '../problems.ts';
import { commit } from './commit.ts';
import { requestKey, runOf } from './runs.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

/**
 * padan-register-request/1: for which rows of its file the register holder is asked for flags.
 * Each reading is on the record.
 *
 * Leaks:  which of its rows were linked; no score, nothing of the requester's rows.
 * @throws DomainError `not-found`, `party-not-allowed`, `data-erased`, `run-not-ready`, `run-step-not-allowed`,
 *   `service-busy`.
 */
export async function readRegisterRequest(
  service: Service,
  actor: Actor,
  id: string,
): Promise<ReadableStream<Uint8Array>> {
  const { result: found } = await commit(service, actor, async () => {
    const run = await runOf(service, actor, id, 'register_holder');
    const { state } = run.row;
    if (state === 'comparing') throw new DomainError('run-not-ready');
    if (!run.summary || (state !== 'waiting-for-flags' && state !== 'finished'))
      throw new DomainError('run-step-not-allowed');
    return {
      event: { action: 'register-request-read', subject: id, facts: { linked: run.summary.linked } },
      writes: [],
      result: { vault: run.project.vault, decision: run.summary.decision },
    };
  });
  const vault = await openVault(service, found.vault);
  const stream = await vault.get(requestKey(id, found.decision));
  if (!stream) throw new DomainError('stored-bytes-damaged');
  return stream;
}
