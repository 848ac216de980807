import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishCall } from '../furnish';
import { expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('a delegation request is associated, approved and shared, and another one is rejected', async ({ page }) => {
  const { id: OwnerAccountId } = await openAccount(page);
  const create = async (RequestorWorkflowId: string): Promise<string> => {
    const input = {
      ...{ Description: 'Sets the product up', RequestorWorkflowId, OwnerAccountId, SessionDuration: 3600 },
      Permissions: { PolicyTemplateArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
      NotificationChannel: `arn:aws:sns:us-east-1:${OwnerAccountId}:delegations`,
    };
    const answer = (await furnishCall(page, 'iam', 'CreateDelegationRequest', input)) as { DelegationRequestId: string };
    return answer.DelegationRequestId;
  };
  const act = async (name: string, confirm = name) => {
    await page.getByRole('main').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click();
  };

  const first = await create('first');
  await page.goto(paths.delegationRequest(first));
  await expect(page.getByText('Unassigned')).toBeVisible();
  await act('Associate');
  await expect(page.getByText('Assigned', { exact: true })).toBeVisible();
  await act('Approve');
  await expect(page.getByText('Approved', { exact: true })).toBeVisible();
  await act('Send token');
  await expect(page.getByText('Shared', { exact: true })).toBeVisible();
  await expectGoodPage(page, paths.delegationRequest(first));

  const second = await create('second');
  await page.goto(paths.delegationRequest(second));
  await act('Associate');
  await act('Forward for approval', 'Forward');
  await expect(page.getByText('Pending approval')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Reject', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Reason (optional)').fill('Not this product');
  await page.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(page.getByText('Not this product')).toBeVisible();

  await expectGoodPage(page, paths.delegationRequests);
  await expect(page.getByRole('row').filter({ hasText: first })).toContainText('Shared');
  await expect(page.getByRole('row').filter({ hasText: second })).toContainText('Rejected');
});
