import { parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { PROPOSED_BOUNDS } from '../pprl/schema-check/bounds.ts';
import { schemaReport, schemaReportLines } from '../pprl/schema-check/report.ts';
import { measureSchema } from '../usecases/measure-schema.ts';
import { type Command, UsageError } from './command.ts';
import { readJsonFile, readOptions, rereadable } from './options.ts';

/** `padan schema check`: a linkage schema of either profile in words (docs/reference/formats.md, Linkage). */
export const schemaCommand: Command = {
  name: 'schema',
  usage: [
    'check SCHEMA.json [--data IN.csv [--trim]] [--json]',
    'SCHEMA.json  linkage schema: clkhash of version 1, 2 or 3, or Padan',
    '--data       measure tokens and fill on this file; cells that do not fit are told by row and column',
    '--trim       strip spaces around its cells, as `padan encode --trim` does',
    '--json       padan-schema-check/1 in place of words',
    'Exit 0 where the schema can be used, weak spots or not; 3 where it cannot, with the place of every fault.',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['data'], flags: ['trim', 'json'] }, 2, 2);
    const [action, path] = options.positionals as [string, string];
    if (action !== 'check') throw new UsageError('the action is check');
    const data = options.value('data');
    if (data === undefined && options.flag('trim')) throw new UsageError('--trim goes with --data');
    const schema = parseLinkageSchema(await readJsonFile(context.files, path), 'linkage schema');
    const measured =
      data === undefined
        ? null
        : await measureSchema(schema, rereadable(context.files, data), options.flag('trim'));
    const report = schemaReport(schema, PROPOSED_BOUNDS, measured);
    if (options.flag('json')) context.print(JSON.stringify(report));
    else for (const line of schemaReportLines(report, context.language)) context.print(line);
    return 0;
  },
};
