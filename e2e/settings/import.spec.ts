import { expect, test } from '../fixtures';
import { openAccount } from '../session';

const ELSEWHERE = '111122223333';
const arn = (what: string) => `arn:aws:iam::${ELSEWHERE}:${what}`;
const allow = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const trust = (AWS: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
});

/** The output of `aws iam get-account-authorization-details`. One role trusts an account's role that does not exist here. */
const DETAILS = {
  UserDetailList: [
    {
      ...{ Path: '/', UserName: 'ana', UserId: 'AIDAEXAMPLE', Arn: arn('user/ana'), GroupList: ['Readers'] },
      UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: allow('s3:GetObject') }],
    },
  ],
  GroupDetailList: [{ Path: '/', GroupName: 'Readers', GroupId: 'AGPAEXAMPLE', Arn: arn('group/Readers'), GroupPolicyList: [] }],
  RoleDetailList: [
    { Path: '/', RoleName: 'deploy', Arn: arn('role/deploy'), AssumeRolePolicyDocument: trust(arn('user/ana')) },
    {
      Path: '/',
      RoleName: 'guest',
      Arn: arn('role/guest'),
      AssumeRolePolicyDocument: trust('arn:aws:iam::999988887777:role/else'),
    },
  ],
  Policies: [],
};

test('an AWS account is imported for a rehearsal and exported again', async ({ page }) => {
  const { id } = await openAccount(page);
  await page.goto('/settings/import');
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('other.json', '{"Users":[]}');
  await expect(page.getByText('The file names no user, group, role or policy of an account.')).toBeVisible();
  await choose('account.json', JSON.stringify(DETAILS));
  await expect(page.getByText('1111-2222-3333')).toBeVisible();
  await page.getByRole('button', { name: 'Import into this account' }).click();
  await expect(page.getByText('7 of 8 calls were made')).toBeVisible();
  const failed = page.getByRole('table', { name: 'Failed calls' });
  await expect(failed).toContainText('UpdateAssumeRolePolicy, role guest');
  await expect(failed).toContainText('MalformedPolicyDocument');
  await expect(page.getByText('Rehearsal of 1111-2222-3333')).toBeVisible();

  // Imported things belong to this account, and their export is the same.
  await page.getByRole('link', { name: 'users', exact: true }).click();
  await page.getByRole('link', { name: 'ana', exact: true }).click();
  await page.getByRole('link', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  const script = page.getByRole('figure', { name: `${id}-user-ana.sh` });
  await expect(script).toContainText('aws iam add-user-to-group');
  await expect(script).toContainText('s3:GetObject');
  await expect(script).not.toContainText('deploy');
  await page.getByText('Terraform', { exact: true }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('figure', { name: `${id}-user-ana.tf` })).toContainText('aws_iam_user.ana.name');
});
