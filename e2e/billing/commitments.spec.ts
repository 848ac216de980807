import { randomUUID } from 'node:crypto';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('the reservations of the AWS example cover three of four instances and leave $16.56 on demand', async ({ page }) => {
  await openAccount(page);
  await furnishOrganization(page);
  const mail = randomUUID().slice(0, 8);
  await furnishMember(page, 'first', `first-${mail}@example.com`);
  await furnishMember(page, 'second', `second-${mail}@example.com`);

  await page.goto(paths.reservations());
  await page.getByRole('button', { name: 'Load AWS example' }).click();
  await page.getByRole('button', { name: 'Load example' }).click();
  await expect(page.getByText(/The example is loaded into/)).toBeVisible();
  await page.waitForURL(/month=/);
  await expectGoodPage(page, new URL(page.url()).pathname + new URL(page.url()).search);
  await expectFitsPhone(page);
  const facts = page.getByRole('definition');
  await expect(facts.filter({ hasText: '2,160 hours of 2,160 hours' })).toContainText('100.0 %');
  await expect(facts.filter({ hasText: '2,160 hours covered' })).toContainText('75.0 %');
  await expect(facts.filter({ hasText: '720 hours not covered' })).toContainText('$16.56');
  await expect(facts.filter({ hasText: 'instead of $49.68 on demand' })).toContainText('$15.57');

  await test.step('the page of a reservation shows use by its owner and the on-demand charge of the other account', async () => {
    await page.getByRole('link', { name: '2 × t2.small' }).click();
    await page.waitForURL('**/reservations/*');
    await expectGoodPage(page, new URL(page.url()).pathname + new URL(page.url()).search);
    await expectFitsPhone(page);
    const shares = page.getByRole('table', { name: 'Covered usage by account' });
    await expect(shares.getByRole('row').nth(1)).toHaveText(/Owner.*1,440 hours of t2\.small.*100\.0 %.*\$33\.12/);
    const missed = page.getByRole('table', { name: 'Usage charged on demand' });
    await expect(missed.getByRole('row').nth(1)).toHaveText(/\$16\.56.*Already used up in those hours/);
    await expect(page.getByText('nothing was shared with other accounts')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Turn sharing on or off for accounts' })).toBeVisible();
  });

  await test.step('a new reservation covers the remaining instance until it is deleted', async () => {
    const month = new URL(page.url()).searchParams.get('month') ?? undefined;
    await page.goto(paths.reservations({ month }));
    await page.getByRole('button', { name: 'Purchase reservations' }).click();
    await page.getByRole('combobox', { name: 'Offering' }).fill('t2');
    await page.getByRole('option', { name: 't2.small in us-east-1' }).click();
    await page.getByText('All Upfront', { exact: true }).click();
    await expect(page.getByText('$137.00 upfront')).toBeVisible();
    await page.getByRole('button', { name: 'Buy', exact: true }).click();
    await expect(page.getByText('The reservation was purchased.')).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: '0 hours not covered' })).toContainText('$0.00');
    await page.getByRole('button', { name: 'Delete 1 × t2.small' }).first().click();
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('definition').filter({ hasText: '720 hours not covered' })).toContainText('$16.56');
  });
});

test('a Savings Plan is purchased and deleted, and the credits of the AWS example leave $85.00 and $50.00', async ({ page }) => {
  await openAccount(page);
  await page.goto(paths.savingsPlans());
  await page.getByRole('main').getByRole('button', { name: 'Purchase Savings Plan' }).last().click();
  await page.getByRole('combobox', { name: 'Plan type' }).fill('Compute');
  await page.getByRole('option', { name: 'Compute: any Region' }).click();
  await page.getByRole('textbox', { name: 'Hourly commitment in dollars' }).fill('0.10');
  await expect(page.getByText('$876.00 in total, hourly')).toBeVisible();
  await page.getByRole('button', { name: 'Buy', exact: true }).click();
  await expect(page.getByText('The Savings Plan was purchased.')).toBeVisible();
  await expectGoodPage(page, paths.savingsPlans());
  await expectFitsPhone(page);
  await page.getByRole('link', { name: 'Compute, $0.10 an hour' }).click();
  await page.waitForURL('**/savings-plans/*');
  await expectGoodPage(page, new URL(page.url()).pathname);
  await expect(page.getByText(/Not used in/)).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No Savings Plans')).toBeVisible();

  await page.goto(paths.credits);
  await page.getByRole('button', { name: 'Load AWS example' }).click();
  await page.getByRole('button', { name: 'Load example' }).click();
  await expect(page.getByText(/The example is loaded into/)).toBeVisible();
  await expectGoodPage(page, paths.credits);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: /^View use.*10\.00/ }).click();
  await expect(page.getByRole('table', { name: 'Use of the $10.00 credit' }).getByRole('row').nth(1)).toContainText('$10.00');
  await page.goto(paths.bills());
  const charges = page.getByRole('listitem');
  await expect(charges.filter({ hasText: 'Elastic Compute Cloud (EC2)' }).first()).toContainText('$85.00');
  await expect(charges.filter({ hasText: 'Simple Storage Service (S3)' }).first()).toContainText('$50.00');
});
