/** The linkage schemas themselves: what they promise is measured on people who do not exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typo } from '../../fixtures/synthetic/name-errors.ts';
import { type Person, persons } from '../../fixtures/synthetic/people.ts';
import { seededRandom } from '../../fixtures/synthetic/prng.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { LEAKAGE_LIMIT } from '../../src/pprl/hardened.ts';
import { type PadanSchema, parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import { LeakageMeter } from '../../src/pprl/padan/leakage.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

it.each(files)('%s is read by the program', (file) => {
  const schema = parseLinkageSchema(read(file), file);
  expect(schema.columns.length).toBeGreaterThan(0);
  if (schema.profile === 'padan') expect(`${schema.id}.json`).toBe(file);
});

it('placements holds the 24 columns of Lampiran 1, the last eleven as payload', () => {
  const { columns } = parseLinkageSchema(read('placements.json'), 'placements.json');
  expect(columns).toHaveLength(24);
  expect(columns.map(({ role }) => role === 'payload')).toEqual(columns.map((_, i) => i >= 13));
});

it.each([
  ['complaints', 17],
  ['returns', 13],
])('%s holds the %d columns of Lampiran 1, and seals what is no identifier', (id, count) => {
  const { columns, hash } = parseLinkageSchema(read(`${id}.json`), id);
  expect(columns).toHaveLength(count);
  expect(columns.filter(({ role }) => role === 'ignored')).toEqual([]);
  expect(
    columns
      .filter(({ role }) => role !== 'payload')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['jenis_kelamin', 'kabupaten', 'nama', 'nik', 'nomor_kk', 'nomor_paspor', 'provinsi']);
  expect(parseLinkageSchema(read(`${id}-register.json`), id).hash).toBe(hash);
});

/** Both sides of a pair; `named` writes regions as names, `serial` gives another NIK with the same birth date. */
interface Changes {
  readonly name?: string;
  readonly named?: boolean;
  readonly serial?: string;
}

describe.each(['placements-register', 'complaints-register', 'returns-register'])(
  '%s, on 1,200 people who do not exist',
  (id) => {
    const schema = parseLinkageSchema(read(`${id}.json`), id) as PadanSchema;
    const encoder = createRecordEncoder(
      schema,
      Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1),
    );
    const threshold = schema.decision!.threshold;
    const people: Person[] = [];
    for (const person of persons({ seed: 7 })) if (people.push(person) === 1200) break;

    const recordOf = ({ nik, passport, name, sex, born, household }: Person, changes: Changes = {}) => {
      const { code } = household.regency;
      const regions = changes.named
        ? [
            `KEC. ${lettered(household.district)}`,
            `KAB. ${lettered(code)}`,
            `PROV. ${lettered(code.slice(0, 2))}`,
          ]
        : [household.district, code, `kemendagri:${code.slice(0, 2)}`];
      const number = changes.serial === undefined ? nik : nik.slice(0, 12) + changes.serial;
      return encoder.encode([number, household.kk, passport, changes.name ?? name, sex, born, ...regions]);
    };
    const clkOf = (person: Person, changes?: Changes) => recordOf(person, changes).clk;
    const records = people.map((person) => recordOf(person));
    const clks = records.map(({ clk }) => clk);
    const random = seededRandom(1, 'typos');
    const scores = (other: (person: Person) => Uint8Array) =>
      people.map((person, i) => dice(clks[i]!, other(person)));
    const share = (list: readonly number[]) =>
      list.filter((score) => score >= threshold).length / list.length;

    it('sets the share of bits the schema states before diffusion, and half of them after it', () => {
      const filters = records.map(({ undiffused }) => undiffused!);
      expect(meanFill(filters)).toBeGreaterThan(schema.document.fill.low);
      expect(meanFill(filters)).toBeLessThan(schema.document.fill.high);
      expect(Math.abs(meanFill(clks) - 0.5)).toBeLessThan(0.005);
    });

    it('leaks far less than the limit, in the whole file and in a tenth of it', () => {
      const lambda = (some: readonly Uint8Array[]) => {
        const meter = new LeakageMeter(schema.diffusion!);
        for (const filter of some) meter.add(filter);
        return meter.lambda();
      };
      const filters = records.map(({ undiffused }) => undiffused!);
      for (const some of [filters, filters.slice(0, 120)])
        expect(lambda(some)).toBeLessThan(LEAKAGE_LIMIT / 2);
    });

    it('keeps pairs with one typing error in the name above the threshold', () => {
      const found = scores((person) => clkOf(person, { name: typo(person.name, random) }));
      expect(share(found)).toBeGreaterThan(0.99);
      expect(Math.min(...found)).toBeGreaterThan(0.55);
    });

    it('does not hang on regions being codes on one side and names on the other', () => {
      expect(share(scores((person) => clkOf(person, { named: true })))).toBe(1);
      const both = scores((person) => clkOf(person, { named: true, name: typo(person.name, random) }));
      expect(share(both)).toBeGreaterThan(0.95);
    });

    it('does not let serial and region of the NIK into the filter', () => {
      people.slice(0, 100).forEach((person, i) => {
        expect(clkOf(person, { serial: '0001' })).toEqual(clks[i]);
        expect(clkOf({ ...person, nik: `110101${person.nik.slice(6)}` })).toEqual(clks[i]);
      });
    });

    it('keeps pairs of different persons below it', () => {
      const other = clks.flatMap((a, i) => clks.slice(Math.max(0, i - 300), i).map((b) => dice(a, b)));
      expect(share(other)).toBeLessThan(1e-4);
      expect(other.reduce((sum, score) => sum + score, 0) / other.length).toBeLessThan(0.505);
    });
  },
);

/** A code as letters, so that it reads as a name. */
function lettered(code: string): string {
  return code.replaceAll('.', '').replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)]!);
}

const COUNT = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
const ones = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + COUNT[byte]!, 0);
const meanFill = (filters: readonly Uint8Array[]) =>
  filters.reduce((sum, filter) => sum + ones(filter) / (8 * filter.length), 0) / filters.length;
function dice(a: Uint8Array, b: Uint8Array): number {
  let [common, total] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    common += COUNT[a[i]! & b[i]!]!;
    total += COUNT[a[i]!]! + COUNT[b[i]!]!;
  }
  return (2 * common) / total;
}
