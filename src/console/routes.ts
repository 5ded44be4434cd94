/** Every page of the console by its address. */
import type { Context } from 'hono';
import type { PageBody, SignedIn } from './page.ts';
import { auditLogPage, exportAuditLog } from './pages/audit-log.ts';
import { calendarPage } from './pages/calendar.ts';
import { encoderPage } from './pages/encoder.ts';
import { handOverPage, handOversPage } from './pages/hand-overs.ts';
import { homePage } from './pages/home.ts';
import { joinPage } from './pages/join.ts';
import { projectPage, projectsPage } from './pages/projects.ts';
import { releasePage } from './pages/release.ts';
import { decideRelease, withdrawRelease } from './pages/release-forms.ts';
import { releasesPage } from './pages/releases.ts';
import { requestPage, requestsPage } from './pages/requests.ts';
import { cancelRun, runPage } from './pages/run.ts';
import { startRun } from './pages/run-form.ts';
import { submissionPage } from './pages/submission.ts';
import { askForTable, tableBuilderPage } from './pages/table-builder.ts';
import { tablesPage } from './pages/tables.ts';
import { verifyPage } from './pages/verify.ts';

export interface PageRoute {
  readonly method: 'GET' | 'POST';
  /** Hono's form: `/console/releases/:id`. */
  readonly path: string;
  /** A page, or where to go next. */
  readonly page: (asked: SignedIn, c: Context) => PageBody | Response | Promise<PageBody | Response>;
}

export const ROUTES: readonly PageRoute[] = [
  { method: 'GET', path: '/console', page: homePage },
  { method: 'GET', path: '/console/projects', page: projectsPage },
  { method: 'GET', path: '/console/projects/:id', page: projectPage },
  { method: 'POST', path: '/console/projects/:id/runs', page: startRun },
  { method: 'GET', path: '/console/runs/:id', page: runPage },
  { method: 'POST', path: '/console/runs/:id/cancel', page: cancelRun },
  { method: 'GET', path: '/console/submissions/:id', page: submissionPage },
  { method: 'GET', path: '/console/join', page: joinPage },
  { method: 'GET', path: '/console/hand-overs', page: handOversPage },
  { method: 'GET', path: '/console/hand-overs/:id', page: handOverPage },
  { method: 'GET', path: '/console/calendar', page: calendarPage },
  { method: 'GET', path: '/console/encoder', page: encoderPage },
  { method: 'GET', path: '/console/tables', page: tablesPage },
  { method: 'GET', path: '/console/tables/:id', page: tableBuilderPage },
  { method: 'POST', path: '/console/tables/:id', page: askForTable },
  { method: 'GET', path: '/console/requests', page: requestsPage },
  { method: 'GET', path: '/console/requests/:id', page: requestPage },
  { method: 'GET', path: '/console/releases', page: releasesPage },
  { method: 'GET', path: '/console/releases/:id', page: releasePage },
  { method: 'POST', path: '/console/releases/:id/review', page: decideRelease },
  { method: 'POST', path: '/console/releases/:id/withdrawal', page: withdrawRelease },
  { method: 'GET', path: '/console/audit-log', page: auditLogPage },
  { method: 'GET', path: '/console/audit-log/export', page: exportAuditLog },
  { method: 'GET', path: '/console/verify', page: verifyPage },
];
