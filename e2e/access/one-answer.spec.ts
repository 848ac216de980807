import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { documentOf, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

const OBJECT = 'arn:aws:s3:::reports/2026.csv';
const OTHER = '999999999999';

test('a question about a bucket of another account has the same answer on every page, open or decided', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishUserWith(page, 'reader', 'Read', documentOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }));
  await furnishUserWith(page, 'nobody', 'Unrelated', documentOf({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }));
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('button', { name: new RegExp(`^${name}`) }) });

  // Without an owner, the bucket is assumed to be in the caller's account, and the page says so.
  await page.goto(`/access/who-can?action=s3:GetObject&resource=${OBJECT}`);
  await expect(page.getByText(`Owner assumed to be account ${id}`)).toBeVisible();
  await expect(row('reader')).toContainText('Always');

  // The policy of the other account's bucket is unknown here, so the page only says that access depends on it.
  await page.getByLabel('Owner account').fill(OTHER);
  await page.getByRole('button', { name: 'Find principals' }).click();
  await expect(page.getByText('The resource policy is not known here')).toBeVisible();
  await expect(row('reader')).toContainText('Depends');
  await expect(row('nobody')).toHaveCount(0);
  await row('reader').getByRole('button').first().click();
  await page.getByRole('link', { name: 'Explain step' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Depends on policies not known here' })).toContainText(OTHER);
  await expect(page.getByLabel('Owner account')).toHaveValue(OTHER);
  await expectAccessible(page);

  // The given policy decides the question, and a reload keeps both.
  const policy = documentOf({ Effect: 'Allow', Principal: { AWS: id }, Action: 's3:GetObject', Resource: '*' });
  await page.locator('form').getByText('Resource policy', { exact: true }).click();
  await writeInto(page.getByLabel('Resource-based policy'), policy);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Allowed/ })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Resource-based policy')).toContainText(policy);
  await expect(page.getByRole('status').filter({ hasText: /^Allowed/ })).toBeVisible();

  // "Who can" gives the same answer with this policy, and its link keeps the policy.
  await page.goto(`/access/who-can?action=s3:GetObject&resource=${OBJECT}&owner=${OTHER}`);
  await page.locator('form').getByText('Resource policy', { exact: true }).click();
  await writeInto(page.getByLabel('Resource-based policy'), policy);
  await page.getByRole('button', { name: 'Find principals' }).click();
  await expect(row('reader')).toContainText('Always');
  await page.reload();
  await row('reader').getByRole('button').first().click();
  await page.getByRole('link', { name: 'Explain step' }).click();
  await expect(page.getByLabel('Resource-based policy')).toContainText(policy);
  await expect(page.getByRole('status').filter({ hasText: /^Allowed/ })).toBeVisible();

  // The reader can also choose a caller of another account by its ARN. The result depends on that caller's policies.
  const chooser = page.getByRole('combobox', { name: 'Principal', exact: true });
  const eve = `arn:aws:iam::${OTHER}:user/eve`;
  await chooser.fill(eve);
  await page.getByRole('option', { name: /policies that are not known here/ }).click();
  await expect(page.getByText(`The policies of account ${OTHER} are only visible there`)).toBeVisible();
  await page.getByLabel('Action', { exact: true }).fill('s3:GetObject');
  await page.getByLabel('Resource', { exact: true }).fill(OBJECT);
  // Now the caller comes from another account, so its own policies must also allow the request. The earlier input is still open.
  await page.getByLabel('Owner account').fill(id);
  await writeInto(page.getByLabel('Resource-based policy'), policy.replaceAll(id, eve));
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Depends on policies not known here' })).toContainText(
    'caller’s policies',
  );
  await expectAccessible(page);
});

test('Who can reports no anonymous access to a bucket that denies callers outside the organization', async ({ page }) => {
  await openAccount(page);
  const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const outsiders = {
    ...everybody,
    Effect: 'Deny',
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
  };
  await page.goto(`/access/who-can?action=s3:GetObject&resource=${OBJECT}`);
  await page.locator('form').getByText('Resource policy', { exact: true }).click();
  await writeInto(page.getByLabel('Resource-based policy'), documentOf(everybody));
  await page.getByRole('button', { name: 'Find principals' }).click();
  await expect(page.getByText('Anyone can, without signing in')).toBeVisible();
  await writeInto(page.getByLabel('Resource-based policy'), documentOf(everybody, outsiders));
  await page.getByRole('button', { name: 'Find principals' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^0 of 1 principal/ })).toBeVisible();
  await expect(page.getByText('Anyone can, without signing in')).toHaveCount(0);
});

test('a click right after typing uses the typed policy', async ({ page }) => {
  await openAccount(page);
  await page.goto(`/access/who-can?action=s3:GetObject&resource=${OBJECT}`);
  await page.locator('form').getByText('Resource policy', { exact: true }).click();
  const editor = page.getByLabel('Resource-based policy');
  await editor.click();
  const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const find = await page.getByRole('button', { name: 'Find principals' }).elementHandle();
  // The text and the click arrive in one browser task, as on a busy machine.
  await page.evaluate(
    async ([text, button]) => {
      document.execCommand('insertText', false, text);
      await Promise.resolve();
      (button as HTMLElement).click();
    },
    [documentOf(everybody), find] as const,
  );
  await expect(page.getByText('Anyone can, without signing in')).toBeVisible();
});

test('the submit button of a question keeps its position while its policy is read and checked', async ({ page }) => {
  await openAccount(page);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/GetCatalog?*', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`/access/who-can?action=s3:GetObject&resource=${OBJECT}`);
  await page.locator('form').getByText('Resource policy', { exact: true }).click();
  await expect(page.getByText(/of 20,480 characters/)).toBeVisible();
  await page.getByLabel('Resource-based policy').click();
  await page.getByRole('button', { name: 'Find principals' }).evaluate(notePlaces);
  // The first document has errors. The second has none until the catalog arrives.
  await writeInto(page.getByLabel('Resource-based policy'), '{}');
  await expect(page.getByRole('tab', { name: /^Errors [1-9]/, selected: true })).toBeVisible();
  const policy = documentOf({ Effect: 'Allow', Principal: '*', Action: ['s3:GetObject', 's3:NoSuchAction'], Resource: '*' });
  await writeInto(page.getByLabel('Resource-based policy'), policy);
  await expect(page.getByRole('tab', { name: /^Errors 0/ })).toBeVisible();
  release();
  await expect(page.getByText('There is no action s3:NoSuchAction').first()).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'places'))).toHaveLength(1);
});

/** Records every vertical position of an element after changes of the page, even positions that last only for a moment. */
function notePlaces(element: Element): void {
  const places = new Set<number>();
  const note = () => {
    places.add(element.getBoundingClientRect().top + window.scrollY);
    Reflect.set(window, 'places', [...places]);
  };
  note();
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}
