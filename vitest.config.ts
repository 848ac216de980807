import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'prisma/**/*.test.ts'],
    environment: 'node',
    // A fixed key, so that tests write no secret.key into the project's data folder.
    env: { SECRET_KEY: 'a key for tests that protects nothing at all', LOG_LEVEL: 'silent' },
    globalSetup: './prisma/test-template.ts',
    testTimeout: 30_000,
    pool: 'forks',
  },
});
