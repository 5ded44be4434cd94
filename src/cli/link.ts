import { linkReportJson } from '../exchange/link-report.ts';
import { anonlinkJsonParts, padanGroupsJson, padanLinksJson } from '../exchange/links.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import { SOLVERS } from '../pprl/assign/link-result.ts';
import type { ComparisonPlan, WhichPairs } from '../pprl/block/plan.ts';
import { METRICS } from '../pprl/compare/metric.ts';
import { NOT_HARDENED } from '../pprl/hardened.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';
import type { Language } from '../problems.ts';
import { Digest } from '../usecases/digest.ts';
import { linkAnonlink, linkGroups, linkPadan, readFilters } from '../usecases/link-files.ts';
import { openState } from '../usecases/link-state.ts';
import { type Command, UsageError } from './command.ts';
import { decisionLines } from './decision-lines.ts';
import { type Options, readChoice, readJsonFile, readNumber, readOptions } from './options.ts';
import { planLines } from './plan-lines.ts';

const NAMES = {
  values: [
    'threshold',
    'metric',
    'top',
    'format',
    'schema',
    'bits',
    'solver',
    'threads',
    'block-pairs',
    'resume',
    'precision',
    'report',
    'o',
  ],
  flags: ['exhaustive', 'blocked'],
};
const MOST_THREADS = 64;

/** A whole number from 1 to `most`, or undefined where it is not given. */
function readCount(options: Options, name: string, most = 2 ** 31): number | undefined {
  const text = options.value(name);
  if (text === undefined) return undefined;
  const count = readNumber(text, name);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UsageError(`--${name} takes a whole number from 1 to ${most}`);
}

function readThreshold(options: Options, format: string): number | 'auto' {
  const text = options.need('threshold');
  if (text !== 'auto') return readNumber(text, 'threshold');
  if (format === 'anonlink') throw new UsageError('--threshold auto needs --format padan');
  return text;
}

function readPrecision(options: Options, threshold: number | 'auto'): number | undefined {
  const text = options.value('precision');
  if (text === undefined) return undefined;
  if (threshold !== 'auto') throw new UsageError('--precision needs --threshold auto');
  const precision = readNumber(text, 'precision');
  if (precision > 0 && precision < 1) return precision;
  throw new UsageError('--precision takes a ratio between 0 and 1');
}

function readWhich(options: Options, format: string): WhichPairs {
  const [every, blocked] = [options.flag('exhaustive'), options.flag('blocked')];
  if (every && blocked) throw new UsageError('--exhaustive and --blocked exclude each other');
  if (format === 'anonlink' && (blocked || options.value('block-pairs') !== undefined))
    throw new UsageError('--format anonlink compares every pair');
  if (every) return 'exhaustive';
  return blocked ? 'blocked' : 'auto';
}

function resumed(parts: number, language: Language): string {
  return language === 'id' ? `${parts} bagian sudah selesai` : `${parts} parts are done already`;
}

