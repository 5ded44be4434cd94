import { loadIdentity } from '../usecases/keys.ts';
import { unsealFile } from '../usecases/unseal-file.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';

/** `padan unseal`: the receiver opens the payload columns. */
export const unsealCommand: Command = {
  name: 'unseal',
  usage: [
    'ENCODED --identity ID -o PAYLOAD.csv',
    '--identity    identity file of the receiver the payload was sealed to',
    '-o            column row (position in the encoded file, from 0), then the payload columns',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['identity', 'o'] }, 1, 1);
    const out = options.need('o');
    const { ageIdentity } = await loadIdentity(context.files, options.need('identity'));
    await context.files.write(out, unsealFile(context.files.read(options.positionals[0]!), ageIdentity), {
      secret: true,
    });
    return 0;
  },
};
