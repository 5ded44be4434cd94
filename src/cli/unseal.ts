import { label } from '../problems.ts';
import { listName } from '../statistics/codelist.ts';
import type { CodeListLibrary } from '../statistics/codelist-library.ts';
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
    'Tells by which code list, of which version, each coded column is coded, and where yours is another version',
    '-o            column row (position in the encoded file, from 0), then the payload columns',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['identity', 'o'] }, 1, 1);
    const out = options.need('o');
    const { ageIdentity } = await loadIdentity(context.files, options.need('identity'));
    const { codeLists } = (await import('../agreement/record-library.ts')).recordReferences();
    const told = (column: string, list: string) => {
      const here = otherVersion(list, codeLists);
      if (here !== null) context.note(`${label(column)}: ${label(list)} (${label(here)})`);
      else if (out !== '-') context.print(`${label(column)}: ${label(list)}`);
    };
    const payload = unsealFile(context.files.read(options.positionals[0]!), ageIdentity, told);
    await context.files.write(out, payload, { secret: true });
    return 0;
  },
};

/** The list at hand where it is of another version than the one the file was coded by. */
function otherVersion(list: string, library: CodeListLibrary): string | null {
  const known = library.all().find(({ id }) => list.startsWith(`${id} `));
  return known === undefined || listName(known) === list ? null : listName(known);
}
