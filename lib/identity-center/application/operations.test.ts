import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { DeleteGroup } from '../../identity-store/group/operations';
import { RemoveAccountFromOrganization } from '../../organizations/account/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { userWith } from '../../organizations/test-organization';
import { CreateInstance, DeleteInstance, DescribeInstance, ListInstances } from '../instance/operations';
import { CreatePermissionSet, ListPermissionSets } from '../permission-set/operations';
import { SERVICE_PRINCIPAL } from '../service-principal';
import { ListTagsForResource, TagResource } from '../tag/operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../test-instance';
import * as assignments from './assignment-operations';
import * as applications from './operations';
import { applicationsOf } from './rows';

const { CreateApplication, DescribeApplication, ListApplications, UpdateApplication } = applications;
const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom';

let world: TestWorld;
let root: Actor;
let member: Actor;
let InstanceArn: string;
let IdentityStoreId: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  const made = await instanceWorld(world, root);
  ({ InstanceArn, IdentityStoreId } = made);
  member = await world.as(rootCaller(made.memberId));
});
afterAll(() => world.close());

const create = async (actor: Actor, Name: string, more: object = {}) =>
  (await actor.run(CreateApplication, { InstanceArn, ApplicationProviderArn, Name, ...more })).ApplicationArn;

describe('an application', () => {
  it('is answered as it was made, and keeps what an update does not send', async () => {
    const PortalOptions = { SignInOptions: { Origin: 'APPLICATION' as const, ApplicationUrl: 'https://wiki.example.com/' } };
    const ApplicationArn = await create(root, 'Wiki', { Description: 'All pages', PortalOptions });
    expect(ApplicationArn).toMatch(
      new RegExp(`^arn:aws:sso::${root.accountId}:application/ssoins-[0-9a-f]{16}/apl-[0-9a-f]{16}$`),
    );
    const shown = { Name: 'Wiki', Description: 'All pages', ApplicationAccount: root.accountId, Status: 'ENABLED' };
    const described = await root.run(DescribeApplication, { ApplicationArn });
    expect(described).toMatchObject({ ...shown, PortalOptions: { ...PortalOptions, Visibility: 'ENABLED' } });
    await root.run(UpdateApplication, { ApplicationArn, Status: 'DISABLED' });
    expect(await root.run(DescribeApplication, { ApplicationArn })).toEqual({ ...described, Status: 'DISABLED' });
    const SignInOptions = { Origin: 'IDENTITY_CENTER' as const };
    await root.run(UpdateApplication, { ApplicationArn, PortalOptions: { SignInOptions } });
    expect((await root.run(DescribeApplication, { ApplicationArn })).PortalOptions).toEqual({
      SignInOptions: { ...SignInOptions, ApplicationUrl: undefined },
      Visibility: 'ENABLED',
    });
  });

  it('is created once for a repeated token', async () => {
    const ClientToken = 'a-token';
    const first = await create(root, 'Once', { ClientToken });
    expect(await create(root, 'Once', { ClientToken })).toBe(first);
    expect(await create(root, 'Once')).not.toBe(first);
  });

  it('has no address but one of the web', async () => {
    for (const ApplicationUrl of ['javascript:alert(1)', 'ftp://example.com', 'https://example.com/ b', '//example.com'])
      expect(
        (
          await root.fails(CreateApplication, {
            InstanceArn,
            ApplicationProviderArn,
            Name: 'bad',
            PortalOptions: { SignInOptions: { Origin: 'APPLICATION', ApplicationUrl } },
          })
        ).shape,
      ).toBe('ValidationException');
  });
});

