/**
 * What became of each delivery that is due: received, still open, overdue, or held up by force majeure.
 *
 * Edge:   receipt is what the receiver put on record; a giver cannot say that something arrived. On the last day of the
 *         window a delivery is open, the day after it is overdue.
 * Source: Pasal 3 ayat (3), Pasal 10.
 */
import { type AgreementOn, type DueDelivery, deliveriesDue } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';
import { type ForceMajeure, windowAfter } from './force-majeure.ts';

export interface Receipt {
  /** Id of the delivery: `lampiran-1/2026-01`. */
  readonly delivery: string;
  readonly receivedOn: CivilDate;
}

export type DeliveryState = 'upcoming' | 'open' | 'suspended' | 'overdue' | 'received' | 'received-late';

export interface DeliveryStatus extends DueDelivery {
  readonly state: DeliveryState;
  /** The last day on which it is in time, force majeure counted; `null` while it is suspended. */
  readonly dueBy: CivilDate | null;
  readonly receivedOn: CivilDate | null;
}

/** The deliveries due in `from` .. `to` with their state on `today`, in the order of `deliveriesDue`. */
export function deliveryStates(
  on: AgreementOn,
  from: CivilDate,
  to: CivilDate,
  receipts: readonly Receipt[],
  events: readonly ForceMajeure[],
  today: CivilDate,
): DeliveryStatus[] {
  return deliveriesDue(on, from, to).map((due) => {
    const window = windowAfter(on(today), due.from, due, events, today);
    const dueBy = window === 'suspended' ? null : window.closes;
    const receivedOn = firstReceipt(receipts, due.id);
    return { ...due, state: state(due, dueBy, receivedOn, today), dueBy, receivedOn };
  });
}

function state(
  due: DueDelivery,
  dueBy: CivilDate | null,
  receivedOn: CivilDate | null,
  today: CivilDate,
): DeliveryState {
  if (receivedOn !== null) return dueBy === null || receivedOn <= dueBy ? 'received' : 'received-late';
  if (today < due.opens) return 'upcoming';
  if (dueBy === null) return 'suspended';
  return today <= dueBy ? 'open' : 'overdue';
}

function firstReceipt(receipts: readonly Receipt[], delivery: string): CivilDate | null {
  const days = receipts.filter((each) => each.delivery === delivery).map(({ receivedOn }) => receivedOn);
  return days.sort()[0] ?? null;
}
