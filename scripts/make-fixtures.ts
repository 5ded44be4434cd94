/**
 * Writes synthetic people to a folder: register.csv (nine linkage columns), register-flags.csv (four columns, same
 * row order), register-with-flags.csv (both), placements.csv (24 columns), truth.csv, canaries.txt.
 *
 *   node scripts/make-fixtures.ts --out DIR [--seed 1] [--register 50000] [--placements 2000] [--errors 1] [--canaries 3]
 */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import {
  canaryStrings,
  FLAG_COLUMNS,
  REGISTER_COLUMNS,
  register,
  registerFlags,
  registerWithFlags,
} from '../fixtures/synthetic/people.ts';
import { PLACEMENT_COLUMNS, placements, TRUTH_COLUMNS, truthRows } from '../fixtures/synthetic/placements.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    register: { type: 'string', default: '50000' },
    placements: { type: 'string', default: '2000' },
    errors: { type: 'string', default: '1' },
    canaries: { type: 'string', default: '3' },
  },
});
if (values.out === undefined) {
  console.error('make-fixtures: --out FOLDER is required');
  process.exit(2);
}
const folder = values.out;
const people = {
  seed: Number(values.seed),
  rows: Number(values.register),
  canaries: Number(values.canaries),
};
const sent = placements({
  register: people,
  rows: Number(values.placements),
  errors: Number(values.errors),
});

mkdirSync(folder, { recursive: true });
write('register.csv', csvBytes(REGISTER_COLUMNS, register(people)));
write('register-flags.csv', csvBytes(FLAG_COLUMNS, registerFlags(people)));
write('register-with-flags.csv', csvBytes([...REGISTER_COLUMNS, ...FLAG_COLUMNS], registerWithFlags(people)));
write('placements.csv', csvBytes(PLACEMENT_COLUMNS, sent.rows));
write('truth.csv', csvBytes(TRUTH_COLUMNS, truthRows(sent.truth)));
write('canaries.txt', [new TextEncoder().encode(`${canaryStrings(people.canaries).join('\n')}\n`)]);

function write(name: string, chunks: Iterable<Uint8Array>): void {
  const file = openSync(join(folder, name), 'w');
  const hash = createHash('sha256');
  try {
    for (const chunk of chunks) {
      writeSync(file, chunk);
      hash.update(chunk);
    }
  } finally {
    closeSync(file);
  }
  console.log(`${hash.digest('hex')}  ${name}`);
}
