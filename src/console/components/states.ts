/** States of releases and audits in words, with a mark that does not depend on colour. */
import { html } from 'hono/html';
import type { Language } from '../../problems.ts';
import type { Html, Words } from '../page.ts';

interface State extends Words {
  readonly kind: 'good' | 'warn' | 'bad' | '';
}

export const RELEASE_STATES: Readonly<Record<string, State>> = {
  draft: { id: 'sedang dibuat', en: 'being made', kind: '' },
  checked: { id: 'menunggu keputusan', en: 'awaits a decision', kind: 'warn' },
  approved: { id: 'disetujui', en: 'approved', kind: 'good' },
  'handed-over': { id: 'diserahkan', en: 'handed over', kind: 'good' },
  refused: { id: 'ditolak', en: 'refused', kind: 'bad' },
  withdrawn: { id: 'ditarik', en: 'withdrawn', kind: 'bad' },
};

export const AUDIT_OUTCOMES: Readonly<Record<string, State>> = {
  holds: { id: 'audit: terlindung', en: 'audit: protected', kind: 'good' },
  'does-not-hold': { id: 'audit: tidak terlindung', en: 'audit: not protected', kind: 'bad' },
  undecided: { id: 'audit: belum terbukti', en: 'audit: not proved', kind: 'warn' },
};

export const SUBMISSION_STATES: Readonly<Record<string, State>> = {
  receiving: { id: 'sedang diterima', en: 'being received', kind: '' },
  checking: { id: 'sedang diperiksa', en: 'being checked', kind: '' },
  accepted: { id: 'diterima', en: 'accepted', kind: 'good' },
  refused: { id: 'ditolak', en: 'refused', kind: 'bad' },
  erased: { id: 'dihapus', en: 'erased', kind: '' },
};

export const REQUEST_STATES: Readonly<Record<string, State>> = {
  building: { id: 'sedang dibuat', en: 'being made', kind: '' },
  built: { id: 'jadi, lihat rilisnya', en: 'made, see its release', kind: 'good' },
  refused: { id: 'ditolak', en: 'refused', kind: 'bad' },
};

export const RUN_STATES: Readonly<Record<string, State>> = {
  comparing: { id: 'membandingkan', en: 'comparing', kind: '' },
  'waiting-for-flags': {
    id: 'menunggu keterangan pemegang register',
    en: 'waits for the register holder’s flags',
    kind: 'warn',
  },
  finished: { id: 'selesai', en: 'finished', kind: 'good' },
  cancelled: { id: 'dibatalkan', en: 'cancelled', kind: '' },
  failed: { id: 'gagal', en: 'failed', kind: 'bad' },
};

export const FINGERPRINT_STATES: Readonly<Record<string, State>> = {
  unconfirmed: { id: 'sidik kunci belum dicocokkan', en: 'key fingerprint not compared yet', kind: 'warn' },
  confirmed: { id: 'sidik kunci cocok', en: 'key fingerprints agree', kind: 'good' },
  differs: { id: 'sidik kunci berbeda', en: 'key fingerprints differ', kind: 'bad' },
};

export const LIGHT_STATES: Readonly<Record<string, State>> = {
  green: { id: 'hijau', en: 'green', kind: 'good' },
  amber: { id: 'kuning', en: 'amber', kind: 'warn' },
  red: { id: 'merah', en: 'red', kind: 'bad' },
};

export function badge(states: Readonly<Record<string, State>>, state: string, language: Language): Html {
  const { kind = '', [language]: words = state } = states[state] ?? {};
  return html`<span class="badge ${kind}">${words}</span>`;
}
