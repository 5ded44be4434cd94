import type { PublicTableJson } from '../disclosure/protect-table.ts';
import { collect, fromUtf8 } from '../exchange/bytes.ts';
import { releaseContext } from '../exchange/released/context.ts';
import {
  ALL_FORMATS,
  type ExportedFile,
  type ExportFormat,
  exportedFiles,
} from '../exchange/released/files.ts';
import { parsePublicAbout, tableFromPublic } from '../exchange/released/from-public.ts';
import { parsePublicTable } from '../exchange/released/parse.ts';
import { DomainError, label } from '../problems.ts';
import type { Dictionary } from '../statistics/dictionary.ts';
import { builtInSpecs } from '../statistics/library.ts';
import { parseTableSpec, type TableSpec } from '../statistics/table-spec.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { dictionaryOf } from './microdata-file.ts';
import { type Options, readChoice, readJsonFile, readOptions } from './options.ts';

/** Stands in the name of the output where several files are written. */
const NAME_IN_PATH = '{name}';

/** `padan export`: a released table as files for others (docs/reference/outputs.md). */
export const exportCommand: Command = {
  name: 'export',
  usage: [
    `RELEASE.json [--format ${ALL_FORMATS.join('|')}|all] [--table SPEC.json] [--dictionary D.json] [--prepared TIME] -o FILE|FOLDER/${NAME_IN_PATH}`,
    'PUBLIC.csv --about ABOUT.json [--format ...] [--dictionary D.json] [--prepared TIME] -o ...',
    'RELEASE.json  a released table: table.json of a release, or what protect --public-table writes',
    'PUBLIC.csv    the public cells of protect --spec; --about has title, unit, period, labels and source',
    '--format      several by comma; all where left out, and then what fits the table',
    '--table       spec of the table where it is none that comes with Padan',
    '--dictionary  dictionary of its dataset: a file, or the name of one that comes with Padan',
    '--prepared    time that files say they were made at, such as 2026-01-13T03:00:00Z; now where left out',
    `-o            one file, in the language of --lang where there are two; with ${NAME_IN_PATH} every file by its own name`,
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(
      args,
      { values: ['format', 'table', 'about', 'dictionary', 'prepared', 'o'] },
      1,
      1,
    );
    const out = options.need('o');
    const asked = formatsOf(options.value('format') ?? 'all');
    if (asked.formats.length > 1 && !out.includes(NAME_IN_PATH))
      throw new UsageError(`several formats need ${NAME_IN_PATH} in -o`);
    const prepared = preparedAt(options.value('prepared'), context);
    const { table, spec, hierarchies } = await released(options, context);
    const dictionary = await dictionaryFor(context, options.value('dictionary'), table.dataset.id);
    const release = releaseContext(table, spec, dictionary, builtInSpecs(), hierarchies);
    const files = await exportedFiles(table, release, prepared, asked.formats);
    if (!asked.all) refuseMissing(asked.formats, files);
    await writeFiles(context, out, files);
    return 0;
  },
};

interface ReleasedInput {
  readonly table: PublicTableJson;
  readonly spec: TableSpec | null;
  readonly hierarchies?: ReadonlyMap<string, readonly string[]>;
}

async function released(options: Options, context: CliContext): Promise<ReleasedInput> {
  const path = options.positionals[0]!;
  const [about, specPath] = [options.value('about'), options.value('table')];
  if (/\.csv(\.gz)?$/i.test(path)) {
    if (specPath !== undefined) throw new UsageError('--table does not go with PUBLIC.csv: --about says it');
    return fromPublicCsv(path, options.need('about'), context);
  }
  if (about !== undefined) throw new UsageError('--about goes with PUBLIC.csv');
  const table = parsePublicTable(await readJsonFile(context.files, path));
  const spec =
    specPath === undefined
      ? builtInSpecs().table(table.table)
      : parseTableSpec(await readJsonFile(context.files, specPath));
  return { table, spec };
}

/** @throws {DomainError} `disclosure-public-not-valid` besides those of the description. */
async function fromPublicCsv(path: string, aboutPath: string, context: CliContext): Promise<ReleasedInput> {
  const about = parsePublicAbout(await readJsonFile(context.files, aboutPath));
  const text = fromUtf8(await collect(context.files.read(path)));
  if (text === null) throw new DomainError('disclosure-public-not-valid', { row: 0 });
  const hierarchies = about.dimensions.map(
    ({ name, hierarchy }) => [name, hierarchy === undefined ? [] : [hierarchy]] as const,
  );
  return {
    table: tableFromPublic(text, about, builtInSpecs()),
    spec: null,
    hierarchies: new Map(hierarchies),
  };
}

function formatsOf(given: string): { readonly formats: readonly ExportFormat[]; readonly all: boolean } {
  if (given === 'all') return { formats: ALL_FORMATS, all: true };
  return { formats: given.split(',').map((each) => readChoice(each, ALL_FORMATS, 'format')), all: false };
}

/** A time with its zone, to the second. */
function preparedAt(given: string | undefined, { clock }: CliContext): string {
  if (given === undefined) return new Date(clock.now()).toISOString();
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(given)
    ? Date.parse(given)
    : NaN;
  if (Number.isNaN(time))
    throw new UsageError('--prepared takes a time with its zone, such as 2026-01-13T03:00:00Z');
  return new Date(time).toISOString();
}

/** The dictionary given, or the one of the dataset's name that comes with Padan; none where there is none. */
async function dictionaryFor(
  context: CliContext,
  given: string | undefined,
  id: string,
): Promise<Dictionary | null> {
  if (given !== undefined) return dictionaryOf(context, given);
  try {
    return builtInSpecs().dictionary(id);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'dictionary-unknown') return null;
    throw error;
  }
}

function refuseMissing(asked: readonly ExportFormat[], files: readonly ExportedFile[]): void {
  const missing = asked.find((format) => !files.some((each) => each.format === format));
  if (missing !== undefined) throw new DomainError('format-not-for-table', { format: label(missing) });
}

async function writeFiles(context: CliContext, out: string, files: readonly ExportedFile[]): Promise<void> {
  if (out.includes(NAME_IN_PATH)) {
    for (const { name, bytes } of files) {
      const path = out.replaceAll(NAME_IN_PATH, name);
      await context.files.write(path, bytes);
      context.print(path);
    }
    return;
  }
  const own = files.find(({ name }) => name.includes(`.${context.language}.`)) ?? files[0]!;
  await context.files.write(out, own.bytes);
}
