import type { BastFile } from '../agreement/bast.ts';
import { hardenedLabel } from '../pprl/hardened.ts';
import { DomainError } from '../problems.ts';
import { findSubmission } from '../storage/submissions.ts';
import type { Recorded } from './commit.ts';
import { Digest } from './digest.ts';
import type { HandOver } from './hand-overs.ts';
import { type HandOverWish, makeHandOver } from './make-hand-over.ts';
import { resultBytes } from './read-run-result.ts';
import { type Run, runOf } from './runs.ts';
import type { Actor, Service } from './service.ts';
import { bothHardened, submission } from './submissions.ts';

const NEWLINE = 0x0a;

/**
 * The register holder hands the matched result of a finished run over, under minutes. Its rows are counted in the
 * bytes that are handed over, not taken from the manifest: a file that lost a row is refused here.
 *
 * @throws DomainError `not-found`, `party-not-allowed` (the register holder hands over), `data-erased`,
 *   `run-not-ready`, `run-step-not-allowed`, and what `makeHandOver` throws.
 * Cost: reads the whole result once.
 */
export async function handOverRun(
  service: Service,
  actor: Actor,
  runId: string,
  wish: HandOverWish,
): Promise<Recorded<HandOver>> {
  const file = await resultFile(service, finished(await runOf(service, actor, runId, 'register_holder')));
  return makeHandOver(service, actor, wish, async () => {
    const { row, project, request } = finished(await runOf(service, actor, runId, 'register_holder'));
    return {
      subject: { kind: 'matched-result', run: row.id },
      name: `run/${row.id}`,
      giver: project.register_holder,
      parties: [project.register_holder, project.requester],
      files: [file],
      letterNumber: request.letterNumber,
      purpose: request.purpose,
      dpiaReference: request.dpiaReference,
      schemaVersion: project.schema_hash,
      channel: {
        name: 'web services (Padan)',
        encryption: `flags sealed to the receiver: age (X25519), XChaCha20-Poly1305${remark(await bothHardened(service, row, project))}`,
      },
      writes: () => [],
    };
  });
}

/** The minutes say it too: what was matched were filters that a holder of a register can read. */
function remark(hardened: boolean): string {
  const said = hardenedLabel(hardened);
  return said === null ? '' : `; ${said.en}; ${said.id}`;
}

function finished(run: Run): Run {
  const { state } = run.row;
  if (state === 'comparing' || state === 'waiting-for-flags') throw new DomainError('run-not-ready');
  if (state !== 'finished') throw new DomainError('run-step-not-allowed');
  return run;
}

/** One header line, then one line a record. */
async function resultFile(service: Service, run: Run): Promise<BastFile> {
  const sent = submission(
    (await findSubmission(service.database, run.row.requester_submission))!,
    run.project,
  );
  const digest = new Digest();
  let lines = 0;
  for await (const chunk of digest.through(await resultBytes(service, run)))
    for (const byte of chunk) if (byte === NEWLINE) lines++;
  return {
    name: `${run.row.id}.padan-row-result.ndjson`,
    format: 'padan-row-result/1',
    answers: sent.manifest.sha256,
    rowsIn: sent.manifest.rows,
    rowsOut: lines - 1,
    sha256: digest.sha256(),
    bytes: digest.bytes,
  };
}
