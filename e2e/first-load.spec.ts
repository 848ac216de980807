import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures';

const BUILD = join(process.cwd(), '.next');
const APP = join(BUILD, 'server/app');
const MANIFEST = 'page_client-reference-manifest.js';

/** The maximum kilobytes of compressed JavaScript that a page loads before a click. */
const MOST = 300;
/** The maximum for pages with a policy editor. */
const MOST_OF_EDITORS = 400;
const EDITORS: ReadonlySet<string> = new Set([
  '(console)/iam/[entities]/[name]/inline/create/page',
  '(console)/iam/[entities]/[name]/inline/edit/page',
  '(console)/iam/policies/create/page',
  '(console)/iam/policies/edit/page',
  '(console)/iam/roles/create/page',
  '(console)/iam/roles/[name]/trust/page',
  '(console)/organizations/delegation/edit/page',
  '(console)/organizations/policies/[type]/create/page',
  '(console)/organizations/policies/[type]/[id]/edit/page',
]);

type Manifest = { entryJSFiles?: Record<string, string[]> };

/** Returns the chunks of a page from the build's manifests: shared ones, and those of its layouts and itself. */
function chunksOf(folder: string): Set<string> {
  const text = readFileSync(join(APP, folder, MANIFEST), 'utf8');
  // The file is a script that assigns JSON to a property. The property name can contain brackets.
  const manifest = JSON.parse(text.slice(text.indexOf('] = ') + 4).replace(/;\s*$/, '')) as Manifest;
  const { rootMainFiles } = JSON.parse(readFileSync(join(APP, folder, 'page/build-manifest.json'), 'utf8'));
  return new Set([...rootMainFiles, ...Object.values(manifest.entryJSFiles ?? {}).flat()]);
}

test('no page loads more JavaScript than its limit', () => {
  const sizes = new Map<string, number>();
  const sizeOf = (chunk: string) => {
    const size = sizes.get(chunk) ?? gzipSync(readFileSync(join(BUILD, chunk))).length;
    sizes.set(chunk, size);
    return size;
  };
  const pages = readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(MANIFEST))
    .map((file) => ({
      page: join(dirname(file), 'page'),
      bytes: [...chunksOf(dirname(file))].reduce((sum, chunk) => sum + sizeOf(chunk), 0),
    }));
  expect(pages.length).toBeGreaterThan(50);
  const tooLarge = pages.filter(({ page, bytes }) => bytes / 1000 > (EDITORS.has(page) ? MOST_OF_EDITORS : MOST));
  expect(tooLarge.map(({ page, bytes }) => `${page}: ${Math.round(bytes / 1000)} kB`)).toEqual([]);
});
