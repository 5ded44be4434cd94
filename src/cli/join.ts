import { NOT_HARDENED } from '../pprl/hardened.ts';
import { joinFile } from '../usecases/join-file.ts';
import { loadIdentity } from '../usecases/keys.ts';
import { readRowResults } from '../usecases/row-results.ts';
import type { Command } from './command.ts';
import { readOptions, rereadable } from './options.ts';
import { ORDER_USAGE, ORDER_VALUES, readOrder } from './order.ts';

/** `padan join`: the result back on the sender's own rows (docs/reference/formats.md, Row for row). */
export const joinCommand: Command = {
  name: 'join',
  usage: [
    'RESULT --order MAP IN.csv -o OUT.csv [--identity ID]',
    'RESULT        padan-row-result/1 of the linkage unit, or padan-links/1 where your file was the first',
    '--order       the order map that `padan encode` wrote',
    ...ORDER_USAGE,
    'IN.csv        the CSV that was encoded, unchanged',
    '--identity    identity file that opens the flags of the letter',
    '-o            as many rows as IN.csv, in its order, with status_padan, catatan and the flags',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: [...ORDER_VALUES, 'identity', 'o'] }, 2, 2);
    const [result, input] = options.positionals as [string, string];
    const { files } = context;
    const out = options.need('o');
    const identity = options.value('identity');
    const order = await readOrder(context, options, input);
    const ageIdentity = identity === undefined ? null : (await loadIdentity(files, identity)).ageIdentity;
    const results = await readRowResults(files.read(result), ageIdentity);
    if (!results.hardened) context.note(NOT_HARDENED[context.language]);
    let summary = '';
    const job = {
      input: rereadable(files, input),
      order,
      results,
      onCounts: (counts: ReadonlyMap<string, number>) => {
        summary = [...counts].map(([status, rows]) => `${status} ${rows}`).join(', ');
      },
    };
    await files.write(out, joinFile(job), { secret: true });
    if (out !== '-') context.print(`${order.rows.length} rows: ${summary}`);
    return 0;
  },
};
