import { linkedFiles, type RatioFiles } from '../disclosure/linked-outputs.ts';
import { isLinkedSpec, type LinkedSpec, linkedRules, parseLinkedSpec } from '../disclosure/linked-spec.ts';
import { type DisclosureFiles, disclosureFiles } from '../disclosure/outputs.ts';
import { parseDisclosurePolicy } from '../disclosure/policy.ts';
import { type ProtectOptions, protectCounts } from '../disclosure/protect.ts';
import { protectLinked } from '../disclosure/protect-linked.ts';
import { protectMeans } from '../disclosure/protect-means.ts';
import { protectTable } from '../disclosure/protect-table.ts';
import { protectTogether, type TogetherTable } from '../disclosure/protect-together.ts';
import { readCountTable, readLinkedTables } from '../disclosure/read-data.ts';
import { type PageContext, pageContext, reportPage } from '../disclosure/report/page.ts';
import { parseDisclosureSpec } from '../disclosure/spec.ts';
import { meaningOf } from '../disclosure/table-population.ts';
import { readCsv } from '../exchange/csv.ts';
import { builtInSpecs } from '../statistics/library.ts';
import { parseTabulatedTable, type TabulatedTable } from '../statistics/tabulated-table.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { writeJson } from './microdata-file.ts';
import { type Options, readJsonFile, readOptions } from './options.ts';

const TABLE_SECONDS = 600;

/** Stands for the id of a table in names of outputs where a spec has several. */
const TABLE_IN_PATH = '{table}';

const OUTPUTS = [
  'o',
  'public',
  'certificate',
  'officer-certificate',
  'report',
  'report-page',
  'public-table',
] as const;

/** `padan protect`: primary rules, secondary suppression, audit and certificate (docs/reference/formats.md, Disclosure). */
export const protectCommand: Command = {
  name: 'protect',
  usage: [
    '(--spec SPEC.json --data DATA.csv[.gz] | --table TABLE.json --policy POLICY.json) -o CELLS.csv [--public PUBLIC.csv] [--certificate CERT.json] [--officer-certificate OCERT.json] [--report REPORT.json] [--report-page REPORT.html] [--public-table PUBLIC.json]',
    '--spec, --data         dimensions, measure, rules and standard; the cells or records',
    '                       a spec with several "tables" protects them together: name each output with {table}',
    '--table, --policy      a tabulated table and the policy it is protected by; several --table are protected',
    '                       together: name each output with {table}; a table of means makes count, total and mean',
    '-o                     cells with primary and secondary; internal',
    '--public               the same for the public: one word for all hidden cells',
    '--certificate          feasible tables that show how far hidden cells move; may be published',
    '--officer-certificate  the same with the unsafe cells named; internal',
    '--report               what is hidden and why, narrowest interval first; internal',
    '--report-page          the same as a page to read and print, in both languages; internal',
    '--public-table         the protected table as JSON (with --table)',
    'Exit 1 where the protection does not hold or is not proved: --public, --certificate and --public-table are then not written,',
    'nor is --officer-certificate where the time allowed did not suffice to make one.',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(
      args,
      {
        values: ['spec', 'data', 'table', 'policy', ...OUTPUTS],
        several: ['table'],
        outputs: OUTPUTS,
      },
      0,
      0,
    );
    options.need('o');
    const all =
      options.value('table') === undefined
        ? await fromSpec(options, context)
        : await fromTables(options, context);
    const holds = all.every(({ files }) => files.report.status === 'holds');
    for (const made of all) {
      await writeFiles(context, options, made, holds);
      const table = made.id === undefined ? '' : `${made.id}: `;
      context.print(`${table}${summary(made.files, context.language)}`);
      for (const ratio of made.ratios ?? []) context.print(ratioLine(ratio, context.language));
    }
    return holds ? 0 : 1;
  },
};

interface Made {
  readonly files: DisclosureFiles;
  /** Shares, rates and means of this table. */
  readonly ratios?: readonly RatioFiles[];
  readonly page: PageContext;
  readonly table?: unknown;
  /** Of a table among linked ones. */
  readonly id?: string;
}

/** A spec names columns and codes, and has no labels for them. */
const WITHOUT_LABELS: PageContext = { title: null, label: () => undefined };

async function fromSpec(options: Options, context: CliContext): Promise<Made[]> {
  for (const other of ['policy', 'public-table'])
    if (options.value(other) !== undefined) throw new UsageError(`--${other} goes with --table`);
  const value = await readJsonFile(context.files, options.need('spec'));
  if (isLinkedSpec(value)) return fromLinkedSpec(parseLinkedSpec(value), options, context);
  const spec = parseDisclosureSpec(value);
  const csv = await readCsv(context.files.read(options.need('data')));
  const table = await readCountTable(spec, csv.header, csv.batches);
  const protection = await protectOptions(context, spec.timeLimitSeconds);
  const result = protectCounts(table, spec, protection);
  return [{ files: disclosureFiles(result, protection.solver, null, protection), page: WITHOUT_LABELS }];
}

async function fromLinkedSpec(spec: LinkedSpec, options: Options, context: CliContext): Promise<Made[]> {
  needTableInPaths(options, 'a spec of linked tables needs');
  const csv = await readCsv(context.files.read(options.need('data')));
  const tables = await readLinkedTables(spec, csv.header, csv.batches);
  const protection = await protectOptions(context, spec.timeLimitSeconds);
  const result = protectLinked(tables, linkedRules(spec), protection);
  return linkedFiles(result, protection.solver, protection).map((each, t) => ({
    ...each,
    id: tables[t]!.id,
    page: WITHOUT_LABELS,
  }));
}

