/**
 * `padan-exposure/1`: how an encoded file would stand up to known attacks, for a privacy officer.
 *
 * Leaks: sums and shares over the whole file, and names of its columns; nothing about a row. It says which weaknesses
 *        a file has, and goes to those who may see the file's project.
 */
import type { Simulated } from '../attack/laboratory.ts';
import type { Diffusion } from '../linkage-schema.ts';
import type { ExposureBounds } from './bounds.ts';
import { type Deployment, enumeration } from './enumeration.ts';
import type { ExposedFile } from './exposed-file.ts';
import { gainOf } from './gain.ts';
import { lightOf } from './light.ts';
import type { Measures } from './measures.ts';
import type { ExposureReport } from './report-shape.ts';
import { NOTES } from './texts.ts';

export interface Findings {
  readonly file: ExposedFile;
  readonly measures: Measures;
  readonly deployment: Deployment;
  /** Of the schema, where it is known. */
  readonly diffusion: Diffusion | null;
  readonly lambda: number | null;
  readonly simulated: Simulated | null;
}

export function exposureReport(findings: Findings, bounds: ExposureBounds): ExposureReport {
  const { file, measures, deployment, diffusion, lambda } = findings;
  const attack = simulatedAttack(findings.simulated, bounds);
  const verdict = lightOf(
    {
      hostHoldsKey: deployment.hostHoldsKey,
      // Diffused filters have a leakage even where nobody declares it; others give away everything.
      lambda: lambda ?? (file.hardened || diffusion !== null ? null : 1),
      gain: attack?.largestGain ?? null,
      exactTokens: file.exactNames.length,
    },
    bounds,
  );
  const { survey, frequencies, coOccurrence, neighbours, exact, blocking } = measures;
  return {
    format: 'padan-exposure/1',
    file: saysOfItself(file),
    deployment,
    ...verdict,
    filters: {
      uniqueShare: survey.uniqueShare,
      mostEqual: survey.mostEqual,
      empty: survey.empty,
      fill: { mean: survey.fillMean, ideal: 0.5 },
      weight: {
        deviation: survey.weightDeviation,
        ideal: Math.sqrt(file.bits) / 2,
        least: survey.weightLeast,
        most: survey.weightMost,
      },
    },
    bitFrequencies: { ...frequencies, note: NOTES.frequencies },
    coOccurrence,
    neighbours,
    leakage: {
      lambda,
      terms: diffusion?.terms ?? null,
      qualityBudget:
        diffusion === null
          ? null
          : qualityBudget(file.bits, diffusion.terms, bounds.qualityMargin.deviations),
    },
    tokens: [
      ...exact.map((each) => ({ ...each, kind: 'exact' as const })),
      ...blocking.map((each) => ({ ...each, kind: 'blocking' as const })),
    ],
    enumeration: enumeration(deployment, file.exactNames, bounds),
    attack,
    notes: [
      ...(attack === null ? [] : [NOTES.lowerBounds]),
      ...(deployment.host === null ? [NOTES.deploymentAssumed] : []),
    ],
  };
}

function saysOfItself(file: ExposedFile): ExposureReport['file'] {
  const { project, custodian, recordType, profile, schemaHash, rows, bits, hardened } = file;
  return { project, custodian, recordType, profile, schemaHash, rows, bits, hardened };
}

/**
 * Share of bits in which a true pair may differ before diffusion and still lie so many standard deviations from
 * strangers. Source: this project's notes on security, 2c: (1 - (z / sqrt(bits)) ^ (1 / terms)) / 2.
 */
export function qualityBudget(bits: number, terms: number, deviations: number): number {
  return Math.max(0, (1 - (deviations / Math.sqrt(bits)) ** (1 / terms)) / 2);
}

function simulatedAttack(
  simulated: Findings['simulated'],
  { light }: ExposureBounds,
): ExposureReport['attack'] {
  if (simulated === null) return null;
  const attacks = simulated.attacks.map((each) => ({ ...each, gain: gainOf(each, light.chance) }));
  return {
    schema: simulated.schema.id,
    records: simulated.n,
    seed: simulated.seed,
    attacks,
    largestGain: attacks.reduce((most, { gain }) => Math.max(most, gain), 0),
  };
}
