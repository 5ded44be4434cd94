import type { Endpoint } from '../endpoint.ts';
import { agreementRoutes } from './agreement.ts';
import { agreementDocumentRoutes } from './agreement-documents.ts';
import { agreementNoticeRoutes } from './agreement-notices.ts';
import { agreementRecordRoutes } from './agreement-records.ts';
import { auditLogRoutes } from './audit-log.ts';
import { consentRoutes } from './consents.ts';
import { datasetRoutes } from './datasets.ts';
import { handOverRoutes } from './hand-overs.ts';
import { peopleRoutes } from './people.ts';
import { problemRoutes } from './problems.ts';
import { projectRoutes } from './projects.ts';
import { releaseRoutes } from './releases.ts';
import { runRoutes } from './runs.ts';
import { submissionRoutes } from './submissions.ts';
import { tableRoutes } from './tables.ts';

/** Every endpoint of the API. One that is not here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...peopleRoutes,
  ...projectRoutes,
  ...submissionRoutes,
  ...runRoutes,
  ...tableRoutes,
  ...datasetRoutes,
  ...releaseRoutes,
  ...auditLogRoutes,
  ...problemRoutes,
  ...agreementRoutes,
  ...agreementDocumentRoutes,
  ...agreementNoticeRoutes,
  ...agreementRecordRoutes,
  ...consentRoutes,
  ...handOverRoutes,
];
