import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization, readRoot } from '../furnish';
import { expectFitsPhone } from '../good-page';
import { openAccount } from '../session';

test('an administrator enables IAM Identity Center, adds a person, and assigns a group to an account', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  await furnishMember(page, 'payments', `payments-${owner.id}@example.com`, await readRoot(page));
  const below = '/organizations/identity-center';

  await page.goto(`${below}/users`);
  await page.getByRole('button', { name: 'Enable IAM Identity Center' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByText('No users')).toBeVisible();

  await page.goto(`${below}/users/create`);
  await page.getByLabel('User name').fill('ana');
  await page.getByLabel('First name').fill('Ana');
  await page.getByLabel('Last name').fill('Ruiz');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add user' }).click();
  const password = page.getByRole('dialog', { name: 'One-time password' });
  await password.getByRole('button', { name: 'Show password' }).click();
  await password.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { name: 'Ana Ruiz' })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${below}/groups`);
  await page.getByRole('button', { name: 'Create group' }).first().click();
  await page.getByLabel('Group name').fill('Developers');
  await page.getByRole('dialog').getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { name: 'Developers' })).toBeVisible();
  await page.getByRole('button', { name: 'Add users' }).first().click();
  await page.getByRole('dialog').getByRole('checkbox', { name: /ana/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add users' }).click();
  await expect(page.getByText('1 user was added to Developers.')).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${below}/users/create-from-list`);
  const people = ['bo,Bo,Lind,bo@example.com,Developers,yes', 'ANA,Ana,Ruiz,,Nobody,no', '=cy,Cy,Ek,,,no'];
  const csv = ['username,first name,last name,email,groups,password', ...people].join('\n');
  await page.getByLabel('Or choose a file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Check list' }).click();
  await expect(page.getByText('Line 3, username: The user ana already exists.')).toBeVisible();
  await expect(page.getByText('Line 3, groups: The group Nobody does not exist.')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Add 2 users' }).click();
  await expect(page.getByText('2 users added')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .csv file' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toMatch(
    /^"User name","One-time password"\r\n"bo","[^"]{17}"\r\n$/,
  );
  const results = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download results' }).click();
  expect(await readFile(await (await results).path(), 'utf8')).toContain(`"'=cy","Cy Ek"`);
  await page.goto(`${below}/users`);
  await expect(page.getByRole('link', { name: 'bo', exact: true })).toBeVisible();

  await page.goto(`${below}/permission-sets/create`);
  await page.getByLabel('Name', { exact: true }).fill('Viewer');
  await page.getByPlaceholder('Find policies').fill('ViewOnlyAccess');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Select ViewOnlyAccess' }).check();
  await page.getByRole('button', { name: 'Create permission set' }).click();
  await expect(page.getByRole('heading', { name: 'Viewer' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'ViewOnlyAccess', exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto(`${below}/assignments/create`);
  for (const name of [/payments/, /Developers/, /Viewer/]) await page.getByRole('checkbox', { name }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
  await expect(page.getByText('1 assignment was made.')).toBeVisible();
  await expect(page.getByRole('row', { name: /payments.*Viewer.*Developers/ })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  // The matrix says through which group.
  await page.goto(`${below}/access`);
  await page.getByRole('button', { name: /^Ana Ruiz in payments: Viewer through Developers$/ }).click();
  const details = page.locator('section', { has: page.getByRole('heading', { name: 'Ana Ruiz in payments' }) });
  await expect(details.getByText('Provisioned', { exact: true }).first()).toBeVisible();
  await expect(details.getByRole('link', { name: 'Developers' })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Close details' }).click();
  await page.getByText('By group', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Developers in payments: Viewer direct' })).toBeVisible();
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download access as CSV' }).click();
  expect(await readFile(await (await exported).path(), 'utf8')).toMatch(/Developers,,Enabled,\d{12},payments,Root,Viewer,direct/);
  await page.getByRole('searchbox', { name: 'Find by name' }).fill('nobody');
  await expect(page.getByText('Nobody matches')).toBeVisible();
  await page.getByRole('tab', { name: 'Needs review' }).click();
  await expect(page.getByText('Nothing to review')).toBeVisible();
  await expectAccessible(page);

  // A change of the definition waits for provisioning.
  await page.goto(`${below}/permission-sets`);
  await expect(page.getByText('1 account', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Viewer' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  // The dialog shows which people would lose access, before anything changes.
  await expect(page.getByRole('dialog').getByText('Access changes in 1 account for 2 people.')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove policy' }).click();
  await expect(page.getByText('No managed policies.')).toBeVisible();
  await page.goto(`${below}/permission-sets`);
  await expect(page.getByText('1 of 1 account outdated')).toBeVisible();
  await page.getByRole('radio', { name: 'Select Viewer' }).check();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Provision' }).click();
  // The preview says which access changes, in which accounts, and the people.
  await expect(page.getByText('Access changes in 1 account for 2 people.')).toBeVisible();
  await page.getByRole('button', { name: 'payments' }).click();
  const impact = page.getByRole('region', { name: 'Account details' });
  await expect(impact.getByText(/^Loses [\d,]+ actions$/)).toBeVisible();
  await expect(impact.getByRole('link', { name: 'Developers' }).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Provision 1 account' }).click();
  await expect(page.getByText('Viewer is being provisioned in its accounts.')).toBeVisible();
  await page.goto(`${below}/permission-sets`);
  await expect(page.getByText('1 account', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Viewer' }).click();
  await page.getByRole('tab', { name: 'Effective access' }).click();
  await page.getByRole('button', { name: 'payments' }).click();
  await expect(page.getByText('The account allows everything that the policies of the permission set allow.')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('tab', { name: 'Permissions' }).click();
  await page.getByRole('button', { name: 'Set boundary' }).click();
  await page.getByRole('radio', { name: /Name a policy/ }).check();
  await page.getByLabel('Policy name').fill('Limit');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Set boundary' }).click();
  await expect(page.getByText('Limit, in path / of each account')).toBeVisible();
  await page.getByRole('button', { name: 'Remove boundary' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove boundary' }).click();
  await expect(page.getByText('No boundary limits this permission set.')).toBeVisible();

  await page.goto(`${below}/settings`);
  await page.getByRole('button', { name: 'Enable automatic provisioning' }).click();
  await page.getByRole('button', { name: 'Generate token' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Generate token' }).click();
  await page.getByRole('dialog', { name: 'Access token' }).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: /^Delete/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Attributes for access control' }).click();
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await page.getByLabel('Key of attribute 1').fill('Department');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByRole('cell', { name: '${path:enterprise.department}' })).toBeVisible();
  await page.getByRole('tab', { name: 'Management' }).click();
  await page.getByRole('button', { name: 'Register account' }).click();
  await page.getByRole('combobox', { name: 'Member account' }).fill('pay');
  await page.getByRole('option', { name: /payments/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Register account' }).click();
  await expect(page.getByRole('button', { name: 'Deregister account' })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto(`${below}/assignments`);
  await page.getByRole('checkbox', { name: /payments/ }).check();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Remove access' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove access' }).click();
  await expect(page.getByText('Nobody has access yet')).toBeVisible();
});
