import { estimateDifferences } from '../statistics/difference.ts';
import { estimate } from '../statistics/estimate.ts';
import { parseEstimateSpec, withDictionary } from '../statistics/estimate-spec.ts';
import type { Command } from './command.ts';
import { dictionaryOf, readMicrodata, writeJson } from './microdata-file.ts';
import { readJsonFile, readOptions } from './options.ts';

/** `padan estimate`: totals, means, ratios and shares with standard errors (docs/reference/formats.md, Estimates). */
export const estimateCommand: Command = {
  name: 'estimate',
  usage: [
    '--data MICRO.csv[.gz]|.xlsx|.parquet --spec SPEC.json [--dictionary D.json] [--before EARLIER.csv[.gz]] -o OUT.json',
    '--data        microdata, one record a row; workbooks and Parquet need the dictionary',
    '--spec        survey design, groups and the estimates wanted',
    '--dictionary  names the codes that mean no answer: a file, or the name of one that comes with Padan',
    '--before      microdata of an earlier round with the same columns used: differences are estimated too',
    '-o            {"rows":[...]}: one for each estimate and combination of groups and Total; internal, not protected',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['data', 'spec', 'dictionary', 'before', 'o'] }, 0, 0);
    const out = options.need('o');
    const given = parseEstimateSpec(await readJsonFile(context.files, options.need('spec')));
    const [dictionary, before] = [options.value('dictionary'), options.value('before')];
    const known = dictionary === undefined ? null : await dictionaryOf(context, dictionary);
    const spec = known === null ? given : withDictionary(given, known);
    const rows = await readMicrodata(context, options.need('data'), known);
    await writeJson(
      context,
      out,
      before === undefined
        ? { rows: await estimate(spec, rows) }
        : await estimateDifferences(spec, await readMicrodata(context, before, known), rows),
    );
    return 0;
  },
};
