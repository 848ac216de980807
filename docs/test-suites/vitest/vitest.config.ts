import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { globalSetup: './start-gatehouse.ts', maxWorkers: 4, testTimeout: 60_000 } });
