import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_CONFIG } from '../../test/e2e/harness.ts';
import { diskBlobs } from '../adapters/node/disk-blobs.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { nodeKernel } from '../adapters/node/kernel.ts';
import { openSqlite } from '../adapters/node/sqlite.ts';
import { webCryptoRandomness } from '../adapters/web-crypto-randomness.ts';
import type { AuditOutcome, Release } from '../agreement/release.ts';
import { insertDataset } from '../storage/datasets.ts';
import { MIGRATIONS } from '../storage/migrations.ts';
import { insertRelease, insertTableRequest } from '../storage/releases.ts';
import { insertVault } from '../storage/vaults.ts';
import { type Review, reviewRelease } from './review-release.ts';
import type { Actor, Service } from './service.ts';

/**
 * The state that no healthy table reaches: an audit that does not hold. The table is put there row by row; the rest
 * is the real service.
 */
let folder: string;
let database: ReturnType<typeof openSqlite>;
let service: Service;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'padan-review-'));
  database = openSqlite(join(folder, 'padan.sqlite'), MIGRATIONS);
  service = {
    clock: { now: () => Date.UTC(2026, 0, 12) },
    randomness: webCryptoRandomness,
    database,
    blobs: diskBlobs(join(folder, 'blobs')),
    queue: { enqueue: async () => undefined },
    log: () => undefined,
    kernel: nodeKernel,
    solver: openNodeSolver,
    pause: async () => undefined,
    config: TEST_CONFIG,
  };
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const CONTENT = 'a'.repeat(64);
const officer: Actor = { person: 'petugas', key: null, role: 'privacy-officer', party: 'bps' };
const approve: Review = { decision: 'approve', version: 1, contentSha256: CONTENT, reason: '' };

async function stored(outcome: AuditOutcome, state: 'draft' | 'checked'): Promise<void> {
  const base = {
    id: 'rls',
    dataset: 'dst',
    tables: ['06'],
    contentSha256: CONTENT,
    requestedBy: 'statistisi',
    requestedAt: '2026-01-12T00:00:00.000Z',
  };
  const audit = {
    outcome,
    reportSha256: 'b'.repeat(64),
    checkedAt: base.requestedAt,
    with: [],
    microdataSha256: 'c'.repeat(64),
  };
  const release: Release = state === 'draft' ? { ...base, state } : { ...base, state, audit };
  await database.batch([
    insertVault('dst', 'c2FsdA=='),
    insertVault('rls', 'c2FsdA=='),
    insertDataset({
      id: 'dst',
      producer: 'bps',
      series: 'sakernas',
      round: '2024-08',
      vintage: '1',
      dictionary: '{}',
      vault: 'dst',
      state: 'ready',
      microdata: null,
      registered_at: 0,
      completed_at: 0,
      erased_at: null,
    }),
    insertTableRequest({
      id: 'trq',
      dataset: 'dst',
      table_id: '06',
      choices: '{}',
      purpose: 'Uji',
      party: 'bps',
      requested_by: 'statistisi',
      requested_at: 0,
      state: 'built',
      problem: null,
      release: 'rls',
      settled_at: 0,
    }),
    insertRelease({
      id: 'rls',
      request: 'trq',
      dataset: 'dst',
      producer: 'bps',
      receiver: 'kp2mi',
      series: 'sakernas',
      round: '2024-08',
      version: 1,
      state,
      document: JSON.stringify(release),
      audit: JSON.stringify(audit),
      outputs: '[]',
      title: '{"id":"T","en":"T"}',
      citation: '{"id":"S","en":"S"}',
      vault: 'rls',
      created_at: 0,
      changed_at: 0,
    }),
  ]);
}

describe('review of a release', () => {
  it.each([
    ['does-not-hold', 'draft'],
    ['undecided', 'draft'],
    ['does-not-hold', 'checked'],
    ['undecided', 'checked'],
  ] as const)('cannot approve while the audit is %s (%s)', async (outcome, state) => {
    await stored(outcome, state);
    await expect(reviewRelease(service, officer, 'rls', approve)).rejects.toMatchObject({
      code: 'release-audit-does-not-hold',
    });
    await expect(
      reviewRelease(service, officer, 'rls', { ...approve, decision: 'refuse', reason: 'Audit' }),
    ).resolves.toMatchObject({ result: { release: { state: 'refused' } } });
  });

  it('can approve when it holds', async () => {
    await stored('holds', 'checked');
    const { result } = await reviewRelease(service, officer, 'rls', approve);
    expect(result.release).toMatchObject({ state: 'approved', approvedBy: 'petugas' });
  });
});
