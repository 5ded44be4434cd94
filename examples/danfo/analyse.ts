/**
 * A statistician's afternoon with danfo.js: a table released by Padan goes into a data frame and on into a small
 * analysis; then danfo's own weighted group-by of the microdata is held to Padan's. Ends with one line of JSON and
 * exits 1 where the two differ.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dfd from 'danfojs-node';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'padan-danfo-'));
const file = (name: string) => join(folder, name);
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
const padan = (...args: string[]) => run('src/entry/cli.ts', ...args);

const DATASET = 'sakernas-2024-08';
/** Sums of the same weights in another order agree but for the last digits. */
const TOLERANCE = 1e-9;

interface Cell {
  readonly codes: Readonly<Record<string, string>>;
  readonly estimate: number;
  readonly contributors: number;
}

try {
  run('scripts/make-surveys.ts', '--out', folder, '--only', DATASET);
  padan(
    ...['tabulate', '--table', '05', '--data', file(`${DATASET}.csv`), '--dictionary', DATASET],
    ...['--dimensions', 'region,sex', '-o', file('by-sex.json')],
  );
  padan(
    ...['tabulate', '--table', '05', '--data', file(`${DATASET}.csv`), '--dictionary', DATASET],
    ...['--dimensions', 'region,sex,industry', '-o', file('table.json')],
  );
  padan(
    ...['protect', '--table', file('table.json'), '--policy', join(root, 'specs/disclosure/policy.json')],
    ...['-o', file('cells.csv'), '--public', file('public.csv')],
  );
  const released = await analyseReleased();
  const checked = await compareGroupBy();
  console.log(JSON.stringify({ example: 'danfo', ...released, ...checked }));
  if (checked.differ > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Codes are text: a data frame that guesses types would make numbers of them and lose leading zeros. */
function frameOf(path: string): dfd.DataFrame {
  const [header, ...rows] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return new dfd.DataFrame(rows, { columns: header! });
}

/** The rows where `wanted` is true, numbered anew: danfo looks rows up by position after it has kept old numbers. */
function rowsWhere(frame: dfd.DataFrame, wanted: readonly boolean[]): dfd.DataFrame {
  return frame.loc({ rows: [...wanted] }).resetIndex() as dfd.DataFrame;
}

function texts(frame: dfd.DataFrame, column: string): string[] {
  return frame.column(column).values as string[];
}

/** Where industry is most evenly shared between men and women, as far as the released table says it. */
async function analyseReleased() {
  const table = frameOf(file('public.csv'));
  const hidden = texts(table, 'status').filter((each) => each === 'hidden').length;
  const shown = rowsWhere(
    table,
    texts(table, 'status').map((each) => each === 'safe'),
  );
  shown.addColumn('persons', texts(shown, 'value').map(Number), { inplace: true });
  const [region, sex, industry] = ['region', 'sex', 'industry'].map((name) => texts(shown, name));
  const national = (code: string) =>
    rowsWhere(
      shown,
      sex!.map((each, i) => each === code && region![i] === 'Total' && industry![i] !== 'Total'),
    );
  const [women, both] = [national('2'), national('Total')];
  const shares = dfd.merge({ left: women, right: both, on: ['industry'], how: 'inner' });
  const [top, all] = [
    shares.column('persons').values as number[],
    shares.column('persons_1').values as number[],
  ];
  shares.addColumn(
    'women',
    top.map((each, i) => Math.round((1000 * each) / all[i]!) / 10),
    { inplace: true },
  );
  const ranked = shares.sortValues('women', { ascending: false }) as dfd.DataFrame;
  console.log('Women in 100 employed, by industry (released cells only; hidden cells stay out):');
  ranked
    .loc({ columns: ['industry', 'women'] })
    .head(5)
    .print();
  return { cells: table.shape[0], hidden, industries: ranked.shape[0] };
}

/** danfo's sum of weights by region and sex against the cells that Padan tabulated from the same records. */
async function compareGroupBy() {
  const records = frameOf(file(`${DATASET}.csv`));
  const age = texts(records, 'age').map(Number);
  const employed = rowsWhere(
    records,
    texts(records, 'activity').map((each, i) => each === '1' && age[i]! >= 15),
  );
  const frame = new dfd.DataFrame({
    region: texts(employed, 'region'),
    sex: texts(employed, 'sex'),
    weight: texts(employed, 'weight').map(Number),
  });
  const sums = frame.groupby(['region', 'sex']).agg({ weight: 'sum' });
  const byCodes = new Map(
    (sums.values as [string, string, number][]).map(([region, sex, sum]) => [`${region} ${sex}`, sum]),
  );
  const { cells } = JSON.parse(readFileSync(file('by-sex.json'), 'utf8')) as { cells: Cell[] };
  const inner = cells.filter(({ codes }) => codes.region !== 'Total' && codes.sex !== 'Total');
  const differ = inner.filter(({ codes, estimate, contributors }) => {
    const sum = byCodes.get(`${codes.region} ${codes.sex}`);
    return contributors === 0 ? sum !== undefined : !(Math.abs(sum! - estimate) <= TOLERANCE * estimate);
  }).length;
  return { records: frame.shape[0], compared: inner.length, differ };
}
