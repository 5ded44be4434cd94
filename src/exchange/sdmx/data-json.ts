/**
 * A released table as an SDMX-JSON 2.0 data message, flat: one entry for each observation, hidden ones included, whose
 * value is null and whose status says so.
 * Source: SDMX-JSON 2.0.0 data message (SDMX 3.0).
 */
import type { ReleaseContext } from '../released/context.ts';
import type { ReleasedView } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { messageMeta, named } from './message.ts';
import {
  codeId,
  dimensionId,
  INDICATOR,
  indicatorId,
  MEASURE,
  STRUCTURE_VERSION,
  structureId,
  TIME,
  urn,
} from './names.ts';
import { ATTRIBUTES, CONCEPT_NAMES, relationshipOf } from './structure.ts';

type Row = readonly (string | number | null)[];

export function sdmxData(view: ReleasedView, context: ReleaseContext, prepared: string): object {
  const flow = { id: structureId(view), version: STRUCTURE_VERSION };
  const { table, dimensions, measures } = view;
  const attributes = (on: string) => ATTRIBUTES.filter((each) => each.on === on).map(attribute);
  return {
    meta: messageMeta(view, 'data', prepared),
    data: {
      structures: [
        {
          ...named(table.title),
          dataSets: [0],
          links: [
            { rel: 'datastructure', urn: urn('DataStructure', flow) },
            { rel: 'dataflow', urn: urn('Dataflow', flow) },
          ],
          dimensions: { observation: dimensionsOf(view, context) },
          measures: {
            observation: [
              {
                id: MEASURE,
                ...named(CONCEPT_NAMES.OBS_VALUE),
                isMandatory: false,
                format: { dataType: 'Double' },
              },
            ],
          },
          attributes: {
            dataSet: attributes('dataflow'),
            dimensionGroup: attributes('indicator'),
            observation: attributes('observation'),
          },
        },
      ],
      dataSets: [
        {
          structure: 0,
          action: 'Information',
          reportingBegin: table.dataset.reference.from,
          reportingEnd: table.dataset.reference.to,
          links: [{ rel: 'dataflow', urn: urn('Dataflow', flow) }],
          attributes: [table.dataset.vintage, table.citation.id, table.citation.en],
          dimensionGroupAttributes: Object.fromEntries(
            measures.map(({ unit }, i) => [`${':'.repeat(dimensions.length)}${i}:`, [unit.toUpperCase()]]),
          ),
          observations: observationsOf(view),
        },
      ],
    },
  };
}

const STATUSES = Object.keys(WORDS.obsStatus);
const CONFIDENTIALITIES = Object.keys(WORDS.confStatus);

function attribute(each: (typeof ATTRIBUTES)[number]): object {
  const labels = { OBS_STATUS: WORDS.obsStatus, CONF_STATUS: WORDS.confStatus };
  const values =
    each.list === null
      ? { format: { dataType: each.id === 'RSE' ? 'Double' : 'String' } }
      : { values: Object.entries(labels[each.id]).map(([id, label]) => ({ id, ...named(label) })) };
  return {
    id: each.id,
    ...named(CONCEPT_NAMES[each.id]),
    isMandatory: each.list !== null,
    relationship: relationshipOf(each),
    ...values,
  };
}

function dimensionsOf({ dimensions, measures, table }: ReleasedView, { period }: ReleaseContext): object[] {
  const { from, to } = table.dataset.reference;
  const listed = [
    ...dimensions.map((each) => ({
      id: dimensionId(each),
      ...named(each.label),
      values: each.codes.map(({ code, label, parent }) => ({
        id: codeId(code),
        ...named(label),
        ...(parent === null ? {} : { parent: codeId(parent) }),
      })),
    })),
    {
      id: INDICATOR,
      ...named(WORDS.measure),
      values: measures.map(({ id, label }) => ({ id: indicatorId(id), ...named(label) })),
    },
    {
      id: TIME,
      ...named(WORDS.period),
      roles: [TIME],
      values: [
        {
          // A range of days has a slash, which an id may not have: it is a value then.
          ...(period.id.includes('/') ? { value: period.id } : { id: period.id, ...named(period.label) }),
          start: `${from}T00:00:00Z`,
          end: `${to}T23:59:59Z`,
        },
      ],
    },
  ];
  return listed.map((each, keyPosition) => ({ ...each, keyPosition }));
}

function observationsOf(view: ReleasedView): Record<string, Row> {
  const at = view.dimensions.map(({ codes }) => new Map(codes.map(({ code }, i) => [code, i])));
  const found: Record<string, Row> = {};
  for (const codes of view.combinations())
    view.measures.forEach(({ id }, measure) => {
      const { value, obsStatus, confStatus, rse } = view.observation(codes, id);
      const key = [...codes.map((code, i) => at[i]!.get(code)!), measure, 0].join(':');
      found[key] = [value, STATUSES.indexOf(obsStatus), CONFIDENTIALITIES.indexOf(confStatus), rse];
    });
  return found;
}
