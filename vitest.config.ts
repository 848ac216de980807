import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const TESTS = ['app', 'components', 'lib', 'packages', 'prisma', 'scripts'].map((folder) => `${folder}/**/*.test.{ts,tsx}`);
/** Tests of components in a document, which have an environment and a process of their own. */
const DOM = ['{app,components}/**/*.dom.test.tsx'];
/** Tests that count steps of the program: `packages/policy/src/testing/count-steps.ts` says why they have a process for each file. */
const STEPS = ['{lib,packages}/**/*.steps.test.ts'];
/** Tests that change or count something of the whole process, so each file has its own. */
const ALONE = ['{lib,packages}/**/*.alone.test.ts'];
// The tests that PostgreSQL may answer differently: our own SQL, migrations, transactions, whole rows in and out, the order of letters,
// and the suite that runs every operation once. Permissions and errors come from the same queries and code on both databases.
// `npm test -- full` runs everything that uses the database on PostgreSQL too.
const MAY_DIFFER = [
  ...['core', 'db', 'account', 'snapshot', 'search', 'events'].map((folder) => `lib/${folder}/**/*.test.ts`),
  'lib/console/{large-answers,mfa-of-sessions,recover-root-password,run-console}.test.ts',
  'lib/{*,*/*}/{every-operation,isolated-accounts,admin-endpoints,round-trips,two-processes}.test.ts',
  'lib/{iam/{user,group,policy},organizations/{unit,handshake}}/operations.test.ts',
  'lib/{iam,organizations}/lists.property.test.ts',
  'lib/billing/bill/issue/issue-turns.test.ts',
  'prisma/**/*.test.ts',
];
// The tests with DIRECT_QUERIES=off: the jobs of our own SQL, and every operation once. `npm test -- full` runs every test that uses the
// database.
const ONCE_THROUGH_PRISMA = [
  'lib/db/**/*.test.ts',
  'lib/*/*/every-operation.test.ts',
  'lib/{iam/{user,group},organizations/unit}/operations.test.ts',
];
const WITHOUT_DATABASE = ['packages/**', 'lib/settings/**', 'app/**', 'components/**', 'scripts/**', ...STEPS, ...ALONE];
const onPostgres = process.env.TEST_DATABASE === 'postgresql';
const throughPrisma = process.env.DIRECT_QUERIES === 'off';
const some = onPostgres ? MAY_DIFFER : throughPrisma ? ONCE_THROUGH_PRISMA : TESTS;
const include = process.env.TEST_EVERYTHING ? TESTS : some;
const exclude = ['**/node_modules/**', ...(onPostgres || throughPrisma ? WITHOUT_DATABASE : [])];

const modules = process.env.TRANSFORMED_MODULES;

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

const resolve = {
  alias: [
    { find: /^@\//, replacement: `${root}/` },
    // As in tsconfig.json: the packages from their sources.
    { find: /^@gatehouse\/(\w+)/, replacement: `${root}/packages/$1/src` },
    { find: '@node-rs/argon2', replacement: `${root}/lib/core/testing/quick-argon2.ts` },
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
  // Safety nets for tests that hang: many times the longest time on a slow machine.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
  pool: 'forks',
} as const;

export default defineConfig({
  resolve,
  test: {
    // Runs once for all projects.
    globalSetup: './prisma/test-template.ts',
    teardownTimeout: 60_000,
    maxWorkers: '100%',
    // The later stages of a run use the modules that its first stage transformed. The modules end with the run, because a transformed module
    // does not change when another file takes the place of one that it imports.
    experimental: { fsModuleCache: modules !== undefined, fsModuleCachePath: modules },
    projects: [
      {
        resolve,
        // Every test makes its own data, so files can share loaded modules. Loading takes most of a file's time.
        test: {
          ...shared,
          name: 'tests',
          include,
          exclude: [...exclude, ...STEPS, ...ALONE, ...DOM],
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
          // A query that finds nothing fails after this time.
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: { ...shared, name: 'alone', include: ALONE, exclude },
      },
      {
        resolve,
        test: { ...shared, name: 'steps', include: STEPS, exclude, setupFiles: './packages/policy/src/testing/count-steps.ts' },
      },
    ],
  },
});
