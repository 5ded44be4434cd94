import { DomainError } from '../problems.ts';
import type { Actor, Service } from './service.ts';
import { type SubmissionReport, visibleSubmission } from './submissions.ts';

/** What the check of an accepted file found. @throws DomainError `not-found`, `submission-not-accepted`. */
export async function readSubmissionReport(
  service: Service,
  actor: Actor,
  id: string,
): Promise<SubmissionReport> {
  const { report } = await visibleSubmission(service, actor, id);
  if (!report) throw new DomainError('submission-not-accepted');
  return report;
}
