import { DomainError } from '../problems.ts';
import { requestKey, runOf } from './runs.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

/**
 * padan-register-request/1: for which rows of its file the register holder is asked for flags.
 * Leaks:  which of its rows were linked; no score, nothing of the requester's rows.
 * @throws DomainError `not-found`, `party-not-allowed`, `data-erased`, `run-not-ready`, `run-step-not-allowed`.
 */
export async function readRegisterRequest(
  service: Service,
  actor: Actor,
  id: string,
): Promise<ReadableStream<Uint8Array>> {
  const { row, project, summary } = await runOf(service, actor, id, 'register_holder');
  if (row.state === 'comparing') throw new DomainError('run-not-ready');
  if (!summary || (row.state !== 'waiting-for-flags' && row.state !== 'finished'))
    throw new DomainError('run-step-not-allowed');
  const vault = await openVault(service, project.vault);
  const stream = await vault.get(requestKey(id, summary.decision));
  if (!stream) throw new DomainError('stored-bytes-damaged');
  return stream;
}
