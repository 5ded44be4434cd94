/**
 * Quality of linkage against known truth, no threshold tuned: precision and recall as they are and as they were expected
 * without the truth, beside a linkage of the same cells in clear text, and recall by kind of person.
 *
 * Behind `padan bench quality`: a line for each case as it is measured.
 */
import type { BenchReport, QualityBench } from '../src/cli/bench.ts';
import type { CompareKernel } from '../src/pprl/compare/kernel.ts';
import { keyedTokenStage } from '../src/pprl/exact/exact-stage.ts';
import { type LinkResult, linkInputs } from '../src/pprl/link.ts';
import { clearText, FEBRL_RULES, PLACEMENT_RULES } from './quality-clear.ts';
import { febrl, febrlIsThere, type QualityCase, synthetic } from './quality-data.ts';

/** Factors on every error rate of the synthetic placements. */
const ERRORS = [1, 2, 4];
const SEED = 2026;
/** Share of links wanted right. */
const PRECISION = 0.995;
/** Terms of diffusion: those of the schema in the padan profile, one fewer and one more, and none. */
const FEBRL_TERMS = [null, 4, 5, 6];

/** Persons of a group whose recall is this far below all others' are told of. */
const GAP = 0.03;

const round = (value: number) => Number(value.toFixed(4));

interface Pair {
  readonly a: number;
  readonly b: number;
}

function measured(links: readonly Pair[], { truth, partner }: QualityCase) {
  const right = links.filter(({ a, b }) => partner[a] === b);
  const found = new Set(right.map(({ b }) => b));
  const precisionIs = links.length === 0 ? 0 : right.length / links.length;
  const recall = found.size / truth.length;
  const f1 = (2 * precisionIs * recall) / (precisionIs + recall || 1);
  const groups: Record<string, { recall: number; persons: number }> = {};
  for (const name of new Set(truth.flatMap(({ groups: own }) => own))) {
    const own = truth.filter(({ groups: all }) => all.includes(name));
    groups[name] = {
      recall: round(own.filter(({ b }) => found.has(b)).length / own.length),
      persons: own.length,
    };
  }
  return { precision: round(precisionIs), recall: round(recall), f1: round(f1), groups };
}

/** How far the curve is from the truth: the most, over thresholds at which a hundredth of the links or more is left. */
function curveError(result: LinkResult, data: QualityCase): { precision: number; recall: number } {
  const worst = { precision: 0, recall: 0 };
  const links = result.links.filter(
    ({ status, reason }) => status === 'linked' || reason === 'score-in-review-band',
  );
  for (const point of result.curve) {
    const taken = links.filter(({ stage, score }) => stage !== 'filter' || score >= point.threshold);
    if (point.threshold < result.threshold || taken.length < links.length / 100) continue;
    const truth = measured(taken, data);
    worst.precision = Math.max(worst.precision, Math.abs(truth.precision - point.precision));
    worst.recall = Math.max(worst.recall, Math.abs(truth.recall - point.recall));
  }
  return { precision: round(worst.precision), recall: round(worst.recall) };
}

interface Measuring {
  readonly kernel: CompareKernel;
  readonly note: (line: string) => void;
}

async function measure(
  name: string,
  data: QualityCase,
  rules: typeof FEBRL_RULES,
  { kernel, note }: Measuring,
) {
  const result = await linkInputs(data.a, data.b, {
    threshold: 'auto',
    precision: PRECISION,
    kernel,
    stage: keyedTokenStage,
    unique: data.unique,
  });
  const linked = result.links.filter(({ status }) => status === 'linked');
  const own = measured(linked, data);
  const withReview = measured(result.links, data);
  const clear = measured(clearText(data.cells.a, data.cells.b, rules), data);
  const expected = result.estimated!;
  const line = {
    case: name,
    threshold: round(result.threshold),
    precision: own.precision,
    recall: own.recall,
    f1: own.f1,
    expectedPrecision: round(expected.precision),
    expectedRecall: round(expected.recall),
    curveError: curveError(result, data),
    review: result.links.length - linked.length,
    recallWithReview: withReview.recall,
    clearTextF1: clear.f1,
    clearTextPrecision: clear.precision,
    clearTextRecall: clear.recall,
    gapToClearText: round(clear.f1 - own.f1),
    groups: own.groups,
    behind: Object.keys(own.groups)
      .filter((group) => own.groups[group]!.recall < own.recall - GAP)
      .map((group) => ({ group, lost: lostOf(group, result, data) })),
  };
  const { curveError: off } = line;
  note(
    [
      name.padEnd(34),
      line.threshold.toFixed(3),
      ...[own.precision, own.recall, own.f1].map((value) => value.toFixed(4)),
      `expected ${line.expectedPrecision.toFixed(4)} ${line.expectedRecall.toFixed(4)}`,
      `curve off by ${off.precision.toFixed(4)} ${off.recall.toFixed(4)}`,
      `review ${line.review}`,
      `clear text ${clear.f1.toFixed(4)}`,
    ].join('  '),
  );
  for (const [group, { recall, persons }] of Object.entries(own.groups))
    note(`    ${group.padEnd(20)} ${recall.toFixed(4)} of ${persons}`);
  for (const { group, lost } of line.behind) note(`    behind: ${group}: ${JSON.stringify(lost)}`);
  return line;
}

/** Why persons of a group were not found: what was said of their rows, each with how many. */
function lostOf(group: string, { links, statuses }: LinkResult, { truth, partner }: QualityCase) {
  const found = new Set(
    links.filter(({ a, b, status }) => status === 'linked' && partner[a] === b).map(({ b }) => b),
  );
  const lost: Record<string, number> = {};
  for (const { a, b, groups } of truth) {
    if (!groups.includes(group) || found.has(b)) continue;
    const status = statuses.a[a]!;
    const why = status.status === 'ambiguous' ? status.reason : status.status;
    lost[why] = (lost[why] ?? 0) + 1;
  }
  return lost;
}

export async function benchQuality(
  { rows, register, note }: QualityBench,
  kernel: CompareKernel,
): Promise<BenchReport> {
  note('case  threshold  precision recall F1');
  const cases = [];
  const measuring = { kernel, note };
  if (febrlIsThere)
    for (const terms of FEBRL_TERMS) {
      const name = `febrl4 ${terms === null ? 'plain' : `diffused t=${terms}`}`;
      cases.push(await measure(name, febrl(terms), FEBRL_RULES, measuring));
    }
  else note('FEBRL 4 is left out: ../shared/data/linkage is absent');
  for (const diffused of [false, true])
    for (const nik of [true, false])
      for (const errors of ERRORS) {
        const name = `placements ${diffused ? 'diffused' : 'plain'} ${nik ? 'with NIK' : 'no NIK'} errors x${errors}`;
        const data = synthetic({ errors, nik, diffused, seed: SEED, rows, registerRows: register });
        cases.push(await measure(name, data, PLACEMENT_RULES, measuring));
      }
  return { bench: 'quality', rows, register, seed: SEED, precision: PRECISION, cases };
}
