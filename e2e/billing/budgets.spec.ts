import { randomUUID } from 'node:crypto';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import {
  furnishBillingExample,
  furnishConsoleUser,
  furnishMember,
  furnishOrganization,
  furnishServiceControlPolicies,
  furnishServiceControlPolicy,
  furnishServiceRole,
  furnishUnit,
} from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Budgets-journey-1';

test('a budget of an OU sends an alert at its threshold, and its action attaches an SCP that denies calls', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishOrganization(page);
  await furnishServiceControlPolicies(page);
  const unit = await furnishUnit(page, 'Workloads');
  const member = await furnishMember(page, 'susan', `susan-${randomUUID().slice(0, 8)}@example.com`, unit);
  await furnishConsoleUser(page, 'ada', PASSWORD, 'AdministratorAccess');
  await furnishServiceControlPolicy(page, 'NoMoreUsers', { Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' });
  await furnishServiceRole(page, id, 'budgets', 'budgets.amazonaws.com', 'AdministratorAccess');

  await test.step('a budget is created for the OU before there are costs', async () => {
    await page.goto(paths.createBudget({ unit }));
    await expect(page.getByText('Enter an amount to see in which periods it would have been exceeded.')).toBeVisible();
    await page.getByLabel('Amount in dollars').fill('650');
    await expect(page.getByText('The last 12 periods were not over $650.00.')).toBeVisible();
    await page.getByLabel('Name', { exact: true }).fill('Department');
    await page.getByLabel('Recipients').fill('ada@example.com');
    await page.getByRole('button', { name: 'Create budget' }).click();
    await expect(page.getByRole('heading', { name: 'Department' })).toBeVisible();
    await expect(page.getByText('Within budget')).toBeVisible();
    await expectGoodPage(page, paths.budget('Department'));
  });

  await test.step('an action that attaches an SCP is added to the budget', async () => {
    await page.goto(paths.budget('Department', 'actions'));
    await page.getByRole('button', { name: 'Add action' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Policy' }).fill('NoMore');
    await page.getByRole('option', { name: /NoMoreUsers/ }).click();
    await dialog.getByLabel('Threshold (percent of the budget)').fill('80');
    await dialog.getByRole('combobox', { name: 'IAM role' }).fill('budg');
    await page.getByRole('option', { name: 'budgets' }).click();
    await dialog.getByLabel('Recipients').fill('ada@example.com');
    await dialog.getByRole('button', { name: 'Add action' }).click();
    await expect(page.getByText('Standby')).toBeVisible();
  });

  await test.step('usage triggers the alert in the outbox and the action', async () => {
    const month = new Date().toISOString().slice(0, 7);
    // 4 TB of data transfer out, half of them in the second tier, are $614.40.
    await furnishBillingExample(page, { month, transfer: [id, member] });
    await expect(async () => {
      await page.goto(paths.outbox({ budget: 'Department' }));
      await expect(page.getByText('AWS Budgets: Department has crossed your alert threshold')).toBeVisible({ timeout: 3_000 });
      await expect(page.getByText('AWS Budgets: an action of Department was carried out')).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await expectGoodPage(page, paths.outbox());
    await page.goto(paths.budget('Department', 'actions'));
    await expect(page.getByText('Completed')).toBeVisible();
    await expectGoodPage(page, paths.budgets);
    await expect(page.getByText('Threshold crossed')).toBeVisible();
    await expectFitsPhone(page);
  });

  await test.step('the attached SCP denies a call in the member account', async () => {
    await actAsUser(page, id, 'ada', PASSWORD);
    await page.goto(paths.switchRole({ account: member, roleName: 'OrganizationAccountAccessRole', displayName: 'susan' }));
    await page.getByRole('button', { name: 'Switch role' }).click();
    await page.waitForURL('**/home');
    await page.goto(paths.users);
    // The sentence can be in a collapsed section.
    await expect(page.getByText(/explicit deny in a service control policy/).first()).toBeAttached();
  });
});
