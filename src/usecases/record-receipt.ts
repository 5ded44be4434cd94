import { deliveriesDue } from '../agreement/calendar.ts';
import { addMonths, type CivilDate } from '../agreement/civil-date.ts';
import { requireMayBeDone } from '../agreement/term.ts';
import { DomainError, label } from '../problems.ts';
import { insertReceipt, listReceipts } from '../storage/receipts.ts';
import { historyOfAgreement } from './agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, ownParty, type Service } from './service.ts';
import { todayIn } from './today.ts';

export interface ReceiptWish {
  /** What was due: `lampiran-1/2026-01`. */
  readonly delivery: string;
  readonly receivedOn: CivilDate;
  /** The minutes or letter it came with. */
  readonly reference: string;
}

/** A delivery may come early, by as much as this. */
const EARLY_MONTHS = 6;

/**
 * Put on record that a delivery that was due has arrived. Only its receiver can say so.
 * @throws DomainError `not-a-party`, `agreement-not-in-force`, `delivery-unknown`, `party-not-allowed`,
 *   `receipt-exists`, `date-not-valid` for a day to come.
 */
export async function recordReceipt(
  service: Service,
  actor: Actor,
  { delivery, receivedOn, reference }: ReceiptWish,
): Promise<Recorded<ReceiptWish & { readonly id: string }>> {
  const party = ownParty(service.config, actor);
  const id = newId(service.randomness, 'rcp');
  return commit(service, actor, async (now) => {
    const today = todayIn(service);
    const history = await historyOfAgreement(service);
    const { agreement } = history(today);
    requireMayBeDone(agreement, 'record-receipt', today);
    const on = (day: CivilDate) => history(day).agreement;
    const due = deliveriesDue(on, agreement.term.signed, addMonths(today, EARLY_MONTHS));
    const found = due.find((each) => each.id === delivery);
    if (!found) throw new DomainError('delivery-unknown');
    if (found.to !== party) throw new DomainError('party-not-allowed');
    if (receivedOn > today || receivedOn < agreement.term.signed) throw new DomainError('date-not-valid');
    if ((await listReceipts(service.database)).some((row) => row.delivery === delivery))
      throw new DomainError('receipt-exists');
    return {
      event: {
        action: 'receipt-recorded',
        subject: id,
        facts: { delivery: label(found.id), receivedOn: label(receivedOn) },
      },
      writes: [
        insertReceipt({
          id,
          delivery,
          party,
          received_on: receivedOn,
          reference,
          recorded_by: actor.person,
          recorded_at: now,
        }),
      ],
      result: { id, delivery, receivedOn, reference },
    };
  });
}
