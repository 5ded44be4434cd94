/**
 * Writes synthetic surveys, villages and population tables to a folder: one CSV for each dictionary of specs/datasets,
 * with its SHA-256 on standard output. What is real in them: docs/reference/fixtures.md.
 *
 *   node scripts/make-surveys.ts --out DIR [--seed 1] [--blocks 2000] [--long-form-blocks 1000] [--only ID,...] [--full]
 *
 * --blocks and --long-form-blocks are census blocks in each file; --full makes files as large as the surveys are.
 */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import { LONG_FORM_SURVEY_SIZE } from '../fixtures/synthetic/long-form-blocks.ts';
import { SURVEY_SIZE } from '../fixtures/synthetic/microdata.ts';
import { surveyFiles } from '../fixtures/synthetic/surveys.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    blocks: { type: 'string', default: '2000' },
    'long-form-blocks': { type: 'string', default: '1000' },
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});
if (values.out === undefined) {
  console.error('make-surveys: --out FOLDER is required');
  process.exit(2);
}
const size = (blocks: string) => ({ blocks: Number(blocks), minimumBlocks: 2 });
const files = surveyFiles({
  seed: Number(values.seed),
  labour: values.full ? SURVEY_SIZE : size(values.blocks),
  longForm: values.full ? LONG_FORM_SURVEY_SIZE : size(values['long-form-blocks']),
});
const only = values.only?.split(',') ?? files.map(({ dataset }) => dataset);
const unknown = only.filter((id) => !files.some(({ dataset }) => dataset === id));
if (unknown.length > 0) {
  console.error(`make-surveys: --only takes ${files.map(({ dataset }) => dataset).join(', ')}`);
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
for (const { dataset, header, rows } of files) {
  if (!only.includes(dataset)) continue;
  const file = openSync(join(values.out, `${dataset}.csv`), 'w');
  const hash = createHash('sha256');
  try {
    for (const chunk of csvBytes(header, rows())) {
      writeSync(file, chunk);
      hash.update(chunk);
    }
  } finally {
    closeSync(file);
  }
  console.log(`${hash.digest('hex')}  ${dataset}.csv`);
}
