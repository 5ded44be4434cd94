import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Actor,
  approveRelease,
  checkRelease,
  countsInLedger,
  handOverRelease,
  type Release,
  type ReleaseAudit,
  refuseRelease,
  requestRelease,
  reviseRelease,
  type Step,
  withdrawRelease,
} from './release.ts';

const SHA_A = 'a'.repeat(64);
const SHA_B = 'b'.repeat(64);
const at = '2026-01-12T03:00:00Z';
const person = (name: string): Actor => ({ kind: 'person', person: name });
const service: Actor = { kind: 'service', service: 'nightly' };
const audit = (outcome: ReleaseAudit['outcome']): ReleaseAudit => ({
  outcome,
  reportSha256: SHA_B,
  checkedAt: at,
  with: [],
});
const request = { id: 'rel-1', dataset: 'sakernas-2024-08', tables: ['05'], contentSha256: SHA_A };

function expectDone<To extends Release>(step: Step<To>): To {
  if (!step.ok) throw new Error(step.code);
  return step.release;
}
const code = (step: Step): string => (step.ok ? 'ok' : step.code);
const draft = expectDone(requestRelease(request, person('asker'), at));
const checked = expectDone(checkRelease(draft, audit('holds'), SHA_A));
const approved = expectDone(approveRelease(checked, person('reviewer'), SHA_A, at));
const bast = { number: 'BAST-001/2026', receiver: 'kp2mi' };
const handedOver = expectDone(handOverRelease(approved, person('officer'), bast, at));

