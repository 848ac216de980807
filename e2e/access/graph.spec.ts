import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishRoleWith, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

test('the access graph shows and lists relations, supports arrow keys and links to questions', async ({ page }) => {
  const { id } = await openAccount(page);
  const arn = (name: string) => `arn:aws:iam::${id}:${name}`;
  const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn('role/reader') };
  await furnishUserWith(page, 'deployer', 'BecomeReader', documentOf(assume));
  await furnishUserWith(page, 'sly', 'Own', documentOf({ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: '*' }));
  await furnishRoleWith(page, 'reader', id, 'AmazonS3ReadOnlyAccess');

  await page.goto('/access/graph');
  await expect(page.getByRole('status').filter({ hasText: '1 can become administrator' })).toBeVisible();
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(row(/^deployer .* can assume reader/)).toContainText('trust policy, statement 1; BecomeReader, statement 1');
  await expect(row(/^sly .* escalates to Everything in the account/)).toContainText('Write itself an inline policy');

  const picture = page.getByRole('application', { name: /^Graph/ });
  await expect(picture.getByText('escalates to')).toBeVisible();
  await picture.getByRole('button', { name: /^deployer/ }).click();
  await expect(page.getByRole('heading', { name: 'deployer' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(picture.getByRole('button', { name: /^reader/ })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Incoming' })).toContainText('deployer');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Show only its relations' }).click();
  await expect(row(/escalates/)).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(picture).toBeHidden();
  await row(/^deployer .* can assume reader/)
    .getByRole('link', { name: 'Ask' })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'Allowed' })).toBeVisible();
});
