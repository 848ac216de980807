import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/test/chromium.mjs';

// Journeys use a running server: `npm test` starts the production build and passes BASE_URL and API_URL.
const isRoot = process.getuid?.() === 0;
const results = join(import.meta.dirname, '../test-results');

export default defineConfig({
  testDir: '.',
  outputDir: results,
  // Two workers leave a quarter of two cores idle, because a journey waits for the server and the server for the journey.
  workers: 3,
  fullyParallel: true,
  // The longest tests start first, so that the other worker does not wait for them at the end.
  projects: [
    { name: 'wire API', testMatch: 'wire-api/*.spec.ts' },
    { name: 'console', testIgnore: 'wire-api/**' },
  ],
  retries: 0,
  // These limits only stop hanging tests. They are many times the duration of the slowest test on a slow machine.
  timeout: 20 * 60_000,
  expect: { timeout: 2 * 60_000 },
  forbidOnly: true,
  reporter: 'line',
  use: {
    actionTimeout: 2 * 60_000,
    navigationTimeout: 5 * 60_000,
    baseURL: process.env.BASE_URL ?? 'http://localhost:3000',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // axe would measure wrong contrasts during transitions.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording each step takes a large part of a journey's time, so it is off by default.
    trace: process.env.TRACE ? 'on' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      chromiumSandbox: !isRoot,
      // The browser must not request other hosts: on a closed network, each request would be an error in the background.
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Pages live for only a few seconds, so optimizing their code costs more time than it saves.
        '--js-flags=--no-opt --no-maglev',
      ],
    },
  },
});