describe('a release', () => {
  it('goes from draft to hand-over and keeps who did what', () => {
    expect(handedOver).toEqual({
      ...request,
      state: 'handed-over',
      requestedBy: 'asker',
      requestedAt: at,
      audit: audit('holds'),
      approvedBy: 'reviewer',
      approvedAt: at,
      bastNumber: 'BAST-001/2026',
      receiver: 'kp2mi',
      handedOverAt: at,
    });
  });

  it('is not approved by the person who asked', () => {
    expect(code(approveRelease(checked, person('asker'), SHA_A, at))).toBe('release-same-person');
  });

  it.each(['does-not-hold', 'undecided'] as const)('is not approved while the audit is %s', (outcome) => {
    const unsafe = expectDone(checkRelease(draft, audit(outcome), SHA_A));
    expect(code(approveRelease(unsafe, person('reviewer'), SHA_A, at))).toBe('release-audit-does-not-hold');
  });

  it('is not approved for content the reviewer did not see', () => {
    expect(code(approveRelease(checked, person('reviewer'), SHA_B, at))).toBe('release-content-differs');
    expect(code(checkRelease(draft, audit('holds'), SHA_B))).toBe('release-content-differs');
  });

  it('is asked for, approved, refused, handed over and withdrawn by persons only', () => {
    const steps = [
      requestRelease(request, service, at),
      reviseRelease(draft, request, service),
      approveRelease(checked, service, SHA_A, at),
      refuseRelease(checked, service, 'no', at),
      handOverRelease(approved, service, bast, at),
      withdrawRelease(handedOver, service, 'no', at),
    ];
    expect(steps.map(code)).toEqual(steps.map(() => 'release-not-a-person'));
  });

  it('loses its audit when it is revised', () => {
    const revised = expectDone(reviseRelease(checked, { ...request, contentSha256: SHA_B }, person('asker')));
    expect(revised).toEqual({ ...draft, contentSha256: SHA_B });
    expect('audit' in revised).toBe(false);
    expect(code(approveRelease(revised, person('reviewer'), SHA_B, at))).toBe('release-step-not-allowed');
  });

  it('needs a reason to be refused or withdrawn, and a BAST number to be handed over', () => {
    expect(code(refuseRelease(checked, person('reviewer'), '  ', at))).toBe('reason-missing');
    expect(code(withdrawRelease(approved, person('reviewer'), '', at))).toBe('reason-missing');
    expect(code(handOverRelease(approved, person('officer'), { ...bast, number: ' ' }, at))).toBe(
      'bast-incomplete',
    );
  });

  it('stays remembered when it is withdrawn after it could be read', () => {
    const withdrawn = expectDone(withdrawRelease(handedOver, person('head'), 'wrong vintage', at));
    expect(withdrawn).toMatchObject({ was: 'handed-over', bastNumber: 'BAST-001/2026' });
    expect(countsInLedger(withdrawn)).toBe(true);
    expect([draft, checked, approved, handedOver].map(countsInLedger)).toEqual([false, false, true, true]);
    const read = expectDone(withdrawRelease(approved, person('head'), 'wrong vintage', at));
    expect(countsInLedger(read)).toBe(true);
    const never = expectDone(withdrawRelease(checked, person('head'), 'not needed', at));
    expect(countsInLedger(never)).toBe(false);
  });

  it('allows exactly these steps from each state', () => {
    const states: Release[] = [
      draft,
      checked,
      approved,
      handedOver,
      expectDone(refuseRelease(checked, person('reviewer'), 'r', at)),
      expectDone(withdrawRelease(handedOver, person('head'), 'r', at)),
    ];
    const allowed = Object.fromEntries(
      states.map((release) => [
        release.state,
        {
          check: checkRelease(release, audit('holds'), SHA_A).ok,
          revise: reviseRelease(release, request, person('asker')).ok,
          approve: approveRelease(release, person('reviewer'), SHA_A, at).ok,
          refuse: refuseRelease(release, person('reviewer'), 'r', at).ok,
          handOver: handOverRelease(release, person('officer'), bast, at).ok,
          withdraw: withdrawRelease(release, person('head'), 'r', at).ok,
        },
      ]),
    );
    const none = {
      check: false,
      revise: false,
      approve: false,
      refuse: false,
      handOver: false,
      withdraw: false,
    };
    expect(allowed).toEqual({
      draft: { ...none, check: true, revise: true, refuse: true, withdraw: true },
      checked: { ...none, check: true, revise: true, approve: true, refuse: true, withdraw: true },
      approved: { ...none, handOver: true, withdraw: true },
      'handed-over': { ...none, withdraw: true },
      refused: { ...none, revise: true, withdraw: true },
      withdrawn: none,
    });
  });

  it('is never handed over without another person having approved a held audit, whatever the steps', () => {
    const people = ['ana', 'budi', 'service'].map((name) => (name === 'service' ? service : person(name)));
    const move = fc.record({
      act: fc.constantFrom(
        ...['check', 'check', 'approve', 'approve', 'handOver', 'handOver', 'revise', 'refuse', 'withdraw'],
      ),
      who: fc.integer({ min: 0, max: 2 }),
      outcome: fc.constantFrom('holds', 'does-not-hold', 'undecided'),
      sha: fc.constantFrom(SHA_A, SHA_A, SHA_B),
    });
    let handedOverCount = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 12, maxLength: 25 }), (moves) => {
        let release: Release = expectDone(requestRelease(request, person('ana'), at));
        for (const { act, who, outcome, sha } of moves) {
          const actor = people[who]!;
          const step: Step =
            act === 'check'
              ? checkRelease(release, audit(outcome as ReleaseAudit['outcome']), sha)
              : act === 'revise'
                ? reviseRelease(release, { tables: ['05'], contentSha256: sha }, actor)
                : act === 'approve'
                  ? approveRelease(release, actor, sha, at)
                  : act === 'refuse'
                    ? refuseRelease(release, actor, 'r', at)
                    : act === 'handOver'
                      ? handOverRelease(release, actor, bast, at)
                      : withdrawRelease(release, actor, 'r', at);
          if (step.ok) release = step.release;
          if (release.state === 'handed-over') {
            handedOverCount += 1;
            expect(release.audit.outcome).toBe('holds');
            expect(release.approvedBy).not.toBe(release.requestedBy);
          }
        }
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(handedOverCount).toBeGreaterThan(50);
  });
});
