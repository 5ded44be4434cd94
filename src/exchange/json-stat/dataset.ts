/**
 * A released table as a JSON-stat 2.0 dataset in one language.
 *
 * Shape:  dimensions of the table, then `time` and `measure`; `value` in row-major order, null where not published;
 *         `status` holds the SDMX observation status of every observation that is not simply `A`.
 * Source: json-stat.org, JSON-stat 2.0. Roles: time, metric, and geo for dimensions whose code list is one of regions.
 */
import type { Language } from '../../problems.ts';
import type { ReleaseContext } from '../released/context.ts';
import { restrictionNotes } from '../released/rows.ts';
import { type ReleasedDimension, type ReleasedView, unitLabel } from '../released/view.ts';
import { WORDS } from '../released/words.ts';

/** `prepared`: when the file is made, an ISO time. */
export function jsonStatDataset(
  view: ReleasedView,
  { period, classifications }: ReleaseContext,
  language: Language,
  prepared: string,
): object {
  const { table, dimensions, measures } = view;
  const names = dimensions.map((each) => each.name);
  const geo = names.filter((name) => classifications.get(name)?.region === true);
  return {
    version: '2.0',
    class: 'dataset',
    label: table.title[language],
    source: table.citation[language],
    updated: prepared,
    note: [table.population, ...restrictionNotes(view), ...(table.footnotes ?? [])].map(
      (note) => note[language],
    ),
    id: [...names, 'time', 'measure'],
    size: [...dimensions.map((each) => each.codes.length), 1, measures.length],
    role: { time: ['time'], metric: ['measure'], ...(geo.length === 0 ? {} : { geo }) },
    dimension: {
      ...Object.fromEntries(dimensions.map((each) => [each.name, dimensionOf(each, language)])),
      time: {
        label: WORDS.period[language],
        category: { index: [period.id], label: { [period.id]: period.label[language] } },
      },
      measure: measureDimension(view, language),
    },
    ...observations(view),
    extension: {
      language,
      classifications: Object.fromEntries(
        [...classifications].map(([name, { id, version }]) => [name, { id, version }]),
      ),
      obsStatus: Object.fromEntries(
        Object.entries(WORDS.obsStatus).map(([code, label]) => [code, label[language]]),
      ),
      dataset: table.dataset,
      policy: table.policy,
      publicSha256: table.publicSha256,
    },
  };
}

function observations(view: ReleasedView): { value: (number | null)[]; status: Record<string, string> } {
  const value: (number | null)[] = [];
  const status: Record<string, string> = {};
  for (const codes of view.combinations())
    for (const { id } of view.measures) {
      const observation = view.observation(codes, id);
      if (observation.obsStatus !== 'A') status[value.length] = observation.obsStatus;
      value.push(observation.value);
    }
  return { value, status };
}

function measureDimension({ measures }: ReleasedView, language: Language): object {
  return {
    label: WORDS.measure[language],
    category: {
      index: measures.map(({ id }) => id),
      label: Object.fromEntries(measures.map(({ id, label }) => [id, label[language]])),
      unit: Object.fromEntries(
        measures.map(({ id, unit, unitName, decimals }) => [
          id,
          { label: unitLabel({ unit, unitName })[language], decimals },
        ]),
      ),
    },
  };
}

function dimensionOf({ label, codes }: ReleasedDimension, language: Language): object {
  const child: Record<string, string[]> = {};
  for (const { code, parent } of codes) {
    if (parent === null) continue;
    child[parent] ??= [];
    child[parent].push(code);
  }
  return {
    label: label[language],
    category: {
      index: codes.map(({ code }) => code),
      label: Object.fromEntries(codes.map((each) => [each.code, each.label[language]])),
      ...(Object.keys(child).length === 0 ? {} : { child }),
    },
  };
}
