import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('outbound identity federation is enabled with a public issuer, and disabled again', async ({ page, apiUrl }) => {
  await openAccount(page);
  await page.goto(paths.iamAccountSettings);
  const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Outbound identity federation' }) });
  await expect(panel.getByText('Disabled')).toBeVisible();
  await panel.getByRole('button', { name: 'Enable', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Enable outbound identity federation?' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
  const issuer = await panel.getByText(/^https:\/\/.+\.tokens\.sts\.gatehouse\.internal$/).innerText();
  await expectGoodPage(page, paths.iamAccountSettings);
  const id = new URL(issuer).host.split('.')[0];
  const metadata = await page.request.get(`${apiUrl}/_gatehouse/oidc/${id}/.well-known/openid-configuration`);
  expect((await metadata.json()).issuer).toBe(issuer);
  await panel.getByRole('button', { name: 'Disable', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(panel.getByText('Disabled')).toBeVisible();
  await expectGoodPage(page, paths.delegationRequests);
  await expect(page.getByText('No delegation requests')).toBeVisible();
});
