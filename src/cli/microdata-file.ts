import { readCsv } from '../exchange/csv.ts';
import { type Dictionary, parseDictionary } from '../statistics/dictionary.ts';
import { builtInSpecs } from '../statistics/library.ts';
import type { MicrodataRows } from '../statistics/tabulate.ts';
import { type CliContext, UsageError } from './command.ts';
import { readJsonFile } from './options.ts';

/** The microdata file as rows, as a stream; `.gz` is unpacked on the way. */
export async function readMicrodata({ files }: CliContext, path: string): Promise<MicrodataRows> {
  if (path.endsWith('.parquet')) throw new UsageError('Parquet is not read yet; give CSV');
  return readCsv(files.read(path));
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
