import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import { FLAG_COLUMNS, REGISTER_COLUMNS, register, registerWithFlags } from '../fixtures/synthetic/people.ts';
import { PLACEMENT_COLUMNS, type PlacementTruth, placements } from '../fixtures/synthetic/placements.ts';

export interface Files {
  readonly register: string;
  readonly flags: string;
  readonly placements: string;
  readonly truth: readonly PlacementTruth[];
}

/** People who do not exist: what each agency would hold on its own machine. The truth is kept for the end. */
export function makePeople(
  folder: { bps: string; kp2mi: string },
  registerRows: number,
  placementRows: number,
): Files {
  const people = { seed: 2026, rows: registerRows, canaries: 0 };
  const sent = placements({ register: people, rows: placementRows, errors: 1 });
  const files = {
    register: join(folder.bps, 'register.csv'),
    flags: join(folder.bps, 'register-flags.csv'),
    placements: join(folder.kp2mi, 'placements.csv'),
  };
  mkdirSync(folder.bps, { recursive: true });
  mkdirSync(folder.kp2mi, { recursive: true });
  write(files.register, csvBytes(REGISTER_COLUMNS, register(people)));
  write(files.flags, csvBytes([...REGISTER_COLUMNS, ...FLAG_COLUMNS], registerWithFlags(people)));
  write(files.placements, csvBytes(PLACEMENT_COLUMNS, sent.rows));
  return { ...files, truth: sent.truth };
}

function write(path: string, chunks: Iterable<Uint8Array>): void {
  writeFileSync(path, Buffer.concat([...chunks]));
}
