/** The local encoder as a page, and where to get it as a file of its own. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { html } from 'hono/html';
import { utf8 } from '../../exchange/bytes.ts';
import { assetPath } from '../assets.ts';
import { ENCODER_WORDS, encoderForm } from '../components/encoder-form.ts';
import { offlineEncoder, offlineEncoderName } from '../offline-encoder.ts';
import type { PageBody, SignedIn } from '../page.ts';

const WORDS = {
  hosted: {
    id: 'Halaman ini datang dari layanan: Anda memercayai bahwa layanan mengirim penyandi yang benar. Bila tidak, unduh penyandi sebagai satu berkas, cocokkan sidik SHA-256-nya dengan yang diterbitkan, dan buka dari disk; berkas itu tidak dapat menghubungi jaringan.',
    en: 'This page comes from the service: you trust it to send the right encoder. If you do not, download the encoder as one file, compare its SHA-256 with the published one, and open it from disk; that file cannot reach the network.',
  },
  download: { id: 'Unduh penyandi sebagai berkas', en: 'Download the encoder as a file' },
} as const;

export async function encoderPage({ actor, language, service }: SignedIn): Promise<PageBody> {
  const parties = service.config.agreement.parties
    .filter(({ id }) => actor.party === null || id === actor.party)
    .map(({ id }) => ({ id, name: id.toUpperCase() }));
  const name = offlineEncoderName(language);
  const digest = bytesToHex(sha256(utf8(await offlineEncoder(language))));
  return {
    title: ENCODER_WORDS.title,
    scripts: ['encoder'],
    body: html`<p>${ENCODER_WORDS.intro[language]}</p>
<p class="warn">${WORDS.hosted[language]} <a href="/console/offline/${name}" download="${name}">${WORDS.download[language]}</a> (SHA-256 <span class="hash">${digest}</span>)</p>
${encoderForm({ language, parties, worker: assetPath('encoder-worker.js'), submit: true })}`,
  };
}
