import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtInPacks } from '@/lib/scenario';
import { placeOf } from '@/lib/scenario/checks/place';
import { NAMED, PAGES, placeHref, placeText } from './place-href';

const APP = join(import.meta.dirname, '../..');

/** Returns the page file of an address. A folder such as `[name]` matches any segment. */
function pageOf(href: string): string {
  const [pathname = ''] = href.split('?');
  let folders = readdirSync(APP, { withFileTypes: true }).flatMap((one) =>
    one.name.startsWith('(') ? [join(APP, one.name)] : [],
  );
  for (const segment of pathname.split('/').filter((part) => part !== ''))
    folders = folders.flatMap((folder) => {
      const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      const exact = entries.filter(({ name }) => name === segment);
      return (exact.length > 0 ? exact : entries.filter(({ name }) => name.startsWith('['))).map(({ name }) =>
        join(folder, name),
      );
    });
  const files = folders.flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (name === 'page.tsx' ? [join(folder, name)] : [])),
  );
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

it('has the title of the page for each entry of PAGES', () => {
  const titles = Object.values(PAGES).map(({ href }) => /title: '([^']+)'/.exec(pageOf(href))?.[1]);
  expect(titles).toEqual(Object.values(PAGES).map(({ title }) => title));
});

it('maps each place in each built-in pack to an existing page', async () => {
  const found: string[] = [];
  for (const { pack } of await builtInPacks()) {
    if (!pack) throw new Error('a pack that comes along has problems');
    const { scenario } = pack;
    const keys = Object.keys(scenario.accounts);
    const accounts = Object.fromEntries(keys.map((key, at) => [key, { id: String(at).padStart(12, '0') }]));
    const saved = scenario.setup.flatMap(({ save = {} }) => Object.keys(save));
    const references = Object.fromEntries(saved.map((key, at) => [`ref.${key}`, String(keys.length + at).padStart(12, '0')]));
    const texts = scenario.steps
      .flatMap((step) => [step.open, ...step.checks.map(({ look }) => look)])
      .filter((text) => text !== undefined);
    for (const text of texts) {
      // References have different values in every attempt.
      const place = placeOf({ accounts, references } as never, text.replaceAll(/\{\{[^}]*\}\}/g, 'x'));
      const href = placeHref(place, place.accountId ?? '');
      expect([scenario.id, text, href === null ? null : pageOf(href) !== '']).toEqual([scenario.id, text, true]);
      expect(placeHref(place, 'somebody-else')).toBe(place.accountId === undefined ? href : null);
      found.push(placeText(place));
    }
  }
  expect(found.length).toBeGreaterThan(50);
});

it('maps each example place of the format and each kind of resource to an existing page', () => {
  const account = '111122223333';
  const world = { accounts: { dev: { id: account } }, references: {} } as never;
  const source = readFileSync(join(APP, '../lib/scenario/checks/place.ts'), 'utf8');
  const [, comment = ''] = /\/\*\* (.*) \*\/\nexport function placeOf/.exec(source) ?? [];
  const examples = [...comment.matchAll(/`([a-z]+(?:\/\w+@\w+)?)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => text !== 'look');
  expect(examples).toEqual(['groups', 'user/ana@dev', 'policy/Work@dev']);
  for (const text of [...examples, ...Object.keys(NAMED).map((kind) => `${kind}/Some@dev`)]) {
    const href = placeHref(placeOf(world, text), account);
    expect([text, href === null ? null : pageOf(href) !== '']).toEqual([text, true]);
  }
  expect(placeHref(placeOf(world, 'policy/Work@dev'), account)).toContain(
    encodeURIComponent(`arn:aws:iam::${account}:policy/Work`),
  );
  expect(placeHref(placeOf(world, 'policy/Work@dev'), '444455556666')).toBeNull();
});
