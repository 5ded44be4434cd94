/** Addenda and written agreements: Pasal 13, and Pasal 7 for the term. */
import { z } from '@hono/zod-openapi';
import {
  type AgreementDocument,
  agreeToDocument,
  allDocuments,
  recordDocument,
} from '../../usecases/agreement-documents.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Hash, Id, receipt } from '../schemas.ts';
import { PARTIES, READERS } from './agreement-notices.ts';

const Document = z.looseObject({ format: z.literal('padan-addendum/1') });
const DocumentSchema = z
  .object({
    id: Id,
    document: Document,
    sha256: Hash,
    agreedBy: z.array(z.object({ party: z.string(), on: z.string() })),
    countsFrom: z.string().nullable(),
  })
  .openapi('AgreementDocument');

const view = (each: AgreementDocument): z.input<typeof DocumentSchema> => ({
  ...each,
  document: { ...each.document },
  agreedBy: [...each.agreedBy],
});

export const agreementDocumentRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/agreement/documents',
    id: 'listAgreementDocuments',
    summary: 'Addenda and written agreements on record, and which parties have agreed to each',
    tag: 'agreement',
    roles: READERS,
    reply: { status: 200, description: 'In the order they were recorded', schema: z.array(DocumentSchema) },
    problems: [],
    handle: async ({ service }) => (await allDocuments(service)).map(view),
  }),
  endpoint({
    method: 'post',
    path: '/agreement/documents',
    id: 'recordAgreementDocument',
    summary: "Record a signed document, and agree to it for one's own party",
    tag: 'agreement',
    roles: PARTIES,
    body: Document.openapi('NewAgreementDocument'),
    reply: { status: 201, description: 'Recorded', schema: receipt(DocumentSchema) },
    problems: [
      'not-a-party',
      'spec-invalid',
      'addendum-draft',
      'addendum-number-taken',
      'addendum-not-applicable',
      'hierarchy-unknown',
      'agreement-not-in-force',
      'date-not-valid',
      'service-busy',
    ],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await recordDocument(service, actor, body);
      return { result: view(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/agreement/documents/{id}/agree',
    id: 'agreeToDocument',
    summary: "Agree for one's own party to the document of this SHA-256",
    tag: 'agreement',
    roles: PARTIES,
    params: z.object({ id: Id }),
    body: z.strictObject({ sha256: Hash }).openapi('AgreeToDocument'),
    reply: { status: 200, description: 'Agreed, now or before', schema: receipt(DocumentSchema) },
    problems: [
      'not-a-party',
      'not-found',
      'addendum-differs',
      'addendum-not-applicable',
      'agreement-not-in-force',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body }) => {
      const { result, head } = await agreeToDocument(service, actor, params.id, body.sha256);
      return { result: view(result), auditHead: head };
    },
  }),
];
