import { utf8 } from '../exchange/bytes.ts';
import { parseManifest } from '../exchange/manifest.ts';
import { sendFile } from '../usecases/send-file.ts';
import { type Command, UsageError } from './command.ts';
import { readJsonFile, readNumber, readOptions, rereadable } from './options.ts';
import { readApiKey, serverAddress } from './server.ts';

const MEGABYTE = 1_000_000;
const MOST_MEGABYTES = 50;

/** `padan submit`: an encoded file to a service, resumable, with a receipt. */
export const submitCommand: Command = {
  name: 'submit',
  usage: [
    'ENCODED --server URL --api-key-file F -o RECEIPT.json [--manifest M.json] [--chunk-mb 8]',
    'ENCODED         the file that `padan encode` wrote',
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
      { values: ['server', 'api-key-file', 'manifest', 'chunk-mb', 'o'] },
      1,
      1,
    );
    const { files } = context;
    const [path] = options.positionals as [string];
    const megabytes = readNumber(options.value('chunk-mb') ?? '8', 'chunk-mb');
    if (!(megabytes >= 1 && megabytes <= MOST_MEGABYTES)) throw new UsageError('--chunk-mb is 1 to 50');
    const out = options.need('o');
    const manifest = parseManifest(
      await readJsonFile(files, options.value('manifest') ?? `${path}.manifest.json`),
    );
    const apiKey = await readApiKey(files, options.need('api-key-file'));
    const receipt = await sendFile({
      door: {
        server: serverAddress(options.need('server')),
        apiKey,
        language: context.language,
        fetch: context.fetch,
      },
      manifest,
      file: rereadable(files, path),
      chunkBytes: Math.floor(megabytes * MEGABYTE),
      wait: context.wait,
      onProgress: (done, of) => context.progress(`send ${done} of ${of} chunks`),
    });
    await files.write(out, utf8(`${JSON.stringify(receipt, null, 2)}\n`));
    if (out !== '-') context.print(`${manifest.rows} rows submitted and accepted`);
    return 0;
  },
};
