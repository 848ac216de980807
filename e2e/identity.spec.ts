import type { Page } from '@playwright/test';
import { signedInAccount, signInAsUser, signOut, signUp } from './account';
import { expect, test } from './fixtures';
import { furnishConsoleUser, furnishMember, furnishOrganization } from './furnish';

const PASSWORD = 'Journey-admin-1';

const bar = (page: Page) => page.getByRole('button', { name: /^Account:/ });
const changed = (page: Page) => page.getByRole('alertdialog', { name: /^You are now signed in as .* in another tab$/ });

async function createGroup(page: Page, name: string): Promise<void> {
  await page.getByLabel('User group name').fill(name);
  await page.getByRole('button', { name: 'Create user group' }).click();
}

test('the account menu, the pages and the calls follow every change of identity immediately', async ({ page }) => {
  test.setTimeout(120_000);
  const owner = await signUp(page);
  await furnishConsoleUser(page, 'admin', PASSWORD, 'AdministratorAccess');
  await signOut(page);
  await signInAsUser(page, owner.id, 'admin', PASSWORD);
  await expect(bar(page)).toContainText('admin @');
  await furnishOrganization(page);
  const member = await furnishMember(page, 'web', `web-${owner.id}@example.com`);
  await page.goto('/iam/users');
  await expect(page.getByRole('link', { name: 'admin', exact: true })).toBeVisible();

  // The link in the menu opens the page without reloading the document.
  await bar(page).click();
  await page.getByRole('link', { name: 'Switch role' }).click();
  await page.getByLabel('Account ID or alias').fill(member);
  await page.getByLabel('IAM role name').fill('OrganizationAccountAccessRole');
  await page.getByLabel('Display name').fill('web as admin');
  await page.getByRole('button', { name: 'Switch role' }).click();
  await page.waitForURL('**/home');
  await expect(bar(page)).toHaveAccessibleName(`Account: web as admin, ${member}`);
  const sideNavigation = page.getByRole('navigation', { name: 'IAM', exact: true });
  const iam = page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'IAM' });
  await iam.click();
  await sideNavigation.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Users/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'admin', exact: true })).toHaveCount(0);

  await bar(page).click();
  await page.getByRole('button', { name: 'Switch back' }).click();
  await page.waitForURL('**/home');
  await expect(bar(page)).toHaveAccessibleName(`Account: admin @ ${owner.name}, ${owner.id}`);
  await iam.click();
  await sideNavigation.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(page.getByRole('link', { name: 'admin', exact: true })).toBeVisible();
  await sideNavigation.getByRole('link', { name: 'User groups', exact: true }).click();
  await page.getByRole('link', { name: 'Create group' }).first().click();
  await createGroup(page, 'MadeAfterSwitchingBack');
  await expect(page.getByText(/MadeAfterSwitchingBack was created/)).toBeVisible();
  await page.reload();
  expect(await signedInAccount(page), 'after loading everything anew the bar is the same').toBe(owner.id);

  // A link into an account opens its page as the role.
  const link = new URLSearchParams({ account: member, roleName: 'OrganizationAccountAccessRole', next: '/iam/roles?q=x' });
  await page.goto(`/switch-role?${link}`);
  await page.getByRole('button', { name: 'Switch role', exact: true }).click();
  await page.waitForURL('**/iam/roles?q=x');
  expect(await signedInAccount(page)).toBe(member);
});

test.describe('two tabs of one browser', () => {
  // Browsers log each response of 400 or more as an error.
  test.use({ expectedErrors: /status of (409|401)/ });

  test('block a write in a tab whose identity has changed and show the new identity', async ({ context }) => {
    const [one, two] = [await context.newPage(), await context.newPage()];
    const first = await signUp(one);
    await one.goto('/iam/groups/create');
    await one.getByLabel('User group name').fill('WrittenByTheFirst');
    const second = await signUp(two);

    await one.getByRole('button', { name: 'Create user group' }).click();
    await expect(changed(one)).toBeVisible();
    await expect(changed(one)).toContainText(second.name);
    await expect(changed(one)).toContainText(first.name);
    await two.goto('/iam/groups');
    await expect(two.getByRole('heading', { level: 1, name: /^User groups/ })).toBeVisible();
    await expect(two.getByText('WrittenByTheFirst')).toHaveCount(0);
    await two.goto('/access/events');
    await expect(two.getByRole('heading', { level: 1, name: /^Event history/ })).toBeVisible();
    await expect(two.getByText('CreateGroup')).toHaveCount(0);

    await changed(one).getByRole('button', { name: 'Reload' }).click();
    await expect(bar(one)).toHaveAccessibleName(`Account: root @ ${second.name}, ${second.id}`);
    await expect(changed(one)).toHaveCount(0);
  });

  test('show no data of the new identity below the old account menu when a link is followed', async ({ context }) => {
    const [one, two] = [await context.newPage(), await context.newPage()];
    const first = await signUp(one);
    const second = await signUp(two);
    await furnishConsoleUser(two, 'only-in-the-second', PASSWORD);

    await one.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'IAM' }).click();
    await expect(changed(one)).toBeVisible();
    await expect(one.getByText('only-in-the-second')).toHaveCount(0);
    await expect(one.locator('header')).toContainText(first.name);
    await changed(one).getByRole('button', { name: 'Reload' }).click();
    await expect(bar(one)).toHaveAccessibleName(`Account: root @ ${second.name}, ${second.id}`);
    await expect(one.getByText('only-in-the-second')).toBeVisible();
  });

  test('show a sign-out from the other tab and link to the sign-in page', async ({ context }) => {
    const [one, two] = [await context.newPage(), await context.newPage()];
    await signUp(one);
    await one.goto('/iam/groups/create');
    await two.goto('/iam');
    await signOut(two);
    await createGroup(one, 'Nobody');
    const ended = one.getByRole('alertdialog', { name: 'You are no longer signed in' });
    await expect(ended).toBeVisible();
    await ended.getByRole('button', { name: 'Sign in' }).click();
    await one.waitForURL('**/sign-in?next=%2Fiam%2Fgroups%2Fcreate');
  });
});
