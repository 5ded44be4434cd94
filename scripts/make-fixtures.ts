/**
 * Writes synthetic people to a folder: register.csv (nine linkage columns), register-flags.csv (four columns, same
 * row order), register-with-flags.csv (both), placements.csv, complaints.csv, returns.csv and the truth of each,
 * canaries.txt. Prints the SHA-256 of each. Rows are made one at a time: any size to five million and beyond.
 *
 *   node scripts/make-fixtures.ts --out DIR [--seed 1] [--register 50000] [--placements 2000] [--complaints 200]
 *     [--returns 200] [--errors 1] [--semester 0] [--canaries 3] [--spreadsheet-dates 0]
 */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { csvLine } from '../fixtures/synthetic/csv.ts';
import {
  canaryStrings,
  FLAG_COLUMNS,
  REGISTER_COLUMNS,
  registerWithFlags,
} from '../fixtures/synthetic/people.ts';
import { RECORDS, submission, TRUTH_COLUMNS, truthCells } from '../fixtures/synthetic/submissions.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    register: { type: 'string', default: '50000' },
    placements: { type: 'string' },
    complaints: { type: 'string' },
    returns: { type: 'string' },
    errors: { type: 'string', default: '1' },
    semester: { type: 'string', default: '0' },
    canaries: { type: 'string', default: '3' },
    'spreadsheet-dates': { type: 'string', default: '0' },
  },
});
if (values.out === undefined) {
  console.error('make-fixtures: --out FOLDER is required');
  process.exit(2);
}
const folder = values.out;
const number = (name: Exclude<keyof typeof values, 'out'>): number => {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value >= 0) return value;
  console.error(`make-fixtures: --${name} takes a number from 0`);
  process.exit(2);
};
/** Rows of a submission where none are asked for: as many as a small register has persons for. */
const STANDARD = { placements: [2000, 12], complaints: [200, 12], returns: [200, 12] } as const;
const rowsOf = (name: keyof typeof STANDARD): number => {
  const [most, persons] = STANDARD[name];
  return values[name] === undefined ? Math.min(most, Math.floor(number('register') / persons)) : number(name);
};
const people = { seed: number('seed'), rows: number('register'), canaries: number('canaries') };

mkdirSync(folder, { recursive: true });
try {
  writeRegister();
  Object.values(RECORDS).forEach(writeSubmission);
  const planted = text('canaries.txt');
  planted.add(`${canaryStrings(people.canaries).join('\n')}\n`);
  planted.close();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(`make-fixtures: ${error.message}`);
  process.exitCode = 2;
}

function writeSubmission(maker: (typeof RECORDS)[keyof typeof RECORDS]): void {
  const rows = table(`${maker.name}.csv`, maker.columns);
  const truth = table(`${maker.name}-truth.csv`, TRUTH_COLUMNS);
  const options = {
    register: people,
    rows: rowsOf(maker.name),
    errors: number('errors'),
    semester: number('semester'),
    spreadsheetDates: number('spreadsheet-dates'),
  };
  for (const row of submission(maker, options)) {
    rows.add(row.cells);
    truth.add(truthCells(row.truth));
  }
  rows.close();
  truth.close();
}
/** Three files in one pass. */
function writeRegister(): void {
  const linkage = table('register.csv', REGISTER_COLUMNS);
  const flags = table('register-flags.csv', FLAG_COLUMNS);
  const both = table('register-with-flags.csv', [...REGISTER_COLUMNS, ...FLAG_COLUMNS]);
  for (const row of registerWithFlags(people)) {
    linkage.add(row.slice(0, REGISTER_COLUMNS.length));
    flags.add(row.slice(REGISTER_COLUMNS.length));
    both.add(row);
  }
  for (const file of [linkage, flags, both]) file.close();
}

function table(name: string, columns: readonly string[]) {
  const file = text(name);
  file.add(csvLine(columns));
  return { add: (row: readonly string[]) => file.add(csvLine(row)), close: () => file.close() };
}

/** A file written in pieces of 64 KiB. */
function text(name: string) {
  const file = openSync(join(folder, name), 'w');
  const hash = createHash('sha256');
  let held = '';
  const flush = () => {
    const bytes = Buffer.from(held, 'utf8');
    writeSync(file, bytes);
    hash.update(bytes);
    held = '';
  };
  return {
    add(piece: string) {
      held += piece;
      if (held.length > 65_536) flush();
    },
    close() {
      flush();
      closeSync(file);
      console.log(`${hash.digest('hex')}  ${name}`);
    },
  };
}
