import { parseRecordType } from '../agreement/record.ts';
import { checkColumnsOf, createRecordCheck, type RecordCheck } from '../agreement/record-check.ts';
import { isName } from '../exchange/encoded-header.ts';
import { createRecordEncoder } from '../pprl/encoder.ts';
import { NOT_HARDENED } from '../pprl/hardened.ts';
import { type KeyFile, keyFingerprint, readKeyFile } from '../pprl/keys.ts';
import { type LinkageSchema, parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError, label, problemEntry } from '../problems.ts';
import { type EncodeJob, encodeForClkhash, encodeForPadan, type Survey } from '../usecases/encode-file.ts';
import { loadIdentity } from '../usecases/keys.ts';
import type { CappedFile } from '../usecases/token-cap.ts';
import type { CliContext, Command } from './command.ts';
import { UsageError } from './command.ts';
import { type Options, readChoice, readJsonFile, readOptions, rereadable } from './options.ts';

/** `padan encode`: an agency's CSV to the file that may leave it (docs/reference/formats.md, Linkage). */
export const encodeCommand: Command = {
  name: 'encode',
  usage: [
    '--schema S.json --key-file K [--format padan|clkhash] [--record R.json] [--trim] IN.csv -o OUT',
    '--schema      linkage schema: clkhash v3 or Padan',
    '--key-file    project key (`padan keys project`), or the secret of the clkhash profile',
    '--format      padan (default): encoded file, order map and signed manifest; clkhash: {"clks": [...]}',
    '--record      record type to hold the rows against; the one the schema names where it comes with Padan',
    '--codelists   code lists the record type names besides those that come with Padan: L1.json,L2.json',
    '--trim        strip spaces around cells before they are encoded',
    '--custodian   who encodes (padan format)',
    '--identity    identity file that signs the manifest (padan format; `padan keys identity`)',
    '--project     project id (padan format; where left out, the one in the key file)',
    '--recipient   age recipient of the payload; exactly where the schema has payload columns',
    '--order       where the order map goes; OUT.order.ndjson where left out. It stays with you',
    '--accept-leakage',
    '              write the file even where its leakage lambda is above 0.02; the manifest says so (padan format)',
    '--manifest    where the manifest goes; OUT.manifest.json where left out',
    '-o            the encoded file',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(
      args,
      {
        values: [
          'schema',
          'key-file',
          'format',
          'custodian',
          'identity',
          'project',
          'recipient',
          'order',
          'manifest',
          'record',
          'codelists',
          'o',
        ],
        flags: ['trim', 'accept-leakage'],
        outputs: ['o', 'order', 'manifest'],
      },
      1,
      1,
    );
    const format = readChoice(options.value('format') ?? 'padan', ['padan', 'clkhash'], 'format');
    const schemaPath = options.need('schema');
    const schema = parseLinkageSchema(await readJsonFile(context.files, schemaPath), 'linkage schema');
    const key = readKeyFile(await context.files.readAll(options.need('key-file')), schema.profile);
    const record = await recordCheckFor(context, schema, options);
    const job: EncodeJob = {
      input: rereadable(context.files, options.positionals[0]!),
      schema,
      encoder: createRecordEncoder(schema, key.key),
      trim: options.flag('trim'),
      ...(record === undefined ? {} : { record }),
      onProgress: (pass: 1 | 2, rows: number) =>
        context.progress(`${pass === 1 ? 'check' : 'encode'} ${rows.toLocaleString('en')} rows`),
    };
    if (format === 'clkhash') await writeClkhash(context, options, job);
    else await writePadan(context, options, job, schema, key);
    return 0;
  },
};

/**
 * What the rows are held against: the record type of `--record`, or of the id that the linkage schema names.
 * Record types and their code lists are large and loaded here only.
 */
async function recordCheckFor(
  { files }: CliContext,
  schema: LinkageSchema,
  options: Options,
): Promise<RecordCheck | undefined> {
  const path = options.value('record');
  const lists: unknown[] = [];
  for (const file of options.value('codelists')?.split(',') ?? [])
    lists.push(await readJsonFile(files, file));
  const { builtInRecordType, recordReferences } = await import('../agreement/record-library.ts');
  const record =
    path === undefined
      ? builtInRecordType(schema.recordType)
      : parseRecordType(await readJsonFile(files, path));
  if (record === undefined) return undefined;
  checkColumnsOf(record, schema.columns);
  return createRecordCheck(record, recordReferences(lists));
}

