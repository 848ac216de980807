import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPermissionSetSession } from '../../access-portal/role-session';
import { type Actor, createTestWorld, rootCaller, type TestWorld, testCall } from '../../core/test-world';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { CreateInstanceAccessControlAttributeConfiguration } from '../../identity-center/access-control/operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { PutInlinePolicyToPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { DisableUser } from '../../identity-store/password/console-operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { userWith } from '../../organizations/test-organization';
import { allow, callerOf, policy } from '../../sts/test-actors';
import { parsePerson } from '../person-name';
import { SuggestAccessTests } from './file-operations';
import { ListBrokenTests, RunAccessTests } from './operations';

let world: TestWorld;
let root: Actor;
let made: Awaited<ReturnType<typeof instanceWorld>>;
let ana: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('acme');
  made = await instanceWorld(world, root);
  const group = await makeStoreGroup(root, made.IdentityStoreId, 'Lists');
  ana = await makeStoreUser(root, made.IdentityStoreId, 'ana@acme.example', [group]);
  await makeStoreUser(root, made.IdentityStoreId, 'bo');
  const { InstanceArn } = made;
  const Source = [`\${path:userName}`];
  const InstanceAccessControlAttributeConfiguration = { AccessControlAttributes: [{ Key: 'who', Value: { Source } }] };
  await root.run(CreateInstanceAccessControlAttributeConfiguration, { InstanceArn, InstanceAccessControlAttributeConfiguration });
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Lists' });
  const { PermissionSetArn } = PermissionSet;
  const own = { StringEquals: { 'aws:PrincipalTag/who': 'ana@acme.example' } };
  const InlinePolicy = policy(allow('iam:ListUsers'), { ...allow('iam:CreateUser'), Condition: own });
  await root.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn, InlinePolicy });
  const target = { TargetId: made.memberId, TargetType: 'AWS_ACCOUNT' as const };
  const assigned = { InstanceArn, PermissionSetArn, ...target };
  await root.run(CreateAccountAssignment, { ...assigned, PrincipalType: 'GROUP', PrincipalId: group });
  await root.run(CreatePermissionSet, { InstanceArn, Name: 'Unused' });
});
afterAll(() => world.close());

async function outcome(assertion: string, actor = root) {
  const Source = `version: 1\ntests:\n  - { name: a, ${assertion} }\n`;
  const { Files } = await actor.run(RunAccessTests, { Files: [{ Name: 'tests', Source }] });
  const [file] = Files;
  expect(file?.Issues).toEqual([]);
  const [result] = file?.Results ?? [];
  return [result?.Status, ...(result?.Why ?? [])];
}
const asks = (kind: string, principal: string, action: string, more = '') =>
  `${kind}: { principal: "${principal}", action: ${action}, resource: "*"${more} }`;
const ANA = 'sso-user/ana@acme.example@member/Lists';

