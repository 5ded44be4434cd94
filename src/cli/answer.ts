import { type RequestLine, readRequest } from '../exchange/row-for-row.ts';
import { answerRequest } from '../usecases/answer-request.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';
import { ORDER_USAGE, ORDER_VALUES, readOrder } from './order.ts';

/** `padan answer`: the register holder seals the flags of a letter (Lampiran 3). */
export const answerCommand: Command = {
  name: 'answer',
  usage: [
    'REQUEST --recipient AGE --order MAP REGISTER.csv -o FLAGS [--flags FLAGS.csv]',
    'REQUEST       padan-register-request/1 of the linkage unit; it names the letter and its flags',
    '--recipient   age recipient of the requester, from the requester itself: what the unit says is held against it',
    '--order       the order map of the register as it was encoded',
    ...ORDER_USAGE,
    'REGISTER.csv  the CSV that was encoded, unchanged',
    '--flags       a CSV with the flags, where REGISTER.csv has none: the same rows in the same order, with at',
    '              least one column of REGISTER.csv to show it. Only columns named in the letter are taken',
    '-o            padan-flags/1, sealed to the requester, for the linkage unit',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['recipient', ...ORDER_VALUES, 'flags', 'o'] }, 2, 2);
    const [request, register] = options.positionals as [string, string];
    const { files } = context;
    const out = options.need('o');
    const recipient = options.need('recipient');
    const { header, lines: reading } = await readRequest(files.read(request));
    const lines: RequestLine[] = [];
    for await (const line of reading) lines.push(line);
    const order = await readOrder(context, options, register);
    const flagsPath = options.value('flags');
    const job = {
      header,
      lines,
      recipient,
      order,
      register: () => files.read(register),
      flags: flagsPath === undefined ? null : () => files.read(flagsPath),
    };
    await files.write(out, await answerRequest(job, context.randomness));
    const { number, flags } = header.letter;
    if (out !== '-') context.print(`${lines.length} rows, letter ${number}, flags: ${flags.join(', ')}`);
    return 0;
  },
};
