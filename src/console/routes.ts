/** Every page of the console by its address. */
import type { Context } from 'hono';
import type { PageBody, SignedIn } from './page.ts';
import { auditLogPage, exportAuditLog } from './pages/audit-log.ts';
import { encoderPage } from './pages/encoder.ts';
import { homePage } from './pages/home.ts';
import { releasePage } from './pages/release.ts';
import { decideRelease, withdrawRelease } from './pages/release-forms.ts';
import { releasesPage } from './pages/releases.ts';
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
  { method: 'GET', path: '/console/encoder', page: encoderPage },
  { method: 'GET', path: '/console/releases', page: releasesPage },
  { method: 'GET', path: '/console/releases/:id', page: releasePage },
  { method: 'POST', path: '/console/releases/:id/review', page: decideRelease },
  { method: 'POST', path: '/console/releases/:id/withdrawal', page: withdrawRelease },
  { method: 'GET', path: '/console/audit-log', page: auditLogPage },
  { method: 'GET', path: '/console/audit-log/export', page: exportAuditLog },
  { method: 'GET', path: '/console/verify', page: verifyPage },
];
