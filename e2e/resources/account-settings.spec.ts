import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishCall, furnishOrganization, readRoot } from '../furnish';
import { expectFitsPhone } from '../good-page';
import { openAccount } from '../session';

async function furnishPolicy(page: Page, Type: string, Name: string, content: object): Promise<void> {
  const root = await readRoot(page);
  await furnishCall(page, 'organizations', 'EnablePolicyType', { RootId: root, PolicyType: Type });
  const input = { Name, Description: '', Type, Content: JSON.stringify(content) };
  const { Policy } = (await furnishCall(page, 'organizations', 'CreatePolicy', input)) as {
    Policy: { PolicySummary: { Id: string } };
  };
  await furnishCall(page, 'organizations', 'AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId: root });
}

test('an account changes its settings of EC2 and S3 until declarative policies decide them', async ({ page }) => {
  await openAccount(page);
  await furnishOrganization(page);

  await page.goto(paths.ec2Settings);
  const panel = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) });
  const serial = panel('EC2 Serial Console');
  await serial.getByRole('button', { name: 'Edit EC2 Serial Console' }).click();
  await page.getByRole('dialog').getByText('Allowed', { exact: true }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(serial.getByText('Allowed', { exact: true })).toBeVisible();
  const images = panel('Allowed AMIs');
  await images.getByRole('button', { name: 'Edit Allowed AMIs' }).click();
  await page.getByRole('dialog').getByText('Audit mode', { exact: true }).click();
  await page.getByRole('button', { name: 'Add criterion' }).click();
  await page.getByLabel(/^Providers/).fill('amazon, 111122223333');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(images.getByText('Images provided by amazon or 111122223333')).toBeVisible();
  await expectAccessible(page);

  await furnishPolicy(page, 'DECLARATIVE_POLICY_EC2', 'Baseline', {
    ec2_attributes: {
      exception_message: { '@@assign': 'Ask the platform team' },
      serial_console_access: { status: { '@@assign': 'disabled' } },
    },
  });
  await page.reload();
  await expect(serial.getByText('Managed by a declarative policy')).toBeVisible();
  await expect(serial.getByText('Prevented', { exact: true })).toBeVisible();
  await expect(serial.getByText(/Ask the platform team/)).toBeVisible();
  await expect(serial.getByRole('button')).toHaveCount(0);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await serial.getByRole('link', { name: 'Baseline' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Baseline' })).toBeVisible();

  await page.goto(paths.s3Settings);
  await page.getByLabel('Refuse public policies').check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Block Public Access of the account was saved.')).toBeVisible();
  await furnishPolicy(page, 'S3_POLICY', 'No public buckets', {
    s3_attributes: { public_access_block_configuration: { '@@assign': 'all' } },
  });
  await page.reload();
  await expect(page.getByRole('link', { name: 'No public buckets' })).toBeVisible();
  await expect(page.getByLabel('Restrict access through a public policy')).toBeChecked();
  await expect(page.getByLabel('Restrict access through a public policy')).toBeDisabled();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
