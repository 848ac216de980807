import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { navigation } from '../app/(console)/nav';
import { navigationPages } from '../components/console/navigation';
import { signUp } from './account';
import { expect, test } from './fixtures';

const SIGNED_OUT = ['/sign-in', '/sign-in/root', '/sign-up'];
const THEMES = ['light', 'dark'] as const;

/** What every page must be: answered, with one heading, without a hole in its words, without anything axe finds. */
async function expectGoodPage(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), `${path} answers`).toBe(200);
  await expect(page.getByRole('heading', { level: 1 }), `${path} has one h1`).toHaveCount(1);
  await expect(page.locator('main [aria-busy="true"]'), `${path} has loaded`).toHaveCount(0);
  const words = await page.locator('body').innerText();
  expect(words, `${path} has no hole in its words`).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]/);
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    `${path} is accessible`,
  ).toEqual([]);
}

for (const theme of THEMES) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });
    test.setTimeout(180_000);

    test('every page of the navigation is whole and accessible in an empty account', async ({ page }) => {
      await signUp(page);
      for (const { href } of navigationPages(navigation)) await expectGoodPage(page, href);
    });

    test('every page of the navigation is whole and accessible in the demo organization', async ({ page }) => {
      await page.goto('/sign-in');
      await page.getByLabel('Account ID (12 digits) or account alias').fill('acme');
      await page.getByLabel('IAM user name').fill('admin');
      await page.getByLabel('Password', { exact: true }).fill('Gatehouse-demo-1');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/iam');
      for (const { href } of navigationPages(navigation)) await expectGoodPage(page, href);
    });

    test('the pages before sign-in are whole and accessible', async ({ page }) => {
      for (const path of SIGNED_OUT) await expectGoodPage(page, path);
    });

    test('a phone shows every page without sideways scrolling', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await signUp(page);
      for (const { href } of navigationPages(navigation)) {
        await page.goto(href);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${href} fits`).toBeLessThanOrEqual(390);
      }
    });
  });
}
