import policyFile from '../../specs/disclosure/policy.json' with { type: 'json' };
import { type AuditOutcome, checkRelease, requestRelease } from '../agreement/release.ts';
import { parseDisclosurePolicy } from '../disclosure/policy.ts';
import type { ProtectOptions } from '../disclosure/protect.ts';
import { protectTable, type TableProtection } from '../disclosure/protect-table.ts';
import { releaseContext } from '../exchange/released/context.ts';
import { DomainError, label } from '../problems.ts';
import type { SpecLibrary } from '../statistics/library.ts';
import { tabulate } from '../statistics/tabulate.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { findTableRequest, insertRelease, updateTableRequest } from '../storage/releases.ts';
import { commit } from './commit.ts';
import { type Dataset, microdataRows, receiversFrom, visibleDataset } from './datasets.ts';
import { ledgerFor, storeEntry } from './ledger.ts';
import { contentHash, type ReleaseOutput, releaseFiles, storeFiles } from './release-outputs.ts';
import type { StoredAudit } from './releases.ts';
import { SERVICE_ACTOR, type Service } from './service.ts';
import { specsInForce } from './table-library.ts';
import { type StoredTableRequest, tableRequest } from './table-requests.ts';
import type { TaskWork } from './tasks.ts';

/**
 * Builds the table of a request: tabulate, protect, audit, keep every file that follows, and make it a release. It
 * is checked when the audit holds, and stays a draft, which nobody can approve, when it does not.
 *
 * Safe to run again: the release's identifier and vault were drawn with the request, the files are the same bytes
 * each time, and a request is settled once.
 * Cost: the whole in one piece; reading the microdata is most of it (`padan bench request`).
 */
export const buildTableWork: TaskWork = {
  async advance(service, id) {
    const found = await building(service, id);
    if (!found) return 'done';
    try {
      await build(service, found);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'stored-bytes-damaged') throw error;
      await refuse(service, id, error);
    }
    return 'done';
  },
  giveUp: (service, id) => refuse(service, id, new DomainError('internal-error')),
};

interface Building {
  readonly request: StoredTableRequest;
  readonly source: Dataset;
}

async function building(service: Service, id: string): Promise<Building | null> {
  const row = await findTableRequest(service.database, id);
  if (row?.state !== 'building') return null;
  return { request: tableRequest(row), source: await visibleDataset(service, SERVICE_ACTOR, row.dataset) };
}

async function build(service: Service, found: Building): Promise<void> {
  const { source, request } = found;
  if (source.microdata === null) throw new DomainError('data-erased');
  const rows = await microdataRows(service, source, source.microdata);
  const library = await specsInForce(service);
  const spec = library.table(request.row.table_id);
  const table = await tabulate(spec, source.dictionary, rows, request.choices, library);
  const solver = await service.solver();
  const ledger = await ledgerFor(service, source, spec, table);
  const options = { solver, ...timeAllowed(service) };
  const protection = protectTable(table, parseDisclosurePolicy(policyFile), options, ledger);
  const files = await filesOf(found, protection, library);
  const { release } = request.row;
  const outputs = await storeFiles(service, release, files);
  await storeEntry(service, release, { ...protection.entry!, release });
  await settle(service, request.row.id, table, protection, outputs);
}

/** What is not proved within it is released by nobody: the release stays a draft that can be read. */
const SECONDS = 600;

function timeAllowed({ clock }: Service): Pick<ProtectOptions, 'expired' | 'secondsLeft'> {
  const end = clock.now() + SECONDS * 1000;
  return { expired: () => clock.now() > end, secondsLeft: () => (end - clock.now()) / 1000 };
}

/** The files say they were made when the table was asked for: made again after a stop, they are the same bytes. */
function filesOf({ request: { row }, source }: Building, protection: TableProtection, specs: SpecLibrary) {
  const context = releaseContext(protection.table, specs.table(row.table_id), source.dictionary, specs);
  return releaseFiles(protection, context, new Date(row.requested_at).toISOString());
}

const OUTCOMES: Record<TableProtection['status'], AuditOutcome> = {
  holds: 'holds',
  'does-not-hold': 'does-not-hold',
  'not-proved': 'undecided',
};

async function settle(
  service: Service,
  id: string,
  table: TabulatedTable,
  protection: TableProtection,
  outputs: readonly ReleaseOutput[],
): Promise<void> {
  await commit(service, SERVICE_ACTOR, async (now) => {
    const found = await building(service, id);
    if (!found) return { unchanged: null };
    const { row } = found.request;
    const { row: from } = found.source;
    const contentSha256 = contentHash(outputs);
    const audit = {
      outcome: OUTCOMES[protection.status],
      reportSha256: outputs.find(({ name }) => name === 'report.json')!.sha256,
      checkedAt: new Date(now).toISOString(),
      with: protection.files.report.earlier?.releases ?? [],
    };
    const stored: StoredAudit = { ...audit, microdataSha256: found.source.microdata!.sha256 };
    const asked = requestRelease(
      { id: row.release, dataset: row.dataset, tables: [row.table_id], contentSha256 },
      { kind: 'person', person: row.requested_by },
      new Date(row.requested_at).toISOString(),
    );
    if (!asked.ok) throw new Error(asked.code);
    const checked = checkRelease(asked.release, audit, contentSha256);
    const release = audit.outcome === 'holds' && checked.ok ? checked.release : asked.release;
    return {
      event: {
        action: 'table-built',
        subject: row.release,
        facts: {
          request: label(id),
          outcome: label(audit.outcome),
          content: label(contentSha256),
          cells: protection.files.report.cells.all,
        },
      },
      writes: [
        insertRelease({
          id: row.release,
          request: id,
          dataset: row.dataset,
          producer: from.producer,
          receiver: row.party === from.producer ? receiversFrom(service, from.producer)[0]! : row.party,
          series: from.series,
          round: from.round,
          version: 1,
          state: release.state,
          document: JSON.stringify(release),
          audit: JSON.stringify(stored),
          outputs: JSON.stringify(outputs),
          title: JSON.stringify(table.title),
          citation: JSON.stringify(table.citation),
          vault: row.release,
          created_at: now,
          changed_at: now,
        }),
        updateTableRequest(id, { state: 'built', problem: null, settled_at: now }),
      ],
      result: null,
    };
  });
}

async function refuse(service: Service, id: string, { code, facts }: DomainError): Promise<void> {
  await commit(service, SERVICE_ACTOR, async (now) => {
    if (!(await building(service, id))) return { unchanged: null };
    const problem = JSON.stringify({ code, facts });
    return {
      event: { action: 'table-refused', subject: id, facts: { problem: label(code) } },
      writes: [updateTableRequest(id, { state: 'refused', problem, settled_at: now })],
      result: null,
    };
  });
}
