/**
 * The data structure definition of a released table as an SDMX-JSON 2.0 structure message: concepts, code lists with
 * their versions, structure and dataflow, complete in itself.
 *
 * Shape:  dimensions of the table, then INDICATOR (the measures of the table), then TIME_PERIOD; one measure OBS_VALUE;
 *         OBS_STATUS and CONF_STATUS on every observation, RSE where there is one.
 * Edge:   a code list holds every code of its classification, not only those that the table shows.
 * Source: SDMX-JSON 2.0.0 structure message (SDMX 3.0).
 */
import { type Bilingual, TOTAL } from '../../statistics/spec.ts';
import type { ReleaseContext } from '../released/context.ts';
import type { ReleasedDimension, ReleasedView } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { messageMeta, named } from './message.ts';
import {
  AGENCY,
  CONCEPTS,
  CONF_STATUS_LIST,
  type CodelistName,
  codeId,
  codelistOf,
  dimensionId,
  INDICATOR,
  indicatorId,
  indicatorList,
  MEASURE,
  OBS_STATUS_LIST,
  STRUCTURE_VERSION,
  structureId,
  TIME,
  urn,
} from './names.ts';

export function sdmxStructure(view: ReleasedView, context: ReleaseContext, prepared: string): object {
  const id = structureId(view);
  const version = STRUCTURE_VERSION;
  const flow = { id, version };
  return {
    meta: messageMeta(view, 'structure', prepared),
    data: {
      dataStructures: [
        {
          ...maintained(flow, view.table.title),
          dataStructureComponents: componentsOf(view, context),
        },
      ],
      dataflows: [{ ...maintained(flow, view.table.title), structure: urn('DataStructure', flow) }],
      conceptSchemes: [
        { ...maintained(CONCEPTS, { id: 'Konsep', en: 'Concepts' }), concepts: conceptsOf(view) },
      ],
      codelists: [
        ...view.dimensions.map((dimension) => dimensionList(dimension, context)),
        {
          ...maintained(indicatorList(view), WORDS.measure),
          codes: view.measures.map(({ id, label }) => ({ id: indicatorId(id), ...named(label) })),
        },
        statusList(OBS_STATUS_LIST, CONCEPT_NAMES.OBS_STATUS, WORDS.obsStatus),
        statusList(CONF_STATUS_LIST, CONCEPT_NAMES.CONF_STATUS, WORDS.confStatus),
      ],
    },
  };
}

/** Attributes of a released table; those with the relationship `dataflow` are one value for the whole data set. */
export const ATTRIBUTES = [
  { id: 'OBS_STATUS', list: OBS_STATUS_LIST, on: 'observation' },
  { id: 'CONF_STATUS', list: CONF_STATUS_LIST, on: 'observation' },
  { id: 'RSE', list: null, on: 'observation' },
  { id: 'UNIT_MEASURE', list: null, on: 'indicator' },
  { id: 'VINTAGE', list: null, on: 'dataflow' },
  { id: 'SOURCE_ID', list: null, on: 'dataflow' },
  { id: 'SOURCE_EN', list: null, on: 'dataflow' },
] as const;
type AttributeId = (typeof ATTRIBUTES)[number]['id'];

export const CONCEPT_NAMES: Readonly<Record<AttributeId | 'OBS_VALUE', Bilingual>> = {
  OBS_VALUE: { id: 'Nilai', en: 'Observation value' },
  OBS_STATUS: { id: 'Status pengamatan', en: 'Observation status' },
  CONF_STATUS: { id: 'Status kerahasiaan', en: 'Confidentiality status' },
  RSE: { id: 'Galat baku relatif (persen)', en: 'Relative standard error (per cent)' },
  UNIT_MEASURE: WORDS.unit,
  VINTAGE: { id: 'Edisi data', en: 'Vintage of the data' },
  SOURCE_ID: { id: 'Sumber (Bahasa Indonesia)', en: 'Source (Indonesian)' },
  SOURCE_EN: { id: 'Sumber (Bahasa Inggris)', en: 'Source (English)' },
};

/** How the value of an attribute varies, in the words of SDMX. */
export function relationshipOf({ on }: (typeof ATTRIBUTES)[number]): object {
  if (on === 'indicator') return { dimensions: [INDICATOR] };
  return on === 'observation' ? { observation: {} } : { dataflow: {} };
}

function maintained({ id, version }: CodelistName, title: Bilingual): object {
  return { id, agencyID: AGENCY, version, ...named(title) };
}

function componentsOf(view: ReleasedView, context: ReleaseContext): object {
  const concept = (id: string) => urn('Concept', CONCEPTS, id);
  const coded = (id: string, list: CodelistName) => ({
    id,
    conceptIdentity: concept(id),
    localRepresentation: { enumeration: urn('Codelist', list) },
  });
  const format = (dataType: string) => ({ localRepresentation: { format: { dataType } } });
  return {
    dimensionList: {
      id: 'DimensionDescriptor',
      dimensions: [
        ...view.dimensions.map((each) => coded(dimensionId(each), codelistOf(each, context))),
        coded(INDICATOR, indicatorList(view)),
      ].map((each, position) => ({ ...each, position })),
      timeDimension: { id: TIME, conceptIdentity: concept(TIME), ...format('ObservationalTimePeriod') },
    },
    measureList: {
      id: 'MeasureDescriptor',
      measures: [{ id: MEASURE, conceptIdentity: concept(MEASURE), usage: 'optional', ...format('Double') }],
    },
    attributeList: {
      id: 'AttributeDescriptor',
      attributes: ATTRIBUTES.map((each) => ({
        ...(each.list === null
          ? {
              id: each.id,
              conceptIdentity: concept(each.id),
              ...format(each.id === 'RSE' ? 'Double' : 'String'),
            }
          : coded(each.id, each.list)),
        usage: each.list === null ? 'optional' : 'mandatory',
        attributeRelationship: relationshipOf(each),
      })),
    },
  };
}

function conceptsOf({ dimensions }: ReleasedView): object[] {
  return [
    ...dimensions.map((each) => ({ id: dimensionId(each), ...named(each.label) })),
    { id: INDICATOR, ...named(WORDS.measure) },
    { id: TIME, ...named(WORDS.period) },
    ...Object.entries(CONCEPT_NAMES).map(([id, name]) => ({ id, ...named(name) })),
  ];
}

function dimensionList(dimension: ReleasedDimension, context: ReleaseContext): object {
  const classification = context.classifications.get(dimension.name);
  const title = classification?.title ?? dimension.label;
  const codes = new Map(dimension.codes.map(({ code, label, parent }) => [code, { label, parent }]));
  for (const list of classification?.lists ?? [])
    for (const { code, label } of list.codes)
      if (!codes.has(code)) codes.set(code, { label, parent: classification?.parents[code] ?? TOTAL });
  const entries = [...codes].map(([code, { label, parent }]) => ({
    id: codeId(code),
    ...named(label),
    ...(parent === null ? {} : { parent: codeId(parent) }),
  }));
  const description =
    classification === undefined
      ? {}
      : { description: `${classification.version}; ${classification.source}` };
  return { ...maintained(codelistOf(dimension, context), title), ...description, codes: entries };
}

function statusList(
  list: CodelistName,
  title: Bilingual,
  codes: Readonly<Record<string, Bilingual>>,
): object {
  return {
    ...maintained(list, title),
    description: `Codes of the SDMX cross-domain code list ${list.id} that released tables use`,
    codes: Object.entries(codes).map(([id, label]) => ({ id, ...named(label) })),
  };
}
