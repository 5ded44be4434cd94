/**
 * Shares, rates and means of linked tables: a cell of one table over a cell of another, or over a total of its own.
 *
 * A ratio is no cell. Where numerator and denominator are shown it is what division of published figures gives, and
 * tells nothing more. Where one of them is hidden to protect others, a ratio `r` rounded by up to `e` is one more
 * relation between them, (r - e) D <= scale x N <= (r + e) D: it is shown only where the audit holds with that relation in
 * the system. Where numerator, denominator or the rest of it is itself unsafe, it is never shown.
 *
 * Unit:   N and D as published; `digits` in whole units of the ratio's last decimal place, halves up.
 * Edge:   a ratio of nobody has no value, and says so only where its denominator is shown.
 * Deterministic unless time runs out: what is not audited by then is not shown.
 * Cost:   one audit where all may be shown, else some for each ratio that may not, `MOST_AUDITS` at most.
 * Source: this project's design, 7.
 */
import { DomainError, label } from '../problems.ts';
import { type Audit, type AuditOptions, audit } from './audit.ts';
import { type CellSpace, cellAt, nodeAt } from './cells.ts';
import type { CountTable } from './count-table.ts';
import type { LinkedProblem } from './linked-problem.ts';
import { type CellStatus, type ProtectedTable, statusOf } from './protect.ts';
import type { ProtectOptions } from './protect-system.ts';
import { type Relation, systemWith } from './system.ts';

export interface RatioSpec {
  readonly id: string;
  /** Positions of tables. */
  readonly numerator: number;
  readonly denominator: number;
  /** Dimensions in which the denominator has the numerator's code; null: all it has. */
  readonly within: readonly string[] | null;
  readonly scale: number;
  readonly decimals: number;
  readonly shown: 'with-parts' | 'where-safe';
  /** Whether the denominator's people hold the numerator's. */
  readonly part: boolean;
}

/** `undefined`: over nobody, who are shown to be nobody. */
export type RatioStatus = CellStatus | 'undefined';

export interface RatioTable {
  readonly id: string;
  /** Position of the numerator's table. */
  readonly numerator: number;
  readonly space: CellSpace;
  readonly decimals: number;
  /** By cell of the numerator's table. */
  readonly digits: Float64Array;
  readonly status: readonly RatioStatus[];
  /** Shown although a part is hidden, and not shown since it would narrow an unsafe cell. */
  readonly besideHidden: number;
  readonly keptBack: number;
}

export interface Ratios {
  readonly tables: readonly RatioTable[];
  /** Of everything, the ratios shown beside hidden parts included. */
  readonly audit: Audit;
}

const MOST_AUDITS = 200;

/** A ratio by cells of the whole system; `at` and `of` say whose. */
interface Candidate {
  readonly of: number;
  readonly at: number;
  readonly relations: readonly Relation[];
}

/**
 * @param tables as they come out of protection, in the order of the spec.
 * @throws {DomainError} `disclosure-ratio-no-part`.
 */
export function ratiosOf(
  specs: readonly RatioSpec[],
  tables: readonly ProtectedTable[],
  problem: LinkedProblem,
  hidden: Uint8Array,
  before: Audit,
  options: ProtectOptions,
): Ratios {
  const unsafe = new Set(problem.targets.map(({ cell }) => cell));
  const rests = new Map(
    problem.linked.differences.flatMap(({ cell, whole, parts: [part, ...more] }) =>
      unsafe.has(cell) && part !== undefined && more.length === 0 ? [[`${whole} ${part}`, cell]] : [],
    ),
  );
  const candidates: Candidate[] = [];
  const made = specs.map((spec, of) => {
    const above = tables[spec.numerator]!;
    const below = tables[spec.denominator]!;
    const digits = new Float64Array(above.table.space.size);
    const status = Array.from(digits, (_, cell): RatioStatus => {
      const base = baseOf(spec, above.table.space, below.table.space, cell);
      if (base === null) return 'undefined';
      const n = problem.linked.cellOf[spec.numerator]![cell]!;
      const d = problem.linked.cellOf[spec.denominator]![base]!;
      const value = quotient(spec, above.table, below.table, cell, base);
      digits[cell] = value ?? 0;
      const own = [statusOf(above, cell), statusOf(below, base)];
      if (unsafe.has(n) || unsafe.has(d) || rests.has(`${d} ${n}`)) return 'primary';
      if (own.includes('secondary')) {
        if (spec.shown === 'where-safe' && value !== null && !own.includes('withheld') && n !== d)
          candidates.push({
            of,
            at: cell,
            relations: relationsOf(spec, above.table, below.table, [n, d], value),
          });
        return 'secondary';
      }
      if (own.includes('withheld')) return 'withheld';
      return value === null ? 'undefined' : 'safe';
    });
    const { id, numerator, decimals } = spec;
    return { id, numerator, space: above.table.space, decimals, digits, status };
  });
  const { shown, found } = mostThatHold(candidates, problem, hidden, before, options);
  for (const { of, at } of shown) made[of]!.status[at] = 'safe';
  const count = (list: readonly Candidate[], of: number) => list.filter((each) => each.of === of).length;
  return {
    audit: found,
    tables: made.map((each, of) => ({
      ...each,
      besideHidden: count(shown, of),
      keptBack: count(candidates, of) - count(shown, of),
    })),
  };
}

