import type { Endpoint } from '../endpoint.ts';
import { auditLogRoutes } from './audit-log.ts';
import { peopleRoutes } from './people.ts';
import { problemRoutes } from './problems.ts';

/** Every endpoint of the API. One that is not here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [...peopleRoutes, ...auditLogRoutes, ...problemRoutes];
