import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible';

/** Expects a response with one heading and without gaps in its texts. */
export async function expectWholePage(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), `${path} answers`).toBe(200);
  await expect(page.getByRole('heading', { level: 1 }), `${path} has one h1`).toHaveCount(1);
  await expect(page.locator('main [aria-busy="true"]'), `${path} has loaded`).toHaveCount(0);
  const words = await page.locator('body').innerText();
  expect(words, `${path} has no hole in its words`).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]/);
}

/** Expects a complete page without axe findings, in both themes. */
export async function expectGoodPage(page: Page, path: string): Promise<void> {
  await expectWholePage(page, path);
  await test.step(`${path} is accessible in both themes`, () => expectAccessible(page));
}

/** Expects that a page, at which nobody has done anything, has fetched less compressed JavaScript than a number of kilobytes. */
export async function expectFewScripts(page: Page, most: number): Promise<void> {
  const bytes = await page.evaluate(() => {
    const fetched = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return fetched.filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  });
  expect(bytes, `${page.url()} fetches JavaScript`).toBeGreaterThan(100_000);
  expect(bytes / 1000, `kilobytes of JavaScript of ${page.url()}`).toBeLessThan(most);
}

/** Expects that nothing on the page needs sideways scrolling on a phone. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${page.url()} fits a phone`).toBeLessThanOrEqual(390);
  if (size) await page.setViewportSize(size);
}
