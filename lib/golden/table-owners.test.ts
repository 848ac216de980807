import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { fromModules, type InstalledModule } from '../core/module/module';
import { delegateOf } from '../core/module/resource';
import { tablesOf } from '../core/module/tables';
import { Prisma } from '../db/generated/sqlite/client';
import { OTHER_READERS } from './other-readers';

// Each table has one owner, the only folder that knows what its columns mean. Other folders use the owner's functions.

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = ['app', 'components', 'lib', 'prisma', 'scripts'];
/** Programs and tests may use any table. */
const FOR_TESTS = /(\.(test|bench)|^lib\/[^/]+\/test-[^/]+|\/testing\/[^/]+|\/contract|^prisma\/test-[^/]+)\.tsx?$/;
/** The folders that may send their own SQL: `lib/db` makes it from Prisma's queries, and `prisma` migrates. */
const SENDS_SQL = /^(lib\/db|prisma)\//;

const METHODS =
  'find(?:Many|First|FirstOrThrow|Unique|UniqueOrThrow)|create(?:Many|ManyAndReturn)?|update(?:Many|ManyAndReturn)?|upsert|delete(?:Many)?|count|aggregate|groupBy';
const MODELS = new Map(Object.values(Prisma.ModelName).map((model) => [delegateOf(model), model]));
const QUERY = new RegExp(`\\.(${[...MODELS.keys()].join('|')})\\s*\\??\\.\\s*(?:${METHODS})\\(`, 'g');
/** Matches a delegate taken out of the client, as in `const { user } = tx`. */
const TAKEN_OUT = /\{([\w\s,:]+)\} = (?:\w+\.)?(?:db|tx|reader|writer|database)\b(?!\()/g;

/** Returns the models that a text queries. */
function modelsIn(text: string): Set<Prisma.ModelName> {
  const direct = [...text.matchAll(QUERY)].map(([, delegate = '']) => delegate);
  const taken = [...text.matchAll(TAKEN_OUT)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
  return new Set([...direct, ...taken].flatMap((delegate) => MODELS.get(delegate) ?? []));
}

/** Returns the folder of a module. */
function folderOf({ name }: InstalledModule): string {
  const folders = ['lib', 'lib/resources', 'lib/aws-api'].map((above) => `${above}/${name}`);
  const found = folders.find((folder) => existsSync(join(ROOT, folder)));
  if (!found) throw new Error(`The module ${name} has no folder.`);
  return found;
}

const owned = fromModules((modules) =>
  modules.flatMap((module) => tablesOf(module).map(([model]) => [model, folderOf(module)] as const)),
);
const owners = new Map(owned);
const folders = [...new Set([...owners.values()])].sort((one, other) => other.length - one.length);

/** Returns the unit that a file belongs to: the deepest folder of a module, or else the folder in `lib` or the first folder. */
function roomOf(file: string): string {
  const module = folders.find((folder) => file.startsWith(`${folder}/`));
  return module ?? (file.startsWith('lib/') ? file.split('/').slice(0, 2).join('/') : (file.split('/')[0] ?? ''));
}

async function sources(): Promise<{ file: string; text: string }[]> {
  const found = await Promise.all(SOURCES.map((folder) => readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })));
  const files = found
    .flat()
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs)$/.test(entry.name) && !entry.parentPath.includes('/generated'))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
    .filter((file) => !FOR_TESTS.test(file));
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(ROOT, file), 'utf8') })));
}

const files = await sources();

it('every table has exactly one owner', () => {
  expect(owned.map(([model]) => model).sort()).toEqual(Object.values(Prisma.ModelName).sort());
});

it('modelsIn finds queries in every notation', () => {
  const models = (text: string) => [...modelsIn(text)];
  expect(files.length).toBeGreaterThan(1000);
  expect(models('await db.user.findMany({})')).toEqual(['User']);
  expect(models('scope.db.mfaDevice\n    .count({})')).toEqual(['MfaDevice']);
  expect(models('const { lastUse } = database.reader;')).toEqual(['LastUse']);
  expect(models('const { accountId, event } = tx;')).toEqual(['Event']);
  expect(models('const { account, user } = scope;')).toEqual([]);
  expect(models('const { role } = readFacts(db);')).toEqual([]);
});

const pairsOf = (readers: Iterable<readonly [model: string, rooms: Iterable<string>]>) =>
  [...readers].flatMap(([model, rooms]) => [...rooms].map((room) => `${model} in ${room}`)).sort();

it('only the owner of a table queries it, except the folders in OTHER_READERS', () => {
  const found = new Map<string, Set<string>>();
  for (const { file, text } of files)
    for (const model of modelsIn(text)) {
      const room = roomOf(file);
      if (room !== owners.get(model)) found.set(model, (found.get(model) ?? new Set<string>()).add(room));
    }
  const [queried, listed] = [pairsOf(found), pairsOf(Object.entries(OTHER_READERS))];
  expect(
    queried.filter((pair) => !listed.includes(pair)),
    'call a function of the owner instead',
  ).toEqual([]);
  expect(
    listed.filter((pair) => !queried.includes(pair)),
    'remove the entry',
  ).toEqual([]);
});

it('no file sends raw SQL outside lib/db and prisma', () => {
  const found = files.filter(({ file, text }) => !SENDS_SQL.test(file) && /\$(?:query|execute)Raw/.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});
