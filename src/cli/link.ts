import { anonlinkJsonParts, padanLinksJson } from '../exchange/links.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import { NOT_HARDENED } from '../pprl/hardened.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { linkAnonlink, linkPadan, readFilters } from '../usecases/link-files.ts';
import { type Command, UsageError } from './command.ts';
import { readChoice, readJsonFile, readNumber, readOptions } from './options.ts';

/** `padan link`: the linkage unit's work on one machine (docs/reference/formats.md, Links). */
export const linkCommand: Command = {
  name: 'link',
  usage: [
    'A B [C ...] --threshold T [--format padan|anonlink] [--bits N] -o OUT.json',
    '--threshold   pairs of filters with Dice >= T count; a ratio in [0, 1]',
    '--format      padan (default): links of two files, one to one; anonlink: scores and groups of two or more',
    '--schema      the linkage schema: its exact tokens are confirmed as it says (without it, by the scores themselves)',
    '--bits        filter length, for files of raw filters back to back',
    '--exhaustive  compare every pair (what is done anyway)',
    '--solver      greedy',
    '-o            the result',
  ].join('\n'),
  async run(args, context) {
    const names = { values: ['threshold', 'format', 'schema', 'bits', 'solver', 'o'], flags: ['exhaustive'] };
    const options = readOptions(args, names, 2, Number.POSITIVE_INFINITY);
    const format = readChoice(options.value('format') ?? 'padan', ['padan', 'anonlink'], 'format');
    readChoice(options.value('solver') ?? 'greedy', ['greedy'], 'solver');
    const threshold = readNumber(options.need('threshold'), 'threshold');
    const out = options.need('o');
    const bits = options.value('bits');
    if (format === 'padan' && options.positionals.length > 2)
      throw new UsageError('more than two files need --format anonlink');
    const filterLength = bits === undefined ? null : readNumber(bits, 'bits');
    const inputs = [];
    for (const path of options.positionals)
      inputs.push(await readFilters(context.files.read(path), filterLength));
    const schemaPath = options.value('schema');
    const schema =
      schemaPath === undefined
        ? null
        : parseLinkageSchema(await readJsonFile(context.files, schemaPath), 'linkage schema');
    const job = {
      threshold,
      schema,
      kernel: await context.kernel(),
      onProgress: (done: number, total: number) =>
        context.progress(`compare ${Math.floor((100 * done) / total)} %`),
    };
    const text =
      format === 'anonlink'
        ? anonlinkJsonParts(await linkAnonlink(inputs, job))
        : [padanLinksJson(await linkPadan(inputs, job))];
    await context.files.write(out, utf8Chunks(text));
    // Bare filters say nothing of themselves: what nobody vouches for was not diffused.
    if (inputs.some(({ header }) => header?.hardened !== true)) context.note(NOT_HARDENED[context.language]);
    return 0;
  },
};
