/**
 * Writes the made-up surveys that estimates are held to R with, for scripts/oracles/survey-cases.R to read:
 *
 *   node scripts/survey-cases.ts cases.json
 *   Rscript scripts/oracles/survey-cases.R cases.json fixtures/oracles/survey-cases.json
 */
import { writeFileSync } from 'node:fs';
import { surveyCase } from '../fixtures/synthetic/survey-cases.ts';

const CASES = 300;

const [out] = process.argv.slice(2);
if (out === undefined) {
  console.error('survey-cases: the file to write is missing');
  process.exit(2);
}
const cases = Array.from({ length: CASES }, (_, i) => surveyCase(i));
writeFileSync(out, `${JSON.stringify({ cases })}\n`);
