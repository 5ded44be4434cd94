/**
 * A released table as rows: codes with their labels, values, status and the source on each row.
 *
 * Shape:  of a rate table one row for each rate, with the published parts beside it; else one row for each cell.
 * Edge:   what has no value in the public table is null. Of a table that was restricted to a part of its population
 *         each row says so in `restricted_to`, since `Total` then counts that part only.
 */
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import type { Bilingual } from '../../statistics/spec.ts';
import { rankAt, ranksOf } from './ranks.ts';
import type { ReleasedDimension, ReleasedView } from './view.ts';
import { WORDS } from './words.ts';

export interface ReleasedColumn {
  readonly name: string;
  readonly type: 'text' | 'number';
  /** Decimals that its numbers are written with; null as many as they have. */
  readonly decimals: number | null;
}

export interface ReleasedRows {
  readonly columns: readonly ReleasedColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export function releasedRows(view: ReleasedView): ReleasedRows {
  const { table, dimensions, measures } = view;
  const [main, ...parts] = measures.map(({ id }) => id);
  const restriction = restrictionOf(table);
  const text = (name: string): ReleasedColumn => ({ name, type: 'text', decimals: null });
  const number = (name: string): ReleasedColumn => ({ name, type: 'number', decimals: null });
  const columns = [
    ...dimensions.flatMap(({ name }) => [text(name), text(`${name}_id`), text(`${name}_en`)]),
    number('value'),
    text('status'),
    text('confidentiality'),
    { ...number('rse'), decimals: 1 },
    ...parts.map(number),
    ...(table.ranking === undefined ? [] : [number('rank')]),
    ...restriction.map(() => text('restricted_to')),
    text('source_id'),
    text('source_en'),
  ];
  const labels = dimensions.map(labelsOf);
  const ranks = ranksOf(table);
  const rows = [...view.combinations()].map((codes) => {
    const { value, obsStatus, confStatus, rse } = view.observation(codes, main!);
    return [
      ...codes.flatMap((code, i) => [code, ...labels[i]!.get(code)!]),
      value,
      obsStatus,
      confStatus,
      rse,
      ...parts.map((part) => view.observation(codes, part).value),
      ...(table.ranking === undefined ? [] : [rankAt(view, ranks, codes)]),
      ...restriction,
      table.citation.id,
      table.citation.en,
    ];
  });
  return { columns, rows };
}

/** One text such as `region=11|12; sex=1`, or nothing. */
function restrictionOf({ where }: PublicTableJson): string[] {
  if (where.length === 0) return [];
  return [where.map(({ variable, in: codes }) => `${variable}=${codes.join('|')}`).join('; ')];
}

/** What the population was restricted to, in words: codes of dimensions by their labels. */
export function restrictionNotes({ table, dimensions }: ReleasedView): Bilingual[] {
  return table.where.map(({ variable, in: codes }) => {
    const dimension = dimensions.find(({ name }) => name === variable);
    const text = (language: 'id' | 'en') => {
      const labels = codes.map(
        (code) => dimension?.codes.find((each) => each.code === code)?.label[language] ?? code,
      );
      return `${WORDS.restrictedTo[language]} ${dimension?.label[language] ?? variable}: ${labels.join(', ')}`;
    };
    return { id: text('id'), en: text('en') };
  });
}

function labelsOf({ codes }: ReleasedDimension): Map<string, readonly [string, string]> {
  return new Map(codes.map(({ code, label }) => [code, [label.id, label.en]]));
}
