// The table of imports in lib/README.md, as rules. `npm run boundaries` runs them.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A rule about imports: an import from a file that matches `from`, of a file or package that matches `to`, breaks it. A list of patterns
 * matches if one of them does, and `$1` in `to` is the first group of `from`.
 *
 * @typedef {object} ImportRule
 * @property {string} name
 * @property {{ path?: Pattern, pathNot?: Pattern }} from
 * @property {Target} to
 *
 * @typedef {object} Target
 * @property {Pattern} [path]
 * @property {Pattern} [pathNot]
 * @property {true} [value] imports of types alone are allowed
 * @property {true} [developmentPackage] only packages of devDependencies are forbidden
 * @property {true} [unresolved] only imports that lead nowhere are forbidden
 * @property {true} [reachable] imports of imports count too
 *
 * @typedef {string | readonly string[]} Pattern
 */

// Tests, benchmarks and the code only they use may reach further: they build the world that the tested code lives in.
// The engine's cases and its reference evaluator are such code, and the cases of the bill.
const TEST_FILES =
  '(\\.(test|bench)|^lib/[^/]+/test-[^/]+|^packages/[^/]+/src/test-[^/]+|/testing/[^/]+|^lib/[^/]+/[^/]+/contract)\\.tsx?$';
const FOR_TESTS = `${TEST_FILES}|^packages/policy/src/(reference|cases|validate/cases)/|^packages/bill/src/cases/`;
const PACKAGES = 'node_modules/';
// Plain JavaScript, since `npm start` reads the settings before anything is compiled.
const SETTINGS = '^lib/settings/';
// The inputs of operations, and their limits. Limits have files of their own, so that no page loads the validator for a number.
const SCHEMA = '/(schema|limits)\\.ts$';
// Every folder of lib that holds operations. A new one belongs here by not being one of the others.
const SERVICE =
  '^lib/(?!settings/|listener/|db/|core/|aws-api/|aws-cli/|shell/|installation/|console/|classroom/|scenario/|decisions/|export/|server/)([^/]+)/';
