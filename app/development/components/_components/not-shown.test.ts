import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOT_SHOWN } from './not-shown';

const COMPONENTS = join(import.meta.dirname, '../../../../components');
const FOLDERS = ['ui', 'console'];
/** An exported name in PascalCase. Names of constants have only capitals. */
const COMPONENT = /^export (?:function|const) ([A-Z]\w*[a-z]\w*)/gm;
/** A function of the kit that turns a value into a component, such as `listPage`. */
const MAKER = /^export function ((?:\w*Page|formDialog|rowsPanel))</gm;

const examples = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n');

/** The files that export components, by their path without the extension. */
const exported = FOLDERS.flatMap((folder) =>
  readdirSync(join(COMPONENTS, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.') && !file.includes('testing/'))
    .map((file) => ({ file: `${folder}/${file.slice(0, -'.tsx'.length)}`, names: namesIn(join(COMPONENTS, folder, file)) })),
).filter(({ names }) => names.length > 0);

function namesIn(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [COMPONENT, MAKER].flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []));
}

/** Returns whether the examples import a component from its file and use it. */
function isDrawn(name: string, file: string): boolean {
  const imports = [...examples.matchAll(new RegExp(`import \\{([^}]*)\\} from '@/components/${file}'`, 'g'))];
  const imported = imports.some(([, names = '']) => new RegExp(`\\b${name}\\b`).test(names));
  return imported && new RegExp(`<${name}[\\s<>/]|\\b${name}\\(`).test(examples);
}

describe('the page of components', () => {
  test.each(exported)('shows every component of $file or lists it as not shown', ({ file, names }) => {
    const missing = names.filter((name) => !Object.hasOwn(NOT_SHOWN, name) && !isDrawn(name, file));
    expect(missing).toEqual([]);
  });

  test('has a place for exactly the files whose components it shows', () => {
    const drawn = exported.filter(({ names }) => names.some((name) => !Object.hasOwn(NOT_SHOWN, name)));
    const places = [...examples.matchAll(/file: '([^']+)'/g)].flatMap(([, file]) => file ?? []);
    expect(places.sort()).toEqual(drawn.map(({ file }) => file).sort());
  });

  test('lists no removed component as not shown', () => {
    const names = exported.flatMap((each) => each.names);
    expect(Object.keys(NOT_SHOWN).filter((name) => !names.includes(name))).toEqual([]);
  });
});
