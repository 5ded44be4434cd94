import { DomainError, label } from '../problems.ts';
import { chunksOf, updateSubmission } from '../storage/submissions.ts';
import { commit, type Recorded } from './commit.ts';
import type { Actor, Service } from './service.ts';
import { chunkCount, ownSubmission, type Submission, visibleSubmission } from './submissions.ts';

/**
 * The sender says that all chunks are there; the check of the whole file begins. Saying it twice is the same as
 * once. @throws DomainError `not-found`, `project-closed`, `submission-incomplete` (how many chunks are missing).
 */
export async function completeSubmission(
  service: Service,
  actor: Actor,
  id: string,
): Promise<Recorded<Submission>> {
  const recorded = await commit(service, actor, async () => {
    const submission = await ownSubmission(service, actor, id);
    if (submission.row.state !== 'receiving') return { unchanged: null };
    const received = (await chunksOf(service.database, id)).length;
    const missing = chunkCount(submission) - received;
    if (missing > 0) throw new DomainError('submission-incomplete', { received, missing });
    return {
      event: {
        action: 'submission-completed',
        subject: id,
        facts: {
          chunks: received,
          bytes: submission.manifest.bytes,
          sha256: label(submission.manifest.sha256),
        },
      },
      writes: [updateSubmission(id, { state: 'checking' })],
      tasks: [{ kind: 'check-submission', id }],
      result: null,
    };
  });
  return { ...recorded, result: await visibleSubmission(service, actor, id) };
}
