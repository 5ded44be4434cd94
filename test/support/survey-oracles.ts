/**
 * What R's survey package says of the made-up surveys: from the files kept, or, with PADAN_SURVEY_SEED=N, from R itself
 * (Rscript with survey and jsonlite) on the surveys from number N on, which nobody has seen before.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surveyCase, surveyRounds } from '../../fixtures/synthetic/survey-cases.ts';

const WAYS = {
  cases: { make: surveyCase, script: 'survey-cases.R' },
  rounds: { make: surveyRounds, script: 'survey-rounds.R' },
} as const;

export interface SurveyOracle {
  readonly made: { readonly survey: string };
  readonly cases: readonly unknown[];
}

/** Number of the first survey that the oracle is of. */
export const FIRST_SURVEY = Number(process.env['PADAN_SURVEY_SEED'] ?? 0);

/** @param kept what R said of the surveys from 0 on. */
export function surveyOracle(which: keyof typeof WAYS, kept: SurveyOracle): SurveyOracle {
  if (FIRST_SURVEY === 0) return kept;
  const { make, script } = WAYS[which];
  const folder = mkdtempSync(join(tmpdir(), 'padan-survey-'));
  try {
    const [given, answers] = [join(folder, 'cases.json'), join(folder, 'answers.json')];
    const surveys = kept.cases.map((_, i) => make(FIRST_SURVEY + i));
    writeFileSync(given, JSON.stringify({ cases: [], rounds: [], [which]: surveys }));
    const path = join(import.meta.dirname, '../../scripts/oracles', script);
    execFileSync('Rscript', [path, given, answers], { stdio: 'ignore', timeout: 600_000 });
    return JSON.parse(readFileSync(answers, 'utf8')) as SurveyOracle;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
