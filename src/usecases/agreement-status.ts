/** How the agreement stands today: version and term, what is due and what became of it, reviews, events. */
import { addMonths, type CivilDate } from '../agreement/civil-date.ts';
import { encodingsAgreed } from '../agreement/delivery-form.ts';
import { type DeliveryStatus, deliveryStates } from '../agreement/delivery-state.ts';
import { type ReviewDue, reviewsDue } from '../agreement/review.ts';
import {
  ACTS,
  type Act,
  extensionDue,
  extensionReminderFrom,
  lastDayOfTerm,
  mayBeDone,
  type TermState,
  termStateOn,
} from '../agreement/term.ts';
import { listReceipts } from '../storage/receipts.ts';
import { heldReviews } from './agreement-calendar.ts';
import { historyOfAgreement } from './agreement-documents.ts';
import { type ForceMajeureNotice, forceMajeureNotices } from './force-majeure.ts';
import type { Service } from './service.ts';
import { todayIn } from './today.ts';

export interface AgreementStatus {
  readonly today: CivilDate;
  readonly state: TermState;
  /** Documents in effect: 0 is the agreement as signed. */
  readonly version: number;
  readonly documents: readonly { readonly number: string; readonly effectiveFrom: CivilDate }[];
  readonly lastDay: CivilDate;
  readonly extension: { readonly remindFrom: CivilDate; readonly due: boolean };
  /** What may be done today. */
  readonly may: readonly Act[];
  /** Since the signing, and a year ahead. */
  readonly deliveries: readonly DeliveryStatus[];
  readonly reviews: readonly ReviewDue[];
  readonly forceMajeure: readonly ForceMajeureNotice[];
  /** Padan gives encodings of identifiers; whether the parties have agreed to that. */
  readonly identifiers: {
    readonly agreed: string;
    readonly givenAs: 'encoded';
    readonly addendumNeeded: boolean;
  };
  readonly securityTools: readonly string[];
}

const AHEAD_MONTHS = 12;

export async function agreementStatus(service: Service): Promise<AgreementStatus> {
  const today = todayIn(service);
  const history = await historyOfAgreement(service);
  const { agreement, version, documents } = history(today);
  const on = (day: CivilDate) => history(day).agreement;
  const receipts = (await listReceipts(service.database)).map((row) => ({
    delivery: row.delivery,
    receivedOn: row.received_on as CivilDate,
  }));
  const events = await forceMajeureNotices(service);
  const until = addMonths(today, AHEAD_MONTHS);
  return {
    today,
    state: termStateOn(agreement, today),
    version,
    documents: documents.map(({ number, effectiveFrom }) => ({ number, effectiveFrom })),
    lastDay: lastDayOfTerm(agreement),
    extension: { remindFrom: extensionReminderFrom(agreement), due: extensionDue(agreement, today) },
    may: ACTS.filter((act) => mayBeDone(agreement, act, today)),
    deliveries: deliveryStates(on, agreement.term.signed, until, receipts, events, today),
    reviews: reviewsDue(agreement, await heldReviews(service), today),
    forceMajeure: events,
    identifiers: {
      agreed: agreement.duties.identifiers.givenAs,
      givenAs: 'encoded',
      addendumNeeded: !encodingsAgreed(agreement),
    },
    securityTools: agreement.duties.securityTools.agreed,
  };
}
