import { readCsv } from '../exchange/csv.ts';
import type { MicrodataRows } from '../statistics/tabulate.ts';
import { type CliContext, UsageError } from './command.ts';

/** The microdata file as rows, as a stream; `.gz` is unpacked on the way. */
export async function readMicrodata({ files }: CliContext, path: string): Promise<MicrodataRows> {
  if (path.endsWith('.parquet')) throw new UsageError('Parquet is not read yet; give CSV');
  return readCsv(files.read(path));
}

/** `value` as one line of JSON, as a file. */
export async function writeJson({ files }: CliContext, path: string, value: unknown): Promise<void> {
  await files.write(path, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}
