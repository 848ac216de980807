import { randomUUID } from 'node:crypto';
import { monthLater } from '../../app/(console)/billing/_components/months';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization, furnishUsage } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

const DAY_MS = 86_400_000;

test('the billing home page reports a leaked key as a cost anomaly, and the tree shows account costs', async ({ page }) => {
  await openAccount(page);
  await furnishOrganization(page);
  const sandbox = await furnishMember(page, 'sandbox', `sandbox-${randomUUID().slice(0, 8)}@example.com`);

  await test.step('the page offers to load usage while there is none', async () => {
    await page.goto(paths.billingHome());
    await expect(page.getByText('No usage yet')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Load AWS example' })).toBeEnabled();
  });

  const leak = new Date(Date.now() - 4 * DAY_MS).toISOString().slice(0, 10);
  const month = new Date().toISOString().slice(0, 7);
  await furnishUsage(page, {
    Seed: 'journey',
    From: monthLater(month, -2),
    Until: month,
    Accounts: [{ AccountId: sandbox, Profile: 'leaked-key-mining', LeakedAt: new Date(`${leak}T05:00:00Z`) }],
  });

  await test.step('the anomaly links to its Region as root cause and to the events of that day', async () => {
    await expectGoodPage(page, paths.billingHome());
    await expectFitsPhone(page);
    await expect(page.getByText('Month to date')).toBeVisible();
    await expect(page.getByText(/Compute Cloud - Compute in account sandbox: \$[\d,.]+ more than expected/)).toBeVisible();
    await page.getByRole('link', { name: 'View anomaly' }).click();
    await expect(page.getByRole('table', { name: 'Root causes' })).toContainText('ap-northeast-1');
    await expect(page.getByRole('link', { name: /^Events of/ })).toHaveAttribute('href', paths.eventsOfDay(leak, sandbox));
    await expectGoodPage(page, paths.costAnomalies());
    await expectFitsPhone(page);
  });

  await test.step('the organization tree and the page of the account show its costs', async () => {
    await page.goto(paths.accounts);
    await page.getByRole('checkbox', { name: 'Show monthly costs' }).check();
    await expect(page).toHaveURL(/costs=current/);
    // On its first day a month has no costs yet.
    await page.goto(`${paths.accounts}?costs=${monthLater(month, -1)}`);
    await page
      .getByRole('row', { name: /sandbox/ })
      .getByRole('link', { name: /^\$/ })
      .click();
    await expect(page.getByText('Total of this account')).toBeVisible();
    await page.goto(paths.account(sandbox));
    await expect(page.getByRole('link', { name: 'View bill' })).toBeVisible();
  });

  await test.step('a frequent question links to the page with the answer', async () => {
    await page.goto(paths.billingHome());
    await page.getByText('Why is one consolidated bill lower than separate bills?').click();
    await page.getByRole('link', { name: 'Savings: together and alone' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Consolidated billing savings');
  });
});