/** `padan link`: the linkage unit's work on one machine (docs/reference/formats.md, Links). */
export const linkCommand: Command = {
  name: 'link',
  usage: [
    'A [B] [C ...] --threshold T|auto [--precision P] [--metric dice|jaccard|hamming] [--solver greedy|optimal] [--format padan|anonlink] [--bits N] -o OUT.json',
    '--threshold   pairs of filters with a score >= T count; a ratio in [0, 1]. auto: found from the scores themselves',
    '--precision   the share of links that auto wants to be right (0.995)',
    '--report      expected precision and recall at every threshold, and the histogram of scores, as JSON',
    '--metric      what the score is: dice (default), jaccard, or hamming as the share of bits that do not differ',
    '--top         with --format anonlink: of each row, only the K best pairs with each later file',
    '--format      padan (default): links of two files, one to one; groups of rows in one file or in several; anonlink: scores and groups of two or more',
    '--schema      the linkage schema: its exact tokens are confirmed as it says (without it, by the scores themselves)',
    '--bits        filter length, for files of raw filters back to back',
    '--exhaustive  compare every pair, however many there are (without it: every pair up to 4 billion, then blocks)',
    '--blocked     compare only rows that meet in a block, however few there are',
    '--block-pairs leave out blocks of more pairs than this (1000000); the plan says what it costs',
    '--resume      a file that keeps what is done until the result is written: the same command goes on behind it',
    '--solver      greedy (default): best score first, as anonlink does; optimal: the greatest sum of scores one-to-one',
    '--threads     threads to compare on (default: one for each core, eight at most); the result is the same',
    '-o            the result',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, NAMES, 1, Number.POSITIVE_INFINITY);
    const format = readChoice(options.value('format') ?? 'padan', ['padan', 'anonlink'], 'format');
    const solver = readChoice(options.value('solver') ?? 'greedy', SOLVERS, 'solver');
    const threshold = readThreshold(options, format);
    const metric = readChoice(options.value('metric') ?? 'dice', METRICS, 'metric');
    const top = readCount(options, 'top');
    const threads = readCount(options, 'threads', MOST_THREADS);
    const out = options.need('o');
    const bits = options.value('bits');
    const grouped = format === 'padan' && options.positionals.length !== 2;
    if (format === 'anonlink' && options.positionals.length < 2)
      throw new UsageError('--format anonlink needs two files or more');
    if (grouped && (threshold === 'auto' || solver !== 'greedy' || options.value('report') !== undefined))
      throw new UsageError('--threshold auto, --solver optimal and --report are for two files');
    if (format === 'anonlink' && (solver !== 'greedy' || options.value('report') !== undefined))
      throw new UsageError('--solver optimal and --report need --format padan');
    if (top !== undefined && format !== 'anonlink') throw new UsageError('--top needs --format anonlink');
    if (metric !== 'dice' && options.value('schema') !== undefined)
      throw new UsageError('--schema confirms tokens at Dice scores: it does not go with another --metric');
    const filterLength = bits === undefined ? null : readNumber(bits, 'bits');
    const resume = options.value('resume');
    if (resume !== undefined && format === 'anonlink') throw new UsageError('--resume needs --format padan');
    const inputs = [];
    const digests: string[] = [];
    for (const path of options.positionals) {
      const digest = new Digest();
      const file = context.files.read(path);
      inputs.push(await readFilters(resume === undefined ? file : digest.through(file), filterLength));
      digests.push(digest.sha256());
    }
    const schemaPath = options.value('schema');
    const schema =
      schemaPath === undefined
        ? null
        : parseLinkageSchema(await readJsonFile(context.files, schemaPath), 'linkage schema');
    const which = readWhich(options, format);
    const journal = resume === undefined ? null : await context.journal(resume);
    const blockPairs = readCount(options, 'block-pairs');
    const precision = readPrecision(options, threshold);
    const job = {
      threshold,
      solver,
      ...(precision === undefined ? {} : { precision }),
      which,
      ...(blockPairs === undefined ? {} : { blockPairs }),
      now: () => context.clock.now(),
      onPlan: async (plan: ComparisonPlan, seconds: number | null) => {
        for (const line of planLines(plan, seconds, context.language)) context.note(line);
        if (journal === null) return undefined;
        const kept = await openState(journal, { inputs: digests, threshold, metric }, plan);
        if (kept.done.size > 0) context.note(resumed(kept.done.size, context.language));
        return kept;
      },
      metric,
      schema,
      kernel: await context.kernel(threads),
      onProgress: (done: number, total: number) =>
        context.progress(`compare ${Math.floor((100 * done) / total)} %`),
    };
    if (threshold !== 'auto' && format === 'anonlink')
      await context.files.write(
        out,
        utf8Chunks(anonlinkJsonParts(await linkAnonlink(inputs, { ...job, threshold }, top))),
      );
    else if (threshold !== 'auto' && grouped) {
      const groups = await linkGroups(inputs, { ...job, threshold });
      const counts = inputs.map(({ input }) => input.clk.rows);
      await context.files.write(out, utf8Chunks([padanGroupsJson(counts, metric, threshold, groups)]));
    } else {
      const result = await linkPadan(inputs, job).catch(async (error: unknown) => {
        await journal?.close();
        throw error;
      });
      await context.files.write(out, utf8Chunks([padanLinksJson(result)]));
      await journal?.remove();
      const report = options.value('report');
      if (report !== undefined) await context.files.write(report, utf8Chunks([linkReportJson(result)]));
      for (const line of decisionLines(result, threshold === 'auto', context.language)) context.note(line);
    }
    // Bare filters say nothing of themselves: what nobody vouches for was not diffused.
    if (inputs.some(({ header }) => header?.hardened !== true)) context.note(NOT_HARDENED[context.language]);
    return 0;
  },
};
