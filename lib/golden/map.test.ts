import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MODULES } from '../modules';

// Compares the table of modules in lib/README.md with the modules. `npx vitest run lib/golden -u` writes it.

const LIB = join(import.meta.dirname, '..');
const README = join(LIB, 'README.md');
const SECTION = /(?<=<!-- modules -->\n).*?(?=<!-- \/modules -->)/s;

/** Returns the folder of each module by name, in the order of the imports in `lib/modules.ts`. */
function moduleFolders(): string[] {
  const list = readFileSync(join(LIB, 'modules.ts'), 'utf8');
  return [...list.matchAll(/^import \{ \w+ \} from '\.\/([\w/-]+)\/module';$/gm)].map(([, folder = '']) => folder);
}

/** Returns the comment above a module's definition. */
function commentOf(folder: string): string {
  const code = readFileSync(join(LIB, folder, 'module.ts'), 'utf8');
  const comment = /\/\*\* ([^*]+) \*\/\nexport const \w+ = defineModule\(/.exec(code)?.[1];
  if (comment === undefined) throw new Error(`lib/${folder}/module.ts has no sentence above its module.`);
  return comment.replace(/ Source: .*$/, '').replace(/\.$/, '');
}

it('lib/README.md has one line for each module', async () => {
  const folders = new Map(moduleFolders().map((folder) => [folder.slice(folder.lastIndexOf('/') + 1), folder]));
  const rows = MODULES.map((module) => {
    const folder = folders.get(module.name);
    if (folder === undefined) throw new Error(`The module ${module.name} has no folder of its name.`);
    const { services = [] } = module as { services?: readonly { name: string }[] };
    return `| \`lib/${folder}\` | ${commentOf(folder)} | ${services.map(({ name }) => `\`${name}\``).join(', ')} |\n`;
  });
  const table = `| folder | content | services |\n|---|---|---|\n${rows.join('')}`;
  const readme = readFileSync(README, 'utf8');
  expect(readme).toMatch(SECTION);
  await expect(readme.replace(SECTION, () => table)).toMatchFileSnapshot(README);
});
