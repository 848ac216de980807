import type { Page } from '@playwright/test';
import { signOut } from '../account';
import { expect, test, waitUntilAlive } from '../fixtures';
import { furnishConsoleUser, furnishRoleWith } from '../furnish';
import { actAsUser, openAccount, readAsPage } from '../session';

const PASSWORD = 'Journey-admin-1';

type Events = { Events: { eventName: string; userIdentity: { userName?: string }; requestParameters: { groupName?: string } }[] };

const bar = (page: Page) => page.getByRole('button', { name: /^Account:/ });

/** Creates a user group on the current page, without reloading. */
async function createGroup(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Create group' }).first().click();
  await page.getByLabel('User group name').fill(name);
  await page.getByRole('button', { name: 'Create user group' }).click();
  await expect(page.getByText(new RegExp(`${name} was created`))).toBeVisible();
}

test('two identities in two tabs of one browser act independently of each other', async ({ context, page: ana }) => {
  const account = await openAccount(ana);
  await furnishConsoleUser(ana, 'ana', PASSWORD, 'AdministratorAccess');
  await furnishConsoleUser(ana, 'ben', PASSWORD, 'AdministratorAccess');
  await furnishRoleWith(ana, 'Auditor', account.id, 'AdministratorAccess');
  await actAsUser(ana, account.id, 'ana', PASSWORD);
  await ana.goto('/iam/groups');

  // Ben adds the second session with the menu, in another tab.
  const ben = await context.newPage();
  await ben.goto('/home');
  await bar(ben).click();
  await ben.getByRole('link', { name: 'Add session' }).click();
  await ben.getByLabel('Account ID (12 digits) or account alias').fill(account.id);
  await ben.getByLabel('IAM user name').fill('ben');
  await ben.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await ben.getByRole('button', { name: 'Sign in' }).click();
  await ben.waitForURL(`**/s/${account.id}-*/home`);
  await expect(bar(ben)).toContainText('ben @');

  // Each tab writes as its own identity: on the loaded page, after a link, and in a new tab.
  await createGroup(ana, 'ByAna');
  await ben.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'IAM' }).click();
  const [beside] = await Promise.all([
    context.waitForEvent('page'),
    ben
      .getByRole('navigation', { name: 'IAM', exact: true })
      .getByRole('link', { name: 'User groups' })
      .click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(bar(beside)).toContainText('ben @');
  await waitUntilAlive(beside);
  await createGroup(beside, 'ByBen');
  await beside.close();
  const { Events } = await readAsPage<Events>(ana, 'console', 'SearchEvents');
  const made = Events.filter(({ eventName }) => eventName === 'CreateGroup');
  expect(made.map(({ userIdentity, requestParameters }) => [userIdentity.userName, requestParameters.groupName])).toEqual([
    ['ben', 'ByBen'],
    ['ana', 'ByAna'],
  ]);

  // Ben switches role. Ana's session does not change.
  await bar(ben).click();
  await ben.getByRole('link', { name: 'Switch role' }).click();
  await ben.getByLabel('Account ID or alias').fill(account.id);
  await ben.getByLabel('IAM role name').fill('Auditor');
  await ben.getByRole('button', { name: 'Switch role' }).click();
  await ben.waitForURL(`**/s/${account.id}-*/home`);
  await expect(bar(ben)).toContainText('Auditor');
  await ana.bringToFront();
  await ana.getByRole('navigation', { name: 'IAM', exact: true }).getByRole('link', { name: 'User groups' }).click();
  await expect(bar(ana)).toContainText('ana @');

  // The menu lists both sessions. One signs out, and the other stays signed in.
  await bar(ana).click();
  const listed = ana.getByRole('region', { name: 'Sessions in this browser' });
  await expect(listed.getByRole('listitem')).toHaveText([/ana @ .*this tab/, /Auditor @/]);
  await ana.keyboard.press('Escape');
  await signOut(ben);
  await expect(ben).toHaveURL(new RegExp(`/s/${account.id}-[^/]+/sign-in`));
  await expect(ben.getByRole('link', { name: /ana @/ })).toBeVisible();
  await createGroup(ana, 'StillByAna');
});
