import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test, waitUntilAlive } from '../fixtures';
import { furnishConsoleUser } from '../furnish';
import { actAsUser, openAccount } from '../session';

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

async function selectPolicy(page: Page, name: string): Promise<void> {
  await page.getByLabel('Find policies').fill(name);
  await page.getByLabel('Find policies').press('Enter');
  await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
}

async function nameAndCreate(page: Page, name: string): Promise<void> {
  await page.getByLabel('Role name').fill(name);
  await page.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByText(`Role ${name} was created.`)).toBeVisible();
}

function trustOf(principal: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });
}

/**
 * Delays the code of selects, as on a slow network.
 * @returns a function that lets it load
 */
async function holdSelects(page: Page): Promise<() => Promise<void>> {
  let letThemCome = () => {};
  const released = new Promise<void>((resolve) => {
    letThemCome = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch();
    // Only the code of selects has this prop.
    if ((await response.text()).includes('alignItemWithTrigger')) await released;
    await route.fulfill({ response });
  });
  return async () => {
    letThemCome();
    // Requests can still be pending when the test leaves the page or ends.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  };
}

test('a role for EC2 is created with its instance profile, edited, and deleted with the profile', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/roles/create');
  await next(page);
  await expect(page.getByText('Choose the service that will assume the role.')).toBeVisible();
  await page.getByRole('radio', { name: /^EC2/ }).check();
  await expectAccessible(page);
  await next(page);
  await selectPolicy(page, 'AmazonS3ReadOnlyAccess');
  await next(page);
  await expect(page.getByText('Created with the same name')).toBeVisible();
  await expectAccessible(page);
  await nameAndCreate(page, 'web-server');
  await expect(page.getByRole('row', { name: /web-server/ })).toContainText('AWS service: ec2');

  await page.getByRole('link', { name: 'web-server', exact: true }).click();
  await expect(page.getByText(/:instance-profile\/web-server$/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Permissions policies' })).toContainText('AmazonS3ReadOnlyAccess');
  await expect(page.getByText('Link to switch to the role in the console')).toHaveCount(0);

  const letSelectsCome = await holdSelects(page);
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const edit = page.getByRole('dialog', { name: 'Edit role web-server' });
  await edit.getByLabel('Description').fill('Serves the shop');
  await edit.getByText('Maximum session duration').click();
  await expect(page.getByRole('option')).toHaveCount(0);
  await letSelectsCome();
  await page.getByRole('option', { name: '4 hours' }).click();
  await edit.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Role web-server was saved.')).toBeVisible();
  await expect(page.getByText('Serves the shop')).toBeVisible();
  await expect(page.getByText('4 hours')).toBeVisible();

  await page.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete role web-server?' });
  await expect(question.getByText('Instance profiles: web-server')).toBeVisible();
  await question.getByRole('textbox').fill('web-server');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Role web-server was deleted.')).toBeVisible();

  // The profile was also deleted, so a new role and profile can have the same name.
  await page.goto('/iam/roles/create');
  await page.getByRole('radio', { name: /^EC2/ }).check();
  await next(page);
  await next(page);
  await nameAndCreate(page, 'web-server');
});

test('trust in another account requires an external ID and MFA until the trust policy is edited', async ({ page }) => {
  const { id } = await openAccount(page);
  await page.goto('/iam/roles/create');
  await page.getByRole('radio', { name: /^AWS account/ }).check();
  await page.getByRole('radio', { name: 'Another AWS account' }).check();
  await page.getByLabel('Account ID').fill('12345');
  await page.getByRole('checkbox', { name: /^Require external ID/ }).check();
  await page.getByRole('checkbox', { name: /^Require MFA/ }).check();
  await next(page);
  await expect(page.getByText('An account ID has 12 digits.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Account ID').fill('444455556666');
  await page.getByLabel('External ID', { exact: true }).fill('case-7');
  await next(page);
  await next(page);
  await nameAndCreate(page, 'partner');

  await page.getByRole('link', { name: 'partner', exact: true }).click();
  await expect(page.getByText('Link to switch to the role in the console')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Trust relationships' }).click();
  const trusted = page.getByRole('table', { name: 'Trusted entities' });
  await expect(trusted).toContainText('Account: 444455556666');
  await expect(trusted).toContainText('when sts:ExternalId is case-7');
  await expect(trusted).toContainText('when aws:MultiFactorAuthPresent is true');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Edit trust policy' }).click();
  await writeInto(page.getByRole('textbox', { name: 'Trust policy of partner' }), trustOf({ AWS: id }));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Update policy' }).click();
  await expect(page.getByText('The trust policy of partner was saved.')).toBeVisible();
  await expect(trusted).toContainText(`Account: ${id} (this account)`);
  await expect(page.getByRole('link', { name: /\/switch-role\?account=/ })).toBeVisible();
});

test('a user switches role until its sessions are revoked, and the trust policy shows a deleted user’s ID', async ({
  page,
  browser,
}) => {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'nina', 'Journey-nina-1');
  await page.goto('/iam/roles/create');
  await page.getByRole('radio', { name: /^Custom trust policy/ }).check();
  const trust = trustOf({ AWS: `arn:aws:iam::${id}:user/nina` });
  await writeInto(page.getByRole('textbox', { name: 'Custom trust policy' }), trust);
  await next(page);
  await selectPolicy(page, 'IAMReadOnlyAccess');
  await next(page);
  await nameAndCreate(page, 'operators');
  await expect(page.getByRole('row', { name: /operators/ })).toContainText('User: nina');

  const other = await browser.newContext();
  const ninas = await other.newPage();
  await actAsUser(ninas, id, 'nina', 'Journey-nina-1');
  await ninas.goto(`/switch-role?account=${id}&roleName=nobodys`);
  await ninas.getByRole('button', { name: 'Switch role' }).click();
  await expect(ninas.getByText("The console can't send an external ID")).toBeVisible();
  await expect(ninas.getByRole('link', { name: 'See how this was decided' })).toBeVisible();
  await expectAccessible(ninas);
  await ninas.goto(`/switch-role?account=${id}&roleName=operators`);
  await ninas.getByRole('button', { name: 'Switch role' }).click();
  await ninas.waitForURL((url) => !url.pathname.startsWith('/switch-role'));
  await ninas.goto('/iam/users');
  await expect(ninas.getByRole('link', { name: 'nina', exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'operators', exact: true }).click();
  await page.getByRole('tab', { name: 'Revoke sessions' }).click();
  await page.getByRole('button', { name: 'Revoke active sessions' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke all active sessions of operators?' });
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Revoke sessions' }).click();
  await expect(page.getByText('Active sessions of operators were revoked.')).toBeVisible();
  await expect(page.getByText('Sessions were revoked before')).toBeVisible();

  await ninas.reload();
  // Hydration closes a section that was opened before it.
  await waitUntilAlive(ninas);
  await expect(ninas.getByText('Your session of this role was revoked')).toBeVisible();
  await ninas.getByText('Response', { exact: true }).first().click();
  await expect(ninas.getByText(/explicit deny in an identity-based policy/).first()).toBeVisible();
  await expectAccessible(ninas);
  await ninas.getByRole('button', { name: 'Switch back, then switch role again' }).click();
  await ninas.waitForURL('**/home');
  await ninas.goto('/iam/users');
  await expect(ninas.getByRole('link', { name: 'nina', exact: true })).toBeVisible();
  await other.close();

  await page.goto('/iam/users/nina');
  await page.getByRole('button', { name: 'Delete' }).click();
  const deleting = page.getByRole('dialog', { name: 'Delete user nina?' });
  await deleting.getByRole('textbox').fill('nina');
  await deleting.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('User nina was deleted.')).toBeVisible();
  await page.goto('/iam/roles/operators?tab=trust');
  await expect(page.getByText('The policy trusts an identity that was deleted')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Trusted entities' })).toContainText(/AIDA[A-Z0-9]{17}/);
  await expectAccessible(page);

  // Nina's calls in the console count as uses of the role.
  await page.getByRole('button', { name: 'Delete' }).click();
  const warning = page.getByRole('dialog', { name: 'Delete role operators?' });
  await expect(warning).toContainText('This role has been used');
  await expectAccessible(page);
  await warning.getByRole('textbox').fill('operators');
  await warning.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Role operators was deleted.')).toBeVisible();
});
