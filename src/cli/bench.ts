import { type CliContext, type Command, UsageError } from './command.ts';
import { type Options, readNumber, readOptions } from './options.ts';

/** What a bench measured: figures by name, `bench` first. One line of JSON. */
export type BenchReport = Readonly<Record<string, unknown>> & { readonly bench: string };

/** What `bench protect` measures: one instance, all (none named), or `sizes`, tables of growing size. */
export interface ProtectBench {
  /** Folder of the instances. */
  readonly data: string;
  readonly instance: string | undefined;
  /** Told a line for each instance as soon as it is measured. */
  readonly note: (line: string) => void;
}

/** What `bench link` measures. */
export interface LinkBench {
  readonly rows: number;
  /** Rows of the register; without it files of one length, of a tenth of `rows` up to all. */
  readonly register: number | undefined;
  readonly note: (line: string) => void;
}

/** What `bench quality` measures: so many placements against a register of so many, besides FEBRL 4. */
export interface QualityBench {
  readonly rows: number;
  readonly register: number;
  /** Told a line for each case as soon as it is measured. */
  readonly note: (line: string) => void;
}

/** The measurements themselves. They make people up, so they stand outside `src`; src/entry/cli.ts brings them. */
export interface Benches {
  /** Speed of the compare kernel on random filters of `bits`, or without it of several lengths. */
  kernel(threads: number, bits?: number): Promise<BenchReport>;
  /** From CSV file to encoded file, `rows` rows in each profile. */
  encode(rows: number): Promise<BenchReport>;
  /** Linkage by blocks: of files growing to `rows` each, or of `rows` placements with a register of so many. */
  link(options: LinkBench): Promise<BenchReport>;
  /** From `rows` candidates a file to links one to one, by both solvers and in ever larger components. */
  assign(rows: number): Promise<BenchReport>;
  /** Precision and recall against the truth, as expected without it, in clear text, and by kind of person. */
  quality(options: QualityBench): Promise<BenchReport>;
  /** About `rows` rows of synthetic microdata, from nothing to CSV. */
  microdata(rows: number): Promise<BenchReport>;
  /** Group-by of `rows` persons in memory, with and without standard errors, beside DuckDB. */
  tabulate(rows: number): Promise<BenchReport>;
  /** A table of a whole survey from its file to the certificate; memory of reading it several times over. */
  request(note: (line: string) => void): Promise<BenchReport>;
  /** Every attack of the laboratory on `rows` made-up people behind the placements schema. */
  attack(rows: number): Promise<BenchReport>;
  /** Protection of known instances: secondaries, value, violations, seconds, memory. */
  protect(options: ProtectBench): Promise<BenchReport>;
  /** Processor, cores, runtime: what a figure is worth nothing without. */
  machine(): string;
}

const OPTIONS = ['threads', 'bits', 'rows', 'register', 'data', 'instance'];
const NAMES = [
  'kernel',
  'encode',
  'link',
  'assign',
  'quality',
  'microdata',
  'tabulate',
  'request',
  'attack',
  'protect',
] as const;
/** Own options of each bench; what goes with another is refused. */
const OWN: Readonly<Record<(typeof NAMES)[number], readonly string[]>> = {
  kernel: ['threads', 'bits'],
  encode: ['rows'],
  link: ['rows', 'register'],
  assign: ['rows'],
  quality: ['rows', 'register'],
  microdata: ['rows'],
  tabulate: ['rows'],
  request: [],
  attack: ['rows'],
  protect: ['data', 'instance'],
};
const INSTANCES = '../shared/data/disclosure';
const KERNEL_BITS = { least: 64, most: 16_384, standard: 1024 };
const MOST_THREADS = 64;
const MOST_REGISTER = 10_000_000;
const MOST_TABULATED = 50_000_000;
const QUALITY_REGISTER = 20_000;
const ROWS = {
  least: 100,
  most: 1_000_000,
  encode: 20_000,
  link: 20_000,
  assign: 100_000,
  quality: 5000,
  microdata: 100_000,
  tabulate: 10_000_000,
  attack: 1000,
};

