/**
 * Writes the encoder as files that are opened from disk, one for each language, and prints their SHA-256: what is
 * published with a release, for an officer to compare.
 *
 *   node scripts/build-encoder.ts [--out FOLDER]
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { offlineEncoder, offlineEncoderName } from '../src/console/offline-encoder.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'out' } } });
mkdirSync(values.out, { recursive: true });
for (const language of ['id', 'en'] as const) {
  const text = await offlineEncoder(language);
  writeFileSync(join(values.out, offlineEncoderName(language)), text);
  console.log(`${createHash('sha256').update(text).digest('hex')}  ${offlineEncoderName(language)}`);
}
