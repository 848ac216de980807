import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const TESTS = ['app', 'components', 'lib', 'packages', 'prisma', 'scripts'].map((folder) => `${folder}/**/*.test.{ts,tsx}`);
/** Tests of components in a document, which have an environment and a process of their own. */
const DOM = ['components/**/*.dom.test.tsx'];
/** Tests that count steps of the program: `packages/policy/src/testing/count-steps.ts` says why they have a process for each file. */
const STEPS = ['{lib,packages}/**/*.steps.test.ts'];
// On PostgreSQL what may differ from SQLite: SQL of our own, migrations, transactions, whole rows in and out, the order of letters, and
// the suite that runs every operation once. Whom a row is shown to and which error a call is answered with is decided by the same queries and
// the same code on both. `npm test -- full` runs everything there that uses the database.
const MAY_DIFFER = [
  ...['core', 'db', 'account', 'snapshot', 'search', 'events'].map((folder) => `lib/${folder}/**/*.test.ts`),
  'lib/console/{large-answers,mfa-of-sessions,recover-root-password,run-console}.test.ts',
  'lib/{*,*/*}/{every-operation,isolated-accounts,round-trip,admin-endpoints,round-trips,two-processes}.test.ts',
  'lib/{iam/{user,group,policy},organizations/{unit,handshake}}/operations.test.ts',
  'lib/{iam,organizations}/lists.property.test.ts',
  'lib/billing/bill/issue-turns.test.ts',
  'prisma/**/*.test.ts',
];
// With DIRECT_QUERIES=off: what our own SQL does, and every operation once. `npm test -- full` runs everything so that uses the database.
const ONCE_THROUGH_PRISMA = [
  'lib/db/**/*.test.ts',
  'lib/*/*/every-operation.test.ts',
  'lib/{iam/{user,group},organizations/unit}/operations.test.ts',
];
const WITHOUT_DATABASE = ['packages/**', 'lib/settings/**', 'app/**', 'components/**', 'scripts/**', ...STEPS];
const onPostgres = process.env.TEST_DATABASE === 'postgresql';
const throughPrisma = process.env.DIRECT_QUERIES === 'off';
const some = onPostgres ? MAY_DIFFER : throughPrisma ? ONCE_THROUGH_PRISMA : TESTS;
const include = process.env.TEST_EVERYTHING ? TESTS : some;
const exclude = ['**/node_modules/**', ...(onPostgres || throughPrisma ? WITHOUT_DATABASE : [])];

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

const resolve = {
  alias: [
    { find: /^@\//, replacement: `${root}/` },
    // As in tsconfig.json: the packages from their sources.
    { find: /^@gatehouse\/(\w+)/, replacement: `${root}/packages/$1/src` },
    // Next provides this marker; outside it there is nothing to guard.
    {
      find: 'server-only',
      replacement: fileURLToPath(new URL('node_modules/next/dist/compiled/server-only/empty.js', import.meta.url)),
    },
  ],
};

const shared = {
  environment: 'node',
  // A fixed key, so that tests write no secret.key into the project's data folder.
  env: {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    SECRET_KEY: 'a key for tests that protects nothing at all',
    LOG_LEVEL: 'silent',
  },
  // Nets for what hangs: many times what the slowest takes on a slow machine.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
  pool: 'forks',
} as const;

export default defineConfig({
  resolve,
  test: {
    // Once for both projects, which take what it provides from here.
    globalSetup: './prisma/test-template.ts',
    teardownTimeout: 60_000,
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        // Every test makes the world it works in, so files may share what is loaded: loading it is most of what a file takes.
        test: {
          ...shared,
          name: 'tests',
          include,
          exclude: [...exclude, ...STEPS, ...DOM],
          setupFiles: './vitest.setup.ts',
          isolate: false,
        },
      },
      {
        resolve,
        test: {
          ...shared,
          name: 'dom',
          environment: 'jsdom',
          include: onPostgres || throughPrisma ? [] : DOM,
          setupFiles: './components/console/kit/testing/dom.ts',
          // A question that waits for what it finds says so after this long.
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: { ...shared, name: 'steps', include: STEPS, exclude, setupFiles: './packages/policy/src/testing/count-steps.ts' },
      },
    ],
  },
});
