import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startGatehouse } from '../scripts/test/test-server.mjs';
import { expectAccessibleBut } from './accessible';
import { expect, test } from './fixtures';
import { dialogsOf } from './view';

const ROOT = join(import.meta.dirname, '..');
const PATH = '/development/components';
const BACKGROUNDS = { light: 'rgb(247, 248, 248)', dark: 'rgb(15, 21, 21)' };
// These rules are about a whole page, but this page shows the console's frame many times. pages.spec.ts checks them on real pages.
const OF_A_WHOLE_PAGE = ['landmark-unique', 'heading-order'];

// The page still listens for code changes when the server stops.
test.use({ expectedErrors: /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED/ });

test('the production build contains neither the page of components nor its data', async ({ request }) => {
  expect((await request.get(PATH)).status()).toBe(404);
  const source = readFileSync(join(ROOT, 'app/development/components/_components/example-data.ts'), 'utf8');
  const [words = ''] = /an-exceedingly-long-name[\w-]+/.exec(source) ?? [];
  expect(words).not.toBe('');
  const built = ['static', 'server'].flatMap((folder) => filesIn(join(ROOT, '.next', folder)));
  expect(built.length).toBeGreaterThan(100);
  expect(built.filter((file) => file.includes(PATH) || readFileSync(file).includes(words))).toEqual([]);
});

// The test uses `npm run dev`, because the build must not contain this page. React also shows its warnings there.
test('every shared component is shown in both themes without errors or axe findings', async ({ page }) => {
  // Compiling the page takes long, and tests of other pages also check the shared components.
  test.skip(!process.env.TEST_EVERYTHING, 'in a full run, or by name');
  const data = mkdtempSync(join(tmpdir(), 'gatehouse-components-'));
  const gatehouse = await startGatehouse(ROOT, data, { DEMO: 'false' }, ['--dev']);
  let ended: number | null;
  try {
    await page.goto(`${gatehouse.baseUrl}${PATH}`);
    for (const file of await page.locator('[data-file]').all()) {
      for (const [theme, background] of Object.entries(BACKGROUNDS)) {
        const side = file.locator(`[data-theme="${theme}"]`).first();
        // The last child is the container of popups.
        expect(await side.locator('> *').count()).toBeGreaterThan(1);
        await expect(side).toHaveCSS('background-color', background);
      }
    }
    await expectAccessibleBut(page, OF_A_WHOLE_PAGE);
    for (const opener of await page.locator('[data-theme="light"] [data-opens]').all()) {
      await opener.click();
      await expect(dialogsOf(page)).toHaveCount(1);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessibleBut(page, []);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await close(page);
    }
  } finally {
    ended = (await gatehouse.stop()).code;
    rmSync(data, { recursive: true, force: true });
  }
  expect(ended, 'it stops although a page is open').toBe(0);
});

/** Returns the files below a folder. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Closes the open dialog with Escape. Clicks the button of a dialog that requires an answer. */
async function close(page: Page): Promise<void> {
  const insists = page.getByRole('alertdialog').getByRole('button');
  if ((await insists.count()) > 0) await insists.click();
  else await page.keyboard.press('Escape');
  await expect(dialogsOf(page)).toHaveCount(0);
}
