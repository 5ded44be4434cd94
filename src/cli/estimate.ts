import { estimate } from '../statistics/estimate.ts';
import { parseEstimateSpec } from '../statistics/estimate-spec.ts';
import type { Command } from './command.ts';
import { readJson, readMicrodata, readOptions, writeJson } from './statistics-input.ts';

/** `padan estimate`: totals, means and ratios with standard errors (contracts.md, Statistics). */
export const estimateCommand: Command = {
  name: 'estimate',
  usage: [
    '--data MICRO.csv[.gz] --spec SPEC.json -o OUT.json',
    '--data  microdata, one record a row',
    '--spec  survey design, groups and the estimates wanted',
    '-o      {"rows":[...]}: one for each estimate and combination of groups and Total',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, ['data', 'spec', 'out'], []);
    const spec = parseEstimateSpec(await readJson(context, options.spec!, 'estimate spec'));
    const rows = await readMicrodata(context, options.data!);
    await writeJson(context, options.out!, { rows: await estimate(spec, rows) });
    return 0;
  },
};