async function writeClkhash(context: CliContext, options: Options, job: EncodeJob): Promise<void> {
  for (const name of ['custodian', 'identity', 'project', 'recipient', 'order', 'manifest'])
    if (options.value(name) !== undefined) throw new UsageError(`--${name} goes with --format padan`);
  if (options.flag('accept-leakage')) throw new UsageError('--accept-leakage goes with --format padan');
  const out = options.need('o');
  const survey = await encodeForClkhash(job, out, context.files);
  noteWarnings(context, job.schema, survey);
  if (out !== '-') context.print(`${survey.rows} rows encoded`);
  context.note(NOT_HARDENED[context.language]);
}

async function writePadan(
  context: CliContext,
  options: Options,
  job: EncodeJob,
  schema: LinkageSchema,
  key: KeyFile,
): Promise<void> {
  const out = options.need('o');
  const paths = {
    encoded: out,
    order: options.value('order') ?? beside(out, 'order.ndjson', 'order'),
    manifest: options.value('manifest') ?? beside(out, 'manifest.json', 'manifest'),
  };
  const project = options.value('project') ?? key.project;
  if (project === null) throw new UsageError('--project is missing');
  if (key.project !== null && key.project !== project) throw new DomainError('key-project-differs');
  const custodian = options.need('custodian');
  if (!isName(project))
    throw new UsageError('--project is 1 to 64 letters, digits, dots, dashes or underscores');
  if (!isName(custodian))
    throw new UsageError('--custodian is 1 to 64 letters, digits, dots, dashes or underscores');
  const { signingSeed } = await loadIdentity(context.files, options.need('identity'));
  const padan = {
    ...job,
    project,
    custodian,
    keyFingerprint: keyFingerprint(key.key, project),
    signingSeed,
    recipient: options.value('recipient') ?? null,
    acceptLeakage: options.flag('accept-leakage'),
  };
  const { survey, manifest, blocking } = await encodeForPadan(padan, paths, context);
  noteWarnings(context, schema, survey);
  if (out !== '-') {
    context.print(`${survey.rows} rows encoded, sha256 ${manifest.sha256}`);
    context.print(`key fingerprint ${manifest.keyFingerprint}, schema ${manifest.schema.hash}`);
    if (manifest.leakageLambda !== null) context.print(`leakage lambda ${manifest.leakageLambda}`);
  }
  if (blocking !== null) noteCap(context, blocking, survey.rows);
  if (!manifest.hardened) context.note(NOT_HARDENED[context.language]);
}

function beside(out: string, ending: string, option: string): string {
  if (out === '-') throw new UsageError(`--${option} is missing (the output goes to standard output)`);
  return `${out}.${ending}`;
}

/** What the cap on blocking tokens left out, and what it costs at most. */
function noteCap(
  { note, language }: CliContext,
  { mostRows, passes, lostRows }: CappedFile,
  rows: number,
): void {
  const share = ((100 * lostRows) / Math.max(1, rows)).toFixed(2);
  for (const { name, rows: keyed, cappedRows } of passes)
    note(
      language === 'id'
        ? `blok ${name}: ${keyed} baris bertoken; ${cappedRows} baris kehilangan token yang ada pada lebih dari ${mostRows} baris`
        : `block ${name}: ${keyed} rows with a token; ${cappedRows} rows lost one that more than ${mostRows} rows have`,
    );
  if (lostRows > 0)
    note(
      language === 'id'
        ? `${lostRows} baris (${share} %) tidak lagi bertoken blok: hanya tahap persis yang dapat menautkannya`
        : `${lostRows} rows (${share} %) have no blocking token left: only the exact stage can link them`,
    );
}

function noteWarnings({ note, language }: CliContext, schema: LinkageSchema, { warnings }: Survey): void {
  for (const code of schema.warnings) note(`${problemEntry(code)[language].title} [${code}]`);
  for (const { column, code, rows } of warnings) {
    const name = label(schema.columns[column - 1]?.name ?? '');
    note(
      `${problemEntry(code)[language].title} [${code}]: ${name}, ${rows} ${language === 'id' ? 'baris' : 'rows'}`,
    );
  }
}
