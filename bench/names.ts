/**
 * Whether two registers of nobody in common share more by accident than real ones would: pairs of persons, one of
 * each, with equal names, with equal names and birth dates, and with the regency besides, against what the published
 * frequencies of the ten commonest names of each sex allow.
 *
 *   node bench/names.ts [--rows 1000000]
 */
import { parseArgs } from 'node:util';
import { POPULATION, PUBLISHED } from '../fixtures/synthetic/names/published.ts';
import { type Person, persons } from '../fixtures/synthetic/people.ts';
import { machine } from './machine.ts';

const rows = Number(parseArgs({ options: { rows: { type: 'string', default: '1000000' } } }).values.rows);
const EVERYBODY = POPULATION.male + POPULATION.female;

type Keys = Readonly<Record<string, (person: Person) => string>>;
const KEYS: Keys = {
  name: ({ name }) => name,
  birthDate: ({ born }) => born,
  nameBirthDate: ({ name, born }) => `${name}|${born}`,
  nameBirthDateSexRegency: ({ name, born, sex, household }) =>
    `${name}|${born}|${sex}|${household.regency.code}`,
};

const [one, other] = [counted(1), counted(2)];
const names = [...one.name!.values()];
const pairs = Object.fromEntries(Object.keys(KEYS).map((key) => [key, shared(one[key]!, other[key]!)]));
const top = [...one.name!].sort((a, b) => b[1] - a[1]).slice(0, 12);
console.error(machine());
console.error(top.map(([name, count]) => `${name} ${count}`).join(', '));
console.log(
  JSON.stringify({
    bench: 'names',
    rows,
    distinctNames: names.length,
    borneByOne: share(names.filter((count) => count === 1).length),
    singleWord: share(
      [...one.name!].reduce((sum, [name, count]) => sum + (name.includes(' ') ? 0 : count), 0),
    ),
    commonest: share(top[0]![1]),
    commonestPublished: share((rows * PUBLISHED.female[0][1]) / EVERYBODY),
    pairs,
    sameName: pairs.name! / rows ** 2,
    sameNamePublished: allowed(),
    sameBirthDateGivenName: pairs.nameBirthDate! / pairs.name!,
  }),
);

function counted(seed: number): Record<string, Map<string, number>> {
  const counts = Object.fromEntries(Object.keys(KEYS).map((key) => [key, new Map<string, number>()]));
  for (const person of persons({ seed })) {
    if (person.index >= rows) break;
    for (const [key, of] of Object.entries(KEYS)) {
      const text = of(person);
      counts[key]!.set(text, (counts[key]!.get(text) ?? 0) + 1);
    }
  }
  return counts;
}

function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, count] of a) sum += count * (b.get(key) ?? 0);
  return sum;
}

function share(count: number): number {
  return Number((count / rows).toFixed(6));
}

/**
 * Chance that two persons bear one name, as far as the published counts tell: at least that of the twenty names; at
 * most what it would be if all the rest bore names as common as the tenth of their sex; and with counts that go on
 * falling with rank as the first ten do, to rank 1,000.
 */
function allowed(): { least: number; extrapolated: number; most: number } {
  let [least, most, extrapolated] = [0, 0, 0];
  for (const key of ['male', 'female'] as const) {
    const counts = PUBLISHED[key].map(([, count]) => count / EVERYBODY);
    const squares = counts.reduce((sum, p) => sum + p * p, 0);
    const rest = POPULATION[key] / EVERYBODY - counts.reduce((sum, p) => sum + p, 0);
    least += squares;
    most += squares + rest * counts.at(-1)!;
    const power = Math.log(counts[0]! / counts.at(-1)!) / Math.log(counts.length);
    extrapolated += squares;
    for (let rank = counts.length + 1; rank <= 1000; rank += 1)
      extrapolated += (counts[0]! * rank ** -power) ** 2;
  }
  return { least, extrapolated, most };
}
