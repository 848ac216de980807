import { codeOf, stepOf } from '../../lib/iam/mfa/totp';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization, readRoot } from '../furnish';
import { expectFitsPhone } from '../good-page';
import { openAccount } from '../session';

const PASSWORD = 'Correct-horse-1';

test('a person signs in to the access portal, chooses a password, and opens the console as a role', async ({ page, browser }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  await furnishMember(page, 'payments', `payments-${owner.id}@example.com`, await readRoot(page));
  const below = '/organizations/identity-center';
  await page.goto(below);
  await page.getByRole('button', { name: 'Enable IAM Identity Center' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
  const portal = (await page.getByRole('link', { name: 'Open the access portal' }).getAttribute('href')) ?? '';
  await page.goto(`${below}/users/create`);
  await page.getByLabel('User name').fill('ana');
  await page.getByLabel('First name').fill('Ana');
  await page.getByLabel('Last name').fill('Ruiz');
  await page.getByRole('button', { name: 'Add user' }).click();
  const dialog = page.getByRole('dialog', { name: 'One-time password' });
  await dialog.getByRole('button', { name: 'Show password' }).click();
  const oneTime = (await dialog.locator('[data-secret]').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.goto(`${below}/permission-sets/create`);
  await page.getByLabel('Name', { exact: true }).fill('Viewer');
  await page.getByPlaceholder('Find policies').fill('ViewOnlyAccess');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Select ViewOnlyAccess' }).check();
  await page.getByRole('button', { name: 'Create permission set' }).click();
  await expect(page.getByRole('heading', { name: 'Viewer' })).toBeVisible();
  await page.goto(`${below}/assignments/create`);
  await page.getByRole('checkbox', { name: /payments/ }).check();
  for (const name of [/ana/, /Viewer/]) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Assign' }).click();
  await expect(page.getByText('1 assignment was made.')).toBeVisible();
  await page.goto(`${below}/applications/create`);
  await page.getByLabel('Display name').fill('Wiki');
  await page.getByLabel('Application URL').fill('https://wiki.example.com/');
  await page.getByRole('radio', { name: 'Do not require assignments' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add application' }).click();
  await expect(page.getByRole('heading', { name: 'Wiki' })).toBeVisible();
  await expectAccessible(page);

  const context = await browser.newContext();
  const person = await context.newPage();
  await person.goto(portal);
  await expectAccessible(person);
  await person.getByLabel('User name').fill('ana');
  await person.getByLabel('Password', { exact: true }).fill(oneTime);
  await person.getByRole('button', { name: 'Sign in' }).click();
  await expect(person.getByRole('heading', { name: 'Register an MFA device' })).toBeVisible();
  await person.getByRole('radio', { name: 'Authenticator app' }).check();
  await person.getByRole('button', { name: 'Next' }).click();
  const seed = (await person.locator('span[data-secret]').textContent()) ?? '';
  await expectAccessible(person);
  await person.getByLabel('Code').fill(codeOf(seed, stepOf(new Date())));
  await person.getByRole('button', { name: 'Assign MFA' }).click();
  await expect(person.getByRole('heading', { name: 'Change your password' })).toBeVisible();
  await expectAccessible(person);
  await person.getByLabel('One-time password').fill(oneTime);
  await person.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await person.getByLabel('Confirm new password').fill(PASSWORD);
  await person.getByRole('button', { name: 'Change password' }).click();
  await expect(person.getByRole('heading', { name: 'Accounts 1' })).toBeVisible();
  await person.getByRole('button', { name: 'Add Viewer in payments to favorites' }).click();
  await expect(person.getByRole('heading', { name: 'Favorites 1' })).toBeVisible();
  await expectAccessible(person);
  await expectFitsPhone(person);
  await person.getByRole('button', { name: 'Access keys for Viewer in payments' }).first().click();
  await expect(person.getByText('AWS_SECRET_ACCESS_KEY')).toBeVisible();
  await expectAccessible(person);

  const opened = context.waitForEvent('page');
  await person
    .getByRole('link', { name: /Management console as Viewer in payments/ })
    .first()
    .click();
  const role = await opened;
  await expect(role.getByRole('heading', { name: /Viewer\/ana @/ })).toBeVisible();
  await expect(role.getByText('through the access portal')).toBeVisible();

  await person.getByRole('button', { name: 'Rename Authenticator app' }).click();
  await person.getByLabel('Device name').fill('Phone');
  await person.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(person.getByText('Phone', { exact: true })).toBeVisible();

  await person.getByRole('link', { name: 'Applications' }).click();
  const wiki = person.getByRole('link', { name: 'Open Wiki in a new tab' });
  await expect(wiki).toHaveAttribute('href', 'https://wiki.example.com/');
  await expectAccessible(person);
  await expectFitsPhone(person);
  await context.close();

  const again = await browser.newContext();
  const verifying = await again.newPage();
  await verifying.goto(portal);
  await verifying.getByLabel('User name').fill('ana');
  await verifying.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await verifying.getByRole('button', { name: 'Sign in' }).click();
  await expect(verifying.getByRole('heading', { name: 'Verify your identity' })).toBeVisible();
  await expectAccessible(verifying);
  await verifying.getByLabel('Code').fill(codeOf(seed, stepOf(new Date()) + 1));
  await verifying.getByRole('button', { name: 'Sign in' }).click();
  await expect(verifying.getByRole('heading', { name: 'Accounts 1' })).toBeVisible();

  // The administrator sees the sessions, and locks the person out of all of them.
  await page.goto(`${below}/users`);
  await page.getByRole('link', { name: 'ana', exact: true }).click();
  await page.getByRole('tab', { name: 'Sessions' }).click();
  await expect(page.getByText('2 sign-ins', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Lock out user' }).click();
  const lockOut = page.getByRole('dialog', { name: 'Lock out ana?' });
  await expect(lockOut.getByText('Tried: denies everything')).toBeVisible();
  await expectAccessible(page);
  await lockOut.getByRole('button', { name: 'Lock out user' }).click();
  await expect(page.getByText('ana was locked out.')).toBeVisible();
  for (const done of ['Access is disabled', 'No sign-ins', 'No session can do anything'])
    await expect(page.getByText(done, { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Denied everything').first()).toBeVisible();
  await expectAccessible(page);
  await verifying.reload();
  await expect(verifying.getByLabel('User name')).toBeVisible();
  await again.close();
});
