import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization, furnishServiceControlPolicies, furnishUnit } from '../furnish';
import { openAccount } from '../session';
import { treeRow } from './organization';

test('an SCP is created from a template, previewed, attached, inherited and detached', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  const unit = await furnishUnit(page, 'Workloads');
  const accountId = await furnishMember(page, 'web', `web-${owner.id}@example.com`, unit);

  await page.goto('/organizations/policies');
  await page.getByRole('button', { name: 'Enable service control policies' }).click();
  await expect(page.getByRole('button', { name: 'Disable service control policies' })).toBeVisible();

  await page.goto('/organizations/policies/service_control_policy/create');
  await page.getByRole('radio', { name: /^Limit Regions/ }).check();
  await expect(page.getByLabel('Policy name')).toHaveValue('RegionLimit');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'RegionLimit' })).toBeVisible();

  await page.getByRole('tab', { name: /^Targets/ }).click();
  await page.getByRole('link', { name: 'Choose targets in the tree' }).click();
  await page.getByRole('radio', { name: 'Select Workloads' }).check();
  await expect(page.getByRole('heading', { name: 'Attach RegionLimit to Workloads' })).toBeVisible();
  const effect = page.getByRole('region', { name: 'Preview' });
  // The test uses the root user of the account, because the organization's access role is exempt.
  await expect(effect.getByText('principal loses access')).toBeVisible();
  await expect(effect.getByRole('table')).toContainText('web');
  await effect.getByRole('button', { name: 'web' }).click();
  await expect(effect.getByRole('button', { name: 'web' })).toHaveAttribute('aria-expanded', 'true');
  await expect(treeRow(page, 'Workloads')).toContainText('+ RegionLimit');
  await expectAccessible(page);
  await effect.getByRole('button', { name: 'Attach policy' }).click();
  await expect(page.getByText('RegionLimit is attached to Workloads.')).toBeVisible();
  await expect(treeRow(page, 'Workloads').getByRole('link', { name: 'RegionLimit' })).toBeVisible();

  await page.goto(`/organizations/accounts/${accountId}`);
  const inherited = page.getByRole('table', { name: 'Service control policies' }).getByRole('row', { name: /RegionLimit/ });
  await expect(inherited).toContainText('Inherited from');
  await expect(inherited).toContainText('Workloads');
  await page.getByRole('tab', { name: 'Access', exact: true }).click();
  await expect(page.getByText('Maximum permissions in the account')).toBeVisible();

  await page.goto('/organizations/accounts');
  await treeRow(page, 'Workloads').getByRole('link', { name: 'Workloads' }).click();
  await page.getByRole('tab', { name: /^Policies/ }).click();
  await page.getByRole('button', { name: 'Detach FullAWSAccess' }).click();
  const last = page.getByRole('dialog', { name: 'Detach FullAWSAccess from Workloads?' });
  await expect(last).toContainText('Nobody below Workloads can do anything afterwards');
  await expectAccessible(page);
  await last.getByLabel('To confirm, enter').fill('Workloads');
  await expect(last.getByRole('button', { name: 'Detach policy' })).toBeEnabled();
  await last.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Detach RegionLimit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Detach RegionLimit from Workloads?' });
  await expect(dialog.getByRole('table')).toContainText('web');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Detach policy' }).click();
  await expect(page.getByText('RegionLimit is no longer attached to Workloads.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Detach FullAWSAccess' })).toHaveAttribute('aria-disabled', 'true');
});

