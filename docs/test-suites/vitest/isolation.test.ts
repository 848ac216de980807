import { CreateUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { expect } from 'vitest';
import { test } from './account';

// Beside each other, and beside the tests of the other workers, on one server.
test.concurrent.for([1, 2, 3, 4, 5, 6, 7, 8])('test %i sees no user but its own', async (number, { account }) => {
  const { iam } = account.clients();
  await iam.send(new CreateUserCommand({ UserName: `user-${number}` }));
  const { Users } = await iam.send(new ListUsersCommand({}));
  expect(Users?.map(({ UserName }) => UserName)).toEqual([`user-${number}`]);
});
