/**
 * The disclosure report: what is hidden and why, what an intruder can still work out, what it cost, what is not
 * covered. For the privacy officer; internal, since it tells unsafe cells from those that protect them.
 */
import { codesOf } from './cells.ts';
import type { CountTable } from './count-table.ts';
import type { MemberInterval } from './member-intervals.ts';
import { type ProtectedTable, statusOf } from './protect.ts';
import { scaledInterval, smallBelow } from './protection.ts';
import { cellsOfRelation, relationsOf } from './relations.ts';
import { breakdown } from './report/breakdown.ts';
import type { HiddenCell, ReportDocument } from './report/document.ts';
import { merges } from './report/merges.ts';
import { LIMITS, METHODS, statusText } from './report-texts.ts';
import { components } from './unknowns.ts';

export interface ReportContext {
  readonly policy: { readonly id: string; readonly version: string } | null;
  readonly hashes: Readonly<Record<string, string>>;
  /** Whether the officer's certificate reaches both ends of every unsafe cell in whole numbers. */
  readonly certified: boolean;
  /** What members can know of unsafe cells; null where that is not worked out. */
  readonly members: ReadonlyMap<number, MemberInterval> | null;
}

export function disclosureReport(result: ProtectedTable, context: ReportContext): ReportDocument {
  const { table, audit } = result;
  const status = audit.status === 'holds' && !context.certified ? 'not-proved' : audit.status;
  const secondary = cellsWith(result, 'secondary');
  const forced = forcedGuesses(result);
  const minded = (result.rules.selfKnowledge ?? 0) > 0;
  const exposed = new Set([
    ...(minded ? (result.refined?.exposed ?? []) : exposedToSingletons(result)),
    ...workedOut(context.members),
  ]);
  return {
    format: 'padan-disclosure-report/1',
    status,
    statusText: statusText(status),
    method: methodOf(result),
    standard: standardOf(result),
    rules: result.rules.primary,
    policy: context.policy,
    cells: {
      all: table.space.size,
      primary: result.unsafe.cells.length,
      secondary: secondary.length,
      withheld: cellsWith(result, 'withheld').length,
    },
    loss: {
      cells: secondary.length,
      value: shown(
        table,
        secondary.reduce((sum, cell) => sum + table.value[cell]!, 0),
      ),
      cost: secondary.reduce((sum, cell) => sum + result.costs[cell]!, 0),
    },
    breakdown: breakdown(result),
    violations: audit.violations.length,
    forcedGuesses: forced.length,
    exposedToSingletons: exposed.size,
    membersWorkedOut: context.members !== null,
    earlier: null,
    merges: merges(table, result.rules.primary),
    hidden: hiddenCells(result, new Set(forced), exposed, context.members),
    hashes: context.hashes,
    limits: LIMITS,
  };
}

function cellsWith(result: ProtectedTable, status: string): number[] {
  return Array.from(result.hidden.keys()).filter((cell) => statusOf(result, cell) === status);
}

/** Units of the last decimal place as a reader sees them. */
function shown({ decimals = 0 }: CountTable, units: number): number {
  return units / 10 ** decimals;
}

function methodOf({ refined }: ProtectedTable): ReportDocument['method'] {
  if (!refined) return { ...NO_METHOD, text: METHODS[NO_METHOD.name] };
  const { name, cost, bound, gap, proved } = refined.method;
  return { name, text: METHODS[name], cost, bound, gap, proved };
}

const NO_METHOD = { name: 'fast', bound: null, gap: null, proved: false } as const;

function standardOf(result: ProtectedTable): ReportDocument['standard'] {
  const { protection, selfKnowledge = 0, contributorsMayNot = 'compute' } = result.rules;
  const members = selfKnowledge > 0 ? { contributorsMayNot } : {};
  if (protection.standard !== 'interval' && protection.standard !== 'ambiguous')
    return { name: protection.standard, ...members };
  const { to } = scaledInterval(result.table, protection);
  return { name: protection.standard, from: protection.from, to: protection.to, scaledTo: to, ...members };
}

/** Free of the solver's error where a value is whole. */
function rounded(value: number): number {
  const whole = Math.round(value);
  return (Math.abs(value - whole) < 1e-6 ? whole : value) + 0;
}

/** Narrowest first, then cell order. */
function hiddenCells(
  result: ProtectedTable,
  forced: ReadonlySet<number>,
  exposed: ReadonlySet<number>,
  members: ReportContext['members'],
): HiddenCell[] {
  const { audit, table } = result;
  const end = (value: number) => (Number.isFinite(value) ? shown(table, rounded(value)) : null);
  const width = (i: number) => audit.high[i]! - audit.low[i]!;
  const order = Array.from(audit.cells.keys()).filter(
    (i) => statusOf(result, audit.cells[i]!) !== 'withheld',
  );
  order.sort((a, b) => (width(a) < width(b) ? -1 : width(a) > width(b) ? 1 : a - b));
  return order.map((i) => {
    const cell = audit.cells[i]!;
    const member = members?.get(cell);
    const rules = [...new Set(result.unsafe.rulesOf.get(cell))];
    return {
      codes: Object.fromEntries(
        codesOf(table.space, cell).map((code, d) => [table.space.dimensions[d]!.name, code]),
      ),
      reason: result.unsafe.ruleOf.get(cell) ?? 'protects-others',
      ...(rules.length > 1 ? { alsoBy: rules.slice(1) } : {}),
      interval: { low: end(audit.low[i]!), high: end(audit.high[i]!), exact: audit.exact[i] === 1 },
      ...(member === undefined ? {} : { toMembers: { low: end(member.low), high: end(member.high) } }),
      ...(forced.has(cell) ? { forcedGuess: true } : {}),
      ...(exposed.has(cell) ? { exposedToMember: true } : {}),
    };
  });
}

/**
 * Whoever knows the rule knows that each component hides something small. Where only one of its hidden cells can be
 * small at all, the guess is forced, although arithmetic alone does not give the value.
 */
function forcedGuesses(result: ProtectedTable): number[] {
  const { audit, table, rules } = result;
  const at = new Map(Array.from(audit.cells, (cell, i) => [cell, i]));
  const small = smallBelow(table, rules.protection);
  const forced: number[] = [];
  for (const part of components(result.system, table.value, result.hidden)) {
    const candidates = Array.from(part.cells).filter(
      (cell) => !table.withheld?.[cell] && audit.low[at.get(cell)!]! < small,
    );
    if (candidates.length === 1 && result.unsafe.ruleOf.has(candidates[0]!)) forced.push(candidates[0]!);
  }
  return forced;
}

/** Unsafe cells that some member places at a single value. */
function workedOut(members: ReportContext['members']): number[] {
  return [...(members ?? [])].flatMap(([cell, { low, high }]) =>
    high - low <= 1e-6 * Math.max(1, Math.abs(high)) ? [cell] : [],
  );
}

/** Unsafe cells alone with a cell of one contributor in a relation: that contributor knows its own cell. */
function exposedToSingletons(result: ProtectedTable): number[] {
  const { table, hidden, unsafe } = result;
  return Array.from(unsafe.cells).filter((cell) =>
    relationsOf(table.space, cell).some((relation) => {
      const others = cellsOfRelation(table.space, relation).filter((each) => hidden[each] && each !== cell);
      return others.length === 1 && table.contributors[others[0]!] === 1;
    }),
  );
}
