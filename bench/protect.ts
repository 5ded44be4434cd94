/**
 * Speed, size and loss of protection on known instances: `padan bench protect`. The instances are files of their own
 * (docs/explanation/protection-search.md says which and what is known of them) in the folder that `--data` names.
 */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { openNodeSolver } from '../src/adapters/node/highs.ts';
import type { BenchReport, ProtectBench } from '../src/cli/bench.ts';
import { UsageError } from '../src/cli/command.ts';
import type { CountTable } from '../src/disclosure/count-table.ts';
import { disclosureFiles } from '../src/disclosure/outputs.ts';
import { protectCounts } from '../src/disclosure/protect.ts';
import { type RowBatch, readCountTable } from '../src/disclosure/read-data.ts';
import type { Solver } from '../src/disclosure/solver.ts';
import { type DisclosureSpec, parseDisclosureSpec } from '../src/disclosure/spec.ts';
import { readCsv } from '../src/exchange/csv.ts';
import { peakMB } from './machine.ts';

interface Instance {
  readonly name: string;
  readonly file: string;
  /** Columns of each dimension, coarse to fine. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  readonly standard: 'interval' | 'exact' | 'levels';
  /** Whether rows hold frequencies; else each row is one unit. */
  readonly frequencies: boolean;
  /** Default: the fast method. */
  readonly method?: 'exact';
  /** Default: fewer than 5 contributors. */
  readonly primary?: readonly unknown[];
  /** Only the rows of so many regencies, the first in the file. */
  readonly regencies?: number;
}

const PLACE = { sex: ['sex'], edu: ['edu'], age: ['age'] };
const FIRMS = { region: ['island', 'prov'], activity: ['sector', 'section'], size: ['size'] };
const NATION = {
  file: 'b2_region_sex_edu_age_cells.csv.gz',
  dimensions: { region: ['prov', 'regency'], ...PLACE },
  standard: 'interval',
  frequencies: true,
} as const;

/** Tables whose file marks the unsafe cells. */
const MARKED = ['mip_8x8_seed1008', 'mip_10x10_seed1010', 'mip_15x15_seed1015'] as const;

/** Proved optima are known of these (docs/explanation/exact-method.md). */
const EXACT: readonly Instance[] = (['interval', 'exact'] as const).flatMap((standard) => [
  {
    name: `a-30x30-${standard}-optimum`,
    file: 'a_30x30_cells.csv',
    dimensions: { row: ['row'], col: ['col'] },
    standard,
    frequencies: true,
    method: 'exact' as const,
  },
  ...MARKED.flatMap((file) => {
    const size = file.split('_')[1]!;
    const instance = {
      file: `${file}.csv`,
      dimensions: { row: ['row'], col: ['col'] },
      standard,
      frequencies: true,
      primary: [{ rule: 'given', column: 'primary' }],
    };
    return [
      { ...instance, name: `mip-${size}-${standard}` },
      { ...instance, name: `mip-${size}-${standard}-optimum`, method: 'exact' as const },
    ];
  }),
]);

/** What holdings turn over, to full protection levels; unweighted. */
const TURNOVER: readonly Instance[] = [
  ['p-percent', [{ rule: 'p-percent', p: 15 }]],
  [
    'dominance',
    [
      { rule: 'dominance', n: 1, k: 80 },
      { rule: 'dominance', n: 2, k: 90 },
    ],
  ],
].map(([rule, primary]) => ({
  name: `c-3d-${rule as string}`,
  file: 'c_business_microdata.csv.gz',
  dimensions: FIRMS,
  standard: 'levels',
  frequencies: false,
  primary: primary as readonly unknown[],
}));

/** Small ones first, so that the memory a later one reports is its own. */
const INSTANCES: readonly Instance[] = [
  ...EXACT,
  ...(['interval', 'exact'] as const).flatMap((standard): Instance[] => [
    {
      name: `a-30x30-${standard}`,
      file: 'a_30x30_cells.csv',
      dimensions: { row: ['row'], col: ['col'] },
      standard,
      frequencies: true,
    },
    {
      name: `c-3d-${standard}`,
      file: 'c_business_microdata.csv.gz',
      dimensions: FIRMS,
      standard,
      frequencies: false,
    },
    {
      name: `b1-province-${standard}`,
      file: 'b1oneprov_cells.csv',
      dimensions: { regency: ['regency'], ...PLACE },
      standard,
      frequencies: true,
    },
  ]),
  ...TURNOVER,
  {
    name: 'c-4d-interval',
    file: 'c_business_microdata.csv.gz',
    dimensions: { ...FIRMS, legal: ['legal'] },
    standard: 'interval',
    frequencies: false,
  },
  { name: 'b2-nation-interval', ...NATION },
];

