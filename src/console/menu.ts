/** What each role finds in the menu: only what they may open. */
import type { Actor } from '../usecases/service.ts';
import type { Words } from './page.ts';
import { TEXTS } from './texts.ts';

export interface MenuItem {
  readonly href: string;
  readonly words: Words;
}

const HOME: MenuItem = { href: '/console', words: TEXTS.home };

const OWN: Readonly<Record<Actor['role'], readonly MenuItem[]>> = {
  agency: [],
  statistician: [],
  'privacy-officer': [],
  operator: [],
  service: [],
};

export function menuOf(role: Actor['role']): readonly MenuItem[] {
  return [HOME, ...OWN[role]];
}
