/**
 * A release of protected tables on its way from draft to hand-over, as a state machine without a store.
 * Each state carries only what is true in it; illegal steps are values, legal steps are new values.
 *
 * Edge:   who asks never approves, whatever keys they use: actors are persons. A service may check, nothing else.
 *         An approval names the content it saw, so that nobody approves what changed under their eyes.
 * Leaks:  a release holds names of persons who acted and hashes of files; no cell.
 * Source: Lampiran 2 of the agreement; docs/adr/0009-who-asks-does-not-approve-and-nothing-is-forgotten.md.
 */
import type { ProblemCode } from '../problems.ts';

/** Who acts. A key of a person is that person; a service acts for nobody. */
export type Actor =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'service'; readonly service: string };

/** Outcome of the intruder audit. `undecided`: it ran out of time, which is not `holds`. */
export type AuditOutcome = 'holds' | 'does-not-hold' | 'undecided';

/** What the check found: the outcome, and the hash of the report a reviewer reads. */
export interface ReleaseAudit {
  readonly outcome: AuditOutcome;
  readonly reportSha256: string;
  readonly checkedAt: string;
  /** Releases of the same data that it was protected and audited together with. */
  readonly with: readonly string[];
}

/** True in every state. `contentSha256` is over the files as they would leave. */
interface ReleaseBase {
  readonly id: string;
  readonly dataset: string;
  readonly tables: readonly string[];
  readonly contentSha256: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
}

interface Approval {
  readonly audit: ReleaseAudit;
  readonly approvedBy: string;
  readonly approvedAt: string;
}

export type DraftRelease = ReleaseBase & { readonly state: 'draft' };
export type CheckedRelease = ReleaseBase & { readonly state: 'checked'; readonly audit: ReleaseAudit };
export type ApprovedRelease = ReleaseBase & Approval & { readonly state: 'approved' };
export type HandedOverRelease = ReleaseBase &
  Approval & {
    readonly state: 'handed-over';
    readonly bastNumber: string;
    readonly receiver: string;
    readonly handedOverAt: string;
  };
export type RefusedRelease = ReleaseBase & {
  readonly state: 'refused';
  readonly refusedBy: string;
  readonly refusedAt: string;
  readonly reason: string;
};
/** `was` says what the world may have: a withdrawn hand-over is known to whoever received it. */
export type WithdrawnRelease = ReleaseBase & {
  readonly state: 'withdrawn';
  readonly was: Exclude<Release['state'], 'withdrawn'>;
  readonly withdrawnBy: string;
  readonly withdrawnAt: string;
  readonly reason: string;
  readonly bastNumber: string | null;
};

export type Release =
  | DraftRelease
  | CheckedRelease
  | ApprovedRelease
  | HandedOverRelease
  | RefusedRelease
  | WithdrawnRelease;

export type ReleaseProblem = Extract<ProblemCode, `release-${string}` | 'reason-missing' | 'bast-incomplete'>;
export type Step<To extends Release = Release> =
  | { readonly ok: true; readonly release: To }
  | { readonly ok: false; readonly code: ReleaseProblem };

const refused = (code: ReleaseProblem): { readonly ok: false; readonly code: ReleaseProblem } => ({
  ok: false,
  code,
});
const done = <To extends Release>(release: To): Step<To> => ({ ok: true, release });

export interface ReleaseRequest {
  readonly id: string;
  readonly dataset: string;
  readonly tables: readonly string[];
  readonly contentSha256: string;
}

/** A person asks for a release. Edge: a service that asks is refused. */
export function requestRelease(request: ReleaseRequest, actor: Actor, at: string): Step<DraftRelease> {
  if (actor.kind !== 'person') return refused('release-not-a-person');
  return done({ ...baseOf(request), state: 'draft', requestedBy: actor.person, requestedAt: at });
}

/** Attach the audit of exactly this content. From draft, or again from checked; services may do it. */
export function checkRelease(
  release: Release,
  audit: ReleaseAudit,
  contentSha256: string,
): Step<CheckedRelease> {
  if (release.state !== 'draft' && release.state !== 'checked') return refused('release-step-not-allowed');
  if (contentSha256 !== release.contentSha256) return refused('release-content-differs');
  return done({ ...requestedBaseOf(release), state: 'checked', audit });
}

