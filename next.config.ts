import type { NextConfig } from 'next';
import { movedPaths } from './lib/console/moved-paths';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  redirects: async () => movedPaths.map((moved) => ({ ...moved, permanent: true })),
  // Native addons and packages with WASM of their own are loaded by Node, not bundled.
  serverExternalPackages: [
    '@prisma/client',
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-pg',
    'better-sqlite3',
    'pg',
    '@node-rs/argon2',
    'pino',
  ],
  // `npm test` checks the types of everything, tests included; a start need not wait for that, nor fail by it.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default config;
