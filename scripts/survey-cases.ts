/**
 * Writes the made-up surveys that estimates are held to R with, for scripts/oracles/survey-cases.R and survey-rounds.R to read:
 *
 *   node scripts/survey-cases.ts cases.json
 *   Rscript scripts/oracles/survey-cases.R cases.json fixtures/oracles/survey-cases.json
 *   Rscript scripts/oracles/survey-rounds.R cases.json fixtures/oracles/survey-rounds.json
 */
import { writeFileSync } from 'node:fs';
import { surveyCase, surveyRounds } from '../fixtures/synthetic/survey-cases.ts';

const CASES = 300;
const ROUNDS = 60;

const [out] = process.argv.slice(2);
if (out === undefined) {
  console.error('survey-cases: the file to write is missing');
  process.exit(2);
}
const cases = Array.from({ length: CASES }, (_, i) => surveyCase(i));
const rounds = Array.from({ length: ROUNDS }, (_, i) => surveyRounds(i));
writeFileSync(out, `${JSON.stringify({ cases, rounds })}\n`);
