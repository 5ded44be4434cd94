import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
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
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workerd',
          include: ['test/workerd/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          setupFiles: ['test/workerd/setup.ts'],
        },
      },
    ],
  },
});
