import type { AgreementDocumentTables } from './agreement-documents.ts';
import type { AuditTables } from './audit.ts';
import type { ConsentTables } from './consents.ts';
import type { DatasetTables } from './datasets.ts';
import type { HandOverTables } from './hand-overs.ts';
import type { IdempotencyTables } from './idempotency.ts';
import type { NoticeTables } from './notices.ts';
import type { PeopleTables } from './people.ts';
import type { ProjectTables } from './projects.ts';
import type { ReceiptTables } from './receipts.ts';
import type { ReleaseTables } from './releases.ts';
import type { ReviewTables } from './reviews.ts';
import type { RunTables } from './runs.ts';
import type { SubmissionTables } from './submissions.ts';
import type { TaskTables } from './tasks.ts';
import type { VaultTables } from './vaults.ts';

/** Every table by name. A resource declares its own beside its queries and is added here. */
export interface Tables
  extends AgreementDocumentTables,
    AuditTables,
    DatasetTables,
    ConsentTables,
    HandOverTables,
    IdempotencyTables,
    NoticeTables,
    PeopleTables,
    ProjectTables,
    ReceiptTables,
    ReviewTables,
    ReleaseTables,
    RunTables,
    SubmissionTables,
    TaskTables,
    VaultTables {}
