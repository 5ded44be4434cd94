/** What each role finds in the menu: only what they may open. */
import type { Actor } from '../usecases/service.ts';
import { ENCODER_WORDS } from './components/encoder-form.ts';
import type { Words } from './page.ts';
import { TEXTS } from './texts.ts';

export interface MenuItem {
  readonly href: string;
  readonly words: Words;
}

const HOME: MenuItem = { href: '/console', words: TEXTS.home };

const TABLES: MenuItem = { href: '/console/tables', words: { id: 'Katalog', en: 'Catalogue' } };
const REQUESTS: MenuItem = { href: '/console/requests', words: { id: 'Permintaan', en: 'Requests' } };
const PROJECTS: MenuItem = { href: '/console/projects', words: { id: 'Pemadanan', en: 'Matching' } };
const HAND_OVERS: MenuItem = { href: '/console/hand-overs', words: { id: 'Serah terima', en: 'Hand-overs' } };
const CALENDAR: MenuItem = { href: '/console/calendar', words: { id: 'Jadwal', en: 'Calendar' } };
const ENCODER: MenuItem = { href: '/console/encoder', words: ENCODER_WORDS.title };
const RELEASES: MenuItem = { href: '/console/releases', words: { id: 'Rilis', en: 'Releases' } };
const AUDIT_LOG: MenuItem = { href: '/console/audit-log', words: { id: 'Log audit', en: 'Audit log' } };
const VERIFY: MenuItem = {
  href: '/console/verify',
  words: { id: 'Periksa sertifikat', en: 'Verify a certificate' },
};

const OWN: Readonly<Record<Actor['role'], readonly MenuItem[]>> = {
  agency: [PROJECTS, ENCODER, HAND_OVERS, CALENDAR, RELEASES],
  statistician: [TABLES, REQUESTS, RELEASES, HAND_OVERS, VERIFY],
  'privacy-officer': [
    { ...RELEASES, words: { id: 'Antrean rilis', en: 'Release queue' } },
    AUDIT_LOG,
    VERIFY,
  ],
  operator: [PROJECTS, AUDIT_LOG],
  service: [],
};

export function menuOf(role: Actor['role']): readonly MenuItem[] {
  return [HOME, ...OWN[role]];
}
