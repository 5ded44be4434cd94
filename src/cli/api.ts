import { fetchFrom, type Sent } from '../usecases/call-service.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { type Options, readChoice, readJsonFile, readOptions } from './options.ts';
import { readApiKey, serverAddress } from './server.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** `padan api`: any action of the service that has no verb of its own; the same on every system's command line. */
export const apiCommand: Command = {
  name: 'api',
  usage: [
    'METHOD PATH --server URL --api-key-file F [--json BODY.json | --file FILE --type TYPE] [-o OUT]',
    "METHOD PATH     as in the service's /openapi.json, such as GET /releases",
    '--json          file with the JSON to send; - for standard input',
    '--file, --type  file to send as it is, and its media type, such as text/csv',
    '-o              where the answer goes; standard output where left out',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(
      args,
      { values: ['server', 'api-key-file', 'json', 'file', 'type', 'o'] },
      2,
      2,
    );
    const [word, path] = options.positionals as [string, string];
    const method = readChoice(word.toUpperCase(), METHODS, 'METHOD');
    if (!path.startsWith('/')) throw new UsageError('PATH begins with /');
    const door = {
      server: serverAddress(options.need('server')),
      apiKey: await readApiKey(context.files, options.need('api-key-file')),
      language: context.language,
      fetch: context.fetch,
    };
    const response = await fetchFrom(door, method, path, await readSent(options, context));
    const out = options.value('o') ?? '-';
    await context.files.write(out, response.body ?? new Uint8Array(0));
    return 0;
  },
};

async function readSent(options: Options, { files }: CliContext): Promise<Sent> {
  const [json, file, type] = [options.value('json'), options.value('file'), options.value('type')];
  if (json !== undefined && file !== undefined) throw new UsageError('--json or --file, not both');
  if ((file === undefined) !== (type === undefined)) throw new UsageError('--file and --type go together');
  if (json !== undefined) return { json: await readJsonFile(files, json) };
  if (file === undefined) return {};
  return { bytes: new Uint8Array(await files.readAll(file)), type: type! };
}