/** New content, for instance after repair: the release is a draft again and its audit is gone. */
export function reviseRelease(
  release: Release,
  content: Pick<ReleaseRequest, 'tables' | 'contentSha256'>,
  actor: Actor,
): Step<DraftRelease> {
  if (actor.kind !== 'person') return refused('release-not-a-person');
  if (release.state !== 'draft' && release.state !== 'checked' && release.state !== 'refused')
    return refused('release-step-not-allowed');
  const { tables, contentSha256 } = content;
  return done({ ...requestedBaseOf(release), tables, contentSha256, state: 'draft' });
}

/**
 * Approve what the reviewer saw.
 * Edge: only from `checked`, only while the audit holds, only by a person other than the one who asked, and only
 * when `seenSha256` is the present content.
 */
export function approveRelease(
  release: Release,
  actor: Actor,
  seenSha256: string,
  at: string,
): Step<ApprovedRelease> {
  if (actor.kind !== 'person') return refused('release-not-a-person');
  if (release.state !== 'checked') return refused('release-step-not-allowed');
  if (actor.person === release.requestedBy) return refused('release-same-person');
  if (release.audit.outcome !== 'holds') return refused('release-audit-does-not-hold');
  if (seenSha256 !== release.contentSha256) return refused('release-content-differs');
  const { audit } = release;
  return done({
    ...requestedBaseOf(release),
    state: 'approved',
    audit,
    approvedBy: actor.person,
    approvedAt: at,
  });
}

/** Refuse with a reason, from draft or checked. What is approved may have been read: it is withdrawn instead. */
export function refuseRelease(
  release: Release,
  actor: Actor,
  reason: string,
  at: string,
): Step<RefusedRelease> {
  if (actor.kind !== 'person') return refused('release-not-a-person');
  if (release.state !== 'draft' && release.state !== 'checked') return refused('release-step-not-allowed');
  if (reason.trim() === '') return refused('reason-missing');
  return done({
    ...requestedBaseOf(release),
    state: 'refused',
    refusedBy: actor.person,
    refusedAt: at,
    reason,
  });
}

/** Hand an approved release over under a BAST. The shell supplies number, clock and store. */
export function handOverRelease(
  release: Release,
  actor: Actor,
  bast: { readonly number: string; readonly receiver: string },
  at: string,
): Step<HandedOverRelease> {
  if (actor.kind !== 'person') return refused('release-not-a-person');
  if (release.state !== 'approved') return refused('release-step-not-allowed');
  if (bast.number.trim() === '' || bast.receiver.trim() === '') return refused('bast-incomplete');
  const { audit, approvedBy, approvedAt } = release;
  return done({
    ...requestedBaseOf(release),
    state: 'handed-over',
    audit,
    approvedBy,
    approvedAt,
    bastNumber: bast.number,
    receiver: bast.receiver,
    handedOverAt: at,
  });
}

/** Withdraw with a reason, from any other state. The release stays on record and, if seen, in the ledger. */
export function withdrawRelease(
  release: Release,
  actor: Actor,
  reason: string,
  at: string,
): Step<WithdrawnRelease> {
  if (actor.kind !== 'person') return refused('release-not-a-person');
  if (release.state === 'withdrawn') return refused('release-step-not-allowed');
  if (reason.trim() === '') return refused('reason-missing');
  return done({
    ...requestedBaseOf(release),
    state: 'withdrawn',
    was: release.state,
    withdrawnBy: actor.person,
    withdrawnAt: at,
    reason,
    bastNumber: release.state === 'handed-over' ? release.bastNumber : null,
  });
}

/**
 * Whether a new release must be protected and audited together with this one: its files are open to both parties
 * from approval on, so it may be known even when it was withdrawn since. Nothing makes the world forget.
 */
export function countsInLedger(release: Release): boolean {
  const state = release.state === 'withdrawn' ? release.was : release.state;
  return state === 'approved' || state === 'handed-over';
}

const baseOf = ({ id, dataset, tables, contentSha256 }: ReleaseRequest) => ({
  id,
  dataset,
  tables,
  contentSha256,
});

const requestedBaseOf = (release: Release): ReleaseBase => ({
  ...baseOf(release),
  requestedBy: release.requestedBy,
  requestedAt: release.requestedAt,
});
