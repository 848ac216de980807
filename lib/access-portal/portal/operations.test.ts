import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  paginateListAccounts,
  type SSOClient,
} from '@aws-sdk/client-sso';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../../aws-api/testing/api';
import type { Actor } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { DisableUser } from '../../identity-store/password/console-operations';
import { memberOf } from '../../organizations/test-organization';
import { signIn } from '../test-programs';

let api: TestApi;
let client: SSOClient;
let root: Actor;
let InstanceArn: string;
let IdentityStoreId: string;
let members: string[];
const sets: Record<string, string> = {};
beforeAll(async () => {
  api = await createTestApi();
  const { actor, ...keys } = await api.rootKeys();
  root = actor;
  client = api.clients(keys).awsssoportal;
  ({ InstanceArn, IdentityStoreId } = await enableIdentityCenter(root));
  members = [await memberOf(root, 'first'), await memberOf(root, 'second')].sort();
  for (const Name of ['Admin', 'ReadOnly'])
    sets[Name] = (await root.run(CreatePermissionSet, { InstanceArn, Name })).PermissionSet.PermissionSetArn;
});
afterAll(() => api.close());

let count = 0;
let userId: string;
let group: string;
let accessToken: string;
beforeEach(async () => {
  group = await makeStoreGroup(root, IdentityStoreId, `Group-${++count}`);
  userId = await makeStoreUser(root, IdentityStoreId, `ana-${count}`, [group]);
  accessToken = await signIn(api, IdentityStoreId, userId);
});

const assignment = (name: string, TargetId: string, PrincipalId = userId) => ({
  InstanceArn,
  PermissionSetArn: sets[name] ?? '',
  TargetId,
  TargetType: 'AWS_ACCOUNT' as const,
  PrincipalType: PrincipalId === userId ? ('USER' as const) : ('GROUP' as const),
  PrincipalId,
});
const assign = (...given: Parameters<typeof assignment>) => root.run(CreateAccountAssignment, assignment(...given));
const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'succeeded',
    (error: { name: string; message: string; $metadata?: { httpStatusCode?: number } }) =>
      `${error.$metadata?.httpStatusCode} ${error.name}: ${error.message}`,
  );
const credentials = (roleName: string, accountId = members[0] ?? '') =>
  client.send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName }));
const UNAUTHORIZED = '401 UnauthorizedException: Session token not found or invalid';
const NO_ACCESS = '403 ForbiddenException: No access';

describe('the portal API', () => {
  it('lists each account and role once, in pages', async () => {
    for (const accountId of members) await assign('Admin', accountId);
    await assign('Admin', members[0] ?? '', group);
    await assign('ReadOnly', members[0] ?? '', group);
    const found: (string | undefined)[] = [];
    for await (const { accountList = [] } of paginateListAccounts({ client, pageSize: 1 }, { accessToken }))
      found.push(...accountList.map(({ accountId }) => accountId));
    expect(found).toEqual(members);
    const all = await client.send(new ListAccountsCommand({ accessToken }));
    expect(all).not.toHaveProperty('nextToken');
    expect(all.accountList?.[0]).toMatchObject({ accountName: expect.any(String), emailAddress: expect.stringContaining('@') });
    const { roleList } = await client.send(new ListAccountRolesCommand({ accessToken, accountId: members[0] }));
    expect(roleList).toEqual(['Admin', 'ReadOnly'].map((roleName) => ({ roleName, accountId: members[0] })));
    const sizes = [0, 101].map((maxResults) => failure(client.send(new ListAccountsCommand({ accessToken, maxResults }))));
    expect(new Set(await Promise.all(sizes))).toEqual(
      new Set(['400 InvalidRequestException: ResultSize parameter must be within the valid limits of: 1-100']),
    );
  });

  it('gives credentials that AWS services know, until the access ends', async () => {
    await assign('Admin', members[0] ?? '');
    const { roleCredentials } = await credentials('Admin');
    const { accessKeyId = '', secretAccessKey = '', sessionToken, expiration = 0 } = roleCredentials ?? {};
    expect(expiration - Date.now()).toBeGreaterThan(3_500_000);
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
    const identity = () => api.clients(keys).sts.send(new GetCallerIdentityCommand({}));
    expect((await identity()).Arn).toMatch(
      new RegExp(`^arn:aws:sts::${members[0]}:assumed-role/AWSReservedSSO_Admin_[0-9a-f]{16}/ana-${count}$`),
    );
    await root.run(DeleteAccountAssignment, assignment('Admin', members[0] ?? ''));
    expect(await failure(credentials('Admin'))).toBe(NO_ACCESS);
    expect(await failure(credentials('Admin', root.accountId))).toBe(NO_ACCESS);
    expect(await failure(credentials('Nothing', '000000000000'))).toBe(NO_ACCESS);
  });

  it('refuses the tokens of a person who is disabled, who signed out, and of another time', async () => {
    await assign('Admin', members[0] ?? '');
    const old = await signIn(api, IdentityStoreId, userId, new Date(Date.now() - 9 * 3_600_000));
    expect(await failure(client.send(new ListAccountsCommand({ accessToken: old })))).toBe(UNAUTHORIZED);
    const other = await signIn(api, IdentityStoreId, userId);
    await client.send(new LogoutCommand({ accessToken: other }));
    expect(await failure(client.send(new LogoutCommand({ accessToken: other })))).toBe(UNAUTHORIZED);
    await credentials('Admin');
    await root.run(DisableUser, { IdentityStoreId, UserId: userId });
    expect(await failure(credentials('Admin'))).toBe(UNAUTHORIZED);
  });

  it('has events of the service in the account of the instance, without tokens', async () => {
    await assign('Admin', members[0] ?? '');
    await client.send(new ListAccountsCommand({ accessToken }));
    const { roleCredentials } = await credentials('Admin');
    const session = await api.database.reader.portalSession.findFirstOrThrow({ where: { userId } });
    const events = await recordedEvents(api.database.reader, { accountId: root.accountId });
    const own = events.filter(({ userIdentity }) => userIdentity.includes(userId));
    expect(own.map(({ eventName, readOnly }) => [eventName, readOnly]).sort()).toEqual([
      ['GetRoleCredentials', true],
      ['ListAccounts', true],
    ]);
    for (const { userIdentity } of own)
      expect(JSON.parse(userIdentity)).toMatchObject({ type: 'IdentityCenterUser', credentialId: session.id });
    const all = JSON.stringify(await recordedEvents(api.database.reader, {}));
    for (const secret of [accessToken, roleCredentials?.secretAccessKey, roleCredentials?.sessionToken])
      expect(all).not.toContain(secret);
  });
});
