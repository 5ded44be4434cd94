import { utf8 } from '../exchange/bytes.ts';
import { parseManifest } from '../exchange/manifest.ts';
import { NOT_HARDENED } from '../pprl/hardened.ts';
import { DomainError } from '../problems.ts';
import { type BareFormat, countBareFilters } from '../usecases/bare-filters.ts';
import { Digest } from '../usecases/digest.ts';
import { type Announced, announcedByManifest, announcedFilters, sendFile } from '../usecases/send-file.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { type Options, readChoice, readJsonFile, readNumber, readOptions, rereadable } from './options.ts';
import { readApiKey, serverAddress } from './server.ts';

const MEGABYTE = 1_000_000;
const MOST_MEGABYTES = 50;
const FORMATS = { clkhash: 'clkhash-json', raw: 'raw-filters' } as const;

/** `padan submit`: an encoded file to a service, resumable, with a receipt. */
export const submitCommand: Command = {
  name: 'submit',
  usage: [
    'ENCODED --server URL --api-key-file F -o RECEIPT.json [--manifest M.json] [--format padan|clkhash|raw] [--chunk-mb 8]',
    'ENCODED         the file that `padan encode` wrote, or filters of clkhash or anonlink',
    '--format        padan (default); clkhash: {"clks": [...]}; raw: filters back to back. The last two go to',
    '                projects in the clkhash profile only, and are not hardened',
    '--project       project id (clkhash and raw)',
    '--rows, --bits  how many filters there are and how long they are: needed for raw, held against the file for both',
    '--server        address of the service, such as https://padan.example.go.id',
    '--api-key-file  file that holds your API key and nothing else',
    '--manifest      its manifest; ENCODED.manifest.json where left out',
    '--chunk-mb      megabytes sent at a time, 1 to 50',
    '-o              the receipt, with the signed head of the audit log: keep it',
    'Interrupted? Run the same command again: only what is missing is sent.',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(
      args,
      {
        values: ['server', 'api-key-file', 'manifest', 'format', 'project', 'rows', 'bits', 'chunk-mb', 'o'],
      },
      1,
      1,
    );
    const { files } = context;
    const [path] = options.positionals as [string];
    const megabytes = readNumber(options.value('chunk-mb') ?? '8', 'chunk-mb');
    if (!(megabytes >= 1 && megabytes <= MOST_MEGABYTES)) throw new UsageError('--chunk-mb is 1 to 50');
    const out = options.need('o');
    const file = rereadable(files, path);
    const format = readChoice(options.value('format') ?? 'padan', ['padan', 'clkhash', 'raw'], 'format');
    const announced =
      format === 'padan'
        ? await ofManifest(context, options, path)
        : await ofFilters(context, options, FORMATS[format], file);
    const apiKey = await readApiKey(files, options.need('api-key-file'));
    const receipt = await sendFile({
      door: {
        server: serverAddress(options.need('server')),
        apiKey,
        language: context.language,
        fetch: context.fetch,
      },
      announced: announced.file,
      file,
      chunkBytes: Math.floor(megabytes * MEGABYTE),
      wait: context.wait,
      onProgress: (done, of) => context.progress(`send ${done} of ${of} chunks`),
    });
    await files.write(out, utf8(`${JSON.stringify(receipt, null, 2)}\n`));
    if (out !== '-') context.print(`${announced.rows} rows submitted and accepted`);
    return 0;
  },
};

interface Announcement {
  readonly file: Announced;
  readonly rows: number;
}

async function ofManifest({ files }: CliContext, options: Options, path: string): Promise<Announcement> {
  for (const name of ['project', 'rows', 'bits'])
    if (options.value(name) !== undefined)
      throw new UsageError(`--${name} goes with --format clkhash or raw`);
  const json = await readJsonFile(files, options.value('manifest') ?? `${path}.manifest.json`);
  const manifest = parseManifest(json);
  return { file: announcedByManifest(manifest), rows: manifest.rows };
}

/** The file is read before anything is sent: a wrong filter is told here, by its position. */
async function ofFilters(
  { note, language }: CliContext,
  options: Options,
  format: BareFormat,
  file: () => AsyncIterable<Uint8Array>,
): Promise<Announcement> {
  if (options.value('manifest') !== undefined) throw new UsageError('--manifest goes with --format padan');
  const project = options.need('project');
  const [declaredRows, declaredBits] = ['rows', 'bits'].map((name) => {
    const given = format === 'raw-filters' ? options.need(name) : options.value(name);
    return given === undefined ? null : readNumber(given, name);
  }) as [number | null, number | null];
  const digest = new Digest();
  const { rows, bits } = await countBareFilters(format, digest.through(file()), declaredBits);
  if (declaredRows !== null && declaredRows !== rows)
    throw new DomainError('encoded-row-count', { expected: declaredRows, found: rows });
  note(NOT_HARDENED[language]);
  const { bytes } = digest;
  return { file: announcedFilters(project, { format, rows, bits, bytes, sha256: digest.sha256() }), rows };
}
