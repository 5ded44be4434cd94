/**
 * Every fault of a clkhash schema at once, each with the place where it is written.
 *
 * The parts are checked each by itself: a feature that is wrong does not hide what is wrong with the next one.
 */
import type { z } from 'zod';
import { faultsIn, type SpecFault } from '../spec-refusal.ts';
import {
  type ClkhashFeature,
  clkConfigPart,
  clkhashEnvelope,
  hashedFeature,
  ignoredFeature,
  ignoredWithFormat,
  limits,
} from './document.ts';
import { convertedToThree, OLD_VERSIONS, oldIgnoredFeature, weightedBits } from './versions.ts';

interface Envelope {
  readonly clkConfig: unknown;
  readonly features: readonly unknown[];
}

export interface ClkhashReading {
  /** The document in version 3; what it holds is known to be good only where there are no faults. */
  readonly document: object;
  readonly version: 1 | 2 | 3;
  readonly faults: readonly SpecFault[];
}

export function readClkhashDocument(json: object): ClkhashReading {
  const version = (json as { version?: unknown }).version;
  const envelope = faultsIn(clkhashEnvelope, json);
  if (envelope.length > 0) return { document: json, version: 3, faults: envelope };
  if (version !== 1 && version !== 2)
    return { document: json, version: 3, faults: faultsOfThree(json as Envelope) };
  const faults = faultsOfOld(version, json as Envelope);
  if (faults.length > 0) return { document: json, version, faults };
  const document = convertedToThree(version, json);
  return { document, version, faults: faultsOfThree(document as Envelope) };
}

function faultsOfThree({ clkConfig, features }: Envelope): SpecFault[] {
  const config = clkConfigPart.safeParse(clkConfig);
  const read = features.map((feature) => partOfThree(feature).safeParse(feature));
  return [
    ...faultsIn(clkConfigPart, clkConfig, ['clkConfig']),
    ...features.flatMap((feature, at) => faultsIn(partOfThree(feature), feature, ['features', at])),
    ...repeated(features),
    ...limits(
      config.success ? config.data : null,
      read.map((each) => (each.success ? (each.data as ClkhashFeature) : null)),
    ).map(([path, reason]) => ({ path, reason })),
  ];
}

function partOfThree(feature: unknown): z.ZodType {
  if (!isObject(feature) || !('ignored' in feature)) return hashedFeature;
  return 'format' in feature || 'hashing' in feature ? ignoredWithFormat : ignoredFeature;
}

function faultsOfOld(version: 1 | 2, { clkConfig, features }: Envelope): SpecFault[] {
  const parts = OLD_VERSIONS[version];
  const config = OLD_VERSIONS[1].clkConfig.safeParse(clkConfig);
  return [
    ...faultsIn(parts.clkConfig, clkConfig, ['clkConfig']),
    ...features.flatMap((feature, at) => {
      const part = isObject(feature) && 'ignored' in feature ? oldIgnoredFeature : parts.feature;
      const found = faultsIn(part, feature, ['features', at]);
      if (found.length > 0 || version !== 1 || !config.success) return found;
      const { weight } = (feature as { hashing?: { weight?: number } }).hashing ?? {};
      return weight !== 0 && weightedBits(weight, config.data.k) === 0
        ? [{ path: ['features', at, 'hashing', 'weight'], reason: 'weight times k rounds to no bit at all' }]
        : [];
    }),
  ];
}

function repeated(features: readonly unknown[]): SpecFault[] {
  const names = features.map((feature) =>
    isObject(feature) ? (feature as { identifier?: unknown }).identifier : undefined,
  );
  return names.flatMap((name, at) =>
    typeof name === 'string' && names.indexOf(name) < at
      ? [{ path: ['features', at, 'identifier'], reason: 'identifier occurs twice' }]
      : [],
  );
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
