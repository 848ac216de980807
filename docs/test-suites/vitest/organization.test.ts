import { CreateUserCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DescribeCreateAccountStatusCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { document, keysOf, sessionOf, test } from './account';

test('a service control policy limits an administrator of a member account', async ({ account }) => {
  const { organizations } = account.clients();
  await organizations.send(new CreateOrganizationCommand({}));
  const { Roots: [root] = [] } = await organizations.send(new ListRootsCommand({}));
  await organizations.send(new EnablePolicyTypeCommand({ RootId: root?.Id, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  let { CreateAccountStatus: created } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'shop', Email: `shop-${account.id}@example.com` }),
  );
  // As in AWS, the account is there a moment later.
  while (created?.State === 'IN_PROGRESS') {
    const status = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: created.Id }));
    created = status.CreateAccountStatus;
  }
  const shop = created?.AccountId ?? '';
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: 'no-users',
      Description: 'People sign in through roles.',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: document({ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }),
    }),
  );
  await organizations.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: shop }));

  const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
  const maria = account.clients(await keysOf(account, 'maria', assume));
  const RoleArn = `arn:aws:iam::${shop}:role/OrganizationAccountAccessRole`;
  const assumed = await maria.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const { iam } = account.clients(sessionOf(assumed));
  const call = iam.send(new CreateUserCommand({ UserName: 'other' }));
  await expect(call).rejects.toThrow('with an explicit deny in a service control policy');
});
