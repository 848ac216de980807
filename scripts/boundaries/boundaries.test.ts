import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBoundaryProblems } from './boundaries.mjs';
import { importRules } from './rules.mjs';

// Each row has a file, its import, and the rules that the import breaks. Dependency-cruiser gave the same results for these rules.
type Planted = readonly [file: string, text: string, ...broken: string[]];
const PLANTED: Planted[] = [
  ['lib/core/p1.ts', "import './nowhere';", 'no-unresolvable'],
  ['lib/core/p2.ts', "import 'server-only';"],
  ['lib/core/p3.ts', "import { x } from 'tool';", 'no-development-packages-in-the-product'],
  ['lib/core/p4.ts', "import type { x } from 'tool';"],
  ['lib/core/p5.ts', "import tool, { type x } from 'tool';", 'no-development-packages-in-the-product'],
  ['lib/core/p6.test.ts', "import { x } from 'tool';"],
  ['lib/core/p7.ts', "import { x } from 'library';"],
  ['lib/core/p8.ts', "const x = await import('tool');", 'no-development-packages-in-the-product'],
  ['lib/core/p9.ts', "export { x } from 'tool';", 'no-development-packages-in-the-product'],
  ['lib/core/p10.ts', "export * from 'tool';", 'no-development-packages-in-the-product'],
  ['lib/core/p11.ts', "export type { x } from 'tool';"],
  ['lib/core/p12.ts', "export type X = import('tool').x;", 'no-development-packages-in-the-product'],
  ['lib/core/p13.ts', "const x = require('tool');", 'no-development-packages-in-the-product'],
  ['lib/core/p14.ts', "import tool = require('tool');", 'no-development-packages-in-the-product'],
  ['lib/core/p15.ts', 'const x = await import(`tool`);', 'no-development-packages-in-the-product'],
  ['lib/core/p16.ts', "// import { x } from 'tool';\nconst text = \"import('tool')\";"],
  ['lib/core/p17.ts', "import { x } from 'typed';", 'no-development-packages-in-the-product'],
  ['lib/core/p18.ts', "import { x } from './testing/help';", 'no-tests-in-the-product'],
  ['packages/policy/src/evaluate/p1.ts', "import { x } from 'node:fs';", 'engine-imports-itself-only'],
  ['packages/policy/src/evaluate/p2.test.ts', "import { x } from 'node:fs';"],
  ['packages/policy/src/analyze/p1.ts', "import { x } from '../evaluate/decide';"],
  ['packages/policy/src/analyze/p2.ts', "import { x } from '../evaluate';", 'engine-imports-no-facade'],
  ['lib/core/p20.ts', "import { x } from '@gatehouse/policy/evaluate/decide';", 'engine-is-seen-through-its-facade'],
  ['lib/core/p21.ts', "import { x } from '@gatehouse/policy/evaluate';"],
  ['packages/catalog/src/p1.ts', "import { x } from '@/lib/core/y';", 'catalog-imports-engine-types-only'],
  ['packages/catalog/src/p2.ts', "import { x } from '@gatehouse/policy/evaluate';", 'catalog-imports-no-engine-code'],
  ['packages/catalog/src/p3.ts', "import { type x } from '@gatehouse/policy/evaluate';"],
  ['packages/catalog/src/p4.ts', "import { x } from 'node:fs/promises';"],
  ['lib/db/p1.ts', "import { x } from '@/lib/core/y';", 'db-imports-the-generated-client-only'],
  ['lib/db/p2.ts', "import { x } from './generated/client';"],
  ['lib/settings/p1.ts', "import { x } from '../core/y';", 'settings-import-nothing-of-ours'],
  ['lib/listener/p1.ts', "import { x } from '../core/y';", 'the-listener-imports-nothing-of-ours'],
  ['lib/iam/p1.ts', "import { x } from '../settings/settings.mjs';", 'settings-are-read-through-core'],
  ['lib/core/p22.ts', "import { x } from '../settings/settings.mjs';"],
  ['scripts/p1.mjs', "import { x } from '../lib/core/y.ts';", 'what-starts-the-product-imports-nothing-that-is-compiled'],
  ['scripts/p2.mjs', "/** @type {import('../lib/core/y.ts').x} */\nimport { x } from '../lib/settings/settings.mjs';"],
  ['lib/core/p23.ts', "import { x } from '../iam/group/operations';", 'core-imports-engine-catalog-db'],
  ['lib/responsibility/model/p1.ts', "import { x } from '@/lib/core/y';", 'the-model-of-responsibility-imports-itself-only'],
  ['lib/export/p1.ts', "import { x } from '@/lib/iam/group/operations';", 'exports-import-engine-and-arns-only'],
  ['lib/export/p2.ts', "import type { x } from '@/lib/iam/group/operations';"],
  [
    'lib/organizations/guardrail-library/p1.ts',
    "import { x } from '@/lib/core/y';",
    'the-library-of-guardrails-imports-itself-only',
  ],
  ['lib/aws-cli/p1.ts', "import { x } from '@/lib/shell/y';", 'the-aws-command-imports-itself-only'],
  ['lib/shell/p1.ts', "import { x } from '@/lib/core/y';", 'the-shell-imports-the-aws-command-only'],
  ['lib/shell/p2.ts', "import { x } from '@/lib/aws-cli/y';"],
  ['packages/bill/src/p1.ts', "import { x } from 'node:fs';", 'the-calculator-of-bills-imports-itself-only'],
  ['packages/bill/src/p2.ts', "import { x } from './index';", 'the-calculator-of-bills-imports-no-facade'],
  ['lib/billing/bill/p1.ts', "import { x } from '@gatehouse/bill/deep';", 'the-calculator-of-bills-is-seen-through-its-facade'],
  ['lib/billing/bill/p2.ts', "import { x } from '@gatehouse/bill';"],
  ['lib/iam/group/p1.ts', "import { x } from '@/lib/aws-api/y';", 'services-import-core-engine-catalog-db'],
  [
    'lib/iam/group/p2.ts',
    "import { x } from '@/lib/sts/token/inner';",
    'services-import-other-services-through-their-public-parts',
  ],
  ['lib/iam/group/p3.ts', "import { x } from '@/lib/sts/token/operations';"],
  ['lib/iam/group/p4.ts', "import { x } from '../user/inner';", 'nouns-import-other-nouns-through-their-public-parts'],
  ['lib/iam/group/p5.ts', "import { x } from '../user/rows';"],
  ['lib/iam/group/p6.ts', "import { x } from './inner';"],
  ['lib/iam/group/p7.ts', "import { x } from '@/lib/classroom/y';", 'services-know-nothing-of-the-classroom'],
  ['lib/resources/p/arns.ts', "import { x } from '@/lib/core/y';", 'names-of-stored-resources-run-in-the-browser'],
  ['lib/installation/p1.ts', "import { x } from '@/lib/console/y';", 'installation-imports-services-and-below'],
  ['lib/installation/p2.ts', "import { x } from '@/lib/modules';", 'only-programs-load-the-modules'],
  ['lib/server/p1.ts', "import { x } from '@/lib/modules';"],
  ['lib/classroom/p1.ts', "import { x } from '@/lib/console/y';", 'the-classroom-imports-services-and-below'],
  ['lib/classroom/p2.ts', "import { x } from '@/lib/scenario/inner';", 'scenarios-are-seen-through-their-facade'],
  ['lib/classroom/p3.ts', "import { type x, type y } from '@/lib/scenario/inner';"],
  ['lib/scenario/p1.ts', "import { x } from '@/lib/console/y';", 'scenarios-import-services-and-below'],
  ['lib/aws-api/p1.ts', "import { x } from '@/lib/iam/group/operations';", 'aws-api-imports-core-and-registries'],
  ['lib/aws-api/p2.ts', "import { x } from '@/lib/db/y';", 'aws-api-imports-no-database-code'],
  ['lib/aws-api/p3.ts', "import { type x } from '@/lib/db/y';"],
  ['lib/console/recipes/p1.ts', "import { x } from '@/lib/core/y';", 'recipes-get-who-calls-and-where-from-outside'],
  ['lib/console/recipes/p2.ts', "import { x } from 'next/headers';", 'recipes-get-who-calls-and-where-from-outside'],
  ['lib/console/recipes/p3.ts', "import { x } from '@/lib/core/arns';"],
  ['lib/console/p1.ts', "import { x } from '@/lib/server/y';", 'only-entries-start-the-server'],
  ['lib/console/p2.ts', "import { x } from '@/components/a/y';", 'lib-imports-no-page-or-component'],
  ['components/a/p1.ts', "import { x } from '@/lib/core/y';", 'components-import-engine-catalog-and-schemas'],
  ['components/a/p2.ts', "import { x } from '@/lib/iam/group/limits';"],
  ['components/a/p3.ts', "import { x } from '@/lib/iam/group/schema';", 'components-never-reach-the-database'],
  ['components/console/kit/p1.ts', "import { x } from '@/lib/core/y';", 'the-kit-imports-reads-and-results-besides'],
  ['components/ui/p1.ts', "import { x } from '@/components/a/y';", 'ui-components-import-nothing-of-ours'],
  ['app/(console)/iam/p1.ts', "import { x } from '@/lib/core/y';", 'app-imports-components-console-and-schemas'],
  ['app/(console)/iam/p2.ts', "import { x } from './_components/y';"],
  ['app/(console)/iam/queries.ts', "import { x } from '@/lib/core/y';", 'pages-queries-and-actions-import-operations-besides'],
  ['app/(console)/iam/page.tsx', "import { x } from '@/lib/iam/group/operations';"],
  ['app/(console)/sts/p1.ts', "import { x } from '../iam/_components/y';", 'parts-of-a-page-are-used-below-it-only'],
];

