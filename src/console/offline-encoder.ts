/**
 * The encoder as one file, opened from disk: for an officer who does not want to trust the server that serves the page.
 *
 * Its policy lets it run this very script and its worker, and reach no network at all.
 * Deterministic: the same sources give the same bytes, whoever builds them; `npm run build:encoder` prints the SHA-256.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { toBase64, utf8 } from '../exchange/bytes.ts';
import type { Language } from '../problems.ts';
import { assetText } from './assets.ts';
import { ENCODER_WORDS, encoderForm } from './components/encoder-form.ts';

export const offlineEncoderName = (language: Language): string => `padan-encoder-${language}.html`;

export async function offlineEncoder(language: Language): Promise<string> {
  const [style, script, worker] = ['console.css', 'encoder.js', 'encoder-worker.js'].map((name) =>
    // In a string of a script the two mean the same; in the page only one of them ends the script.
    assetText(name).replaceAll('</script', '<\\/script'),
  );
  const parties = pks2025.parties.map(({ id }) => ({ id, name: id.toUpperCase() }));
  const form = await encoderForm({ language, parties, worker: '', submit: false });
  const title = `Padan: ${ENCODER_WORDS.title[language]}`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style!, script!)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${ENCODER_WORDS.intro[language]}</p>${form}</main>
<script type="text/plain" id="encoder-worker">${worker}</script>
<script type="module">${script}</script></body></html>
`;
}

function policyFor(style: string, script: string): string {
  const digest = (text: string) => `'sha256-${toBase64(sha256(utf8(text)))}'`;
  return [
    "default-src 'none'",
    `script-src ${digest(script)} blob:`,
    `style-src ${digest(style)}`,
    'worker-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}