/** `padan bench`: speed on this machine, measured now. The last line on standard output is one JSON object. */
export const benchCommand: Command = {
  name: 'bench',
  usage: [
    'kernel [--threads 1] [--bits 1024] | encode [--rows N] | link [--rows N] [--register M] | assign [--rows N] | quality [--rows N] [--register M] | microdata [--rows N] | tabulate [--rows N] | request | attack [--rows N] | protect [--instance NAME] [--data FOLDER]',
    'kernel        comparisons a second of the compare kernel on random filters, and of a native program where there is one',
    'encode        records a second from CSV file to encoded file: placements (padan) and FEBRL (clkhash)',
    'link          placements with a register by blocks: seconds, memory, recall of what every pair gives, growth and its plot',
    'assign        candidates to links one to one: seconds of the greedy and the optimal solver, components that fell back',
    'quality       FEBRL 4 and placements at 1, 2 and 4 times the errors: precision, recall, what was expected, clear text, groups',
    'microdata     rows a second of a synthetic labour force survey, from nothing to CSV',
    'tabulate      persons in memory by region, sex, age and education beside DuckDB on one thread, with and without standard errors',
    'request       a table of a whole labour force survey: from its file tabulated, protected, audited, certified',
    'attack        every attack on so many made-up people behind the placements schema: share named, seconds',
    'protect       known tables protected: secondaries and their value, violations, seconds, memory, a line for each',
    '--threads     threads to compare on, beside one: 1 (default) to 64',
    '--bits        filter length: 64 to 16384, a multiple of 64; without it 1024 and a look at others',
    `--rows        rows to encode (${ROWS.encode}), placements to link (${ROWS.link}), persons to make up (${ROWS.microdata})`,
    `--register    rows of the register to link with (link: one size; without it three sizes of equal files; quality: ${QUALITY_REGISTER})`,
    '--instance    one table only, or sizes: tables of growing size',
    `--data        folder of the tables (${INSTANCES})`,
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: OPTIONS }, 0, 1);
    const name = NAMES.find((known) => known === options.positionals[0]);
    if (name === undefined) throw new UsageError(`what to measure is one of ${NAMES.join(', ')}`);
    for (const other of OPTIONS)
      if (options.value(other) !== undefined && !OWN[name].includes(other))
        throw new UsageError(`--${other} does not go with bench ${name}`);
    const measure = readMeasure(name, options, context);
    const benches = await context.benches();
    tell(context, benches, await measure(benches));
    return 0;
  },
};

type Measure = (benches: Benches) => Promise<BenchReport>;

/** All that can be wrong use is said before anything is measured. */
function readMeasure(name: (typeof NAMES)[number], options: Options, { note }: CliContext): Measure {
  if (name === 'protect') {
    const data = options.value('data') ?? INSTANCES;
    const instance = options.value('instance');
    return (benches) => benches.protect({ data, instance, note });
  }
  if (name === 'request') return (benches) => benches.request(note);
  if (name === 'kernel') {
    const threads = whole(options, 'threads', 1, 1, MOST_THREADS);
    const bits = whole(options, 'bits', KERNEL_BITS.standard, KERNEL_BITS.least, KERNEL_BITS.most);
    if (bits % 64 !== 0) throw new UsageError('--bits is a multiple of 64');
    return (benches) => benches.kernel(threads, options.value('bits') === undefined ? undefined : bits);
  }
  const rows = whole(
    options,
    'rows',
    ROWS[name],
    ROWS.least,
    name === 'tabulate' ? MOST_TABULATED : ROWS.most,
  );
  if (name === 'link') {
    const given = options.value('register') !== undefined;
    const register = given ? whole(options, 'register', rows, ROWS.least, MOST_REGISTER) : undefined;
    return (benches) => benches.link({ rows, register, note });
  }
  if (name === 'quality') {
    const register = whole(options, 'register', QUALITY_REGISTER, ROWS.least, MOST_REGISTER);
    return (benches) => benches.quality({ rows, register, note });
  }
  return (benches) => benches[name](rows);
}

function whole(options: Options, name: string, standard: number, least: number, most: number): number {
  const text = options.value(name);
  if (text === undefined) return standard;
  const number = readNumber(text, name);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}`);
  return number;
}

function tell({ note, print }: CliContext, benches: Benches, report: BenchReport): void {
  for (const [name, value] of Object.entries(report)) note(`${name}: ${readable(value)}`);
  note(benches.machine());
  print(JSON.stringify(report));
}

function readable(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 4 });
  return typeof value === 'string' ? value : JSON.stringify(value);
}
