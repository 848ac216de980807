import { expect, test } from './fixtures';
import { openAccount } from './session';

const FIELD = { name: 'Search or jump to' };

// The user types immediately after Ctrl+K: first while the palette's code loads, then when it is loaded.
for (const delay of [30, 90]) {
  test(`the palette keeps every key typed each ${delay} ms, and Enter opens the page for a question`, async ({ page }) => {
    await openAccount(page);
    await page.goto('/iam/users');
    await page.getByRole('heading', { level: 1, name: /Users/ }).waitFor();
    for (const round of ['cold', 'warm']) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('cost explorer', { delay });
      await expect(page.getByRole('combobox', FIELD), round).toHaveValue('cost explorer');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('combobox', FIELD)).toHaveCount(0);
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('who can create users\n', { delay });
    await page.waitForURL((url) => url.pathname === '/access/who-can');
    expect(new URL(page.url()).searchParams.get('action')).toBe('iam:CreateUser');
  });
}
