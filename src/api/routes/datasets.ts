/** Datasets that tables are made from: their dictionaries, and the microdata that nobody is given. */
import { z } from '@hono/zod-openapi';
import type { Json } from '../../exchange/canonical-json.ts';
import { MICRODATA_TYPES } from '../../statistics/microdata-formats.ts';
import { type Dataset, datasetsFor, visibleDataset } from '../../usecases/datasets.ts';
import { eraseDataset } from '../../usecases/erase-dataset.ts';
import { registerDataset } from '../../usecases/register-dataset.ts';
import { uploadMicrodata } from '../../usecases/upload-microdata.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Hash, Id, iso, PartyId, receipt, Time, timeOrNull } from '../schemas.ts';
import { STATISTICS } from './tables.ts';

const IdPath = z.object({ id: Id });

const DatasetSchema = z
  .object({
    id: Id,
    producer: PartyId,
    state: z.enum(['empty', 'ready', 'erased']),
    dictionary: z.unknown().openapi({ description: 'As specs/schema/dictionary.schema.json' }),
    records: z.number().int().nullable(),
    sha256: Hash.nullable(),
    registeredAt: Time,
    completedAt: Time.nullable(),
    erasedAt: Time.nullable(),
  })
  .openapi('Dataset');

function datasetView({ row, dictionary, microdata }: Dataset): z.input<typeof DatasetSchema> {
  return {
    id: row.id,
    producer: row.producer,
    state: row.state,
    dictionary,
    records: microdata?.records ?? null,
    sha256: microdata?.sha256 ?? null,
    registeredAt: iso(row.registered_at),
    completedAt: timeOrNull(row.completed_at),
    erasedAt: timeOrNull(row.erased_at),
  };
}

export const datasetRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/datasets',
    id: 'listDatasets',
    summary: 'Datasets that tables can be made from, oldest first',
    tag: 'datasets',
    roles: STATISTICS,
    reply: { status: 200, description: 'Datasets', schema: z.array(DatasetSchema) },
    problems: [],
    handle: async ({ service, actor }) => (await datasetsFor(service, actor)).map(datasetView),
  }),
  endpoint({
    method: 'post',
    path: '/datasets',
    id: 'registerDataset',
    summary: 'Register a dataset by its dictionary; its microdata follow',
    tag: 'datasets',
    roles: ['statistician'],
    body: z
      .strictObject({ dictionary: z.looseObject({}).openapi({ description: 'dictionary.schema.json' }) })
      .openapi('NewDataset'),
    reply: { status: 201, description: 'Registered', schema: receipt(DatasetSchema) },
    problems: [
      'spec-invalid',
      'codelist-unknown',
      'dictionary-codelist-version',
      'dictionary-classifications-mixed',
      'dataset-producer-differs',
      'service-busy',
    ],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await registerDataset(service, actor, body.dictionary as Json);
      return { result: datasetView(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/datasets/{id}',
    id: 'readDataset',
    summary: 'A dataset with its dictionary; the microdata are given to nobody',
    tag: 'datasets',
    roles: STATISTICS,
    params: IdPath,
    reply: { status: 200, description: 'Dataset', schema: DatasetSchema },
    problems: ['not-found'],
    handle: async ({ service, actor, params }) =>
      datasetView(await visibleDataset(service, actor, params.id)),
  }),
  endpoint({
    method: 'put',
    path: '/datasets/{id}/microdata',
    id: 'uploadMicrodata',
    summary: 'Send the microdata, once; every cell is checked against the dictionary',
    tag: 'datasets',
    roles: ['statistician'],
    params: IdPath,
    bytesIn: {
      type: Object.keys(MICRODATA_TYPES),
      description: 'One record a row; a header with the variables of the dictionary',
    },
    headers: z.object({ 'content-type': z.string() }),
    reply: { status: 200, description: 'Complete', schema: receipt(DatasetSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'dataset-complete',
      'data-erased',
      'microdata-columns',
      'microdata-code-unknown',
      'microdata-cell-empty',
      'microdata-number-malformed',
      'microdata-number-range',
      'csv-empty',
      'csv-no-rows',
      'csv-not-utf8',
      'csv-column-count',
      'csv-quote-unclosed',
      'csv-quote-misplaced',
      'csv-line-ending',
      'csv-record-too-long',
      'workbook-not-readable',
      'workbook-cell-formula',
      'workbook-cell-type',
      'parquet-not-readable',
      'parquet-column-type',
      'microdata-too-large',
      'service-busy',
    ],
    handle: async ({ service, actor, params, headers, bytes }) => {
      const type = headers['content-type'].split(';')[0]!.trim().toLowerCase();
      const format = MICRODATA_TYPES[type]!;
      const { result, head } = await uploadMicrodata(service, actor, params.id, bytes(), format);
      return { result: datasetView(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/datasets/{id}/erasure',
    id: 'eraseDataset',
    summary: 'Erase the microdata for good; releases and their ledger stay',
    tag: 'datasets',
    roles: ['statistician'],
    params: IdPath,
    reply: { status: 200, description: 'Erased, now or before', schema: receipt(DatasetSchema) },
    problems: ['not-found', 'party-not-allowed', 'service-busy'],
    handle: async ({ service, actor, params }) => {
      const { result, head } = await eraseDataset(service, actor, params.id);
      return { result: datasetView(result), auditHead: head };
    },
  }),
];
