import { type LaboratoryReport, LEAST_RECORDS, runLaboratory } from '../pprl/attack/laboratory.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { writeJson } from './microdata-file.ts';
import { readJsonFile, readNumber, readOptions } from './options.ts';

const OUTPUT_BITS = 2048;

/** `padan attack`: every attack the laboratory knows, on made-up people encoded by a schema. */
export const attackCommand: Command = {
  name: 'attack',
  usage: [
    '--schema S.json [--n 1000] [--seed 1] [--diffuse TERMS] [--only ATTACK] -o REPORT.json',
    '--schema    the linkage schema whose filters are attacked',
    `--n         records of the file and of the attacker's register; at least ${LEAST_RECORDS}`,
    '--seed      of people, keys and draws; the same seed gives the same report',
    `--diffuse   diffuse the filters with so many terms to ${OUTPUT_BITS} bits first: what a hardening would give`,
    "--only      attacks whose name begins so, such as 'token graph', without controls: for a large n",
    '-o          the report',
    'Exit 1 where a control that must succeed failed: the figures then say nothing.',
  ].join('\n'),
  async run(args, context) {
    const names = { values: ['schema', 'n', 'seed', 'diffuse', 'only', 'o'], outputs: ['o'] };
    const options = readOptions(args, names, 0, 0);
    const whole = (name: string, least: number, most: number, otherwise: number): number => {
      const text = options.value(name);
      const value = text === undefined ? otherwise : readNumber(text, name);
      if (!Number.isInteger(value) || value < least || value > most)
        throw new UsageError(`--${name} is a whole number from ${least} to ${most}`);
      return value;
    };
    const n = whole('n', LEAST_RECORDS, 50_000, 1_000);
    const seed = whole('seed', 0, 2 ** 31, 1);
    const terms = whole('diffuse', 2, 64, 2);
    const schema = parseLinkageSchema(
      await readJsonFile(context.files, options.need('schema')),
      'linkage schema',
    );
    const diffusion = { terms, outputBits: OUTPUT_BITS };
    const only = options.value('only');
    const wanted = {
      ...(options.value('diffuse') === undefined ? {} : { diffusion }),
      ...(only === undefined ? {} : { only }),
    };
    const report = runLaboratory(schema, { n, seed, ...wanted }, (attack) => context.progress(attack));
    await writeJson(context, options.need('o'), report);
    for (const line of summary(report, context)) context.print(line);
    return report.sound === false ? 1 : 0;
  },
};

function summary({ attacks, controls, sound }: LaboratoryReport, { language }: CliContext): string[] {
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const lines = attacks.map(
    ({ attack, overlap, known, share: named }) =>
      `${share(named).padStart(7)}  ${attack}, overlap ${share(overlap)}${known > 0 ? `, ${known} known` : ''}`,
  );
  const held = controls.map(
    ({ attack, on, share: named, mustExceed }) =>
      `${share(named).padStart(7)}  control: ${attack} on ${on} (must exceed ${share(mustExceed)})`,
  );
  const verdict =
    language === 'id'
      ? sound !== false
        ? 'Angka adalah batas bawah: penyerang lain mungkin mengenali lebih banyak.'
        : 'Kontrol gagal: angka di atas tidak berarti.'
      : sound !== false
        ? 'The figures are lower bounds: another attacker may name more.'
        : 'A control failed: the figures above say nothing.';
  return [...lines, ...held, verdict];
}
