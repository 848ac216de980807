import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { parseCsv } from '../../core/text/csv';
import { DeleteGroup } from '../../identity-store/group/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { ListRoots } from '../../organizations/organization/operations';
import { userWith } from '../../organizations/test-organization';
import { CreateOrganizationalUnit } from '../../organizations/unit/operations';
import { CreateAccountAssignment } from '../assignment/operations';
import { CreatePermissionSet } from '../permission-set/operations';
import { AttachManagedPolicyToPermissionSet } from '../permission-set/policy-operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../test-instance';
import { ExportAccountAccess } from './export-operations';
import { GetAccountAccess, GetAccountAccessMatrix } from './operations';

let world: TestWorld;
let root: Actor;
let delegate: Actor;
let member: Actor;
let ana: string;
let auditors: string;
let gone: string;
let unitId: string;
let setId: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  const made = await instanceWorld(world, root);
  const { InstanceArn, IdentityStoreId } = made;
  [delegate, member] = [await made.member('delegate'), await made.member('plain')];
  await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });
  auditors = await makeStoreGroup(root, IdentityStoreId, 'Auditors');
  gone = await makeStoreGroup(root, IdentityStoreId, 'Gone');
  ana = await makeStoreUser(root, IdentityStoreId, 'ana', [auditors]);
  await makeStoreUser(root, IdentityStoreId, 'ben');
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Audit' });
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  setId = PermissionSet.PermissionSetArn.split('/').at(-1) ?? '';
  const grant = (TargetId: string, PrincipalType: 'USER' | 'GROUP', PrincipalId: string) =>
    root.run(CreateAccountAssignment, { ...named, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType, PrincipalId });
  await grant(member.accountId, 'GROUP', auditors);
  await grant(delegate.accountId, 'USER', ana);
  await grant(delegate.accountId, 'GROUP', gone);
  await root.run(DeleteGroup, { IdentityStoreId, GroupId: gone });
  const { Roots } = await root.run(ListRoots, {});
  const rootId = Roots[0]?.Id ?? '';
  const { OrganizationalUnit } = await root.run(CreateOrganizationalUnit, { ParentId: rootId, Name: 'Workloads' });
  unitId = OrganizationalUnit.Id;
  await root.run(MoveAccount, { AccountId: member.accountId, SourceParentId: rootId, DestinationParentId: unitId });
  const ManagedPolicyArn = 'arn:aws:iam::aws:policy/SecurityAudit';
  await root.run(AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn });
});
afterAll(() => world.close());

it('shows people with access, the group that they have it through, and older versions of permission sets', async () => {
  const matrix = await root.run(GetAccountAccessMatrix, {});
  expect(matrix).toMatchObject({
    Matches: 1,
    Rows: [{ PrincipalId: ana, DisplayName: 'Person ana', Status: 'ENABLED' }],
    Groups: { [auditors]: 'Auditors' },
    PermissionSets: { [setId]: 'Audit' },
  });
  expect(matrix.Accounts.map(({ Id, Path }) => [Id, Path.at(-1)])).toEqual([
    [delegate.accountId, 'Root'],
    [member.accountId, 'Workloads'],
  ]);
  expect(matrix.Rows[0]?.Cells).toEqual([
    { AccountId: delegate.accountId, PermissionSetId: setId, Direct: true, GroupIds: [] },
    { AccountId: member.accountId, PermissionSetId: setId, Direct: false, GroupIds: [auditors] },
  ]);
  expect(matrix.Behind).toHaveLength(2);
});

it('lists groups, and the deleted ones that assignments still name', async () => {
  const { Rows } = await root.run(GetAccountAccessMatrix, { By: 'GROUP' });
  expect(Rows.map(({ PrincipalId, Status }) => [PrincipalId, Status])).toEqual([
    [gone, 'DELETED'],
    [auditors, 'ENABLED'],
  ]);
});

it('can be narrowed by name, OU, group, permission set and account', async () => {
  const seen = async (input: object) => {
    const { Matches, AccountMatches } = await root.run(GetAccountAccessMatrix, input);
    return [Matches, AccountMatches];
  };
  expect(await seen({ Search: 'ANA' })).toEqual([1, 2]);
  expect(await seen({ Search: 'ben' })).toEqual([0, 0]);
  expect(await seen({ OrganizationalUnitId: unitId })).toEqual([1, 1]);
  expect(await seen({ GroupId: auditors })).toEqual([1, 2]);
  expect(await seen({ GroupId: gone })).toEqual([0, 0]);
  expect(await seen({ PermissionSetId: setId })).toEqual([1, 2]);
  expect(await seen({ PermissionSetId: 'ps-0000000000000000' })).toEqual([0, 0]);
  expect(await seen({ AccountId: member.accountId })).toEqual([1, 1]);
});

it('names the paths to a cell, since when they exist, and the role', async () => {
  const asked = { PrincipalType: 'USER', PrincipalId: ana, AccountId: member.accountId } as const;
  expect(await root.run(GetAccountAccess, asked)).toMatchObject({
    AccountName: 'plain',
    DisplayName: 'Person ana',
    Disabled: false,
    Access: [
      {
        PermissionSetName: 'Audit',
        State: 'OUTDATED',
        Paths: [{ Group: { Id: auditors, Name: 'Auditors', MemberSince: expect.any(Date) }, AssignedDate: expect.any(Date) }],
        Role: { Name: expect.stringMatching(/^AWSReservedSSO_Audit_/), LastUsedDate: null },
      },
    ],
  });
});

it('exports a line for each way of each row to each account', async () => {
  const lines = async (input: object) => {
    const { Content, More } = await root.run(ExportAccountAccess, input);
    expect(More).toBe(false);
    return parseCsv(Content).map((line) => [line.name, line['account id'], line['permission set'], line.through]);
  };
  expect(await lines({})).toEqual([
    ['Person ana', delegate.accountId, 'Audit', 'direct'],
    ['Person ana', member.accountId, 'Audit', 'group Auditors'],
  ]);
  expect((await lines({ By: 'GROUP' })).map(([name, accountId]) => [name, accountId])).toEqual([
    [gone, delegate.accountId],
    ['Auditors', member.accountId],
  ]);
  expect(await lines({ AccountId: member.accountId })).toHaveLength(1);
  expect(await lines({ Part: 2 })).toEqual([]);
});

it('is for the management account and the delegated administrator', async () => {
  const asked = { PrincipalType: 'USER', PrincipalId: ana, AccountId: member.accountId } as const;
  expect((await delegate.run(GetAccountAccessMatrix, {})).Matches).toBe(1);
  expect((await delegate.run(GetAccountAccess, asked)).Access).toHaveLength(1);
  for (const actor of [member, await world.account('stranger')]) {
    expect((await actor.fails(GetAccountAccessMatrix, {})).shape).toBe('ValidationException');
    expect((await actor.fails(ExportAccountAccess, {})).shape).toBe('ValidationException');
    expect((await actor.fails(GetAccountAccess, asked)).shape).toBe('ValidationException');
  }
  const reader = await userWith(world, root, 'lister', [{ Effect: 'Allow', Action: 'sso:*', Resource: '*' }]);
  expect((await reader.fails(GetAccountAccessMatrix, {})).message).toMatch(/sso-directory:SearchUsers/);
});
