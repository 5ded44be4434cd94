/** What was done under the agreement: deliveries received (Pasal 3) and reviews held (Pasal 9). */
import { z } from '@hono/zod-openapi';
import { REVIEW_SUBJECTS } from '../../agreement/review.ts';
import type { RecordedReview } from '../../storage/reviews.ts';
import { heldReviews } from '../../usecases/agreement-calendar.ts';
import { recordReceipt } from '../../usecases/record-receipt.ts';
import { recordReview } from '../../usecases/record-review.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Day, Id, Line, receipt } from '../schemas.ts';
import { PARTIES, READERS } from './agreement-notices.ts';

const ReviewSchema = z
  .object({
    id: Id,
    heldOn: z.string(),
    heldBy: z.string().nullable(),
    about: z.array(z.string()),
    reportNumber: z.string().nullable(),
    followUp: z.array(z.string()),
  })
  .openapi('Review');

const NewReview = z
  .strictObject({
    heldOn: Day,
    jointly: z.boolean(),
    about: z.array(z.enum(REVIEW_SUBJECTS)).min(1).default(['implementation']),
    reportNumber: Line(100).nullable().default(null),
    followUp: z.array(Line(500)).max(50).default([]),
  })
  .openapi('NewReview');

const NewReceipt = z
  .strictObject({
    delivery: z.string().regex(/^[a-z0-9-]{1,40}\/\d{4}-\d{2}(-\d{2})?$/),
    receivedOn: Day,
    reference: Line(100),
  })
  .openapi('NewReceipt');

const review = (each: RecordedReview): z.input<typeof ReviewSchema> => ({
  ...each,
  about: [...each.about],
  followUp: [...each.followUp],
});

export const agreementRecordRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/agreement/reviews',
    id: 'listReviews',
    summary: 'Monitoring and evaluation held, with what follows from it',
    tag: 'agreement',
    roles: READERS,
    reply: { status: 200, description: 'By the day they were held', schema: z.array(ReviewSchema) },
    problems: [],
    handle: async ({ service }) => (await heldReviews(service)).map(review),
  }),
  endpoint({
    method: 'post',
    path: '/agreement/reviews',
    id: 'recordReview',
    summary: 'Put a monitoring and evaluation (Pasal 9) on record',
    tag: 'agreement',
    roles: PARTIES,
    body: NewReview,
    reply: { status: 201, description: 'Recorded', schema: receipt(ReviewSchema) },
    problems: ['not-a-party', 'date-not-valid', 'agreement-not-in-force', 'service-busy'],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await recordReview(service, actor, body);
      return { result: review(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/agreement/receipts',
    id: 'recordReceipt',
    summary: 'Put on record that a delivery that was due has arrived; its receiver alone can',
    tag: 'agreement',
    roles: PARTIES,
    body: NewReceipt,
    reply: {
      status: 201,
      description: 'Recorded',
      schema: receipt(
        z.object({ id: Id, delivery: z.string(), receivedOn: z.string(), reference: z.string() }),
      ),
    },
    problems: [
      'not-a-party',
      'party-not-allowed',
      'delivery-unknown',
      'receipt-exists',
      'date-not-valid',
      'agreement-not-in-force',
      'service-busy',
    ],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await recordReceipt(service, actor, body);
      return { result, auditHead: head };
    },
  }),
];
