import type { AuditTables } from './audit.ts';
import type { IdempotencyTables } from './idempotency.ts';
import type { PeopleTables } from './people.ts';
import type { TaskTables } from './tasks.ts';
import type { VaultTables } from './vaults.ts';

/** Every table by name. A resource declares its own beside its queries and is added here. */
export interface Tables extends AuditTables, IdempotencyTables, PeopleTables, TaskTables, VaultTables {}
