/** Hand-overs and their minutes (BAST). */
import { z } from '@hono/zod-openapi';
import { handOverRelease } from '../../usecases/hand-over-release.ts';
import { handOverRun } from '../../usecases/hand-over-run.ts';
import { type HandOver, visibleHandOver, visibleHandOvers } from '../../usecases/hand-overs.ts';
import type { HandOverWish } from '../../usecases/make-hand-over.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Day, Hash, Id, iso, Line, receipt, Time } from '../schemas.ts';

/** The office always; the name as the signatory gives it, or empty for the paper to hold. */
const SignatorySchema = z.strictObject({ function: Line(200), name: Line(200, 0).default('') });

const NewHandOver = z
  .strictObject({
    of: z.union([z.strictObject({ run: Id }), z.strictObject({ release: Id, letterNumber: Line(100) })]),
    receiver: z.union([z.strictObject({ party: Line(40) }), z.strictObject({ thirdParty: Line(200) })]),
    number: Line(100).nullable().default(null),
    place: Line(100).nullable().default(null),
    giverSignatory: SignatorySchema,
    receiverSignatory: SignatorySchema,
    dataset: Line(200),
    dataVersion: Line(100),
    period: z.strictObject({ from: Day, to: Day }),
  })
  .openapi('NewHandOver');

const HandOverSchema = z
  .object({
    id: Id,
    number: z.string(),
    of: z.string(),
    giver: z.string(),
    receiver: z.string(),
    consent: Id.nullable(),
    madeAt: Time,
    bastSha256: Hash,
    bast: z.object({ format: z.literal('padan-bast/1') }).loose(),
  })
  .openapi('HandOver');

const view = (each: HandOver): z.input<typeof HandOverSchema> => ({
  id: each.id,
  number: each.number,
  of: each.subject,
  giver: each.giver,
  receiver: each.receiver,
  consent: each.consent,
  madeAt: iso(each.made_at),
  bastSha256: each.bast_sha256,
  bast: { ...each.bast },
});

const READERS = ['agency', 'statistician', 'privacy-officer', 'operator'] as const;
const One = z.object({ id: Id });

export const handOverRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/hand-overs',
    id: 'listHandOvers',
    summary: 'Hand-overs one may know of',
    tag: 'hand-overs',
    roles: READERS,
    reply: { status: 200, description: 'In the order they were made', schema: z.array(HandOverSchema) },
    problems: [],
    handle: async ({ service, actor }) => (await visibleHandOvers(service, actor)).map(view),
  }),
  endpoint({
    method: 'post',
    path: '/hand-overs',
    id: 'makeHandOver',
    summary: 'Hand over a finished run or an approved release under minutes (BAST)',
    tag: 'hand-overs',
    roles: ['agency'],
    body: NewHandOver,
    reply: { status: 201, description: 'Handed over', schema: receipt(HandOverSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'data-erased',
      'run-not-ready',
      'run-step-not-allowed',
      'release-step-not-allowed',
      'agreement-not-in-force',
      'consent-missing',
      'hand-over-exists',
      'bast-number-taken',
      'bast-incomplete',
      'record-counts-differ',
      'not-a-party',
      'service-busy',
    ],
    handle: async ({ service, actor, body }) => {
      const { of, ...rest } = body;
      const wish: HandOverWish = rest;
      const { result, head } =
        'run' in of
          ? await handOverRun(service, actor, of.run, wish)
          : await handOverRelease(service, actor, of.release, of.letterNumber, wish);
      return { result: view(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/hand-overs/{id}',
    id: 'readHandOver',
    summary: 'One hand-over with its minutes',
    tag: 'hand-overs',
    roles: READERS,
    params: One,
    reply: { status: 200, description: 'The hand-over', schema: HandOverSchema },
    problems: ['not-found'],
    handle: async ({ service, actor, params }) => view(await visibleHandOver(service, actor, params.id)),
  }),
  endpoint({
    method: 'get',
    path: '/hand-overs/{id}/bast',
    id: 'readBast',
    summary: 'The minutes as they were made: bastSha256 is over these bytes',
    tag: 'hand-overs',
    roles: READERS,
    params: One,
    reply: { status: 200, description: 'padan-bast/1', type: 'application/json' },
    problems: ['not-found'],
    handle: async ({ service, actor, params }) => ({
      bytes: (await visibleHandOver(service, actor, params.id)).bastText,
    }),
  }),
];
