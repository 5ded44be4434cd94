/** The command line: `padan VERB ...`. Each verb is a Command of its own file; this is the list of them. */
import { answerCommand } from './answer.ts';
import { apiCommand } from './api.ts';
import { assessCommand } from './assess.ts';
import { attackCommand } from './attack.ts';
import { auditCommand } from './audit.ts';
import { benchCommand } from './bench.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { encodeCommand } from './encode.ts';
import { estimateCommand } from './estimate.ts';
import { exportCommand } from './export.ts';
import { joinCommand } from './join.ts';
import { keysCommand } from './keys.ts';
import { linkCommand } from './link.ts';
import { protectCommand } from './protect.ts';
import { refusal } from './refusal.ts';
import { schemaCommand } from './schema.ts';
import { submitCommand } from './submit.ts';
import { tabulateCommand } from './tabulate.ts';
import { unsealCommand } from './unseal.ts';
import { verifyCommand } from './verify.ts';

const COMMANDS: readonly Command[] = [
  keysCommand,
  schemaCommand,
  encodeCommand,
  submitCommand,
  apiCommand,
  linkCommand,
  assessCommand,
  attackCommand,
  joinCommand,
  answerCommand,
  unsealCommand,
  tabulateCommand,
  estimateCommand,
  protectCommand,
  verifyCommand,
  exportCommand,
  auditCommand,
  benchCommand,
];

/**
 * Run one verb.
 *
 * Exit: 0 done or the check holds, 1 the check does not hold, 2 wrong use, 3 input refused, 75 not ready yet,
 *       70 a fault of the program. `--json-errors` and `--lang id|en` go with every verb, before or after it.
 */
export async function main(args: readonly string[], context: CliContext): Promise<number> {
  const everywhere = readEverywhere(args, context);
  const [verb = '', ...rest] = everywhere.args;
  const local = { ...context, language: everywhere.language };
  try {
    if (verb === '' || verb === '--help' || verb === 'help') {
      local.print(overview());
      return verb === '' ? 2 : 0;
    }
    const command = COMMANDS.find(({ name }) => name === verb);
    if (command === undefined)
      throw new UsageError(`verbs are ${COMMANDS.map(({ name }) => name).join(', ')}`);
    if (rest.includes('--help')) {
      local.print(usage(command));
      return 0;
    }
    if (everywhere.wrong) throw new UsageError('--lang is one of id, en');
    return await command.run(rest, local);
  } catch (error) {
    const known = COMMANDS.some(({ name }) => name === verb);
    const { exit, line } = refusal(error, known ? verb : '', local.language, everywhere.json);
    local.note(line);
    return exit;
  }
}

function readEverywhere(args: readonly string[], { language }: CliContext) {
  const rest: string[] = [];
  const everywhere = { args: rest, language, json: false, wrong: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const lang = arg === '--lang' ? args[++i] : /^--lang=(.*)$/.exec(arg)?.[1];
    if (arg === '--json-errors') everywhere.json = true;
    else if (arg !== '--lang' && lang === undefined) rest.push(arg);
    else if (lang === 'id' || lang === 'en') everywhere.language = lang;
    else everywhere.wrong = true;
  }
  return everywhere;
}

function usage({ name, usage: text }: Command): string {
  const [synopsis = '', ...lines] = text.split('\n');
  return [`padan ${name} ${synopsis}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function overview(): string {
  const synopses = COMMANDS.map((command) => `  ${usage(command).split('\n')[0]}`);
  return ['padan VERB ... [--lang id|en] [--json-errors]', ...synopses, '  padan VERB --help'].join('\n');
}
