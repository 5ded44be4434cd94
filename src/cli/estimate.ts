import { estimate } from '../statistics/estimate.ts';
import { parseEstimateSpec } from '../statistics/estimate-spec.ts';
import type { Command } from './command.ts';
import { readMicrodata, writeJson } from './microdata-file.ts';
import { readJsonFile, readOptions } from './options.ts';

/** `padan estimate`: totals, means and ratios with standard errors (docs/reference/formats.md, Estimates). */
export const estimateCommand: Command = {
  name: 'estimate',
  usage: [
    '--data MICRO.csv[.gz] --spec SPEC.json -o OUT.json',
    '--data  microdata, one record a row',
    '--spec  survey design, groups and the estimates wanted',
    '-o      {"rows":[...]}: one for each estimate and combination of groups and Total',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['data', 'spec', 'o'] }, 0, 0);
    const out = options.need('o');
    const spec = parseEstimateSpec(await readJsonFile(context.files, options.need('spec')));
    const rows = await readMicrodata(context, options.need('data'));
    await writeJson(context, out, { rows: await estimate(spec, rows) });
    return 0;
  },
};
