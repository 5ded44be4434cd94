import { builtInSpecs } from '../statistics/library.ts';
import { tableChoices } from '../statistics/table-choices.ts';
import type { TableRequest } from '../statistics/table-request.ts';
import { parseTableSpec, type TableSpec } from '../statistics/table-spec.ts';
import { tabulate } from '../statistics/tabulate.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { dictionaryOf, readMicrodata, writeJson } from './microdata-file.ts';
import { readJsonFile, readOptions } from './options.ts';

/** `padan tabulate`: microdata to an internal table (docs/reference/formats.md, Tabulated table). */
export const tabulateCommand: Command = {
  name: 'tabulate',
  usage: [
    '--table ID|SPEC.json --data MICRO.csv[.gz]|.xlsx|.parquet --dictionary D.json [--dimensions a,b] [--levels dim=level,...] [--where var=code,...] -o TABLE.json',
    '--table ID --dictionary D.json --choices',
    '--table       item of Lampiran 2 (01 to 19) or a table spec file',
    '--data        microdata, one record a row',
    '--dictionary  dictionary of the microdata: a file, or the name of one that comes with Padan',
    '--dimensions  the dimensions wanted; the usual ones where left out',
    '--levels      the level wanted of a dimension, e.g. region=regency',
    '--choices     says what may be asked of the table for data of this dictionary, and reads no data',
    '--where       restrictions, e.g. region=11,12;sex=1 (codes by comma, variables by semicolon)',
    '-o            the table; internal, to be protected before anything leaves',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(
      args,
      {
        values: ['table', 'data', 'dictionary', 'dimensions', 'levels', 'where', 'o'],
        flags: ['choices'],
      },
      0,
      0,
    );
    const spec = await tableSpec(context, options.need('table'));
    const dictionary = await dictionaryOf(context, options.need('dictionary'));
    if (options.flag('choices')) {
      context.print(JSON.stringify(tableChoices(spec, dictionary, builtInSpecs()), null, 2));
      return 0;
    }
    const out = options.need('o');
    const [dimensions, levels, where] = [
      options.value('dimensions'),
      options.value('levels'),
      options.value('where'),
    ];
    const request: TableRequest = {
      ...(dimensions === undefined ? {} : { dimensions: dimensions.split(',') }),
      ...(levels === undefined ? {} : { levels: parseLevels(levels) }),
      ...(where === undefined ? {} : { where: parseWhere(where) }),
    };
    const rows = await readMicrodata(context, options.need('data'), dictionary);
    await writeJson(context, out, await tabulate(spec, dictionary, rows, request));
    return 0;
  },
};

async function tableSpec(context: CliContext, given: string): Promise<TableSpec> {
  if (given.endsWith('.json')) return parseTableSpec(await readJsonFile(context.files, given));
  return builtInSpecs().table(given.padStart(2, '0'));
}

/** `region=regency`, several by comma. @throws {UsageError} a part that is no `dimension=level`. */
function parseLevels(text: string): Record<string, string> {
  const pairs = text.split(',').map((part) => part.split('='));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes('')))
    throw new UsageError('--levels takes dimension=level,...');
  return Object.fromEntries(pairs) as Record<string, string>;
}

/**
 * `region=11,12` or `region=11,12;sex=1`; also `region=11,sex=1`, since a part with its own `=` begins a new variable.
 * @throws {UsageError} a part without a variable before it.
 */
function parseWhere(text: string): { variable: string; in: string[] }[] {
  const filters: { variable: string; in: string[] }[] = [];
  for (const group of text.split(';'))
    group.split(',').forEach((part, i) => {
      const equals = part.indexOf('=');
      if (equals > 0) filters.push({ variable: part.slice(0, equals), in: [part.slice(equals + 1)] });
      else if (i === 0 || equals === 0) throw new UsageError('--where takes variable=code,...');
      else filters.at(-1)!.in.push(part);
    });
  return filters;
}
