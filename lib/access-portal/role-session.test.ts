import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld, testCall } from '../core/test-world';
import { recordedEvents } from '../core/testing/recorded-events';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { UpdateSAMLProvider } from '../iam/saml-provider/operations';
import { ListUsers } from '../iam/user/operations';
import { CreateInstanceAccessControlAttributeConfiguration } from '../identity-center/access-control/operations';
import { CreateAccountAssignment } from '../identity-center/assignment/operations';
import type { InstanceRow } from '../identity-center/instance/rows';
import { CreatePermissionSet } from '../identity-center/permission-set/operations';
import { PutInlinePolicyToPermissionSet } from '../identity-center/permission-set/policy-operations';
import { samlIssuer } from '../identity-center/saml-provider';
import { instanceWorld, makeStoreUser } from '../identity-center/test-instance';
import { DisableUser, EnableUser } from '../identity-store/password/console-operations';
import { person } from '../identity-store/test-store';
import { CreateUser } from '../identity-store/user/operations';
import { GetCallerIdentity } from '../sts/caller/operations';
import { allow, callerOf, policy } from '../sts/test-actors';
import { testIdp } from '../sts/test-saml';
import { NoAccessError, roleSessionName, startPermissionSetSession } from './role-session';

let world: TestWorld;
let root: Actor;
let member: Actor;
let instance: InstanceRow;
let made: Awaited<ReturnType<typeof instanceWorld>>;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  made = await instanceWorld(world, root);
  member = world.as(rootCaller(made.memberId));
  instance = await world.database.reader.identityCenterInstance.findUniqueOrThrow({
    where: { identityStoreId: made.IdentityStoreId },
  });
});
afterAll(() => world.close());

const start = (userId: string, permissionSetName: string, accountId = made.memberId) =>
  startPermissionSetSession(world.database, { instance, userId, accountId, permissionSetName }, testCall(root.caller));
const reasonOf = (running: Promise<unknown>) =>
  running.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof NoAccessError)) throw error;
      expect(error).toMatchObject({ shape: 'ForbiddenException', message: 'No access' });
      return error.reason;
    },
  );

/** Creates a permission set that a user has in the member account. */
async function assigned(Name: string, userId: string, more: { SessionDuration?: string; policy?: string } = {}) {
  const { InstanceArn } = made;
  const { SessionDuration } = more;
  const { PermissionSet } = await root.run(CreatePermissionSet, {
    InstanceArn,
    Name,
    ...(SessionDuration && { SessionDuration }),
  });
  const { PermissionSetArn } = PermissionSet;
  if (more.policy) await root.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn, InlinePolicy: more.policy });
  await root.run(CreateAccountAssignment, {
    InstanceArn,
    PermissionSetArn,
    TargetId: made.memberId,
    TargetType: 'AWS_ACCOUNT',
    PrincipalType: 'USER',
    PrincipalId: userId,
  });
  return PermissionSetArn;
}

