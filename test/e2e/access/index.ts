import { agreementAccess } from './agreement.ts';
import { handOverAccess } from './hand-overs.ts';
import { linkageAccess } from './linkage.ts';
import { peopleAccess } from './people.ts';
import type { AccessRow } from './personas.ts';
import { tablesAccess } from './tables.ts';

/** Who may what, for every endpoint there is. */
export const ACCESS: readonly AccessRow[] = [
  ...agreementAccess,
  ...peopleAccess,
  ...tablesAccess,
  ...linkageAccess,
  ...handOverAccess,
];
