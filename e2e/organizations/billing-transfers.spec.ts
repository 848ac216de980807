import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishOrganization } from '../furnish';
import { expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('an organization asks to pay for another one, which accepts, and withdraws later', async ({ browser, baseURL }) => {
  const payer = await (await browser.newContext({ baseURL })).newPage();
  const source = await (await browser.newContext({ baseURL })).newPage();
  const { email: payerEmail } = await openAccount(payer);
  const { id, email } = await openAccount(source);
  await furnishOrganization(payer);
  await furnishOrganization(source);

  await payer.goto(paths.billingTransfers);
  await payer.getByRole('button', { name: 'Send invitation' }).first().click();
  const dialog = payer.getByRole('dialog', { name: 'Send invitation' });
  await dialog.getByLabel('Name').fill('Sister company');
  await dialog.getByLabel('Management account').fill(id);
  await dialog.getByLabel('First month').fill('2026');
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await expect(dialog.getByText('Enter a month such as 2027-03.')).toBeVisible();
  await expectAccessible(payer);
  const month = new Date();
  month.setUTCMonth(month.getUTCMonth() + 2, 1);
  await dialog.getByLabel('First month').fill(month.toISOString().slice(0, 7));
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const inbound = payer.getByRole('row').filter({ hasText: 'Sister company' });
  await expect(inbound).toContainText('Requested');

  await source.goto(paths.billingTransfers);
  const outbound = source.getByRole('row').filter({ hasText: payerEmail });
  await outbound.getByRole('button', { name: /^Accept/ }).click();
  await source.getByRole('dialog').getByRole('button', { name: 'Accept invitation' }).click();
  await expect(outbound).toContainText('Accepted');
  await expect(source.getByText('Sister company')).toHaveCount(0);
  await expectGoodPage(source, paths.billingTransfers);

  await payer.reload();
  await expect(inbound).toContainText('Accepted');
  await expect(inbound).toContainText(email);
  await inbound.getByRole('button', { name: /^Rename/ }).click();
  await payer.getByRole('dialog').getByLabel('Name').fill('Daughter company');
  await payer.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(payer.getByRole('cell', { name: 'Daughter company', exact: true })).toBeVisible();

  await outbound.getByRole('button', { name: /^Withdraw/ }).click();
  await source.getByRole('dialog').getByRole('button', { name: 'Withdraw transfer' }).click();
  await expect(outbound).toContainText('Withdrawn');
});
