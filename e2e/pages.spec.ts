import { everyArea } from '../app/(console)/nav';
import { navigationPages } from '../components/console/shell/navigation';
import { paths } from '../lib/console/paths';
import { DEMO_PASSWORD } from '../prisma/seed/demo-password';
import { expectWords, SHOWN } from './demo-organization';
import { test } from './fixtures';
import { expectFewScripts, expectFitsPhone, expectGoodPage } from './good-page';
import { actAsUser, openAccount } from './session';

/** The maximum kilobytes of compressed JavaScript that a page fetches before anybody does anything. */
const MOST_SCRIPTS = 352;
/** The graph has a library that draws. */
const MOST_OF_DRAWING = 400;

const SIGNED_OUT = ['/sign-in', '/sign-in/root', '/sign-in/root/recover', '/sign-up'];

for (const area of everyArea) {
  const pages = navigationPages([area]);
  test.describe(`the pages of ${area.label}`, () => {
    test('are complete, accessible in both themes and fit a phone in an empty account', async ({ page }) => {
      await openAccount(page);
      for (const { href } of pages) {
        await expectGoodPage(page, href);
        await expectFitsPhone(page);
      }
    });

    test('are complete, accessible in both themes and show the data of the demo organization', async ({ page }) => {
      await actAsUser(page, 'acme', 'admin', DEMO_PASSWORD);
      for (const { href } of pages) {
        await expectGoodPage(page, href);
        await expectFewScripts(page, href === paths.accessGraph() ? MOST_OF_DRAWING : MOST_SCRIPTS);
        // In the large demo, these texts can be on later pages of a list.
        if (process.env.DEMO !== 'large') await expectWords(page, href, SHOWN[href]);
      }
    });
  });
}

for (const path of SIGNED_OUT) {
  test(`${path} is complete and accessible in both themes before sign-in`, ({ page }) => expectGoodPage(page, path));
}
