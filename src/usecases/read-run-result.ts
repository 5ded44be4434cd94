import { fromBase64 } from '../exchange/bytes.ts';
import { readNdjson, utf8Chunks } from '../exchange/ndjson.ts';
import { printResult, type ResultHeader, type ResultLine } from '../exchange/row-for-row.ts';
import type { Blobs } from '../ports/blobs.ts';
import { DomainError } from '../problems.ts';
import { ByteReader, pieces } from '../storage/byte-reader.ts';
import { findSubmission } from '../storage/submissions.ts';
import { commit } from './commit.ts';
import { streamOf } from './read-submission-file.ts';
import { type Run, rowsKey, runOf } from './runs.ts';
import type { Actor, Service } from './service.ts';
import { bothHardened, submission } from './submissions.ts';
import { openVault } from './vaults.ts';

/**
 * padan-row-result/1 for the requester: a word on every row of its file, in its order, with the sealed flags of
 * the linked ones. Each reading is on the record.
 *
 * Leaks:  which rows are in the register, as the agreement orders; no score.
 * @throws DomainError `not-found`, `party-not-allowed`, `data-erased`, `run-not-ready`, `run-step-not-allowed`.
 */
export async function readRunResult(
  service: Service,
  actor: Actor,
  id: string,
): Promise<ReadableStream<Uint8Array>> {
  const { result: found } = await commit(service, actor, async () => {
    const run = await runOf(service, actor, id, 'requester');
    const { state } = run.row;
    if (state === 'comparing' || state === 'waiting-for-flags') throw new DomainError('run-not-ready');
    if (state !== 'finished') throw new DomainError('run-step-not-allowed');
    return {
      event: { action: 'run-result-read', subject: id, facts: { rows: run.summary!.rows[0] } },
      writes: [],
      result: run,
    };
  });
  return streamOf(await resultBytes(service, found));
}

/** The file itself, of a finished run: the same bytes each time, so that its SHA-256 can stand in minutes. */
export async function resultBytes(service: Service, found: Run): Promise<AsyncGenerator<Uint8Array>> {
  const vault = await openVault(service, found.project.vault);
  const file = submission(
    (await findSubmission(service.database, found.row.requester_submission))!,
    found.project,
  );
  const { letterNumber, purpose, flags } = found.request;
  const header: ResultHeader = {
    run: found.row.id,
    file: file.manifest.sha256,
    rows: file.manifest.rows,
    letter: { number: letterNumber, purpose, flags },
    fileKey: found.flags && fromBase64(found.flags.fileKey),
    sealedBytes: found.flags?.sealedBytes ?? 0,
    hardened: await bothHardened(service, found.row, found.project),
  };
  return utf8Chunks(printResult(header, await lines(vault, found)));
}

/** Rows and flags were written in one order, so that both are read once, side by side. */
async function lines(vault: Blobs, { row, summary, flags }: Run): Promise<AsyncGenerator<ResultLine>> {
  const rows = await vault.get(rowsKey(row.id, summary!.decision));
  const sealed = flags && (await vault.get(flags.key));
  if (!rows || (flags && !sealed)) throw new DomainError('stored-bytes-damaged');
  const reader = sealed && new ByteReader(sealed);
  return (async function* () {
    for await (const { value } of readNdjson(pieces(rows), 'rows')) {
      const line = value as ResultLine;
      if (line.link === undefined || !flags || !reader) yield line;
      else yield { ...line, sealed: await reader.read(flags.sealedBytes) };
    }
  })();
}
