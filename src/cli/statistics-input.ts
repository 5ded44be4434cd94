/** What `tabulate` and `estimate` share: options, spec files and microdata from the user's own machine. */
import { parseArgs } from 'node:util';
import { fromUtf8 } from '../exchange/bytes.ts';
import { readCsv } from '../exchange/csv.ts';
import { DomainError, label } from '../problems.ts';
import type { MicrodataRows } from '../statistics/tabulate.ts';
import { type CliContext, UsageError } from './command.ts';

/** Options by name, each once; `out` is also `-o`. @throws {UsageError} unknown, repeated, missing or empty ones. */
export function readOptions(
  args: readonly string[],
  required: readonly string[],
  optional: readonly string[],
): Record<string, string | undefined> {
  const names = [...required, ...optional];
  const option = (name: string) => ({
    type: 'string' as const,
    multiple: true as const,
    ...(name === 'out' ? { short: 'o' } : {}),
  });
  const options = Object.fromEntries(names.map((name) => [name, option(name)]));
  let values: Record<string, string[] | undefined>;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }));
  } catch {
    throw new UsageError(`options are ${names.map(written).join(', ')}`);
  }
  for (const name of names)
    if ((values[name]?.length ?? 0) > 1) throw new UsageError(`${written(name)} is given more than once`);
  for (const name of required) if (!values[name]?.[0]) throw new UsageError(`${written(name)} is missing`);
  return Object.fromEntries(names.map((name) => [name, values[name]?.[0]]));
}

const written = (name: string): string => (name === 'out' ? '-o' : `--${name}`);

/** The JSON value in the file. @throws {DomainError} `spec-invalid` where it is none. */
export async function readJson(context: CliContext, path: string, what: string): Promise<unknown> {
  const text = fromUtf8(await context.files.readAll(path));
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    throw new DomainError('spec-invalid', { spec: label(what), reasons: [label('/: not JSON in UTF-8')] });
  }
}

/** The microdata file as rows, as a stream. */
export async function readMicrodata(context: CliContext, path: string): Promise<MicrodataRows> {
  if (path.endsWith('.parquet')) throw new UsageError('Parquet is not read yet; give CSV');
  return readCsv(context.files.read(path));
}

/** `value` as one line of JSON, as a file. */
export async function writeJson(context: CliContext, path: string, value: unknown): Promise<void> {
  await context.files.write(path, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
}
