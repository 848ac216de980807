import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { DeleteUser } from '../../identity-store/user/operations';
import { userWith } from '../../organizations/test-organization';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../test-instance';
import { CreateApplicationAssignment } from './assignment-operations';
import {
  CreateApplicationInstance,
  GetApplicationDetails,
  ListApplicationAssignmentOverviews,
  ListApplicationOverviews,
} from './console-operations';
import { CreateApplication, DescribeApplication, PutApplicationAssignmentConfiguration } from './operations';

let world: TestWorld;
let root: Actor;
let made: Awaited<ReturnType<typeof instanceWorld>>;
let wiki: string;
let expenses: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  made = await instanceWorld(world, root);
  const PortalOptions = { SignInOptions: { Origin: 'APPLICATION' as const, ApplicationUrl: 'https://wiki.example.com/' } };
  const ApplicationProviderArn = 'arn:aws:sso::aws:applicationProvider/custom';
  const { InstanceArn } = made;
  const asked = { InstanceArn, ApplicationProviderArn, Name: 'Wiki', PortalOptions };
  wiki = (await root.run(CreateApplication, asked)).ApplicationArn;
  expenses = (await root.run(CreateApplicationInstance, { Name: 'Expenses' })).ApplicationArn;
});
afterAll(() => world.close());

const idOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

it('creates SAML 2.0 applications, which other calls see like those of the API', async () => {
  const { ApplicationProviderArn } = await root.run(DescribeApplication, { ApplicationArn: expenses });
  expect(ApplicationProviderArn).toBe('arn:aws:sso::aws:applicationProvider/custom-saml');
  expect((await root.run(GetApplicationDetails, { ApplicationId: idOf(expenses) })).Type).toBe('SAML 2.0');
});

it('lists applications with the number of those who have them', async () => {
  await root.run(PutApplicationAssignmentConfiguration, { ApplicationArn: wiki, AssignmentRequired: false });
  const PrincipalId = await makeStoreGroup(root, made.IdentityStoreId, 'readers');
  await root.run(CreateApplicationAssignment, { ApplicationArn: expenses, PrincipalType: 'GROUP', PrincipalId });
  const { Rows } = await root.run(ListApplicationOverviews, {});
  expect(Rows).toMatchObject([
    { Name: 'Expenses', Type: 'SAML 2.0', Assigned: 1, AssignmentRequired: true, ApplicationUrl: null },
    { Name: 'Wiki', Type: 'OAuth 2.0', Assigned: 0, AssignmentRequired: false, ApplicationUrl: 'https://wiki.example.com/' },
  ]);
});

it('names the assigned users and groups, also those that no longer exist', async () => {
  const UserId = await makeStoreUser(root, made.IdentityStoreId, 'ana');
  await root.run(CreateApplicationAssignment, { ApplicationArn: wiki, PrincipalType: 'USER', PrincipalId: UserId });
  const list = async () => (await root.run(ListApplicationAssignmentOverviews, { ApplicationId: idOf(wiki) })).Rows;
  expect(await list()).toMatchObject([{ PrincipalType: 'USER', PrincipalId: UserId, PrincipalName: 'ana' }]);
  await root.run(DeleteUser, { IdentityStoreId: made.IdentityStoreId, UserId });
  expect(await list()).toMatchObject([{ PrincipalId: UserId, PrincipalName: null }]);
});

it('shows only what the caller may read', async () => {
  const lister = await userWith(world, root, 'lister', [{ Effect: 'Allow', Action: 'sso:ListApplications', Resource: '*' }]);
  const { Rows } = await lister.run(ListApplicationOverviews, {});
  expect(Rows).toMatchObject([
    { Assigned: null, AssignmentRequired: null },
    { Assigned: null, AssignmentRequired: null },
  ]);
  for (const operation of [GetApplicationDetails, ListApplicationAssignmentOverviews])
    expect((await lister.fails(operation, { ApplicationId: idOf(wiki) })).shape).toBe('AccessDenied');
  expect((await lister.fails(CreateApplicationInstance, { Name: 'no' })).shape).toBe('AccessDenied');
});

it('is for accounts that administer the instance', async () => {
  for (const actor of [await world.as(rootCaller(made.memberId)), await world.account('stranger')])
    for (const [operation, input] of [
      [CreateApplicationInstance, { Name: 'no' }],
      [ListApplicationOverviews, {}],
      [GetApplicationDetails, { ApplicationId: idOf(wiki) }],
      [ListApplicationAssignmentOverviews, { ApplicationId: idOf(wiki) }],
    ] as const)
      expect((await actor.fails(operation, input)).shape).toBe('ValidationException');
  const gone = { ApplicationId: 'apl-0000000000000000' };
  expect((await root.fails(GetApplicationDetails, gone)).shape).toBe('ResourceNotFoundException');
});
