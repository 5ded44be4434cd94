/** Island of the audit log: fetches every event and verifies the chain here, not on the server that wrote it. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { type HashedEvent, headHolds, type SignedHead, verifyChain } from '../../agreement/audit-chain.ts';

const WORDS = {
  id: {
    busy: 'Memeriksa…',
    holds: (n: number) => `Rantai utuh: ${n} kejadian, dan kepala yang ditandatangani cocok.`,
    keptHolds: (n: number) => `Kepala yang Anda simpan (kejadian ${n}) ada dalam log ini.`,
    broken: (n: number) => `Rantai tidak utuh pada kejadian ${n}. Log ini telah diubah.`,
    kept: 'Kepala yang Anda simpan tidak ada dalam log ini: log telah disusun ulang atau dipotong.',
    signature: 'Tanda tangan kepala log tidak berlaku.',
    unreadable: 'Teks yang Anda tempel bukan kepala log (JSON dengan seq, hash, signature).',
    failed: 'Log tidak dapat diambil. Coba lagi; jika sesi Anda berakhir, masuklah kembali.',
  },
  en: {
    busy: 'Verifying…',
    holds: (n: number) => `The chain holds: ${n} events, and the signed head agrees.`,
    keptHolds: (n: number) => `The head that you kept (event ${n}) is in this log.`,
    broken: (n: number) => `The chain does not hold at event ${n}. This log was changed.`,
    kept: 'The head that you kept is not in this log: it was rebuilt or cut off.',
    signature: 'The signature of the log’s head does not hold.',
    unreadable: 'The text you pasted is no head of a log (JSON with seq, hash, signature).',
    failed: 'The log could not be fetched. Try again; if your session has ended, sign in again.',
  },
} as const;

const PAGE = 1000;

async function fetched<T>(path: string): Promise<T> {
  const response = await fetch(`/console/api${path}`);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as T;
}

async function wholeLog(): Promise<HashedEvent[]> {
  const events: HashedEvent[] = [];
  for (;;) {
    const page = await fetched<{ events: HashedEvent[] }>(`/audit-log?limit=${PAGE}&after=${events.length}`);
    events.push(...page.events);
    if (page.events.length < PAGE) return events;
  }
}

/** The head in a receipt, a BAST or by itself. */
function keptHead(text: string): SignedHead | null | undefined {
  if (text.trim() === '') return undefined;
  try {
    const found = JSON.parse(text) as { auditHead?: SignedHead } & SignedHead;
    const head = found.auditHead ?? found;
    return typeof head.seq === 'number' && typeof head.hash === 'string' && typeof head.signature === 'string'
      ? head
      : null;
  } catch {
    return null;
  }
}

async function verdict(text: string, words: (typeof WORDS)['id' | 'en']): Promise<[holds: boolean, string]> {
  const kept = keptHead(text);
  if (kept === null) return [false, words.unreadable];
  const { head, publicKey } = await fetched<{ head: SignedHead; publicKey: string }>('/audit-log/head');
  const key = hexToBytes(publicKey);
  if (!headHolds(head, key) || (kept !== undefined && !headHolds(kept, key))) return [false, words.signature];
  const events = await wholeLog();
  const checked = verifyChain(events, kept === undefined ? [head] : [head, kept]);
  if (!checked.holds) return [false, checked.why === 'kept-head' ? words.kept : words.broken(checked.seq)];
  return [true, `${words.holds(events.length)}${kept ? ` ${words.keptHolds(kept.seq)}` : ''}`];
}

const form = document.querySelector<HTMLFormElement>('#chain');
if (form) {
  form.hidden = false;
  const words = WORDS[form.dataset.language === 'en' ? 'en' : 'id'];
  const shown = form.querySelector<HTMLElement>('#verdict')!;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    shown.className = '';
    shown.textContent = words.busy;
    try {
      const [holds, text] = await verdict(form.querySelector('textarea')!.value, words);
      shown.className = holds ? 'good' : 'error';
      shown.textContent = text;
    } catch {
      shown.className = 'error';
      shown.textContent = words.failed;
    }
  });
}