/** The files that the planted files import. */
const OTHERS: Record<string, string> = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      paths: {
        '@/*': ['./*'],
        '@gatehouse/policy/*': ['./packages/policy/src/*'],
        '@gatehouse/bill': ['./packages/bill/src'],
        '@gatehouse/bill/*': ['./packages/bill/src/*'],
      },
    },
  }),
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { library: '1.0.0', next: '1.0.0' },
    devDependencies: { tool: '1.0.0', '@types/typed': '1.0.0' },
  }),
  'node_modules/tool/package.json': JSON.stringify({ exports: { '.': { types: './types.d.ts', import: './tool.js' } } }),
  'node_modules/tool/tool.js': '',
  'node_modules/tool/types.d.ts': '',
  'node_modules/library/index.js': '',
  'node_modules/typed/index.js': '',
  'node_modules/next/headers.js': '',
  'lib/db/generated/client.ts': "import '../../core/y'; syntax error",
  'lib/iam/group/schema.ts': "import { x } from './stored';",
  'lib/iam/group/stored.ts': "import type { x } from '@/lib/db/y';",
  'lib/db/y.ts': 'export const x = 1;',
};
const TARGETS = [
  'packages/policy/src/evaluate/index.ts',
  'packages/policy/src/evaluate/decide.ts',
  'packages/bill/src/index.ts',
  'packages/bill/src/deep.ts',
  ...['modules.ts', 'settings/settings.mjs', 'scenario/inner.ts', 'sts/token/inner.ts', 'sts/token/operations.ts'].map(inLib),
  ...['core', 'aws-api', 'aws-cli', 'classroom', 'console', 'server', 'shell'].map((folder) => `lib/${folder}/y.ts`),
  ...['operations', 'inner', 'limits'].map((name) => `lib/iam/group/${name}.ts`),
  ...['inner', 'rows'].map((name) => `lib/iam/user/${name}.ts`),
  'lib/core/arns.ts',
  'lib/core/testing/help.ts',
  'components/a/y.tsx',
  'app/(console)/iam/_components/y.tsx',
];

