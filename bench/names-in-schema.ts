/**
 * What person-name/2 with weighted names would change in a linkage schema: share of pairs of one person at or above the
 * schema's threshold by the error made in the name, pairs of different persons at or above it, and mean fill.
 *
 *   node bench/names-in-schema.ts [--schema placements-register] [--persons 1200] [--hashes 8] [--threshold 0.8]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as errors from '../fixtures/synthetic/name-errors.ts';
import { type Person, persons } from '../fixtures/synthetic/people.ts';
import { seededRandom } from '../fixtures/synthetic/prng.ts';
import { createRecordEncoder } from '../src/pprl/encoder.ts';
import { type PadanSchema, parseLinkageSchema } from '../src/pprl/linkage-schema.ts';
import { machine } from './machine.ts';
import { dice } from './name-judge.ts';

const {
  schema: id,
  persons: wanted,
  hashes,
  threshold: given,
} = parseArgs({
  options: {
    schema: { type: 'string', default: 'placements-register' },
    persons: { type: 'string', default: '1200' },
    hashes: { type: 'string', default: '8' },
    threshold: { type: 'string' },
  },
}).values;
const text = readFileSync(join(import.meta.dirname, `../specs/linkage/${id}.json`), 'utf8');
const people: Person[] = [];
for (const person of persons({ seed: 7 })) if (people.push(person) >= Number(wanted)) break;

const ERRORS: Readonly<Record<string, (name: string) => string>> = (() => {
  const random = seededRandom(1, 'names-in-schema');
  return {
    typo: (name) => errors.typo(name, random),
    abbreviation: (name) => errors.abbreviate(name, random),
    spelling: (name) => errors.respell(name, random),
    oldSpelling: (name) => errors.oldSpelling(name, random),
    title: (name) => errors.addTitle(name, random),
    joinedOrSplit: (name) => errors.joinOrSplit(name, random),
    wordDropped: (name) => errors.dropToken(name, random),
    order: (name) => errors.swapTokens(name),
  };
})();
const names = Object.entries(ERRORS).map(
  ([error, make]) => [error, people.map(({ name }) => make(name))] as const,
);

function measure(change: (json: { fields: Record<string, unknown>[] }) => void): object {
  const json = JSON.parse(text) as { fields: Record<string, unknown>[] };
  change(json);
  const schema = parseLinkageSchema(json, id) as PadanSchema;
  const encoder = createRecordEncoder(
    schema,
    Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1),
  );
  const threshold = given === undefined ? schema.decision!.threshold : Number(given);
  const clkOf = ({ nik, passport, sex, born, household }: Person, name: string) =>
    encoder.encode([
      ...[nik, household.kk, passport, name, sex, born],
      ...[household.district, household.regency.code, `kemendagri:${household.regency.code.slice(0, 2)}`],
    ]).clk;
  const clks = people.map((person) => clkOf(person, person.name));
  let [strangers, pairs, highest] = [0, 0, 0];
  for (let i = 0; i < clks.length; i++)
    for (let j = 0; j < i; j++, pairs++) {
      const score = dice(clks[i]!, clks[j]!);
      highest = Math.max(highest, score);
      if (score >= threshold) strangers++;
    }
  const bits = clks.reduce((sum, clk) => sum + clk.reduce((all, byte) => all + ones(byte), 0), 0);
  return {
    threshold,
    fill: Number((bits / clks.length / schema.bits).toFixed(4)),
    strangers: `${strangers} of ${pairs}`,
    highestStranger: Number(highest.toFixed(3)),
    foundByError: Object.fromEntries(
      names.map(([error, changed]) => {
        const found = people.filter((person, i) => dice(clks[i]!, clkOf(person, changed[i]!)) >= threshold);
        return [error, Number((found.length / people.length).toFixed(4))];
      }),
    ),
  };
}

function ones(byte: number): number {
  return byte === 0 ? 0 : (byte & 1) + ones(byte >> 1);
}

console.error(machine());
console.log(
  JSON.stringify(
    {
      bench: 'names-in-schema',
      schema: id,
      persons: people.length,
      asItIs: measure(() => {}),
      weightedNames: measure(({ fields }) => {
        const field = fields.find(({ name }) => name === 'name')!;
        field.normalise = 'person-name/2';
        field.filter = { tokenise: 'weighted-names/1', hashesPerToken: Number(hashes) };
      }),
    },
    null,
    2,
  ),
);
