import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { collect, fromUtf8 } from '../exchange/bytes.ts';
import type { Files } from '../ports/files.ts';
import { DomainError } from '../problems.ts';
import { UsageError } from './command.ts';

/** Options of one verb: those with a value, and flags. `o` is written `-o`. */
export interface OptionNames {
  readonly values: readonly string[];
  readonly flags?: readonly string[];
  /** Of the values, those that may be given several times. */
  readonly several?: readonly string[];
  /** Of the values, those that name a file to write: no two may name the same one. */
  readonly outputs?: readonly string[];
}

export interface Options {
  readonly positionals: readonly string[];
  /** The value, or undefined where the option was not given. */
  value(name: string): string | undefined;
  /** Every value, in the order given. */
  all(name: string): readonly string[];
  /** @throws {UsageError} where the option was not given. */
  need(name: string): string;
  flag(name: string): boolean;
}

/**
 * The arguments of one verb, each option at most once but for `several`.
 * @throws {UsageError} for an unknown option, one without its value, one given twice, two outputs in one file,
 *   or positionals outside `least` to `most`. The message names options, never what was typed as a value.
 */
export function readOptions(
  args: readonly string[],
  names: OptionNames,
  least: number,
  most: number,
): Options {
  const option = (type: 'string' | 'boolean') => (name: string) =>
    [name, { type, multiple: true, ...(name.length === 1 ? { short: name } : {}) }] as const;
  const options = Object.fromEntries([
    ...names.values.map(option('string')),
    ...(names.flags ?? []).map(option('boolean')),
  ]);
  const parsed = parse(args, options);
  if (parsed.positionals.length < least || parsed.positionals.length > most)
    throw new UsageError(
      least === most
        ? `takes ${least} file(s), got ${parsed.positionals.length}`
        : `takes ${least} or more files, got ${parsed.positionals.length}`,
    );
  for (const [name, given] of Object.entries(parsed.values))
    if (given.length > 1 && !names.several?.includes(name))
      throw new UsageError(`${written(name)} is given twice`);
  const value = (name: string): string | undefined => {
    const given = parsed.values[name]?.[0];
    return typeof given === 'string' ? given : undefined;
  };
  refuseSharedOutput(names.outputs ?? [], value);
  return {
    positionals: parsed.positionals,
    value,
    all: (name) => (parsed.values[name] ?? []).filter((each) => typeof each === 'string'),
    need(name) {
      const given = value(name);
      if (given === undefined || given === '') throw new UsageError(`${written(name)} is missing`);
      return given;
    },
    flag: (name) => parsed.values[name]?.[0] === true,
  };
}

function parse(
  args: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple: true; short?: string }>,
): { positionals: string[]; values: Record<string, (string | boolean)[]> } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    });
    return { positionals, values: values as Record<string, (string | boolean)[]> };
  } catch (error) {
    const name = withoutValue(error, Object.keys(options));
    if (name !== null)
      throw new UsageError(
        `${written(name)} takes a value; one that begins with - is written ${written(name)}${name.length === 1 ? '' : '='}VALUE`,
      );
    throw new UsageError(`options are ${Object.keys(options).map(written).join(', ')}`);
  }
}

/** The option that parseArgs found without its value; its message may hold what was typed, and is not repeated. */
function withoutValue(error: unknown, names: readonly string[]): string | null {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'))
    return null;
  const [, short, long] =
    /^Option '(?:-(\w))?(?:, )?(?:--([\w-]+))?(?: <value>)?' argument (?:missing|is ambiguous)/.exec(
      error.message,
    ) ?? [];
  return names.find((name) => name === long || name === short) ?? null;
}

/** The later of two outputs in one file would take the place of the earlier, which would be lost. */
function refuseSharedOutput(outputs: readonly string[], value: (name: string) => string | undefined): void {
  const taken = new Map<string, string>();
  for (const name of outputs) {
    const given = value(name);
    if (given === undefined) continue;
    const path = given === '-' ? given : resolve(given);
    const other = taken.get(path);
    if (other !== undefined)
      throw new UsageError(`${written(other)} and ${written(name)} name the same file`);
    taken.set(path, name);
  }
}

function written(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

/** A number written in decimals. @throws {UsageError}. */
export function readNumber(text: string, name: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new UsageError(`${written(name)} takes a number`);
  return number;
}

/** The word, if it is one of `words`. @throws {UsageError}. */
export function readChoice<T extends string>(text: string, words: readonly T[], name: string): T {
  const word = words.find((known) => known === text);
  if (word === undefined) throw new UsageError(`${written(name)} is one of ${words.join(', ')}`);
  return word;
}

/** The JSON value of a file. @throws {DomainError} `json-invalid`. */
export async function readJsonFile(files: Files, path: string): Promise<unknown> {
  try {
    return JSON.parse(fromUtf8(await files.readAll(path)) ?? '');
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('json-invalid');
  }
}

/** A file that can be read more than once. Standard input cannot, so it is kept in memory. */
export function rereadable(files: Files, path: string): () => AsyncIterable<Uint8Array> {
  if (path !== '-') return () => files.read(path);
  let kept: Promise<Uint8Array> | undefined;
  return async function* () {
    kept ??= collect(files.read(path));
    yield await kept;
  };
}
