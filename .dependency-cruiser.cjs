// Who may import whom: the table in lib/README.md, as rules. `npm run boundaries` runs them and checks that no file was missed.
const { readdirSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

// Tests, benchmarks and the code only they use may reach further: they build the world that the tested code lives in.
// The engine's cases and its reference evaluator are such code, and the cases of the bill.
const TEST_FILES =
  '(\\.(test|bench)|^lib/[^/]+/test-[^/]+|^packages/[^/]+/src/test-[^/]+|/testing/[^/]+|^lib/[^/]+/[^/]+/contract)\\.tsx?$';
const FOR_TESTS = `${TEST_FILES}|^packages/policy/src/(reference|cases|validate/cases)/|^packages/bill/src/cases/`;
const PACKAGES = 'node_modules/';
// Plain JavaScript, since `npm start` reads the settings before anything is compiled.
const SETTINGS = '^lib/settings/';
// What callers may write; and numbers of it that pages name, apart so that no page loads the validator for a number.
const SCHEMA = '/(schema|limits)\\.ts$';
// Every folder of lib that holds operations. A new one belongs here by not being one of the others.
const SERVICE =
  '^lib/(?!settings/|listener/|db/|core/|aws-api/|installation/|console/|classroom/|scenario/|decisions/|export/|server/)([^/]+)/';
// The files of a page that name operations; the rest of the page gets data and actions from them.
const RUNS_OPERATIONS = '^app/.*(/queries|/page|[/-]actions?)\\.tsx?$';
// What a noun shows to others: its operations, what it is as a resource type, its rows, its shapes, and the pure pieces that name it or
// read its documents. A service shows the list of its resource types, and IAM what users, groups and roles are as principals.
const NAMES_OF_RESOURCES = '[/-]arns?\\.ts$';
// Names alone: which calls can change who may do what.
const NAMES_OF_CALLS = '^lib/access/changes/bearing-names\\.ts$';
const OPERATIONS = '[/-]operations\\.ts$';
const PUBLIC_PARTS = [
  OPERATIONS,
  NAMES_OF_RESOURCES,
  '/(resources?|rows|schema|limits|documents)\\.ts$',
  '^lib/iam/(entity|callers)\\.ts$',
  // Whose policies' texts an answer shows is one question, whoever answers.
  '^lib/access/readable-policies\\.ts$',
  // So is what accounts look like to questions about everybody in them.
  '^lib/access/(access-model|action-index)\\.ts$',
  // And which services work with an organization.
  '^lib/organizations/integrated-services\\.ts$',
  // And the guardrails that come along, as values.
  '^lib/organizations/guardrail-library/(guardrail|library)\\.ts$',
  // And what can be called of services of AWS: their registries.
  '^lib/(iam|organizations|sts|billing|resources)/index\\.ts$',
  // And what accounts share and leave unused, as the posture judges it.
  '^lib/posture/(analyzed-access|read-analyzed)\\.ts$',
  // And what costs are meant, what they come to, and how they are sorted: all that tells of costs tells it alike.
  '^lib/billing/cost-explorer/(categories|check|expected-costs|filter|forecast|known|metrics|read-costs|read-known|tally)\\.ts$',
];
// Accounts are below all services: AWS has no service that makes one, and every service's resources lie in one.
const ACCOUNTS = '^lib/account/';
// The entry points of the engine, one for each kind of question, so that a page loads the part that it uses.
const FACADE = '^packages/policy/src/[a-z]+/index\\.ts$';
// The list of modules: the services, and what each consists of. Programs and the console load it; nothing below it names a module.
const MODULES = '^lib/modules\\.ts$';
// A month's bill, computed from plain data.
const BILL = '^packages/bill/';
const BILL_FACADE = '^packages/bill/src/(index|money)\\.ts$';
// How rows are filtered and compared, and lists and records read with exact types: alike in the browser and on the server.
const LISTS =
  '^lib/core/(list/(filter-query|compare-values|page-size)|text/(plural|lists|text-parts|stored-json|json-object))\\.ts$';

// The kit of pages: values over reads and writes, which it makes by what they are called. It knows no operation.
const KIT = '^components/console/kit/';
const READS_AND_RESULTS = '^lib/console/(read-query|result|session/shown-identity)\\.ts$';

// What makes an account again elsewhere: plain data, and texts made of it, in the browser as on the server.
const EXPORT = '^lib/export/';

// Who owns which layer of a system, and the exercise about it: facts and pure functions that pages show as they are.
const RESPONSIBILITY = '^lib/responsibility/model/';

// Guardrails as values, which pages fill in: pure as well.
const GUARDRAIL_LIBRARY = '^lib/organizations/guardrail-library/';

/** Folders with parts of their own: those of one page, or those that the pages of an area share. */
const PARTS_OF_PAGES = readdirSync(join(__dirname, 'app'), { recursive: true })
  .filter((path) => basename(path) === '_components')
  .map((path) => `app/${dirname(path)}/`);

/** A path as a regular expression that matches it. */
const literally = (path) => path.replaceAll(/[()[\]$.]/g, '\\$&');

/** `from` may import nothing but `allowed`. */
const only = (name, from, allowed, fromNot = []) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: [FOR_TESTS, ...fromNot] },
  to: { pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^server-only$' } },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(app|components|lib|packages)/', pathNot: FOR_TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(app|components|lib|packages)/', pathNot: FOR_TESTS },
      // `npm run evaluate` is the command line of the cases.
      to: { path: FOR_TESTS, pathNot: FACADE },
    },

    // Its cases and its reference evaluator as well.
    {
      name: 'engine-imports-itself-only',
      severity: 'error',
      from: { path: '^packages/policy/', pathNot: TEST_FILES },
      to: { pathNot: '^packages/policy/' },
    },
    {
      name: 'engine-is-seen-through-its-facade',
      severity: 'error',
      // Guardrails of the library are tested by cases. How many cases a law is held against is one question, whosever law it is.
      from: {
        pathNot: [
          '^packages/policy/',
          '^lib/organizations/guardrail-library/library\\.test\\.ts$',
          // Sentences about decisions are held to golden cases.
          '^components/access/verdict-text\\.test\\.ts$',
          // The tutor's questions are golden cases, and what people believe of them is what wrong evaluators say.
          '^lib/tutor/(testing/|model/tutor\\.test\\.ts$)',
        ],
      },
      to: { path: '^packages/policy/', pathNot: [FACADE, TEST_FILES] },
    },
    // What only the engine imports from its facade would look used to knip.
    {
      name: 'engine-imports-no-facade',
      severity: 'error',
      from: { path: '^packages/policy/', pathNot: FACADE },
      to: { path: FACADE },
    },
    only('catalog-imports-engine-types-only', '^packages/catalog/', ['^packages/catalog/', FACADE, '^(node:)?[a-z_/]+$']),
    {
      name: 'catalog-imports-no-engine-code',
      severity: 'error',
      from: { path: '^packages/catalog/', pathNot: FOR_TESTS },
      to: { path: '^packages/policy/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'db-imports-the-generated-client-only',
      severity: 'error',
      from: { path: '^lib/db/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: '^lib/db/' },
    },
    {
      name: 'settings-import-nothing-of-ours',
      severity: 'error',
      from: { path: SETTINGS, pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: SETTINGS },
    },
    {
      name: 'the-listener-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^lib/listener/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: '^lib/listener/' },
    },
    {
      name: 'settings-are-read-through-core',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/(core|server)/', SETTINGS, FOR_TESTS] },
      to: { path: SETTINGS },
    },
    {
      name: 'what-starts-the-product-imports-nothing-that-is-compiled',
      severity: 'error',
      from: { path: '\\.mjs$' },
      to: { path: '\\.tsx?$' },
    },
    {
      name: 'core-imports-engine-catalog-db',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|prisma|scripts)/', pathNot: ['^lib/(core|db|settings)/'] },
    },
    {
      name: 'the-model-of-responsibility-imports-itself-only',
      severity: 'error',
      from: { path: RESPONSIBILITY, pathNot: FOR_TESTS },
      to: { pathNot: RESPONSIBILITY },
    },
    {
      name: 'exports-import-engine-and-arns-only',
      severity: 'error',
      from: { path: EXPORT, pathNot: FOR_TESTS },
      to: {
        path: '^(app|components|lib|packages|prisma|scripts)/',
        // Which role is which service's is one table.
        pathNot: [EXPORT, FACADE, LISTS, '^lib/core/arns\\.ts$', '^lib/iam/service-linked-role/services\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the-library-of-guardrails-imports-itself-only',
      severity: 'error',
      from: { path: GUARDRAIL_LIBRARY, pathNot: FOR_TESTS },
      to: { pathNot: GUARDRAIL_LIBRARY },
    },
    {
      name: 'the-calculator-of-bills-imports-itself-only',
      severity: 'error',
      from: { path: BILL, pathNot: FOR_TESTS },
      to: { pathNot: BILL },
    },
    {
      name: 'the-calculator-of-bills-is-seen-through-its-facade',
      severity: 'error',
      from: { pathNot: [BILL, FOR_TESTS] },
      to: { path: BILL, pathNot: BILL_FACADE },
    },
    { name: 'the-calculator-of-bills-imports-no-facade', severity: 'error', from: { path: BILL }, to: { path: BILL_FACADE } },
    {
      name: 'services-import-core-engine-catalog-db',
      severity: 'error',
      from: { path: SERVICE, pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console|installation|scenario)|prisma|scripts)/' },
    },
    {
      name: 'services-import-other-services-through-their-public-parts',
      severity: 'error',
      from: { path: SERVICE, pathNot: FOR_TESTS },
      to: { path: SERVICE, pathNot: ['^lib/$1/', ACCOUNTS, ...PUBLIC_PARTS] },
    },
    {
      name: 'nouns-import-other-nouns-through-their-public-parts',
      severity: 'error',
      from: { path: `${SERVICE}([^/]+)/`, pathNot: FOR_TESTS },
      to: { path: '^lib/$1/[^/]+/', pathNot: ['^lib/$1/$2/', ...PUBLIC_PARTS] },
    },
    {
      name: 'installation-imports-services-and-below',
      severity: 'error',
      from: { path: '^lib/installation/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console)|prisma|scripts)/' },
    },
    {
      name: 'the-classroom-imports-services-and-below',
      severity: 'error',
      from: { path: '^lib/classroom/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console|installation)|prisma|scripts)/' },
    },
    {
      name: 'services-know-nothing-of-the-classroom',
      severity: 'error',
      from: { path: SERVICE, pathNot: FOR_TESTS },
      to: { path: '^lib/classroom/' },
    },
    {
      name: 'scenarios-import-services-and-below',
      severity: 'error',
      from: { path: '^lib/scenario/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console|installation|classroom)|prisma|scripts)/' },
    },
    {
      name: 'scenarios-are-seen-through-their-facade',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/scenario/', MODULES, FOR_TESTS] },
      to: { path: '^lib/scenario/', pathNot: '^lib/scenario/index\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-programs-load-the-modules',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/(console|server)/', FOR_TESTS, '^lib/golden/'] },
      to: { path: MODULES, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'aws-api-imports-core-and-registries',
      severity: 'error',
      from: { path: '^lib/aws-api/', pathNot: FOR_TESTS },
      to: {
        path: '^(app|components|lib|prisma|scripts)/',
        pathNot: ['^lib/(aws-api|core|db|listener)/', ACCOUNTS, '^lib/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'aws-api-imports-no-database-code',
      severity: 'error',
      from: { path: '^lib/aws-api/', pathNot: FOR_TESTS },
      to: { path: '^lib/db/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'recipes-get-who-calls-and-where-from-outside',
      severity: 'error',
      from: { path: '^lib/console/recipes/', pathNot: FOR_TESTS },
      to: {
        path: ['^(app|components|lib|packages|prisma|scripts)/', `${PACKAGES}(next|react)`],
        pathNot: [
          '^lib/console/recipes/',
          '^lib/console/(entity|resource-arn)\\.ts$',
          '^lib/core/work/bulk\\.ts$',
          EXPORT,
          FACADE,
          SCHEMA,
          OPERATIONS,
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-entries-start-the-server',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/server/', '^app/api/development/', FOR_TESTS] },
      to: { path: '^lib/server/' },
    },
    {
      name: 'lib-imports-no-page-or-component',
      severity: 'error',
      from: { path: '^lib/', pathNot: FOR_TESTS },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'components-import-engine-catalog-and-schemas',
      severity: 'error',
      from: { path: '^components/', pathNot: [KIT, FOR_TESTS] },
      to: { path: '^(app|lib|prisma|scripts)/', pathNot: [LISTS, SCHEMA] },
    },
    {
      name: 'the-kit-imports-reads-and-results-besides',
      severity: 'error',
      from: { path: KIT, pathNot: FOR_TESTS },
      to: { path: '^(app|lib|prisma|scripts)/', pathNot: [LISTS, SCHEMA, READS_AND_RESULTS] },
    },
    {
      name: 'ui-components-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^components/ui/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: '^components/ui/' },
    },
    {
      name: 'components-never-reach-the-database',
      severity: 'error',
      from: { path: '^components/', pathNot: FOR_TESTS },
      to: { path: '^lib/db/', reachable: true },
    },
    {
      name: 'app-imports-components-console-and-schemas',
      severity: 'error',
      from: { path: '^app/', pathNot: [FOR_TESTS, RUNS_OPERATIONS, '^app/api/development/'] },
      to: {
        path: '^(lib|prisma|scripts)/',
        pathNot: ['^lib/console/', LISTS, SCHEMA, NAMES_OF_RESOURCES, NAMES_OF_CALLS, RESPONSIBILITY, GUARDRAIL_LIBRARY, EXPORT],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-queries-and-actions-import-operations-besides',
      severity: 'error',
      from: { path: RUNS_OPERATIONS },
      to: {
        path: '^(lib|prisma|scripts)/',
        pathNot: ['^lib/console/', SCHEMA, NAMES_OF_RESOURCES, OPERATIONS, RESPONSIBILITY, EXPORT],
        dependencyTypesNot: ['type-only'],
      },
    },
    // What a folder shows to others stands beside its page.
    ...PARTS_OF_PAGES.map((folder) => ({
      name: 'parts-of-a-page-are-used-below-it-only',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: `^${literally(folder)}` },
      to: { path: `^${literally(folder)}_components/` },
    })),
  ],
  options: {
    doNotFollow: { path: PACKAGES },
    exclude: { path: ['^\\.next/', '/generated/', '^packages/[^/]+/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
