import { agreementAccess } from './agreement.ts';
import { peopleAccess } from './people.ts';
import type { AccessRow } from './personas.ts';

/** Who may what, for every endpoint there is. */
export const ACCESS: readonly AccessRow[] = [...agreementAccess, ...peopleAccess];
