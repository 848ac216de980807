import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

/** Elements that can cover a page. */
export const DIALOG = '[role="dialog"], [role="alertdialog"]';
export const dialogsOf = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'));

// Routes with fewer parameters come first, so that `/iam/users/create` is not the page of a user named "create".
const ROUTES = readdirSync(join(import.meta.dirname, '../app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${dirname(file).replace(/\([^)]*\)\/?/g, '')}`)
  .sort((one, other) => one.split('[').length - other.split('[').length)
  .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/\[[^\]]*\]/g, '[^/]+')}$`) }));

/**
 * Returns whether the page shows a view that was not checked in this run, and claims it for the caller. A view is a route, a width and the
 * set of its elements' shapes. Texts and the number of rows don't matter. So an empty, a full and a denied list are three views. A dialog is
 * the same view on every page.
 */
export async function isNewView(page: Page): Promise<boolean> {
  // While content is loading, the view would have the shapes of the placeholders.
  await expect(page.locator('[aria-busy="true"], .animate-pulse'), 'the view has loaded').toHaveCount(0);
  const root = await rootOf(page);
  const shapes = await page.evaluate(listShapes, { root, mark: MARK });
  const place = root === DIALOG ? 'a dialog' : routeOf(page.url());
  return claim(`${place}, ${page.viewportSize()?.width} pixels wide`, shapes);
}

const MARK = 'data-new-shape';
/** Returns the page's shapes whose colors no worker has checked in this run. */
export async function listNewShapes(page: Page): Promise<string[]> {
  const shapes = await page.evaluate(listShapes, { root: await rootOf(page), mark: MARK });
  const file = checkedShapes();
  const checked = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return shapes.filter((shape) => !checked.has(shape));
}

/** Notes for all workers that the colors of some shapes were checked. */
export function noteCheckedShapes(shapes: readonly string[]): void {
  appendFileSync(checkedShapes(), shapes.map((shape) => `${shape}\n`).join(''));
}

/** The file with the shapes whose colors were checked. It is in a folder that is emptied before each run. */
const checkedShapes = () => join(test.info().project.outputDir, 'shapes');

/**
 * Marks the outermost elements of some shapes. Their contents have other shapes, because a shape includes its ancestors.
 * @returns a selector of the marked elements, or null if there are none any more
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

/** Creates a file for each view in a folder that is emptied before each run. Only one worker can create it. */
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
 * Returns the shapes of the page's elements, each once: tag, classes, states, attributes, and whether it has text, with those of
 * its ancestors. This covers everything that axe's rules distinguish except the text. Marks the outermost elements of some shapes
 * with an attribute.
 */
function listShapes({ root, mark, marked = [] }: { root: string; mark: string; marked?: readonly string[] }): string[] {
  const STATES =
    /^(class|role|type|disabled|tabindex|aria-(?!label|describedby|controls|owns|activedescendant|row|col|pos|set|value).*)$/;
  // Two 32-bit FNV-1a hashes give a shape the same short name on every page.
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
