import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { type Manifest, parseManifest } from '../exchange/manifest.ts';
import { DomainError, label } from '../problems.ts';
import { insertSubmission, type SubmissionRow } from '../storage/submissions.ts';
import { type BareFilters, checkBareFilters, isBare } from './bare-filters.ts';
import { commit, type Recorded } from './commit.ts';
import { madeBefore, type Repeatable, remember } from './idempotency.ts';
import { newId } from './ids.ts';
import { confirmedFingerprint, openProject, type Project } from './projects.ts';
import type { Actor, Service } from './service.ts';
import { chunkCount, type Submission, submission, visibleSubmission } from './submissions.ts';

/** More chunks than this are not needed for any file and would only cost the database. */
const MAX_CHUNKS = 10_000;

export interface SubmissionWish {
  /** A signed manifest, or what the sender declares of bare filters. */
  readonly announced: { readonly manifest: Json } | { readonly filters: BareFilters };
  readonly chunkBytes: number;
  readonly idempotencyKey: string;
}

/**
 * Announce a file: an encoded file by its signed manifest, bare filters by count, size and digest. All of it is
 * held against the project before any byte is taken.
 *
 * @throws DomainError `not-found`, `project-closed`, `manifest-invalid`, `manifest-signature`,
 *   `manifest-not-for-project` (which member), `manifest-signer`, `custodian-not-registered`,
 *   `fingerprint-not-confirmed`, `fingerprint-differs`, `raw-filters-length`, `too-many-chunks`,
 *   `idempotency-key-reused`.
 */
export async function beginSubmission(
  service: Service,
  actor: Actor,
  projectId: string,
  wish: SubmissionWish,
): Promise<Recorded<Submission>> {
  const id = newId(service.randomness, 'sub');
  const repeatable: Repeatable = {
    operation: 'beginSubmission',
    key: wish.idempotencyKey,
    request: { project: projectId, ...wish.announced, chunkBytes: wish.chunkBytes },
  };
  return commit<Submission>(service, actor, async (now) => {
    const project = await openProject(service, actor, projectId);
    const before = await madeBefore(service, actor, repeatable);
    if (before !== null) return { unchanged: await visibleSubmission(service, actor, before) };
    const manifest = announcedFor(project, actor, wish);
    const { maxRows } = service.config;
    if (manifest.rows > maxRows)
      throw new DomainError('submission-too-large', { rows: manifest.rows, most: maxRows });
    const row: SubmissionRow = {
      id,
      project: projectId,
      party: actor.party!,
      manifest: canonicalJson(manifest),
      chunk_bytes: wish.chunkBytes,
      state: 'receiving',
      problem: null,
      report: null,
      created_at: now,
      settled_at: null,
    };
    const chunks = chunkCount({ manifest, row });
    if (chunks > MAX_CHUNKS) throw new DomainError('too-many-chunks', { chunks, most: MAX_CHUNKS });
    return {
      event: {
        action: 'submission-begun',
        subject: id,
        facts: {
          project: label(projectId),
          rows: manifest.rows,
          sha256: label(manifest.sha256),
          ...(isBare(manifest) ? { format: label(manifest.format) } : {}),
          hardened: manifest.hardened,
          ...(isBare(manifest) || manifest.leakageLambda === null
            ? {}
            : { leakageLambda: manifest.leakageLambda }),
        },
      },
      writes: [insertSubmission(row), remember(actor, repeatable, id)],
      result: submission(row, project),
    };
  });
}

function announcedFor(project: Project, actor: Actor, { announced }: SubmissionWish): Manifest | BareFilters {
  const custodian = project.custodians.find(({ party }) => party === actor.party);
  if ('manifest' in announced) {
    const manifest = parseManifest(announced.manifest);
    checkManifest(project, actor, custodian, manifest);
    return manifest;
  }
  if (!custodian) throw new DomainError('custodian-not-registered');
  // Bare filters name no key: that both sides confirmed one is all that can be asked for.
  confirmedFingerprint(project);
  checkBareFilters(project, announced.filters);
  return announced.filters;
}

/** Facts name the member that differs, never what was found there. */
function checkManifest(
  project: Project,
  actor: Actor,
  custodian: Project['custodians'][number] | undefined,
  manifest: Manifest,
): void {
  if (!custodian) throw new DomainError('custodian-not-registered');
  const fingerprint = confirmedFingerprint(project);
  const expected: readonly (readonly [string, unknown, unknown])[] = [
    ['project', manifest.project, project.id],
    ['custodian', manifest.custodian, actor.party],
    ['schema.hash', manifest.schema.hash, project.schema_hash],
    ['keyFingerprint', manifest.keyFingerprint, fingerprint],
    ['bits', manifest.bits, project.schema.bits],
    // A diffusing schema leaves nobody the choice not to diffuse; how much it leaks is the sender's to declare.
    ['leakageLambda', manifest.leakageLambda !== null, project.schema.hardened],
  ];
  for (const [member, found, wanted] of expected)
    if (found !== wanted) throw new DomainError('manifest-not-for-project', { member: label(member) });
  if (manifest.signer !== custodian.public_key) throw new DomainError('manifest-signer');
}