// The files of a page that name operations; the rest of the page gets data and actions from them.
const RUNS_OPERATIONS = '^app/.*(/queries|/page|[/-]actions?)\\.tsx?$';
// The public files of a noun: its operations, resource type, rows, shapes, and pure functions that name it or read its documents. A service
// also shows the list of its resource types, and IAM shows users, groups and roles as principals.
const NAMES_OF_RESOURCES = '[/-]arns?\\.ts$';
// Names alone: which calls can change who may do what.
const NAMES_OF_CALLS = '^lib/access/changes/bearing-names\\.ts$';
const OPERATIONS = '[/-]operations\\.ts$';
const PUBLIC_PARTS = [
  OPERATIONS,
  NAMES_OF_RESOURCES,
  '/(resources?|rows|schema|limits|documents)\\.ts$',
  '^lib/iam/(entity|callers)\\.ts$',
  // One place decides which policies' texts a response shows.
  '^lib/access/readable/readable-(policies|refusals)\\.ts$',
  // One place reads accounts for questions about all principals.
  '^lib/access/model/(access-model|action-index)\\.ts$',
  // The access portal presents an assertion of IAM Identity Center to STS.
  '^lib/identity-center/(role-name|saml-provider|service-principal|own-instance|access-control/session-tags)\\.ts$',
  // Questions about a permission set that is not provisioned yet, and about the people who have it.
  '^lib/identity-center/(definition-in-account|provisioned-roles|shapes|errors|access/matrix)\\.ts$',
  // The session of a person, which access tests ask about.
  '^lib/access-portal/role-session\\.ts$',
  '^lib/sts/saml/assume-role\\.ts$',
  // One way to verify codes and passkeys, of users of IAM and of people of an identity store.
  '^lib/iam/mfa/(png|totp|webauthn)\\.ts$',
  // The services that work with an organization, and the role by which it administers its members.
  '^lib/organizations/(integrated-services|service-roles)\\.ts$',
  // One place reads which declarative policies are in force for accounts, now and between two points in time.
  '^lib/organizations/(effective-policies|effective-policy/changes)\\.ts$',
  // The library of guardrails, as values.
  '^lib/organizations/guardrail-library/(guardrail|library)\\.ts$',
  // The registries of the services.
  '^lib/(iam|organizations|sts|billing|resources)/index\\.ts$',
  // The shared and unused access of accounts, as the posture judges it, and its fixes.
  '^lib/posture/(fix-answer|analyzers/(analyzed-access|analyzed-fixes|read-analyzed))\\.ts$',
  // The selection, sums and order of costs, which are the same in all places.
  '^lib/billing/cost-explorer/(categories|check|filter|known|metrics|read-costs|read-known|tally|forecast/(expected-costs|forecast))\\.ts$',
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
// The names of services on bills: a table.
const NAMES_ON_BILLS = '^lib/billing/service-names\\.ts$';
// How rows are filtered and compared, and lists and records read with exact types: alike in the browser and on the server.
const LISTS =
  '^lib/core/(list/(filter-query|compare-values|page-size)|text/(plural|lists|text-parts|stored-json|json-object|harmless-cell))\\.ts$';

// The kit of pages: values over reads and writes, which it makes by what they are called. It knows no operation.
const KIT = '^components/console/kit/';
const READS_AND_RESULTS = '^lib/console/(read-query|result|session/shown-identity)\\.ts$';

// Exports of accounts: plain data and texts, in the browser as on the server.
const EXPORT = '^lib/export/';

// The command `aws`, and the shell around it: pure, and run in a worker of the browser as in Node.
const AWS_COMMAND = '^lib/aws-cli/';
const SHELL = '^lib/(aws-cli|shell)/';
// Its calls and answers, which the server serves.
const CALLS_OF_COMMANDS = '^lib/aws-cli/io\\.ts$';

// Who owns which layer of a system, and the exercise about it: facts and pure functions that pages show as they are.
const RESPONSIBILITY = '^lib/responsibility/model/';

// Guardrails as values, which pages fill in: pure as well.
const GUARDRAIL_LIBRARY = '^lib/organizations/guardrail-library/';

/** Returns the folders of `root` with parts of their own: those of one page, or those that the pages of an area share. @param {string} root */
function foldersWithParts(root) {
  const folders = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' });
  return folders.filter((path) => basename(path) === '_components').map((path) => `${join('app', dirname(path))}/`);
}

/** Returns a regular expression that matches the path. @param {string} path */
const literally = (path) => path.replaceAll(/[()[\]$.]/g, '\\$&');

/** The files whose imports no rule of the product judges. */
export const TESTS = FOR_TESTS;

/** Returns the rules for the project in `root`. @param {string} root @returns {ImportRule[]} */
export function importRules(root) {
  return [
    { name: 'no-unresolvable', from: {}, to: { unresolved: true, pathNot: '^server-only$' } },
    {
      name: 'no-development-packages-in-the-product',
      from: { path: '^(app|components|lib|packages)/', pathNot: FOR_TESTS },
      to: { developmentPackage: true, value: true },
    },
    {
      name: 'no-tests-in-the-product',
      from: { path: '^(app|components|lib|packages)/', pathNot: FOR_TESTS },
      // `npm run evaluate` is the command line of the cases.
      to: { path: FOR_TESTS, pathNot: FACADE },
    },

    // Its cases and its reference evaluator as well.
    {
      name: 'engine-imports-itself-only',
      from: { path: '^packages/policy/', pathNot: TEST_FILES },
      to: { pathNot: '^packages/policy/' },
    },
    {
      name: 'engine-is-seen-through-its-facade',
      // Guardrails of the library are tested by cases. The number of cases of a law has one definition.
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
    // Knip would take an export of a facade for used if only the engine imported it.
    {
      name: 'engine-imports-no-facade',
      from: { path: '^packages/policy/', pathNot: FACADE },
      to: { path: FACADE },
    },
    {
      name: 'catalog-imports-engine-types-only',
      from: { path: '^packages/catalog/', pathNot: FOR_TESTS },
      to: { pathNot: ['^packages/catalog/', FACADE, '^(node:)?[a-z_/]+$'] },
    },
    {
      name: 'catalog-imports-no-engine-code',
      from: { path: '^packages/catalog/', pathNot: FOR_TESTS },
      to: { path: '^packages/policy/', value: true },
    },
    {
      name: 'db-imports-the-generated-client-only',
      from: { path: '^lib/db/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: '^lib/db/' },
    },
    {
      name: 'settings-import-nothing-of-ours',
      from: { path: SETTINGS, pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: SETTINGS },
    },
    {
      name: 'the-listener-imports-nothing-of-ours',
      from: { path: '^lib/listener/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: '^lib/listener/' },
    },
    {
      name: 'settings-are-read-through-core',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/(core|server)/', SETTINGS, FOR_TESTS] },
      to: { path: SETTINGS },
    },
    {
      name: 'what-starts-the-product-imports-nothing-that-is-compiled',
      from: { path: '\\.mjs$' },
      to: { path: '\\.tsx?$' },
    },
    {
      name: 'core-imports-engine-catalog-db',
      from: { path: '^lib/core/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|prisma|scripts)/', pathNot: ['^lib/(core|db|settings)/'] },
    },
    {
      name: 'the-model-of-responsibility-imports-itself-only',
      from: { path: RESPONSIBILITY, pathNot: FOR_TESTS },
      to: { pathNot: RESPONSIBILITY },
    },
    {
      name: 'exports-import-engine-and-arns-only',
      from: { path: EXPORT, pathNot: FOR_TESTS },
      to: {
        path: '^(app|components|lib|packages|prisma|scripts)/',
        // Which role is which service's is one table, and how the AWS CLI names an operation is one function.
        pathNot: [
          EXPORT,
          FACADE,
          LISTS,
          '^lib/core/arns\\.ts$',
          '^lib/aws-cli/model/names\\.ts$',
          '^lib/iam/service-linked-role/services\\.ts$',
        ],
        value: true,
      },
    },
    {
      name: 'the-aws-command-imports-itself-only',
      from: { path: AWS_COMMAND, pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: AWS_COMMAND },
    },
    {
      name: 'the-shell-imports-the-aws-command-only',
      from: { path: SHELL, pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: SHELL },
    },
    {
      name: 'the-library-of-guardrails-imports-itself-only',
      from: { path: GUARDRAIL_LIBRARY, pathNot: FOR_TESTS },
      to: { pathNot: GUARDRAIL_LIBRARY },
    },
    {
      name: 'the-calculator-of-bills-imports-itself-only',
      from: { path: BILL, pathNot: FOR_TESTS },
      to: { pathNot: BILL },
    },
    {
      name: 'the-calculator-of-bills-is-seen-through-its-facade',
      from: { pathNot: [BILL, FOR_TESTS] },
      to: { path: BILL, pathNot: BILL_FACADE },
    },
    { name: 'the-calculator-of-bills-imports-no-facade', from: { path: BILL }, to: { path: BILL_FACADE } },
    {
      name: 'services-import-core-engine-catalog-db',
      from: { path: SERVICE, pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console|installation|scenario)|prisma|scripts)/' },
    },
    {
      name: 'services-import-other-services-through-their-public-parts',
      from: { path: SERVICE, pathNot: FOR_TESTS },
      to: { path: SERVICE, pathNot: ['^lib/$1/', ACCOUNTS, ...PUBLIC_PARTS] },
    },
    {
      name: 'nouns-import-other-nouns-through-their-public-parts',
      from: { path: `${SERVICE}([^/]+)/`, pathNot: FOR_TESTS },
      to: { path: '^lib/$1/[^/]+/', pathNot: ['^lib/$1/$2/', ...PUBLIC_PARTS] },
    },
    // Pages in the browser import the facts in these files.
    {
      name: 'names-of-stored-resources-run-in-the-browser',
      from: { path: '^lib/resources/[^/]+/arns\\.ts$' },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: LISTS, value: true },
    },
    {
      name: 'installation-imports-services-and-below',
      from: { path: '^lib/installation/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console)|prisma|scripts)/' },
    },
    {
      name: 'the-classroom-imports-services-and-below',
      from: { path: '^lib/classroom/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console|installation)|prisma|scripts)/' },
    },
    {
      name: 'services-know-nothing-of-the-classroom',
      from: { path: SERVICE, pathNot: FOR_TESTS },
      to: { path: '^lib/classroom/' },
    },
    {
      name: 'scenarios-import-services-and-below',
      from: { path: '^lib/scenario/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib/(aws-api|console|installation|classroom)|prisma|scripts)/' },
    },
    {
      name: 'scenarios-are-seen-through-their-facade',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/scenario/', MODULES, FOR_TESTS] },
      to: { path: '^lib/scenario/', pathNot: '^lib/scenario/index\\.ts$', value: true },
    },
    {
      name: 'only-programs-load-the-modules',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/(console|server)/', FOR_TESTS, '^lib/golden/'] },
      to: { path: MODULES, value: true },
    },
    {
      name: 'aws-api-imports-core-and-registries',
      from: { path: '^lib/aws-api/', pathNot: FOR_TESTS },
      to: {
        path: '^(app|components|lib|prisma|scripts)/',
        pathNot: ['^lib/(aws-api|core|db|listener)/', ACCOUNTS, CALLS_OF_COMMANDS, '^lib/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'aws-api-imports-no-database-code',
      from: { path: '^lib/aws-api/', pathNot: FOR_TESTS },
      to: { path: '^lib/db/', value: true },
    },
    {
      name: 'recipes-get-who-calls-and-where-from-outside',
      from: { path: '^lib/console/recipes/', pathNot: FOR_TESTS },
      to: {
        path: ['^(app|components|lib|packages|prisma|scripts)/', `${PACKAGES}(next|react)`],
        pathNot: [
          '^lib/console/recipes/',
          '^lib/console/(entity|resource-arn)\\.ts$',
          '^lib/core/(arns|work/bulk)\\.ts$',
          EXPORT,
          FACADE,
          SCHEMA,
          OPERATIONS,
        ],
        value: true,
      },
    },
    {
      name: 'only-entries-start-the-server',
      from: { path: '^(app|components|lib)/', pathNot: ['^lib/server/', '^app/api/development/', FOR_TESTS] },
      to: { path: '^lib/server/' },
    },
    {
      name: 'lib-imports-no-page-or-component',
      from: { path: '^lib/', pathNot: FOR_TESTS },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'components-import-engine-catalog-and-schemas',
      from: { path: '^components/', pathNot: [KIT, FOR_TESTS] },
      to: { path: '^(app|lib|prisma|scripts)/', pathNot: [LISTS, SCHEMA] },
    },
    {
      name: 'the-kit-imports-reads-and-results-besides',
      from: { path: KIT, pathNot: FOR_TESTS },
      to: { path: '^(app|lib|prisma|scripts)/', pathNot: [LISTS, SCHEMA, READS_AND_RESULTS] },
    },
    {
      name: 'ui-components-import-nothing-of-ours',
      from: { path: '^components/ui/', pathNot: FOR_TESTS },
      to: { path: '^(app|components|lib|packages|prisma|scripts)/', pathNot: '^components/ui/' },
    },
    {
      name: 'components-never-reach-the-database',
      from: { path: '^components/', pathNot: FOR_TESTS },
      to: { path: '^lib/db/', reachable: true },
    },
    {
      name: 'app-imports-components-console-and-schemas',
      from: { path: '^app/', pathNot: [FOR_TESTS, RUNS_OPERATIONS, '^app/api/development/'] },
      to: {
        path: '^(lib|prisma|scripts)/',
        pathNot: [
          ...['^lib/console/', LISTS, SCHEMA, NAMES_OF_RESOURCES, NAMES_OF_CALLS, NAMES_ON_BILLS],
          ...[RESPONSIBILITY, GUARDRAIL_LIBRARY, EXPORT, SHELL],
        ],
        value: true,
      },
    },
    {
      name: 'pages-queries-and-actions-import-operations-besides',
      from: { path: RUNS_OPERATIONS },
      to: {
        path: '^(lib|prisma|scripts)/',
        pathNot: ['^lib/console/', SCHEMA, NAMES_OF_RESOURCES, OPERATIONS, RESPONSIBILITY, EXPORT, SHELL],
        value: true,
      },
    },
    // A folder's files for others are beside its page.
    ...foldersWithParts(root).map((folder) => ({
      name: 'parts-of-a-page-are-used-below-it-only',
      from: { path: '^(app|components|lib)/', pathNot: `^${literally(folder)}` },
      to: { path: `^${literally(folder)}_components/` },
    })),
  ];
}