describe('a session of a permission set', () => {
  it('is that of the reserved role, with the user name and the duration of the permission set', async () => {
    const userId = await makeStoreUser(root, made.IdentityStoreId, 'ana@acme.example');
    await assigned('Lists', userId, { SessionDuration: 'PT2H', policy: policy(allow('iam:ListUsers')) });
    const { credentials, role, accountId } = await start(userId, 'Lists');
    expect(accountId).toBe(made.memberId);
    expect(credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 2 * 3600_000));
    const session = world.as(await callerOf(world, credentials));
    expect(await session.run(GetCallerIdentity, {})).toMatchObject({
      Arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/ana@acme.example`,
      UserId: `${role.id}:ana@acme.example`,
    });
    await session.run(ListUsers, {});
    expect(await session.fails(PutUserPolicy, { UserName: 'x', PolicyName: 'x', PolicyDocument: policy() })).toMatchObject({
      shape: 'AccessDenied',
    });
    const provider = session.caller.session?.contextKeys?.['aws:FederatedProvider'];
    expect(provider).toMatch(new RegExp(`^arn:aws:iam::${accountId}:saml-provider/AWSSSO_[0-9a-f]{16}_DO_NOT_DELETE$`));
    expect(session.caller.session).toMatchObject({
      mfaAuthenticated: false,
      contextKeys: { 'saml:sub': 'ana@acme.example', 'saml:sub_type': 'persistent', 'identitystore:UserId': userId },
    });
    const [event] = await recordedEvents(world.database.reader, { accountId, eventName: 'AssumeRoleWithSAML' });
    expect(event?.sourceIpAddress).toBe('sso.amazonaws.com');
    expect(JSON.parse(event?.userIdentity ?? '')).toMatchObject({ type: 'SAMLUser', userName: 'ana@acme.example' });
    expect(JSON.parse(event?.requestParameters ?? '')).toMatchObject({
      roleSessionName: 'ana@acme.example',
      durationSeconds: 7200,
      principalArn: provider,
    });
    expect(JSON.parse(event?.responseElements ?? '')).toMatchObject({
      subject: 'ana@acme.example',
      issuer: samlIssuer(instance),
    });
  });

  it('carries the attributes for access control that the person has', async () => {
    const { UserId } = await root.run(CreateUser, {
      IdentityStoreId: made.IdentityStoreId,
      ...person('cost'),
      Title: 'a "b"',
      Extensions: { 'aws:identitystore:enterprise': { costCenter: '42', manager: { value: 'bo' } } },
    });
    const sources = {
      CostCenter: 'enterprise.costCenter',
      boss: 'enterprise.manager.value',
      mail: 'emails[primary eq true].value',
      none: 'nickName',
      title: 'title',
    };
    await root.run(CreateInstanceAccessControlAttributeConfiguration, {
      InstanceArn: made.InstanceArn,
      InstanceAccessControlAttributeConfiguration: {
        AccessControlAttributes: Object.entries(sources).map(([Key, path]) => ({
          Key,
          Value: { Source: [`\${path:${path}}`] },
        })),
      },
    });
    const tags = { 'aws:PrincipalTag/CostCenter': '42', 'aws:PrincipalTag/boss': 'bo' };
    const Condition = { StringEquals: tags, Null: { 'aws:PrincipalTag/none': 'true', 'aws:PrincipalTag/title': 'true' } };
    await assigned('Tagged', UserId, { policy: policy(allow('iam:ListUsers', '*', Condition)) });
    instance = await world.database.reader.identityCenterInstance.findUniqueOrThrow({ where: { id: instance.id } });
    const session = world.as(await callerOf(world, (await start(UserId, 'Tagged')).credentials));
    await session.run(ListUsers, {});
    expect(session.caller.session?.tags).toContainEqual({ Key: 'mail', Value: 'cost@example.com' });
  });

  it('is refused with a reason', async () => {
    const { IdentityStoreId } = made;
    const userId = await makeStoreUser(root, IdentityStoreId, 'bo');
    const other = await makeStoreUser(root, IdentityStoreId, 'cleo');
    const arn = await assigned('Works', userId);
    const named = { where: { permissionSetId: arn.split('/')[2] ?? '' } };
    expect(await reasonOf(start(userId, 'Works'))).toBeNull();
    expect(await reasonOf(start(other, 'Works'))).toBe('NOT_ASSIGNED');
    expect(await reasonOf(start(userId, 'Works', root.accountId))).toBe('NOT_ASSIGNED');
    expect(await reasonOf(start(userId, 'Nothing'))).toBe('NOT_ASSIGNED');
    expect(await reasonOf(start('00000000-0000-4000-8000-000000000000', 'Works'))).toBe('NOT_USABLE');
    await root.run(DisableUser, { IdentityStoreId, UserId: userId });
    expect(await reasonOf(start(userId, 'Works'))).toBe('NOT_USABLE');
    await root.run(EnableUser, { IdentityStoreId, UserId: userId });
    const provider = await world.database.reader.samlProvider.findFirstOrThrow({ where: { accountId: made.memberId } });
    const metadata = testIdp().metadata;
    await member.run(UpdateSAMLProvider, { SAMLProviderArn: provider.arn, SAMLMetadataDocument: metadata });
    expect(await reasonOf(start(userId, 'Works'))).toBe('NOT_TRUSTED');
    await member.run(UpdateSAMLProvider, { SAMLProviderArn: provider.arn, SAMLMetadataDocument: provider.metadata });
    expect(await reasonOf(start(userId, 'Works'))).toBeNull();
    await world.database.writer.account.update({ where: { id: made.memberId }, data: { state: 'SUSPENDED' } });
    expect(await reasonOf(start(userId, 'Works'))).toBe('NOT_USABLE');
    await world.database.writer.account.update({ where: { id: made.memberId }, data: { state: 'ACTIVE' } });
    await world.database.writer.provisionedPermissionSet.deleteMany(named);
    expect(await reasonOf(start(userId, 'Works'))).toBe('NOT_PROVISIONED');
  });
});

describe('the session name of a person', () => {
  it.each([
    ['ana@acme.example', 'ana@acme.example'],
    ['Ana Ödön', 'Ana__d_n'],
    ['a', 'a_'],
    ['🦊', '__'],
  ])('of %s is %s', (userName, name) => expect(roleSessionName(userName)).toBe(name));

  it('is one that STS accepts, whatever the user name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }), (userName) => {
        expect(roleSessionName(userName)).toMatch(/^[\w+=,.@-]{2,64}$/);
      }),
    );
  });
});