describe('a member account', () => {
  it('sees and changes only its own applications', async () => {
    const foreign = await create(root, 'Of the management account');
    const own = await create(member, 'Of a member');
    expect((await member.fails(DescribeApplication, { ApplicationArn: foreign })).shape).toBe('AccessDenied');
    expect((await member.fails(TagResource, { ResourceArn: foreign, Tags: [] })).shape).toBe('AccessDenied');
    expect((await member.fails(TagResource, { ResourceArn: InstanceArn, Tags: [] })).shape).toBe('AccessDenied');
    expect((await member.fails(ListApplications, { InstanceArn })).shape).toBe('AccessDenied');
    const Filter = { ApplicationAccount: member.accountId };
    const { Applications } = await member.run(ListApplications, { InstanceArn, Filter });
    expect(Applications.map(({ ApplicationArn }) => ApplicationArn)).toEqual([own]);
    await member.run(TagResource, { ResourceArn: own, Tags: [{ Key: 'team', Value: 'red' }] });
    expect((await root.run(ListTagsForResource, { ResourceArn: own })).Tags).toEqual([{ Key: 'team', Value: 'red' }]);
    const PrincipalId = await makeStoreGroup(root, IdentityStoreId, 'of a member');
    await member.run(assignments.CreateApplicationAssignment, { ApplicationArn: own, PrincipalType: 'GROUP', PrincipalId });
    const asked = { InstanceArn, PrincipalType: 'GROUP', PrincipalId } as const;
    expect((await member.fails(assignments.ListApplicationAssignmentsForPrincipal, asked)).shape).toBe('AccessDenied');
    const listed = await member.run(assignments.ListApplicationAssignmentsForPrincipal, {
      ...asked,
      Filter: { ApplicationArn: own },
    });
    expect(listed.ApplicationAssignments).toHaveLength(1);
  });

  it('administers all of them as the delegated administrator', async () => {
    const { organizationId: _, ...other } = await instanceWorld(world, await world.account('other'));
    const delegate = await world.as(rootCaller(other.memberId));
    const asked = { InstanceArn: other.InstanceArn };
    await other.management.run(CreateApplication, { ...asked, ApplicationProviderArn, Name: 'shared' });
    expect((await delegate.fails(ListApplications, asked)).shape).toBe('AccessDenied');
    await other.management.run(RegisterDelegatedAdministrator, {
      AccountId: delegate.accountId,
      ServicePrincipal: SERVICE_PRINCIPAL,
    });
    expect((await delegate.run(ListApplications, asked)).Applications).toHaveLength(1);
    expect((await root.fails(ListApplications, asked)).shape).toBe('AccessDenied');
  });

  it('takes its applications along when it leaves', async () => {
    const other = await instanceWorld(world, await world.account('left'));
    const leaver = await world.as(rootCaller(other.memberId));
    const asked = { InstanceArn: other.InstanceArn };
    const { ApplicationArn } = await leaver.run(CreateApplication, { ...asked, ApplicationProviderArn, Name: 'gone' });
    const PrincipalId = await makeStoreGroup(other.management, other.IdentityStoreId, 'group');
    await leaver.run(assignments.CreateApplicationAssignment, { ApplicationArn, PrincipalType: 'GROUP', PrincipalId });
    await world.database.writer.account.update({ where: { id: leaver.accountId }, data: { joinedMethod: 'INVITED' } });
    await other.management.run(RemoveAccountFromOrganization, { AccountId: leaver.accountId });
    expect((await other.management.run(ListApplications, asked)).Applications).toEqual([]);
    const listed = await other.management.run(assignments.ListApplicationAssignmentsForPrincipal, {
      ...asked,
      PrincipalType: 'GROUP',
      PrincipalId,
    });
    expect(listed.ApplicationAssignments).toEqual([]);
  });
});

describe('the permission of a caller', () => {
  it('can name one application, and its account', async () => {
    const [mine, other] = [await create(root, 'mine'), await create(root, 'other')];
    const one = await userWith(world, root, 'one', [{ Effect: 'Allow', Action: 'sso:*', Resource: mine }]);
    await one.run(DescribeApplication, { ApplicationArn: mine });
    expect((await one.fails(DescribeApplication, { ApplicationArn: other })).shape).toBe('AccessDenied');
    const Condition = { StringEquals: { 'sso:ApplicationAccount': '111111111111' } };
    const none = await userWith(world, root, 'none', [{ Effect: 'Allow', Action: 'sso:*', Resource: '*', Condition }]);
    expect((await none.fails(DescribeApplication, { ApplicationArn: mine })).shape).toBe('AccessDenied');
  });

  it('must be for the instance, the provider and the applications to create one', async () => {
    const Action = 'sso:CreateApplication';
    const apps = `arn:aws:sso::${root.accountId}:application/*`;
    const all = [InstanceArn, ApplicationProviderArn, apps];
    const may = await userWith(world, root, 'may', [{ Effect: 'Allow', Action, Resource: all }]);
    await create(may, 'allowed');
    for (const missing of all) {
      const Resource = all.filter((arn) => arn !== missing);
      const not = await userWith(world, root, `not-${all.indexOf(missing)}`, [{ Effect: 'Allow', Action, Resource }]);
      expect((await not.fails(CreateApplication, { InstanceArn, ApplicationProviderArn, Name: 'no' })).shape).toBe(
        'AccessDenied',
      );
    }
  });
});

