import { navigation } from '../app/(console)/nav';
import { navigationPages } from '../components/console/navigation';
import { signInAsUser, signUp } from './account';
import { expect, test } from './fixtures';
import { expectGoodPage } from './good-page';

const SIGNED_OUT = ['/sign-in', '/sign-in/root', '/sign-in/root/recover', '/sign-up'];
const THEMES = ['light', 'dark'] as const;

for (const theme of THEMES) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('every page of the navigation is whole and accessible in an empty account', async ({ page }) => {
      await signUp(page);
      for (const { href } of navigationPages(navigation)) await expectGoodPage(page, href);
    });

    test('every page of the navigation is whole and accessible in the demo organization', async ({ page }) => {
      await signInAsUser(page, 'acme', 'admin', 'Gatehouse-demo-1');
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
