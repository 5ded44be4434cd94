import type { Agreement } from '../agreement/agreement.ts';
import type { Solver } from '../disclosure/solver.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { Log } from '../ports/log.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { TaskQueue } from '../ports/task-queue.ts';
import type { CompareKernel } from '../pprl/compare/kernel.ts';
import { DomainError, label } from '../problems.ts';

/** What every use case is given: the ports, and what the operator decided. Chosen in src/entry only. */
export interface Service {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly database: Database;
  /** As they lie on the disk; use cases go through `openVault`. */
  readonly blobs: Blobs;
  readonly queue: TaskQueue;
  readonly log: Log;
  /** The comparison kernel; loaded once, how differs between Node and the edge. */
  readonly kernel: () => Promise<CompareKernel>;
  /** The linear programming solver of disclosure control; loaded once. */
  readonly solver: () => Promise<Solver>;
  /** Lets others run during long work: resolves after whatever waits has had its turn. */
  readonly pause: () => Promise<void>;
  readonly config: ServiceConfig;
}

export interface ServiceConfig {
  /** The agreement that projects are made under. */
  readonly agreement: Agreement;
  /** The agency that runs the machine, or `independent`: a linkage unit that is neither of them. */
  readonly host: string;
  /** Where this service is reached, without a slash at the end: problem types and links begin with it. */
  readonly baseUrl: string;
  /** 32 bytes: encrypts stored blobs. */
  readonly storageKey: Uint8Array<ArrayBuffer>;
  /** 32 bytes: Ed25519 seed that signs the head of the audit log. */
  readonly signingSeed: Uint8Array<ArrayBuffer>;
  /** Rows of one portion of filters as they are kept for comparison. */
  readonly slabRows: number;
  /** Most rows of one submission: a decision holds both files in memory. */
  readonly maxRows: number;
  /** SHA-256 (hexadecimal) of the secret of the key `padan_bootstrap_...`, by which the first people are registered. */
  readonly operatorSecretSha256: string;
}

/** 2 MiB of filters of 1,024 bits: what one piece of a run holds twice, at the edge too. */
export const SLAB_ROWS = 16_384;

export const INDEPENDENT = 'independent';

export const ROLES = ['agency', 'statistician', 'privacy-officer', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Who acts: a person through one of their keys, or the service itself on what somebody ordered. */
export interface Actor {
  readonly person: string;
  readonly key: string | null;
  readonly role: Role | 'service';
  readonly party: string | null;
}

export const SERVICE_ACTOR: Actor = { person: 'service', key: null, role: 'service', party: null };

/** Identifiers of the agencies of the agreement. */
export function partyIds({ agreement }: ServiceConfig): readonly string[] {
  return agreement.parties.map((party) => party.id);
}

/** The party for which somebody acts. @throws DomainError `not-a-party` for somebody of none. */
export function ownParty(config: ServiceConfig, { party }: Actor): string {
  if (party !== null && partyIds(config).includes(party)) return party;
  throw new DomainError('not-a-party', { parties: partyIds(config).map(label) });
}
