/**
 * Cells that no table shows and that subtraction gives: a table less a filtered one within it, and a population less
 * the parts of it that tables show.
 */
import type { Difference, Equation, Linking } from './linked-tables.ts';
import type { Relation } from './system.ts';
import { type CellMeaning, meaningKey } from './table-meaning.ts';

export interface Differences {
  readonly found: readonly Difference[];
  readonly relations: readonly Relation[];
}

export function differencesOf(linking: Linking, equations: readonly Equation[]): Differences {
  const found: Difference[] = [];
  const relations: Relation[] = [];
  const tie = (whole: number, parts: readonly number[]): void => {
    relations.push(linking.tie(whole, parts));
  };
  const rest = (meaning: CellMeaning, whole: number, parts: readonly number[]): void => {
    const known = firstOf(linking, meaning);
    if (known !== null) {
      if (known !== whole && !parts.includes(known)) tie(whole, [...parts, known]);
      return;
    }
    const value = parts.reduce((left, part) => left - linking.values[part]!, linking.values[whole]!);
    const cell = linking.add(meaning, value, linking.contributorsLeft(whole, parts), 0);
    found.push({ cell, whole, parts, of: meaning.of });
    tie(whole, [...parts, cell]);
  };
  for (const [part, variables] of [...linking.filtered]) {
    const step = containing(linking, part, variables);
    if (step !== null) rest(step.rest, step.whole, [part]);
  }
  for (const equation of equations) byEquation(linking, equation, rest, tie);
  return { found, relations };
}

/** The smallest cell that holds `part` and less of its filters, and what is left of it. */
function containing(
  linking: Linking,
  part: number,
  variables: readonly string[],
): { readonly whole: number; readonly rest: CellMeaning } | null {
  const meaning = linking.meanings[part]!;
  const own = variables.filter((variable) => meaning.sets.has(variable));
  for (const variable of own) {
    const set = meaning.sets.get(variable)!;
    for (const larger of linking.sets.above(set)) {
      const whole = firstOf(linking, withSets(meaning, [[variable, larger]]));
      if (whole === null) continue;
      const left = linking.sets.without(variable, larger, set);
      const rest = left === undefined ? aside(meaning, part) : withSets(meaning, [[variable, left]]);
      return { whole, rest };
    }
  }
  if (own.length < 2) return null;
  const whole = firstOf(
    linking,
    withSets(
      meaning,
      own.map((variable) => [variable, null]),
    ),
  );
  return whole === null ? null : { whole, rest: aside(meaning, part) };
}

/** A meaning of its own: what is left beside `part`, where no set of codes names it. */
function aside(meaning: CellMeaning, part: number): CellMeaning {
  return { ...meaning, population: JSON.stringify([meaning.population, 'without', part]) };
}

function withSets(meaning: CellMeaning, changes: readonly (readonly [string, number | null])[]): CellMeaning {
  const sets = new Map(meaning.sets);
  for (const [variable, set] of changes)
    if (set === null) sets.delete(variable);
    else sets.set(variable, set);
  return { ...meaning, sets };
}

function byEquation(
  linking: Linking,
  { sum, equals }: Equation,
  rest: (meaning: CellMeaning, whole: number, parts: readonly number[]) => void,
  tie: (whole: number, parts: readonly number[]) => void,
): void {
  const wholes = linking.meanings.flatMap((meaning, cell) => (meaning.population === equals ? [cell] : []));
  for (const whole of wholes) {
    const meaning = linking.meanings[whole]!;
    const parts = sum.map((population) => firstOf(linking, { ...meaning, population }));
    const shown = parts.filter((part) => part !== null);
    if (shown.length === sum.length) tie(whole, shown);
    else if (shown.length > 0) {
      const missing = sum.filter((_, i) => parts[i] === null);
      const population = missing.length === 1 ? missing[0]! : JSON.stringify(missing);
      rest({ ...meaning, population }, whole, shown);
    }
  }
}

function firstOf(linking: Linking, meaning: CellMeaning): number | null {
  return linking.cellsOf.get(meaningKey(meaning))?.[0] ?? null;
}
