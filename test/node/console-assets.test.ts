import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ASSETS_FILE, consoleAssets } from '../../scripts/build-console.ts';

it('serves to browsers what its sources say: node scripts/build-console.ts', async () => {
  expect(await consoleAssets()).toBe(readFileSync(ASSETS_FILE, 'utf8'));
});
