/**
 * Bundles what the console sends to browsers into src/console/assets.json: every island of src/console/client, the style
 * sheet and the icon. `npm ci` runs it (`prepare`). The same input gives the same bytes.
 *
 *   node scripts/build-console.ts
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const CLIENT = join(root, 'src/console/client');
/** It chooses adapters, so it stands with the other entries. */
const ENCODER_WORKER = join(root, 'src/entry/encoder-worker.ts');
export const ASSETS_FILE = join(root, 'src/console/assets.json');
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The text of assets.json. */
export async function consoleAssets(): Promise<string> {
  const files = readdirSync(CLIENT, { withFileTypes: true }).filter((entry) => entry.isFile());
  const islands = files
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(({ name }) => join(CLIENT, name));
  const bundles = await Promise.all(
    [...islands, ENCODER_WORKER].map(
      async (path) => [basename(path).replace(/ts$/, 'js'), await bundled(path)] as const,
    ),
  );
  const plain = files
    .filter(({ name }) => /\.(?:css|svg)$/.test(name))
    .map(({ name }) => [name, readFileSync(join(CLIENT, name), 'utf8')] as const);
  const entries = [...bundles, ...plain].sort(([a], [b]) => (a < b ? -1 : 1));
  const assets = entries.map(([name, text]) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    return [name, { type: TYPES[name.split('.').at(-1)!]!, sha256, text }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(assets), null, 2)}\n`;
}

async function bundled(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

if (import.meta.main) writeFileSync(ASSETS_FILE, await consoleAssets());
