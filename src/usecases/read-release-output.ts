import { DomainError, label } from '../problems.ts';
import { commit } from './commit.ts';
import type { OutputName, ReleaseOutput } from './release-outputs.ts';
import { readableOutputs, type StoredRelease, visibleRelease } from './releases.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

/**
 * One file of a release: its public files for both parties once it is approved, all of them for a privacy officer of
 * the producing party. What one may not read does not exist. Readings of what is for the officer are on the record.
 * @throws DomainError `not-found`.
 */
export async function readReleaseOutput(
  service: Service,
  actor: Actor,
  id: string,
  name: OutputName,
): Promise<{
  readonly stored: StoredRelease;
  readonly output: ReleaseOutput;
  readonly bytes: ReadableStream<Uint8Array>;
}> {
  const find = async () => {
    const stored = await visibleRelease(service, actor, id);
    const output = readableOutputs(actor, stored).find((each) => each.name === name);
    if (!output) throw new DomainError('not-found');
    return { stored, output };
  };
  let found = await find();
  if (found.output.audience === 'officer')
    ({ result: found } = await commit(service, actor, async () => ({
      event: { action: 'release-output-read', subject: id, facts: { output: label(name) } },
      writes: [],
      result: await find(),
    })));
  const vault = await openVault(service, found.stored.row.vault);
  const bytes = await vault.get(name);
  if (!bytes) throw new DomainError('stored-bytes-damaged');
  return { ...found, bytes };
}
