/**
 * Simulated attacks on the schemas of projects. They follow from schema, number and seed alone, so what was worked
 * out once is kept: for the last few schemas, as long as the process lives.
 */
import { type Simulated, simulatedAttacks } from '../pprl/attack/laboratory.ts';
import type { ExposureBounds } from '../pprl/exposure/bounds.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError } from '../problems.ts';

const MOST_KEPT = 16;
const kept = new Map<string, Simulated | null>();

/**
 * Null where no people can be made up for the schema's columns.
 * @param between awaited between one attack and the next, so that others have their turn.
 * Cost: seconds for a schema that is new.
 */
export async function simulationOf(
  schema: LinkageSchema,
  { attack: { records, seed } }: ExposureBounds,
  between: (step: string) => void | Promise<void>,
): Promise<Simulated | null> {
  const name = `${schema.hash} ${records} ${seed}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const found = await attacksOn(schema, { n: records, seed }, between);
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(name, found);
  return found;
}

async function attacksOn(
  schema: LinkageSchema,
  options: { readonly n: number; readonly seed: number },
  between: (step: string) => void | Promise<void>,
): Promise<Simulated | null> {
  try {
    const steps = simulatedAttacks(schema, options);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await between(value);
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'attack-schema-not-covered') return null;
    throw error;
  }
}
