import { CreateUserCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { expect } from 'vitest';
import { keysOf, test } from './account';

// Every test calls its user maria: each is in an account of its own.
const mayGetUsers = { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' };

test.concurrent('a user may do what a policy allows', async ({ account }) => {
  const { iam } = account.clients(await keysOf(account, 'maria', mayGetUsers));
  const { User } = await iam.send(new GetUserCommand({}));
  expect(User?.Arn).toBe(`arn:aws:iam::${account.id}:user/maria`);
});

test.concurrent('a user may do nothing else', async ({ account }) => {
  const { iam } = account.clients(await keysOf(account, 'maria', mayGetUsers));
  await expect(iam.send(new CreateUserCommand({ UserName: 'other' }))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test.concurrent('a denial goes before what is allowed', async ({ account }) => {
  const { iam } = account.clients(await keysOf(account, 'maria', mayGetUsers, { ...mayGetUsers, Effect: 'Deny' }));
  await expect(iam.send(new GetUserCommand({}))).rejects.toThrow('with an explicit deny in an identity-based policy');
});