test('a tag policy is created in fields, corrected in its JSON, attached, inherited and restored', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  const accountId = await furnishMember(page, 'web', `web-${owner.id}@example.com`);
  await page.goto('/organizations/policies');
  await page.getByRole('button', { name: 'Enable tag policies' }).click();
  await expect(page.getByRole('button', { name: 'Disable tag policies' })).toBeVisible();

  await page.goto('/organizations/policies/tag_policy/create');
  await page.getByLabel('Policy name').fill('CostCenters');
  await page.getByLabel('New tag key').fill('CostCenter');
  await page.getByRole('button', { name: 'Add tag key' }).click();
  await page.getByLabel('Specify allowed values for this tag key').check();
  await page.getByLabel('Values of Tag value compliance').fill('Marketing\nSales');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'CostCenters' })).toBeVisible();
  await page.waitForURL(/\/p-[a-z0-9]+$/);
  const policyPath = new URL(page.url()).pathname;

  await page.goto(`${policyPath}/edit`);
  const editor = page.getByRole('textbox', { name: 'Policy document of CostCenters' });
  await writeInto(editor, '{\n"tags": {\n"CostCenter": {"tag_values": {}}}}');
  await expect(page.getByRole('list', { name: 'Errors' })).toContainText('Ln 3, Col 16');
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveAttribute('aria-disabled', 'true');
  await writeInto(editor, '{"tags": {"CostCenter": {"tag_value": {"@@append": ["Sales"]}}}}');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The policy CostCenters was saved.')).toBeVisible();

  await page.goto(`/organizations/accounts?attach=${policyPath.split('/').at(-1)}`);
  await page.getByRole('radio', { name: 'Select Root' }).check();
  await page.getByRole('button', { name: 'Attach policy' }).click();
  await expect(page.getByText('CostCenters is attached to Root.')).toBeVisible();
  await page.goto(`/organizations/accounts/${accountId}`);
  const inherited = page.getByRole('table', { name: 'Tag policies' }).getByRole('row', { name: /CostCenters/ });
  await expect(inherited).toContainText('Inherited from');

  await page.goto(`${policyPath}?tab=history`);
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByRole('list', { name: 'Effective policies that change' })).toContainText('the tag policy changes');
  await page.getByRole('region', { name: 'Restore version 1' }).getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByText('CostCenters was restored to version 1.')).toBeVisible();
});

test('disabling a policy type requires typing the confirmation word', async ({ page }) => {
  await openAccount(page);
  await furnishOrganization(page);
  await page.goto('/organizations/policies');
  await page.getByRole('button', { name: 'Enable resource control policies' }).click();
  await page.getByRole('button', { name: 'Disable resource control policies' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable resource control policies?' });
  await expect(dialog.getByRole('button', { name: 'Disable' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('disable');
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('Resource control policies are disabled.')).toBeVisible();
});

test('editing an SCP shows a preview before it is saved, and the policy can be tagged', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  await furnishMember(page, 'web', `web-${owner.id}@example.com`);
  await furnishServiceControlPolicies(page);
  await page.goto('/organizations/policies/service_control_policy/create');
  await page.getByRole('radio', { name: /^Deny leaving/ }).check();
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'DenyLeavingOrganization' })).toBeVisible();
  await page.waitForURL(/\/p-[a-z0-9]+$/);
  const policyPath = new URL(page.url()).pathname;
  await page.goto(`/organizations/accounts?attach=${policyPath.split('/').at(-1)}`);
  await page.getByRole('radio', { name: 'Select Root' }).check();
  await page.getByRole('button', { name: 'Attach policy' }).click();
  await expect(page.getByText('DenyLeavingOrganization is attached to Root.')).toBeVisible();

  await page.goto(`${policyPath}/edit`);
  const denyStorage = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
  await writeInto(page.getByRole('textbox', { name: /^Policy document/ }), denyStorage);
  await expect(page.getByRole('table', { name: 'Effect by account' })).toContainText('s3');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('The policy DenyLeavingOrganization was saved.')).toBeVisible();

  await page.getByRole('tab', { name: 'Tags' }).click();
  await page.getByRole('button', { name: 'Manage tags' }).click();
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByLabel('Key of tag 1').fill('owner');
  await page.getByLabel('Value of tag 1').fill('security');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('cell', { name: 'security' })).toBeVisible();
});