async function fromTables(options: Options, context: CliContext): Promise<Made[]> {
  for (const other of ['spec', 'data'])
    if (options.value(other) !== undefined) throw new UsageError(`--${other} does not go with --table`);
  const tables: TabulatedTable[] = [];
  for (const path of options.all('table'))
    tables.push(parseTabulatedTable(await readJsonFile(context.files, path)));
  if (tables.length > 1) needTableInPaths(options, 'several tables need');
  const [first] = tables;
  if (tables.length === 1 && first?.mean !== undefined) return fromMeans(first, options, context);
  const policy = parseDisclosurePolicy(await readJsonFile(context.files, options.need('policy')));
  const protection = await protectOptions(context, TABLE_SECONDS);
  const made =
    tables.length === 1
      ? [protectTable(tables[0]!, policy, protection)]
      : protectTogether(tables.map(withMeaning), policy, protection);
  return made.map(({ files, table }, t) => ({
    files,
    page: pageContext(tables[t]!),
    table,
    ...(tables.length === 1 ? {} : { id: nameAmong(tables, t) }),
  }));
}

/** Three tables from one: `count`, `total` and `mean`; the released table is one. */
async function fromMeans(tabulated: TabulatedTable, options: Options, context: CliContext): Promise<Made[]> {
  needTableInPaths(options, 'a table of means needs', ['public-table']);
  const policy = parseDisclosurePolicy(await readJsonFile(context.files, options.need('policy')));
  const { parts, table } = protectMeans(tabulated, policy, await protectOptions(context, TABLE_SECONDS));
  return parts.map((part) => ({
    ...part,
    page: pageContext(tabulated),
    ...(part.id === 'total' ? { table } : {}),
  }));
}

/** What a table counts, by the spec it was tabulated by. */
function withMeaning(tabulated: TabulatedTable): TogetherTable {
  const { dataset, where, table } = tabulated;
  const of = JSON.stringify([dataset.producer, dataset.id, dataset.round]);
  return { tabulated, meaning: meaningOf(builtInSpecs().table(table), where, of) };
}

/** The id of a table's spec; with its number where another table of the same spec is among them. */
function nameAmong(tables: readonly TabulatedTable[], t: number): string {
  const { table } = tables[t]!;
  const alike = tables.flatMap((each, i) => (each.table === table ? [i] : []));
  return alike.length === 1 ? table : `${table}-${alike.indexOf(t) + 1}`;
}

function needTableInPaths(options: Options, who: string, but: readonly string[] = []): void {
  for (const name of OUTPUTS)
    if (!but.includes(name) && options.value(name)?.includes(TABLE_IN_PATH) === false)
      throw new UsageError(`${who} ${TABLE_IN_PATH} in the name of each output`);
}

async function protectOptions(context: CliContext, seconds: number): Promise<ProtectOptions> {
  const solver = await context.solver();
  const end = context.clock.now() + seconds * 1000;
  return {
    solver,
    expired: () => context.clock.now() > end,
    secondsLeft: () => (end - context.clock.now()) / 1000,
    progress: (done, of) => context.progress(`${done}/${of}`),
  };
}

/** Internal files always; what may leave only where the protection holds. */
async function writeFiles(
  context: CliContext,
  options: Options,
  { files, ratios = [], page, table, id }: Made,
  mayLeave: boolean,
): Promise<void> {
  const path = (name: string, of = id) => options.value(name)?.replaceAll(TABLE_IN_PATH, of ?? TABLE_IN_PATH);
  const text = async (path: string | undefined, content: string | null): Promise<void> => {
    if (path !== undefined && content !== null)
      await context.files.write(path, new TextEncoder().encode(content));
  };
  await text(path('o'), files.cells);
  await text(path('officer-certificate'), files.officerCertificate);
  const report = path('report');
  if (report !== undefined) await writeJson(context, report, files.report);
  await text(path('report-page'), reportPage(files.report, page, context.language));
  for (const ratio of ratios) await text(path('o', ratio.id), ratio.cells);
  if (!mayLeave) return;
  for (const ratio of ratios) await text(path('public', ratio.id), ratio.public);
  await text(path('public'), files.public);
  await text(path('certificate'), files.certificate);
  const publicTable = path('public-table');
  if (publicTable !== undefined && table !== undefined) await writeJson(context, publicTable, table);
}

function summary({ report }: DisclosureFiles, language: 'id' | 'en'): string {
  const { cells, loss } = report;
  const counts =
    language === 'id'
      ? `${cells.all} sel: ${cells.primary} tidak aman, ${cells.secondary} pelindung (nilai ${loss.value}), ${cells.withheld} ditahan.`
      : `${cells.all} cells: ${cells.primary} unsafe, ${cells.secondary} protecting them (value ${loss.value}), ${cells.withheld} withheld.`;
  return `${counts} ${report.statusText[language]}`;
}

function ratioLine({ summary }: RatioFiles, language: 'id' | 'en'): string {
  const { id, shown, hidden, besideHidden, keptBack } = summary;
  return language === 'id'
    ? `${id}: ${shown} angka terbit (${besideHidden} di samping bagian tersembunyi), ${hidden} disembunyikan (${keptBack} karena akan mempersempit sel tidak aman).`
    : `${id}: ${shown} figures shown (${besideHidden} beside a hidden part), ${hidden} hidden (${keptBack} since they would narrow an unsafe cell).`;
}
