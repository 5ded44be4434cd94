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

export function badge(states: Readonly<Record<string, State>>, state: string, language: Language): Html {
  const { kind = '', [language]: words = state } = states[state] ?? {};
  return html`<span class="badge ${kind}">${words}</span>`;
}
