import { readCsv } from '../exchange/csv.ts';
import { type Dictionary, parseDictionary } from '../statistics/dictionary.ts';
import { builtInSpecs } from '../statistics/library.ts';
import { readMicrodataAs } from '../statistics/microdata-formats.ts';
import type { MicrodataRows } from '../statistics/tabulate.ts';
import { type CliContext, UsageError } from './command.ts';
import { readJsonFile } from './options.ts';

/**
 * The microdata file as rows: CSV as a stream, `.gz` unpacked on the way; XLSX and Parquet by their ending.
 * @param dictionary says which cells of a workbook or Parquet file must be text; CSV alone does without.
 */
export async function readMicrodata(
  { files }: CliContext,
  path: string,
  dictionary: Dictionary | null = null,
): Promise<MicrodataRows> {
  const ending = /\.(xlsx|parquet)$/i.exec(path)?.[1]?.toLowerCase() as 'xlsx' | 'parquet' | undefined;
  if (ending === undefined) return readCsv(files.read(path));
  if (dictionary === null) throw new UsageError(`reading .${ending} needs --dictionary`);
  return readMicrodataAs(ending, files.read(path), dictionary);
}

/** The dictionary in a `.json` file, or the one of that name that comes with Padan. */
export async function dictionaryOf(context: CliContext, given: string): Promise<Dictionary> {
  if (given.endsWith('.json')) return parseDictionary(await readJsonFile(context.files, given));
  return builtInSpecs().dictionary(given);
}

/** `value` as one line of JSON, as a file. */
export async function writeJson({ files }: CliContext, path: string, value: unknown): Promise<void> {
  await files.write(path, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}