function inLib(path: string) {
  return `lib/${path}`;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Returns a new project with these files. */
function project(files: readonly (readonly [path: string, text: string])[]) {
  const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  folders.push(root);
  for (const [path, text] of [...Object.entries(OTHERS), ...files]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'app'), { recursive: true });
  return root;
}

describe('the import rules', () => {
  let root = '';
  let problems: string[] = [];
  beforeAll(() => {
    root = project([
      ...TARGETS.map((path) => [path, 'export const x = 1;'] as const),
      ...PLANTED.map(([file, text]) => [file, text] as const),
    ]);
    problems = findBoundaryProblems(root).problems.filter((line) => line.includes(' → '));
  });

  it.each(PLANTED)('finds the broken rules in %s: %s', (file, _text, ...broken) => {
    const found = problems.filter((line) => line.split(/: | → /)[1] === file).map((line) => line.split(':')[0]);
    expect(found).toEqual(broken);
  });

  it('are each covered by an import that breaks them', () => {
    const planted = new Set(PLANTED.flatMap(([, , ...broken]) => broken));
    expect(importRules(root).filter(({ name }) => !planted.has(name))).toEqual([]);
  });

  it('name the path to a file that is imported indirectly', () => {
    expect(problems.find((line) => line.includes('components/a/p3.ts'))).toBe(
      'components-never-reach-the-database: components/a/p3.ts → lib/iam/group/schema.ts → lib/iam/group/stored.ts → lib/db/y.ts',
    );
  });
});

