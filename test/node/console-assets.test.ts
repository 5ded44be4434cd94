import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ASSETS_FILE, consoleAssets } from '../../scripts/build-console.ts';

it('serves to browsers what its sources say, byte for byte: npm run prepare', async () => {
  const built = await consoleAssets();
  expect(built).toBe(await consoleAssets());
  expect(built).toBe(readFileSync(ASSETS_FILE, 'utf8'));
});
