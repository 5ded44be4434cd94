import { DomainError } from '../problems.ts';
import { fileBytes } from './check-submission.ts';
import { commit } from './commit.ts';
import type { Actor, Service } from './service.ts';
import { type Submission, visibleSubmission } from './submissions.ts';
import { openVault } from './vaults.ts';

/**
 * The encoded file as it was submitted: for the party that sent it, and for the other one where a payload is
 * sealed to it. Each reading by the other one is on the record.
 *
 * Leaks:  the receiver of a payload gets the sender's filters and tokens with it, and holds the key that made them:
 *         it can test guesses at identifiers. Where there is no payload there is nothing to receive, so nothing is given.
 * @throws DomainError `not-found`, `party-not-allowed`, `submission-not-accepted`, `data-erased`,
 *   `service-busy`.
 */
export async function readSubmissionFile(
  service: Service,
  actor: Actor,
  id: string,
): Promise<{ readonly submission: Submission; readonly bytes: ReadableStream<Uint8Array> }> {
  const readable = async () => {
    const submission = await visibleSubmission(service, actor, id);
    const { row, report } = submission;
    const mayHave = actor.role === 'agency' && (row.party === actor.party || (report?.sealedBytes ?? 0) > 0);
    if (!mayHave) throw new DomainError('party-not-allowed');
    if (row.state === 'erased') throw new DomainError('data-erased');
    if (row.state !== 'accepted') throw new DomainError('submission-not-accepted');
    return submission;
  };
  let submission = await readable();
  if (submission.row.party !== actor.party)
    ({ result: submission } = await commit(service, actor, async () => ({
      event: { action: 'submission-file-read', subject: id },
      writes: [],
      result: await readable(),
    })));
  const vault = await openVault(service, submission.project.vault);
  return { submission, bytes: streamOf(fileBytes(service, vault, id)) };
}

export function streamOf(source: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
