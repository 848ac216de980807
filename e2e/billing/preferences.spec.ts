import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishBillingExample, furnishJoining, furnishMember, furnishOrganization } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('the payer previews and saves discount sharing and tax, and a member may not view the preferences', async ({
  page,
  browser,
  baseURL,
}) => {
  const bob = await openAccount(page);
  await furnishOrganization(page);
  const susan = await furnishMember(page, 'susan', `susan-${bob.id}@example.com`);
  const month = new Date().toISOString().slice(0, 7);
  await furnishBillingExample(page, { month, transfer: [bob.id, susan] });

  await expectGoodPage(page, paths.billingPreferences);
  await expectFitsPhone(page);
  const table = page.getByRole('table', { name: 'Accounts' });
  await table.getByRole('row').filter({ hasText: susan }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Turn discount sharing off' }).click();
  await expect(table.getByRole('row').filter({ hasText: susan })).toContainText('Off');
  await page.getByRole('textbox', { name: 'Tax (percent)' }).fill('10');
  await page.getByRole('button', { name: 'Review and save' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('$2,207.74')).toBeVisible();
  await expect(dialog.getByRole('table', { name: 'Reasons for the difference' })).toContainText('Tax');
  await dialog.getByRole('button', { name: 'Save preferences' }).click();
  await expect(page.getByText('The billing preferences were saved.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'History' })).toContainText('Tax (percent): 0 → 10');
  await expect(page.getByRole('table', { name: 'History' })).toContainText(`susan (${susan}): on → off`);

  await page.goto(paths.bills());
  await expect(page.getByText('$2,207.74').first()).toBeVisible();

  const guestPage = await browser.newPage({ baseURL });
  const guest = await openAccount(guestPage);
  await furnishJoining(page, guestPage, guest.id);
  await guestPage.goto(paths.billingPreferences);
  await expect(guestPage.getByText('Only the paying account can view this')).toBeVisible();
  await guestPage.close();
});
