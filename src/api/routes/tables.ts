/** The tables of Lampiran 2, what may be asked of them, and requests for them. */
import { z } from '@hono/zod-openapi';
import { DomainError, type Language, problemBody } from '../../problems.ts';
import { tableChoices, tableChoicesSchema } from '../../statistics/table-choices.ts';
import { tableRequestSchema } from '../../statistics/table-request.ts';
import { visibleDataset } from '../../usecases/datasets.ts';
import { requestTable } from '../../usecases/request-table.ts';
import type { Actor, Service } from '../../usecases/service.ts';
import { specsInForce, tableBasis } from '../../usecases/table-library.ts';
import {
  type StoredTableRequest,
  tableRequestsFor,
  visibleTableRequest,
} from '../../usecases/table-requests.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Hash, Id, iso, Line, PartyId, ProblemSchema, receipt, Time, timeOrNull } from '../schemas.ts';

const TableId = z.string().regex(/^(\d{2}|20-[a-z0-9-]{1,40})$/);
const IdPath = z.object({ id: Id });
export const STATISTICS = ['statistician', 'privacy-officer'] as const;

const TableRequestSchema = z
  .object({
    id: Id,
    table: TableId,
    dataset: Id,
    dimensions: z.array(z.string()).nullable(),
    levels: z.record(z.string(), z.string()),
    where: z.array(z.object({ variable: z.string(), in: z.array(z.string()) })),
    purpose: z.string(),
    party: PartyId,
    mine: z.boolean(),
    state: z.enum(['building', 'built', 'refused']),
    release: Id.nullable().openapi({
      description: 'Once built; visible to others than the producer when approved',
    }),
    problem: ProblemSchema.nullable(),
    requestedAt: Time,
    settledAt: Time.nullable(),
  })
  .openapi('TableRequest');

const NewTableRequest = tableRequestSchema
  .extend({ table: TableId, dataset: Id, purpose: Line(500) })
  .openapi('NewTableRequest');

function requestView(
  { config }: Service,
  actor: Actor,
  language: Language,
  { row, choices, problem }: StoredTableRequest,
): z.input<typeof TableRequestSchema> {
  return {
    id: row.id,
    table: row.table_id,
    dataset: row.dataset,
    dimensions: choices.dimensions ?? null,
    levels: choices.levels ?? {},
    where: choices.where ?? [],
    purpose: row.purpose,
    party: row.party,
    mine: row.requested_by === actor.person,
    state: row.state,
    release: row.state === 'built' ? row.release : null,
    problem: problem && problemBody(new DomainError(problem.code, problem.facts), language, config.baseUrl),
    requestedAt: iso(row.requested_at),
    settledAt: timeOrNull(row.settled_at),
  };
}

const tableCatalogue: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/tables',
    id: 'listTables',
    summary: 'The tables of Lampiran 2 that can be asked for',
    tag: 'tables',
    roles: 'anyone',
    reply: { status: 200, description: 'Table specs', schema: z.array(z.unknown()) },
    problems: [],
    handle: async ({ service }) => {
      const library = await specsInForce(service);
      return library.tableIds.map((id) => library.table(id));
    },
  }),
  endpoint({
    method: 'get',
    path: '/tables/{id}',
    id: 'readTable',
    summary: 'One table spec',
    tag: 'tables',
    roles: 'anyone',
    params: z.object({ id: TableId }),
    reply: { status: 200, description: 'As specs/schema/table.schema.json', schema: z.unknown() },
    problems: ['table-unknown'],
    handle: async ({ service, params }) => (await specsInForce(service)).table(params.id),
  }),
  endpoint({
    method: 'get',
    path: '/tables/{id}/choices',
    id: 'readTableChoices',
    summary: 'What may be asked of a table for one dataset: dimensions, levels, filters',
    tag: 'tables',
    roles: STATISTICS,
    params: z.object({ id: TableId }),
    query: z.object({ dataset: Id }),
    reply: { status: 200, description: 'Choices', schema: tableChoicesSchema.openapi('TableChoices') },
    problems: ['table-unknown', 'not-found', 'table-dataset-mismatch', 'table-variable-unfit'],
    handle: async ({ service, actor, params, query }) => {
      const { dictionary } = await visibleDataset(service, actor, query.dataset);
      const library = await specsInForce(service);
      return tableChoices(library.table(params.id), dictionary, library);
    },
  }),
];

/** On what the parties agreed. */
const TableBasisSchema = z
  .object({
    table: TableId,
    item: z.number().int(),
    wording: z.string(),
    agreedIn: z
      .object({
        number: z.string(),
        document: Id,
        sha256: Hash,
        signedOn: z.string(),
        agreedBy: z.array(z.object({ party: PartyId, on: z.string() })),
      })
      .nullable()
      .openapi({ description: 'The document of a table of item 20; null for items 1 to 19' }),
  })
  .openapi('TableBasis');

const tableRegister = endpoint({
  method: 'get',
  path: '/tables/{id}/basis',
  id: 'readTableBasis',
  summary: 'What a table rests on: its item of Lampiran 2, and for item 20 who agreed to it and when',
  tag: 'tables',
  roles: STATISTICS,
  params: z.object({ id: TableId }),
  reply: { status: 200, description: 'Item and document', schema: TableBasisSchema },
  problems: ['table-unknown'],
  handle: async ({ service, params }) => {
    const basis = await tableBasis(service, params.id);
    const agreedIn = basis.agreedIn && { ...basis.agreedIn, agreedBy: [...basis.agreedIn.agreedBy] };
    return { ...basis, agreedIn };
  },
});

const requestRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/table-requests',
    id: 'listTableRequests',
    summary: 'Requests of one’s party, and those upon its datasets, oldest first',
    tag: 'table requests',
    roles: STATISTICS,
    reply: { status: 200, description: 'Requests', schema: z.array(TableRequestSchema) },
    problems: [],
    handle: async ({ service, actor, language }) =>
      (await tableRequestsFor(service, actor)).map((each) => requestView(service, actor, language, each)),
  }),
  endpoint({
    method: 'post',
    path: '/table-requests',
    id: 'requestTable',
    summary: 'Ask for a table; a refused choice says what is allowed instead',
    tag: 'table requests',
    roles: ['statistician'],
    body: NewTableRequest,
    headers: z.object({ 'idempotency-key': z.string().min(1).max(100).optional() }),
    reply: { status: 202, description: 'Accepted; being built', schema: receipt(TableRequestSchema) },
    problems: [
      'not-found',
      'table-unknown',
      'dataset-not-ready',
      'data-erased',
      'idempotency-key-reused',
      'table-dataset-mismatch',
      'table-dimension-unknown',
      'table-dimension-required',
      'table-level-unknown',
      'table-filter-unknown',
      'table-filter-code',
      'table-choice-required',
      'table-too-many-cells',
      'table-variable-unfit',
      'table-region-too-fine',
      'service-busy',
    ],
    handle: async ({ service, actor, body, headers, language }) => {
      const key = headers['idempotency-key'] ?? null;
      const { result, head } = await requestTable(service, actor, body, key);
      return { result: requestView(service, actor, language, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/table-requests/{id}',
    id: 'readTableRequest',
    summary: 'State of a request',
    tag: 'table requests',
    roles: STATISTICS,
    params: IdPath,
    reply: { status: 200, description: 'Request', schema: TableRequestSchema },
    problems: ['not-found'],
    handle: async ({ service, actor, params, language }) =>
      requestView(service, actor, language, await visibleTableRequest(service, actor, params.id)),
  }),
];

export const tableRoutes: readonly Endpoint[] = [...tableCatalogue, tableRegister, ...requestRoutes];