/** As many candidates as the audit lets pass: all, or else of each half as many as pass with what passed before. */
function mostThatHold(
  candidates: readonly Candidate[],
  { system, values, targets }: LinkedProblem,
  hidden: Uint8Array,
  before: Audit,
  options: ProtectOptions,
): { readonly shown: readonly Candidate[]; readonly found: Audit } {
  if (before.status !== 'holds') return { shown: [], found: before };
  let audits = 0;
  let shown: readonly Candidate[] = [];
  const look = (relations: readonly Relation[], how: AuditOptions) =>
    audit(systemWith(system, relations), values, hidden, targets, how);
  const take = (list: readonly Candidate[]): void => {
    if (list.length === 0 || audits++ >= MOST_AUDITS || options.expired?.()) return;
    const relations = [...shown, ...list].flatMap((each) => each.relations);
    if (look(relations, { ...options, exactUpTo: 0 }).status === 'holds') shown = [...shown, ...list];
    else if (list.length > 1) {
      const half = Math.ceil(list.length / 2);
      take(list.slice(0, half));
      take(list.slice(half));
    }
  };
  take(candidates);
  if (shown.length === 0) return { shown, found: before };
  return {
    shown,
    found: look(
      shown.flatMap((each) => each.relations),
      options,
    ),
  };
}

/** The denominator's cell for a cell of the numerator; null where the denominator knows no such code. */
function baseOf({ within }: RatioSpec, above: CellSpace, below: CellSpace, cell: number): number | null {
  const nodes = below.dimensions.map((dimension) => {
    const d = above.dimensions.findIndex(({ name }) => name === dimension.name);
    if (d < 0 || within?.includes(dimension.name) === false) return 0;
    return dimension.nodeOf.get(above.dimensions[d]!.codes[nodeAt(above, cell, d)]!) ?? -1;
  });
  return nodes.includes(-1) ? null : cellAt(below, nodes);
}

/** Published units of the numerator for one of the denominator's. */
function units(scale: number, above: CountTable, below: CountTable): number {
  return scale * 10 ** ((below.decimals ?? 0) - (above.decimals ?? 0));
}

/** In units of the last decimal place; null over nothing. */
function quotient(
  spec: RatioSpec,
  above: CountTable,
  below: CountTable,
  n: number,
  d: number,
): number | null {
  const base = below.value[d]!;
  if (spec.part && above.value[n]! > base)
    throw new DomainError('disclosure-ratio-no-part', { ratio: label(spec.id) });
  if (base === 0) return null;
  const exact = (units(spec.scale, above, below) * above.value[n]!) / base;
  return Math.floor(exact * 10 ** spec.decimals + 0.5);
}

/** r - e <= scale N / D <= r + e, D not below 0, as two relations. */
function relationsOf(
  { scale, decimals }: RatioSpec,
  above: CountTable,
  below: CountTable,
  cells: readonly [number, number],
  digits: number,
): Relation[] {
  const signs = (end: number) => [units(scale, above, below), -end / 10 ** decimals];
  const open = Number.POSITIVE_INFINITY;
  return [
    { cells, signs: signs(digits - 0.5), lower: 0, upper: open, generating: true },
    { cells, signs: signs(digits + 0.5), lower: -open, upper: 0, generating: true },
  ];
}
