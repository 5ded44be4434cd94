import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { parseAgreement } from '../../src/agreement/agreement.ts';
import type { LogLine } from '../../src/ports/log.ts';
import { secretHash } from '../../src/usecases/authenticate.ts';
import type { ServiceConfig } from '../../src/usecases/service.ts';

/** What the end-to-end suite needs from a runtime. Written once; test/node and test/workerd each provide one. */
export interface Harness {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Advance one task by one piece; false when none is open. Throws what the work throws. */
  step(): Promise<boolean>;
  /** Until no task is open. */
  drain(): Promise<void>;
  /** Forget everything in memory and start again over the same storage, as after a kill. */
  restart(): Promise<void>;
  readonly clock: { now(): number; advance(milliseconds: number): void };
  readonly logs: readonly LogLine[];
  /** Everything stored, as it lies there: every row of every table as text, every blob as bytes. */
  stored(): Promise<{ rows: string; blobs: Map<string, Uint8Array> }>;
  /** Change one byte in the middle of each stored blob that is chosen. */
  damage(chosen: (key: string) => boolean): Promise<void>;
}

type Factory = (config: ServiceConfig) => Promise<Harness>;

let factory: Factory | null = null;

/** Called by a project's setup file. */
export function provideHarness(open: Factory): void {
  factory = open;
}

/** A service with nothing in it, at an independent host unless said otherwise. */
export function openHarness(host: string = TEST_CONFIG.host): Promise<Harness> {
  if (!factory) throw new Error('no harness was provided: see setupFiles in vitest.config.ts');
  return factory({ ...TEST_CONFIG, host });
}

const OPERATOR_SECRET = 'o'.repeat(43);
export const OPERATOR_KEY = `padan_bootstrap_${OPERATOR_SECRET}`;

const agreement = parseAgreement(pks2025);

/** The agreement, and a third agency which must see nothing of what the two do. */
export const TEST_CONFIG: ServiceConfig = {
  agreement: { ...agreement, parties: [...agreement.parties, { ...agreement.parties[0]!, id: 'third' }] },
  host: 'independent',
  baseUrl: 'http://padan.test',
  storageKey: new Uint8Array(32).fill(1),
  signingSeed: new Uint8Array(32).fill(2),
  /** Small, so that a run of small files has many pieces. */
  slabRows: 150,
  maxRows: 5_000,
  operatorSecretSha256: secretHash(OPERATOR_SECRET),
};

export function testClock(start: number = Date.UTC(2026, 0, 12)): Harness['clock'] {
  let now = start;
  return {
    now: () => now++,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
