import { type CivilDate, civilDateAt } from '../agreement/civil-date.ts';
import type { Service } from './service.ts';

/** The day it is where the parties are. */
export function todayIn({ clock, config }: Service): CivilDate {
  return civilDateAt(clock.now(), config.agreement.timeZone.utcOffsetMinutes);
}
