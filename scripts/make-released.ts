/**
 * Writes fixtures/vectors/released: three tables whose figures are all different, protected by the policy, with what
 * their hidden cells would have said. Run `node scripts/make-released.ts` when protection or the table format changes;
 * it takes minutes, which is why tests read the files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import policyJson from '../specs/disclosure/policy.json' with { type: 'json' };
import { openNodeSolver } from '../src/adapters/node/highs.ts';
import { countTableOf } from '../src/disclosure/from-tabulated.ts';
import { parseDisclosurePolicy } from '../src/disclosure/policy.ts';
import { type PublicTableJson, protectTable } from '../src/disclosure/protect-table.ts';
import { builtInSpecs } from '../src/statistics/library.ts';
import { parseTabulatedTable, type TabulatedTable } from '../src/statistics/tabulated-table.ts';

const AGES = ['15-24', '25-34', '35-44', '45-54', '55-64', '65+'];
const PARTS = [
  { code: 'Total', label: { id: 'Penyebut', en: 'Denominator' } },
  { code: 'numerator', label: { id: 'Pembilang', en: 'Numerator' } },
  { code: 'rest', label: { id: 'Selebihnya', en: 'Rest' } },
];

interface Axis {
  readonly name: string;
  readonly label: { readonly id: string; readonly en: string };
  readonly codes: readonly {
    readonly code: string;
    readonly label: { readonly id: string; readonly en: string };
  }[];
}

const TOTAL = { code: 'Total', label: { id: 'Jumlah', en: 'Total' } };

function axis(name: string, label: Axis['label'], list: string): Axis {
  const codes = builtInSpecs()
    .codeList(list)
    .codes.map(({ code, label }) => ({ code, label }));
  return { name, label, codes: [TOTAL, ...codes] };
}

const REGION = axis('region', { id: 'Provinsi', en: 'Province' }, 'province-bps');
const SEX = axis('sex', { id: 'Jenis kelamin', en: 'Sex' }, 'sex');
const AGE: Axis = {
  name: 'age',
  label: { id: 'Kelompok umur', en: 'Age group' },
  codes: [TOTAL, ...AGES.map((age) => ({ code: age.replace('+', '-up'), label: { id: age, en: age } }))],
};
const COMPONENT: Axis = { name: 'component', label: { id: 'Bagian', en: 'Component' }, codes: PARTS };

async function made(item: string, axes: readonly Axis[], rate: boolean) {
  const tabulated = tabulatedTable(item, axes, rate);
  const policy = parseDisclosurePolicy(policyJson);
  const { table, status } = protectTable(tabulated, policy, { solver: await openNodeSolver() });
  if (status !== 'holds') throw new Error(`protection ${status}`);
  return { table, secrets: secretsOf(tabulated, table) };
}

/** True values of cells that are not published, less those that happen to be published elsewhere. */
function secretsOf(tabulated: TabulatedTable, table: PublicTableJson): number[] {
  const { value } = countTableOf(tabulated, true);
  const published = new Set(table.cells.flatMap((cell) => ('value' in cell ? [cell.value] : [])));
  return table.cells.flatMap((cell, i) => {
    const truth = value[i]!;
    return 'value' in cell || truth < 10_000 || published.has(truth) ? [] : [truth];
  });
}

/** Inner cells of one to six respondents here and there, and of a hundred and more elsewhere. */
function tabulatedTable(item: string, axes: readonly Axis[], rate: boolean): TabulatedTable {
  const spec = builtInSpecs().table(item);
  const inner = axes.map(({ codes }) => codes.slice(1).map(({ code }) => code));
  const figures = new Map<string, { estimate: number; contributors: number }>();
  let seed = 7;
  for (const codes of product(inner)) {
    seed = (seed * 48271) % 2147483647;
    const contributors = seed % 23 === 0 || figures.size === 0 ? 1 + (seed % 4) : 100 + (seed % 400);
    add(figures, codes, { estimate: 1_000_003 + (seed % 8_000_009), contributors });
  }
  const cells = [...product(axes.map(({ codes }) => codes.map(({ code }) => code)))].map((codes) => {
    const { estimate, contributors } = figures.get(codes.join())!;
    const rse = contributors > 130 || contributors < 10 ? 4.5 : 33.3;
    return { codes: named(axes, codes), estimate, contributors, ...quality(estimate, rse) };
  });
  const measure = { type: 'count', weighted: true };
  return parseTabulatedTable({
    format: 'padan-table/1',
    protected: false,
    table: item,
    title: { id: spec.title.id, en: spec.title.en },
    unit: 'person',
    population: spec.population.label,
    dataset: {
      id: 'sakernas-2024-08',
      vintage: 'synthetic-2',
      round: '2024-08',
      reference: { from: '2024-08-01', to: '2024-08-31' },
      producer: 'bps',
      synthetic: true,
    },
    where: [],
    measure,
    ...(rate ? { rate: rateOf(), rates: ratesOf(axes.slice(0, -1), figures) } : {}),
    dimensions: axes.map(({ name, label, codes }) => ({
      name,
      label,
      codes: codes.map((each) => ({ ...each, parent: each.code === 'Total' ? null : 'Total' })),
    })),
    cells,
    records: { read: 100_000, inPopulation: 90_000 },
    citation: { id: 'Sumber: BPS, Sakernas Agustus 2024', en: 'Source: BPS, Sakernas August 2024' },
  });
}

function rateOf() {
  const label = { id: 'Tingkat pengangguran terbuka', en: 'Open unemployment rate' };
  return { component: 'component', numerator: 'numerator', scale: 100, decimals: 2, label };
}

function ratesOf(
  axes: readonly Axis[],
  figures: ReadonlyMap<string, { estimate: number; contributors: number }>,
) {
  return [...product(axes.map(({ codes }) => codes.map(({ code }) => code)))].map((codes) => {
    const [below, above] = ['Total', 'numerator'].map((part) => figures.get([...codes, part].join())!);
    const estimate = (100 * above!.estimate) / below!.estimate;
    return {
      codes: named(axes, codes),
      estimate,
      contributors: below!.contributors,
      ...quality(estimate, 4.5),
    };
  });
}

const named = (axes: readonly Axis[], codes: readonly string[]) =>
  Object.fromEntries(axes.map(({ name }, i) => [name, codes[i]!]));

function quality(estimate: number, rse: number) {
  return { se: (estimate * rse) / 100, rse, reliability: rse > 25 ? 'caution' : 'accurate' };
}

/** Adds an inner cell to itself and to every margin above it. */
function add(
  figures: Map<string, { estimate: number; contributors: number }>,
  codes: readonly string[],
  { estimate, contributors }: { estimate: number; contributors: number },
): void {
  for (const key of product(codes.map((code) => [code, 'Total']))) {
    const sum = figures.get(key.join()) ?? { estimate: 0, contributors: 0 };
    figures.set(key.join(), {
      estimate: sum.estimate + estimate,
      contributors: sum.contributors + contributors,
    });
  }
}

function* product(lists: readonly (readonly string[])[]): Generator<string[]> {
  const [first, ...rest] = lists;
  if (first === undefined) yield [];
  else for (const code of first) for (const others of product(rest)) yield [code, ...others];
}

const FOLDER = join(import.meta.dirname, '../fixtures/vectors/released');
mkdirSync(FOLDER, { recursive: true });
const tables = {
  count: await made('05', [REGION, SEX], false),
  rate: await made('06', [REGION, SEX, COMPONENT], true),
  age: await made('05', [AGE, SEX], false),
};
for (const [name, each] of Object.entries(tables))
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(each)}\n`);