describe('a person', () => {
  it('has the visible, enabled applications that are for everybody, or assigned to it or its groups', async () => {
    const other = await instanceWorld(world, await world.account('people'));
    const { management, IdentityStoreId: store } = other;
    const GroupId = await makeStoreGroup(management, store, 'group');
    const userId = await makeStoreUser(management, store, 'ana', [GroupId]);
    const make = async (Name: string, more: object = {}) => {
      const given = { InstanceArn: other.InstanceArn, ApplicationProviderArn, Name, ...more };
      return (await management.run(CreateApplication, given)).ApplicationArn;
    };
    const assign = (ApplicationArn: string, PrincipalType: 'USER' | 'GROUP', PrincipalId: string) =>
      management.run(assignments.CreateApplicationAssignment, { ApplicationArn, PrincipalType, PrincipalId });
    await assign(await make('assigned'), 'USER', userId);
    await assign(await make('by group'), 'GROUP', GroupId);
    await assign(await make('hidden', { PortalOptions: { Visibility: 'DISABLED' } }), 'USER', userId);
    await assign(await make('disabled', { Status: 'DISABLED' }), 'USER', userId);
    await make('of nobody');
    const forAll = await make('for everybody');
    await management.run(applications.PutApplicationAssignmentConfiguration, {
      ApplicationArn: forAll,
      AssignmentRequired: false,
    });
    await assign(forAll, 'USER', userId);
    const db = world.database.reader;
    const instance = await db.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: store } });
    const names = async () => (await applicationsOf(db, instance, userId)).map(({ name }) => name).sort();
    expect(await names()).toEqual(['assigned', 'by group', 'for everybody']);
    await management.run(DeleteGroup, { IdentityStoreId: store, GroupId });
    expect(await names()).toEqual(['assigned', 'for everybody']);
  });
});

describe('an account instance', () => {
  it('has people and applications, and no permission sets', async () => {
    const alone = await world.account('alone');
    const { InstanceArn: own } = await alone.run(CreateInstance, { Name: 'own' });
    expect((await alone.run(ListInstances, {})).Instances).toMatchObject([{ InstanceArn: own, Name: 'own' }]);
    expect(await alone.run(DescribeInstance, { InstanceArn: own })).toMatchObject({ PermissionSetsEnabled: false });
    for (const operation of [CreatePermissionSet, ListPermissionSets])
      expect((await alone.fails(operation, { InstanceArn: own, Name: 'none' })).shape).toBe('ValidationException');
    const given = { InstanceArn: own, ApplicationProviderArn, Name: 'app' };
    const { ApplicationArn } = await alone.run(CreateApplication, given);
    const { IdentityStoreId: store } = await alone.run(DescribeInstance, { InstanceArn: own });
    const PrincipalId = await makeStoreUser(alone, store, 'ana');
    await alone.run(assignments.CreateApplicationAssignment, { ApplicationArn, PrincipalType: 'USER', PrincipalId });
    expect((await root.fails(DescribeInstance, { InstanceArn: own })).shape).toBe('AccessDenied');
    await alone.run(DeleteInstance, { InstanceArn: own });
    expect(await world.database.reader.applicationAssignment.count({ where: { accountId: alone.accountId } })).toBe(0);
    await alone.run(CreateInstance, {});
  });

  it('stands beside that of the organization in a member account', async () => {
    const { InstanceArn: own } = await member.run(CreateInstance, { ClientToken: 'token' });
    expect(await member.run(CreateInstance, { ClientToken: 'token' })).toEqual({ InstanceArn: own });
    const { Instances } = await member.run(ListInstances, {});
    expect(Instances.map((instance) => instance.InstanceArn).sort()).toEqual([own, InstanceArn].sort());
    expect((await root.run(ListInstances, {})).Instances).toHaveLength(1);
  });
});