describe('a person in an access test', () => {
  it('is a session of the role, with the tags of the attributes for access control', async () => {
    for (const action of ['iam:ListUsers', 'iam:CreateUser'])
      expect(await outcome(asks('allow', ANA, action))).toEqual(['passed']);
    const [status, why = ''] = await outcome(asks('allow', ANA, 'iam:DeleteUser'));
    expect([status, why]).toEqual(['failed', `${ANA} iam:DeleteUser *: not allowed: no policy of its own allows it.`]);
    expect(await outcome(asks('allow', `sso-user/ANA@acme.example@${made.memberId}/Lists`, 'iam:CreateUser'))).toEqual([
      'passed',
    ]);
    expect(await outcome(asks('deny', ANA, 'iam:DeleteUser', ', how: implicit, by: identity'))).toEqual(['passed']);
    expect(await outcome(asks('allow', ANA, 'iam:ListUsers', ', by: AwsSSOInlinePolicy'))).toEqual(['passed']);
  });

  it('can do what the session of the access portal can do', async () => {
    const instance = await world.database.reader.identityCenterInstance.findUniqueOrThrow({
      where: { identityStoreId: made.IdentityStoreId },
    });
    const asked = { instance, userId: ana, accountId: made.memberId, permissionSetName: 'Lists' };
    const { credentials } = await startPermissionSetSession(world.database, asked, testCall(root.caller));
    const session = world.as(await callerOf(world, credentials));
    await session.run(ListUsers, {});
    await session.run(CreateUser, { UserName: 'made' });
  });

  it('without access fails what must be allowed, with the reason, and passes what must be denied', async () => {
    const rows: readonly (readonly [string, string])[] = [
      ['sso-user/bo@member/Lists', 'The user bo has no assignment to Lists in member.'],
      ['sso-user/ana@acme.example@acme/Lists', 'The user ana@acme.example has no assignment to Lists in acme.'],
      ['sso-user/bo@member/Unused', 'The user bo has no assignment to Unused in member.'],
    ];
    for (const [person, why] of rows) {
      expect(await outcome(asks('allow', person, 'iam:ListUsers'))).toEqual(['failed', `${person}: ${why}`]);
      expect(await outcome(asks('deny', person, 'iam:ListUsers'))).toEqual(['passed']);
      expect(await outcome(asks('deny', person, 'iam:ListUsers', ', how: explicit'))).toEqual(['failed', `${person}: ${why}`]);
    }
    const id = await makeStoreUser(root, made.IdentityStoreId, 'cy');
    await root.run(DisableUser, { IdentityStoreId: made.IdentityStoreId, UserId: id });
    const [status, why] = await outcome(asks('allow', 'sso-user/cy@member/Lists', 'iam:ListUsers'));
    expect([status, why]).toEqual(['failed', expect.stringContaining('The user cy is disabled')]);
  });

  it('whose names do not exist is undecided', async () => {
    const rows: readonly (readonly [string, string])[] = [
      ['sso-user/nobody@member/Lists', 'There is no user nobody in IAM Identity Center.'],
      ['sso-user/bo@member/None', 'There is no permission set None.'],
      ['sso-user/bo@elsewhere/Lists', 'There is no account elsewhere among the accounts that the tests can use.'],
    ];
    for (const [person, why] of rows)
      for (const kind of ['allow', 'deny'])
        expect(await outcome(asks(kind, person, 'iam:ListUsers'))).toEqual(['undecided', why]);
    const who = `who-can: { action: iam:ListUsers, resource: "*", at-most: ["${ANA}"] }`;
    expect((await outcome(who))[0]).toBe('undecided');
  });

  it('shares the role of the permission set, which tests name without its random digits', async () => {
    const who = (account: string, names: string) =>
      `account: ${account}, who-can: { action: iam:ListUsers, resource: "*", at-least: [${names}] }`;
    expect(await outcome(who('member', 'permission-set/Lists'))).toEqual(['passed']);
    expect(await outcome(who('member', '"*:permission-set/Lists"'))).toEqual(['passed']);
    expect(await outcome(who('member', 'permission-set/Unused'))).toEqual([
      'undecided',
      'The permission set Unused has no role in account member.',
    ]);
    const why = await outcome('account: member, who-can: { action: iam:ListUsers, resource: "*", exactly: [root] }');
    expect(why.join('\n')).toContain('permission-set/Lists can');
  });

  it('is known to no account that does not administer the instance', async () => {
    const none = 'This account administers no instance of IAM Identity Center.';
    const member = world.as(rootCaller(made.memberId));
    const outside = await world.account('outside');
    for (const actor of [member, outside])
      for (const person of [ANA, 'sso-user/nobody@member/Lists'])
        expect(await outcome(asks('allow', person, 'iam:ListUsers'), actor)).toEqual(['undecided', none]);
    // The delegated administrator asks about its own account only.
    const delegate = await made.member('delegate');
    await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });
    expect((await outcome(asks('allow', ANA, 'iam:ListUsers'), delegate))[1]).toMatch(/^There is no account member/);
    expect((await outcome(asks('allow', 'sso-user/bo@delegate/Lists', 'iam:ListUsers'), delegate))[0]).toBe('failed');
  });

  it('is in the suggested tests, which pass', async () => {
    const { Source } = await root.run(SuggestAccessTests, {});
    expect(Source).toContain(`principal: ${ANA}`);
    const { Files } = await root.run(RunAccessTests, { Files: [{ Name: 'suggested', Source }] });
    expect(Files[0]?.Issues).toEqual([]);
    expect(Files[0]?.Results.filter(({ Status }) => Status !== 'passed')).toEqual([]);
    expect((await world.as(rootCaller(made.memberId)).run(SuggestAccessTests, {})).Source).not.toContain('sso-user');
  });

  it('needs the permissions to read people and their assignments', async () => {
    const allowed = ['iam:SimulatePrincipalPolicy', 'organizations:ListAccounts'];
    const statement = (...more: string[]) => [{ Effect: 'Allow', Action: [...allowed, ...more], Resource: '*' }];
    const asker = await userWith(world, root, 'asker', statement('sso:ListAccountAssignmentsForPrincipal'));
    const [status, why = ''] = await outcome(asks('allow', ANA, 'iam:ListUsers'), asker);
    expect([status, why]).toEqual([
      'undecided',
      "You don't have permission to view the assignments of people: identitystore:GetUserId.",
    ]);
    const reads = ['sso:ListAccountAssignmentsForPrincipal', 'identitystore:GetUserId'];
    const reader = await userWith(world, root, 'reader', statement(...reads));
    expect(await outcome(asks('allow', ANA, 'iam:ListUsers'), reader)).toEqual(['passed']);
  });
});

it('needs the permissions of the preview for a change of IAM Identity Center', async () => {
  const { reader } = world.database;
  const { id: PermissionSetId } = await reader.permissionSet.findFirstOrThrow({ where: { name: 'Lists' } });
  const removed = { AccountId: made.memberId, PermissionSetId, PrincipalType: 'USER' as const, PrincipalId: ana };
  const changes = [
    { Kind: 'permission-set' as const, PermissionSetId, Draft: { InlinePolicy: null } },
    { Kind: 'unassign' as const, Assignments: [removed] },
  ];
  const may = ['iam:SimulatePrincipalPolicy', 'organizations:ListAccounts', 'gatehouse:GetAccessTestFile'];
  const statement = (...more: string[]) => [{ Effect: 'Allow', Action: [...may, ...more], Resource: '*' }];
  const tester = await userWith(world, root, 'tester', statement());
  const previewer = await userWith(world, root, 'previewer', statement('sso:*', 'sso-directory:*', 'identitystore:*'));
  const member = world.as(rootCaller(made.memberId));
  for (const Change of changes) {
    expect((await tester.fails(ListBrokenTests, { Change })).shape).toMatch(/^AccessDenied/);
    expect(await previewer.run(ListBrokenTests, { Change })).toMatchObject({ Tests: 0 });
    expect((await member.fails(RunAccessTests, { Change })).shape).toMatch(/^(AccessDenied|ValidationException)/);
  }
});

it('every name of a person is read as it was written', () => {
  const part = (pattern: RegExp) => fc.stringMatching(pattern);
  const parts = fc.record({
    userName: part(/^[\w+=,.@/-]{1,20}$/),
    account: part(/^[\w .:/-]{1,20}$/),
    permissionSet: part(/^[\w+=,.-]{1,20}$/),
  });
  fc.assert(
    fc.property(parts, (person) => {
      expect(parsePerson(`sso-user/${person.userName}@${person.account}/${person.permissionSet}`)).toEqual(person);
    }),
  );
});
