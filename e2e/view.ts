import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

/** What may lie over a page. */
export const DIALOG = '[role="dialog"], [role="alertdialog"]';
export const dialogsOf = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'));

// The longest first: `/iam/users/create` is not a user of that name.
const ROUTES = readdirSync(join(import.meta.dirname, '../app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${dirname(file).replace(/\([^)]*\)\/?/g, '')}`)
  .sort((one, other) => one.split('[').length - other.split('[').length)
  .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/\[[^\]]*\]/g, '[^/]+')}$`) }));

/**
 * Whether nobody in this run has looked at the view that the page shows, which is then the caller's to look at. A page is the same view on
 * the same route, as wide, with elements of the same shapes in the same places, whatever their words and however many rows; a dialog is so
 * on any page. So an empty list, a full one and a denied one are three views, and what looks different in one element is looked at again.
 */
export async function isNewView(page: Page): Promise<boolean> {
  // What is still to come would pass for the placeholder that stands there.
  await expect(page.locator('[aria-busy="true"], .animate-pulse'), 'the view has loaded').toHaveCount(0);
  const root = await rootOf(page);
  const shapes = await page.evaluate(listShapes, { root, mark: MARK });
  const place = root === DIALOG ? 'a dialog' : routeOf(page.url());
  return claim(`${place}, ${page.viewportSize()?.width} pixels wide`, shapes);
}

const MARK = 'data-new-shape';
/** The shapes that this worker has looked at. */
const seen = new Set<string>();
/** The shapes on the page that were on no view before; they are the caller's to look at. */
export async function claimNewShapes(page: Page): Promise<string[]> {
  const shapes = await page.evaluate(listShapes, { root: await rootOf(page), mark: MARK });
  const added = shapes.filter((shape) => !seen.has(shape));
  for (const shape of added) seen.add(shape);
  return added;
}

/**
 * Marks the outermost elements of some shapes: what is in one is of another shape for that, since an element's shape is also that of all
 * around it.
 * @returns a selector of what is marked; null where nothing of these shapes is on the page any more
 */
export async function markShapes(page: Page, shapes: readonly string[]): Promise<string | null> {
  await page.evaluate(listShapes, { root: await rootOf(page), mark: MARK, marked: shapes });
  const selector = `[${MARK}]`;
  return (await page.locator(selector).count()) > 0 ? selector : null;
}

async function rootOf(page: Page): Promise<string> {
  return (await dialogsOf(page).count()) > 0 ? DIALOG : 'body';
}

function routeOf(url: string): string {
  const path = new URL(url).pathname;
  return ROUTES.find(({ pattern }) => pattern.test(path))?.route ?? path;
}

/** A file for each view, in the folder that a run begins by emptying: only one of the workers can create it. */
function claim(place: string, shapes: readonly string[]): boolean {
  const folder = join(test.info().project.outputDir, 'views');
  mkdirSync(folder, { recursive: true });
  const view = createHash('sha256')
    .update([place, ...shapes].join('\n'))
    .digest('hex');
  if (process.env.LOOKS) appendFileSync(process.env.LOOKS, `${view} ${place} | ${test.info().title}\n`);
  try {
    writeFileSync(join(folder, view), `${place}, in “${test.info().title}”\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The shapes of the elements in the browser's page, each once: tag, classes, states, which attributes an element has and whether it has
 * words of its own, and so of all that it lies in. All that axe's rules can tell apart but the words themselves. The outermost elements
 * of some shapes are marked with an attribute, and no others.
 */
function listShapes({ root, mark, marked = [] }: { root: string; mark: string; marked?: readonly string[] }): string[] {
  const STATES =
    /^(class|role|type|disabled|tabindex|aria-(?!label|describedby|controls|owns|activedescendant|row|col|pos|set|value).*)$/;
  // Two times 32 bits of FNV-1a: short names for shapes, the same on every page.
  const nameOf = (text: string) => {
    let [one, other] = [0x811c9dc5, 0xcbf29ce4];
    for (let index = 0; index < text.length; index++) {
      one = Math.imul(one ^ text.charCodeAt(index), 0x01000193);
      other = Math.imul(other ^ text.charCodeAt(index), 0x0100019d);
    }
    return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`;
  };
  const shapes = new Set<string>();
  const toMark = new Set(marked);
  const visit = (element: Element, around: string, isInMarked: boolean) => {
    element.removeAttribute(mark);
    const attributes = [...element.attributes].map(({ name, value }) => (STATES.test(name) ? `${name}=${value}` : name));
    const hasWords = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const shape = nameOf([around, element.tagName, ...attributes.sort(), hasWords].join(' '));
    shapes.add(shape);
    const isMarked = toMark.has(shape);
    if (isMarked && !isInMarked) element.setAttribute(mark, '');
    for (const child of element.children) visit(child, shape, isInMarked || isMarked);
  };
  for (const element of document.querySelectorAll(root)) visit(element, '', false);
  return [...shapes];
}