/** Tables of growing size, all cut from one: 288 cells for every area. */
const SIZES: readonly Instance[] = [2, 8, 32, 128, 514].map((regencies) => ({
  name: `b2-first-${regencies}-regencies`,
  ...NATION,
  regencies,
}));

export async function benchProtect({ data, instance, note }: ProtectBench): Promise<BenchReport> {
  const chosen =
    instance === 'sizes'
      ? SIZES
      : INSTANCES.filter(({ name }) => instance === undefined || name === instance);
  if (chosen.length === 0) {
    const names = [...INSTANCES.map(({ name }) => name), 'sizes'];
    throw new UsageError(`--instance is one of ${names.join(', ')}`);
  }
  const missing = chosen.find(({ file }) => !existsSync(join(data, file)));
  if (missing !== undefined) throw new UsageError(`--data: no file ${missing.file} in this folder`);
  const solver = await openNodeSolver();
  const instances: Figures[] = [];
  for (const each of chosen) {
    const figures = await measure(each, data, solver);
    note(lineOf(figures));
    instances.push(figures);
  }
  return { bench: 'protect', instances };
}

type Figures = Readonly<Record<string, string | number | boolean | null>>;

async function measure(instance: Instance, data: string, solver: Solver): Promise<Figures> {
  const spec = specOf(instance);
  const table = await readTable(instance, spec, join(data, instance.file));
  const start = { time: performance.now(), cpu: process.cpuUsage() };
  const result = protectCounts(table, { ...spec }, { solver });
  const protectedIn = since(start);
  const files = disclosureFiles(result, solver, null);
  const all = since(start);
  const { cells, loss } = files.report;
  return {
    instance: instance.name,
    standard: instance.standard,
    cells: cells.all,
    unsafe: cells.primary,
    secondaries: cells.secondary,
    value: loss.value,
    cost: loss.cost,
    ...(result.refined ? { bound: result.refined.method.bound, proved: result.refined.method.proved } : {}),
    violations: result.audit.violations.length,
    status: files.report.status,
    seconds: protectedIn.seconds,
    cpuSeconds: protectedIn.cpu,
    withCertificatesSeconds: all.seconds,
    withCertificatesCpuSeconds: all.cpu,
    certificateBytes: files.certificate?.length ?? 0,
    officerCertificateBytes: files.officerCertificate?.length ?? 0,
    peakMB: peakMB(),
  };
}

function since({ time, cpu }: { time: number; cpu: NodeJS.CpuUsage }): { seconds: number; cpu: number } {
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: round((performance.now() - time) / 1e3), cpu: round((user + system) / 1e6) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function specOf({ dimensions, standard, frequencies, method, primary }: Instance): DisclosureSpec {
  const count = { type: 'count', ...(frequencies ? { frequency: 'freq' } : {}) };
  return parseDisclosureSpec({
    dimensions: Object.entries(dimensions).map(([name, levels]) => ({ name, levels })),
    measure: standard === 'levels' ? { type: 'magnitude', value: 'turnover', contributor: 'holding' } : count,
    primary: primary ?? [{ rule: 'threshold', minContributors: 5 }],
    protection: standard === 'interval' ? { standard, from: 0, to: 5 } : { standard },
    method: method ?? 'fast',
  });
}

async function readTable(instance: Instance, spec: DisclosureSpec, path: string): Promise<CountTable> {
  const file = createReadStream(path);
  const csv = await readCsv(path.endsWith('.gz') ? file.pipe(createGunzip()) : file);
  const column = csv.header.indexOf('regency');
  const rows =
    instance.regencies === undefined ? csv.batches : firstRegencies(csv.batches, column, instance.regencies);
  return readCountTable(spec, csv.header, rows);
}

async function* firstRegencies(
  batches: AsyncIterable<RowBatch>,
  column: number,
  most: number,
): AsyncGenerator<RowBatch> {
  const kept = new Set<string>();
  for await (const { firstRow, rows } of batches) {
    for (const row of rows) if (kept.size < most) kept.add(row[column]!);
    yield { firstRow, rows: rows.filter((row) => kept.has(row[column]!)) };
  }
}

function lineOf(figures: Figures): string {
  const { instance, cells, unsafe, secondaries, value, violations, status, cpuSeconds, peakMB: mb } = figures;
  return `${instance}: ${cells} cells, ${unsafe} unsafe, ${secondaries} secondaries of value ${value}, ${violations} violations, ${status}, ${cpuSeconds} s of one core, ${mb} MB`;
}
