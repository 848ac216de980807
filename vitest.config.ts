import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// On PostgreSQL only what uses the database is run again.
const withoutDatabase = ['lib/engine/**', 'lib/catalog/**', 'components/**', 'scripts/**'];

export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
      // Next provides this marker; outside it there is nothing to guard.
      'server-only': fileURLToPath(new URL('node_modules/next/dist/compiled/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'prisma/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(process.env.TEST_DATABASE === 'postgresql' ? withoutDatabase : [])],
    environment: 'node',
    // A fixed key, so that tests write no secret.key into the project's data folder.
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      SECRET_KEY: 'a key for tests that protects nothing at all',
      LOG_LEVEL: 'silent',
    },
    setupFiles: './vitest.setup.ts',
    globalSetup: './prisma/test-template.ts',
    // Nets for what hangs: many times what the slowest takes on a slow machine.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    pool: 'forks',
    maxWorkers: '100%',
  },
});
