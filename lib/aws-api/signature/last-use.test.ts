import { GetAccessKeyLastUsedCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { flushLastUsed } from '../../core/events/last-used';
import { allow, roleOf, trust, userWith } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

it('an access key and a role report when and where they were last used', async () => {
  const root = await api.rootKeys();
  const user = await userWith(api, root.actor, 'user', allow('sts:AssumeRole'));
  const keys = await api.keys(user, user.caller.principal.type === 'User' ? user.caller.principal.userId : undefined);
  const roleArn = await roleOf(root.actor, 'role', trust(root.actor.accountId));
  const { Credentials } = await api
    .clients(keys, 'eu-central-1')
    .sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'session' }));
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
  await api.clients(session, 'eu-west-1').sts.send(new GetCallerIdentityCommand({}));
  await flushLastUsed(api.database);
  const { iam } = api.clients(root);
  const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keys.accessKeyId }));
  expect(AccessKeyLastUsed).toMatchObject({ ServiceName: 'sts', Region: 'eu-central-1', LastUsedDate: expect.any(Date) });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'role' }));
  expect(Role?.RoleLastUsed).toMatchObject({ Region: 'eu-west-1', LastUsedDate: expect.any(Date) });
});
