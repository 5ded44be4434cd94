import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** Keys of nothing: 32 bytes each, so that the Worker starts. */
const WORKER_SECRETS = {
  PADAN_STORAGE_KEY: Buffer.alloc(32, 1).toString('base64'),
  PADAN_SIGNING_KEY: Buffer.alloc(32, 2).toString('base64'),
  PADAN_OPERATOR_KEY: Buffer.alloc(32, 3).toString('base64'),
};

/** What test/workerd/large-tables.test.ts is to time. */
const TIMED = {
  BLOCKS_TO_TIME: process.env.BLOCKS ?? '0',
  BLOCKS_BY: process.env.BLOCKS_BY ?? 'region,industry',
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          testTimeout: process.env.SLOW ? 300_000 : 30_000,
          include: [
            'src/**/*.test.ts',
            'specs/**/*.test.ts',
            'fixtures/**/*.test.ts',
            'test/*.test.ts',
            'test/differential/**/*.test.ts',
          ],
          exclude: [
            'src/adapters/**',
            'src/api/**',
            'src/storage/**',
            'src/usecases/**',
            'src/cli/**',
            'src/entry/**',
          ],
        },
      },
      {
        test: {
          name: 'node',
          include: [
            'src/adapters/node/**/*.test.ts',
            'src/api/**/*.test.ts',
            'src/storage/**/*.test.ts',
            'src/usecases/**/*.test.ts',
            'src/cli/**/*.test.ts',
            'test/node/**/*.test.ts',
            'test/e2e/**/*.test.ts',
          ],
          setupFiles: ['test/node/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: { ...WORKER_SECRETS, ...TIMED } },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['test/workerd/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          setupFiles: ['test/workerd/setup.ts'],
          isolate: false,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
