import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants';
import { SESSION_NAME } from './lib/console/session/session-address';
import { compiledFolder } from './scripts/build/compile-server.mjs';

/** `page.dev.tsx` is a page in development and does not exist in what is built. */
const PAGES = ['tsx', 'ts'];

/** The paths of sessions that have a name. */
const NAMED_PATHS = `/s/:session(${SESSION_NAME})`;

/** Modules that the console takes from the compiled server (scripts/build/shared-modules.mjs). In development Next bundles everything. */
const sharing = () => ({
  '*.{ts,tsx,mjs}': {
    loaders: [
      {
        loader: './scripts/build/shared-module-loader.mjs',
        options: { root: process.cwd(), compiled: compiledFolder(process.cwd()) },
      },
    ],
    condition: { all: [{ not: 'browser' as const }, { path: /^(lib|packages\/[\w-]+\/src)\// }] },
  },
});

const config = (phase: string): NextConfig => ({
  pageExtensions: phase === PHASE_DEVELOPMENT_SERVER ? ['dev.tsx', ...PAGES] : PAGES,
  reactStrictMode: true,
  turbopack: phase === PHASE_PRODUCTION_BUILD ? { rules: sharing() } : {},
  poweredByHeader: false,
  // At the address of each session alike (lib/console/session/session-address.ts).
  rewrites: async () => ({ beforeFiles: [{ source: `${NAMED_PATHS}/:path*`, destination: '/:path*' }] }),
  // Native addons and packages with WASM of their own are loaded by Node, not bundled.
  serverExternalPackages: [
    '@prisma/client',
    '@prisma/adapter-pg',
    '@photostructure/sqlite',
    'pg',
    '@node-rs/argon2',
    'pino',
    'prom-client',
  ],
  // `npm test` checks the types of everything, tests included; a start need not wait for that, nor fail by it.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    serverActions: { bodySizeLimit: '1088kb' },
    // Nothing reads them of what is built, which takes a tenth less without.
    turbopackSourceMaps: phase === PHASE_DEVELOPMENT_SERVER,
    // For the next build in this clone; a clone of a CI has none.
    turbopackFileSystemCacheForBuild: !process.env.CI,
  },
});

export default config;
