/** Every page of the console by its address. */
import type { Context } from 'hono';
import type { PageBody, SignedIn } from './page.ts';
import { homePage } from './pages/home.ts';

export interface PageRoute {
  readonly method: 'GET' | 'POST';
  /** Hono's form: `/console/releases/:id`. */
  readonly path: string;
  /** A page, or where to go next. */
  readonly page: (asked: SignedIn, c: Context) => PageBody | Response | Promise<PageBody | Response>;
}

export const ROUTES: readonly PageRoute[] = [{ method: 'GET', path: '/console', page: homePage }];
