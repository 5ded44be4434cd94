/** Linkage results as files: anonlink's JSON, and padan-links/1. */
import { type FilePairs, greedyGroups, scoredPairs } from '../pprl/assign/greedy-groups.ts';
import type { Link, LinkResult, Quality } from '../pprl/assign/link-result.ts';
import type { PersonGroup } from '../pprl/assign/person-groups.ts';
import { METRICS, type Metric } from '../pprl/compare/metric.ts';
import { DomainError, label } from '../problems.ts';

/** Parts of the text, so that a result of many pairs need never be one string. Joined they are `anonlinkJson`. */
export function* anonlinkJsonParts(parts: readonly FilePairs[]): Generator<string> {
  yield '{"similarity_scores":[';
  let first = true;
  for (const pair of scoredPairs(parts)) {
    yield (first ? '' : ',') + JSON.stringify(pair);
    first = false;
  }
  yield `],"groups":${JSON.stringify(greedyGroups(parts))}}\n`;
}

/**
 * anonlink's result for two or more files: all candidate pairs in its order, and its greedy groups.
 * Cost: n log n for n pairs.
 */
export function anonlinkJson(parts: readonly FilePairs[]): string {
  return [...anonlinkJsonParts(parts)].join('');
}

/** What padan-links/1 holds. */
export interface LinksFile {
  readonly counts: readonly [number, number];
  /** What scores and threshold are; the file names it where it is not Dice. */
  readonly metric: Metric;
  readonly threshold: number;
  readonly links: readonly Link[];
  readonly estimated: Quality | null;
}

const FORMAT = 'padan-links/1';

/** `result` as padan-links/1; `estimated` is null where nothing could be fitted. */
export function padanLinksJson({
  counts,
  metric,
  threshold,
  links,
  estimated,
}: LinksFile | LinkResult): string {
  const lines = links.map(({ a, b, score, stage, status, reason, probability }) =>
    // What a person is to decide comes with what they need to decide it; links need no reason.
    JSON.stringify({ a, b, score, stage, status, ...(status === 'review' ? { reason, probability } : {}) }),
  );
  const head = JSON.stringify({
    format: FORMAT,
    counts,
    ...(metric === 'dice' ? {} : { metric }),
    threshold,
  }).slice(0, -1);
  return `${head},"links":[${lines.join(',\n')}],"estimated":${JSON.stringify(estimated)}}\n`;
}

/** Groups of rows as padan-groups/1, by their first row. */
export function padanGroupsJson(
  counts: readonly number[],
  metric: Metric,
  threshold: number,
  groups: readonly PersonGroup[],
): string {
  const head = JSON.stringify({ format: 'padan-groups/1', counts, metric, threshold }).slice(0, -1);
  const lines = groups.map(({ rows, score, status }) => JSON.stringify({ rows, score, status }));
  return `${head},"groups":[${lines.join(',\n')}]}\n`;
}

/**
 * Reads padan-links/1.
 *
 * Edge:   every row is in one link at most; members that the format does not have are refused.
 * Throws: `links-file-invalid` with the position of the first link that does not fit, or the member.
 */
export function parsePadanLinks(text: string): LinksFile {
  const file = parseObject(text);
  if (file.format !== FORMAT) throw refuse('format');
  const counts = numbers(file.counts, 'counts', (n) => Number.isSafeInteger(n) && n >= 0);
  if (counts.length !== 2) throw refuse('counts');
  const [rowsA, rowsB] = counts as [number, number];
  const metric = METRICS.find((known) => known === (file.metric ?? 'dice'));
  if (metric === undefined) throw refuse('metric');
  const [threshold] = numbers([file.threshold], 'threshold', isRatio) as [number];
  if (!Array.isArray(file.links)) throw refuse('links');
  const links = file.links.map((link: unknown, position) => readLink(link, position, rowsA, rowsB));
  checkOneToOne(links, 'a');
  checkOneToOne(links, 'b');
  return { counts: [rowsA, rowsB], metric, threshold, links, estimated: readQuality(file.estimated) };
}

const MEMBERS = ['format', 'counts', 'metric', 'threshold', 'links', 'estimated'];

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('JSON');
  }
  if (!isObject(value)) throw refuse('JSON');
  // The names of unknown members come from the file and are not repeated.
  if (Object.keys(value).some((name) => !MEMBERS.includes(name))) throw refuse('members');
  return value;
}

function readLink(value: unknown, position: number, rowsA: number, rowsB: number): Link {
  if (!isObject(value)) throw refuse('links', position);
  const { a, b, score, stage, status } = value;
  if (!isRow(a, rowsA) || !isRow(b, rowsB) || !isRatio(score)) throw refuse('links', position);
  if (typeof stage !== 'string' || !/^(filter|exact:.{1,200})$/.test(stage)) throw refuse('links', position);
  if (status !== 'linked' && status !== 'review') throw refuse('links', position);
  return { a, b, score, stage: stage as Link['stage'], status };
}

function checkOneToOne(links: readonly Link[], side: 'a' | 'b'): void {
  const seen = new Set<number>();
  for (const [position, link] of links.entries()) {
    if (seen.has(link[side])) throw refuse('links', position);
    seen.add(link[side]);
  }
}

function readQuality(value: unknown): Quality | null {
  if (value === null || value === undefined) return null;
  if (!isObject(value)) throw refuse('estimated');
  const [precision, recall] = numbers([value.precision, value.recall], 'estimated', isRatio) as [
    number,
    number,
  ];
  return { precision, recall };
}

function numbers(value: unknown, member: string, fits: (n: number) => boolean): number[] {
  if (!Array.isArray(value)) throw refuse(member);
  return value.map((item: unknown) => {
    if (typeof item !== 'number' || !fits(item)) throw refuse(member);
    return item;
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRatio = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;
const isRow = (value: unknown, rows: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < rows;

function refuse(member: string, position?: number): DomainError {
  return new DomainError('links-file-invalid', { member: label(member), position });
}
