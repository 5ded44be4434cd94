/**
 * The attack laboratory: made-up people are encoded as a schema says, and every attack known here is tried on the
 * whole encoded file, filters and exact tokens.
 *
 * A laboratory whose attacks do not succeed where they must is broken, whatever it says of a schema: controls attack
 * filters of the placements schema, plain and diffused with two terms, and have to win.
 *
 * Edge:   its figures are lower bounds. Attacks that nobody here thought of, trained on more, do better.
 * Deterministic: people, keys and draws follow from the seed.
 * Cost:   graph matching dominates: about n^2 x landmarks for each round.
 */

import referenceFile from '../../../specs/linkage/placements.json' with { type: 'json' };
import { type LinkageSchema, parseLinkageSchema } from '../linkage-schema.ts';
import type { AttackResult } from './attack-result.ts';
import { type Control, type LaboratoryOptions, type Steps, World } from './world.ts';

export interface LaboratoryReport {
  readonly format: 'padan-attack/1';
  readonly schema: { readonly id: string; readonly hash: string; readonly profile: string };
  readonly n: number;
  readonly seed: number;
  /** Diffusion that was tried beyond what the schema says; null where filters were attacked as the schema makes them. */
  readonly diffusion: LaboratoryOptions['diffusion'] | null;
  readonly attacks: readonly AttackResult[];
  /** Whoever holds the key tries every person of a list: what the key alone protects. */
  readonly withTheKey: AttackResult;
  readonly controls: readonly Control[];
  /** False: a control failed, and the figures above say nothing. Null: only some attacks were run, and no control. */
  readonly sound: boolean | null;
  readonly note: string;
}

export const LEAST_RECORDS = 200;
const NOTE =
  'Lower bounds: these are the attacks this laboratory knows, on made-up people. An attacker with other means may name more.';

/** The whole laboratory in one go. @param progress hears what comes next. */
export function runLaboratory(
  schema: LinkageSchema,
  options: LaboratoryOptions,
  progress: (attack: string) => void = () => {},
): LaboratoryReport {
  const steps = laboratory(schema, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    progress(value);
  }
}

/** The attacks alone, without controls and without the key. */
export type Simulated = Pick<LaboratoryReport, 'schema' | 'n' | 'seed' | 'attacks'>;

/** What an exposure report needs of a schema. @throws {DomainError} `attack-schema-not-covered`. */
export function* simulatedAttacks(schema: LinkageSchema, options: LaboratoryOptions): Steps<Simulated> {
  const { hash, id, profile } = schema;
  const attacks = yield* new World(schema, options).everyAttack();
  return { schema: { id, hash, profile }, n: options.n, seed: options.seed, attacks };
}

function* laboratory(schema: LinkageSchema, options: LaboratoryOptions): Steps<LaboratoryReport> {
  const world = new World(schema, options);
  const { diffusion: _, only, ...plain } = options;
  const reference = new World(parseLinkageSchema(referenceFile, 'reference schema'), plain);
  const { hash, id, profile } = schema;
  const attacks = yield* world.everyAttack();
  const controls = only === undefined ? yield* reference.controls() : [];
  yield 'dictionary';
  return {
    format: 'padan-attack/1',
    schema: { id, hash, profile },
    n: options.n,
    seed: options.seed,
    diffusion: options.diffusion ?? null,
    attacks,
    withTheKey: world.withTheKey(),
    controls,
    sound: only === undefined ? controls.every(({ holds }) => holds) : null,
    note: NOTE,
  };
}
