import { CreateRoleCommand, CreateUserCommand, DeleteUserCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { document, keysOf, sessionOf, test } from './account';

test.concurrent('a session of a role may do what the role may', async ({ account }) => {
  const { iam } = account.clients();
  const maria = account.clients(await keysOf(account, 'maria'));
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account.id}:user/maria` }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document({ Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'deploy', PolicyName: 'own', PolicyDocument }));

  const assumed = await maria.sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'test' }));
  const session = account.clients(sessionOf(assumed));
  await session.iam.send(new CreateUserCommand({ UserName: 'other' }));
  await expect(session.iam.send(new DeleteUserCommand({ UserName: 'other' }))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test.concurrent('root cannot assume a role', async ({ account }) => {
  const { iam, sts } = account.clients();
  const trust = { Effect: 'Allow', Principal: { AWS: account.id }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: document(trust) }));
  const call = sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'test' }));
  await expect(call).rejects.toMatchObject({ name: 'AccessDenied' });
});