/** Returns the problems of a project with these files in `lib/core`. */
function problemsOf(imports: Record<string, string>) {
  return findBoundaryProblems(project(Object.entries(imports).map(([name, text]) => [`lib/core/${name}`, text]))).problems;
}

describe('circular imports of files', () => {
  it('are reported once, also through several files and types', () => {
    const circle = {
      'a.ts': "import './b';",
      'b.ts': "import type { x } from './c';",
      'c.ts': "export const x = import('./a');",
    };
    expect(problemsOf({ ...circle, 'd.ts': "import './a';" })).toEqual([
      'no-cycles: lib/core/a.ts → lib/core/b.ts → lib/core/c.ts → lib/core/a.ts',
    ]);
  });

  it('are reported for a file that imports itself', () => {
    expect(problemsOf({ 'a.ts': "import './a';" })).toEqual(['no-cycles: lib/core/a.ts → lib/core/a.ts']);
  });

  it('are reported for each of two groups, even if one imports the other', () => {
    const two = {
      'a.ts': "import './b'; import './c';",
      'b.ts': "import './a';",
      'c.ts': "import './d';",
      'd.ts': "import './c';",
    };
    expect(problemsOf(two).map((line) => line.split(' → ').length)).toEqual([3, 3]);
  });

  it('are not reported when two paths lead to the same file', () => {
    expect(problemsOf({ 'a.ts': "import './b'; import './c';", 'b.ts': "import './c';", 'c.ts': '' })).toEqual([]);
  });
});

describe('findBoundaryProblems', () => {
  it('reports files that cannot be read', () => {
    expect(problemsOf({ 'a.ts': 'import { from;' })).toEqual(['cannot be read: lib/core/a.ts']);
  });

  it('reports folders that import each other', () => {
    const circle = [
      ['lib/core/text/a.ts', "import '../list/a';"],
      ['lib/core/list/a.ts', "import '../text/b';"],
      ['lib/core/text/b.ts', ''],
    ] as const;
    expect(findBoundaryProblems(project(circle)).problems).toEqual([
      'import each other in a circle: lib/core/list, lib/core/text',
    ]);
  });

  it('reports folders of scripts that import each other', () => {
    const circle = [
      ['scripts/build/a.mjs', "import '../serve/a.mjs';"],
      ['scripts/serve/a.mjs', "import '../build/b.mjs';"],
      ['scripts/build/b.mjs', ''],
    ] as const;
    expect(findBoundaryProblems(project(circle)).problems).toEqual([
      'import each other in a circle: scripts/build, scripts/serve',
    ]);
  });

  it('reports folders with more than 40 files, except for the decisions', () => {
    const inFolder = (folder: string, files: number) =>
      Array.from({ length: files }, (_, number) => [`${folder}/${number}.md`, ''] as const);
    const folders = [
      ...inFolder('lib/core/text', 41),
      ...inFolder('docs', 41),
      ...inFolder('lib/core/list', 40),
      ...inFolder('lib/core/list/testing', 40),
      ...inFolder('lib/db/generated', 41),
      ...inFolder('lib/decisions', 41),
    ];
    expect(findBoundaryProblems(project(folders)).problems).toEqual([
      'more than 40 files: lib/core/text has 41',
      'more than 40 files: docs has 41',
    ]);
  });
});
