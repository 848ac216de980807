import { afterAll, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { createTestWorld } from '../../core/test-world';
import { userWith } from '../../iam/test-accounts';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { PutResourcePolicy } from '../../organizations/resource-policy/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { organizationOf, policyText } from '../../organizations/test-organization';
import { ListUnavailableActions } from './unavailable-actions';

const world = await createTestWorld();
afterAll(() => world.close());

it('ListUnavailableActions lists only actions that fail for every resource and in every context', async () => {
  const root = await world.account();
  expect((await root.run(ListUnavailableActions, {})).Actions).toEqual([]);
  const some = await userWith(
    world,
    root,
    'some',
    { Effect: 'Allow', Action: 'iam:DeleteUser', Resource: `arn:aws:iam::${root.accountId}:user/some` },
    { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    { Effect: 'Allow', Action: 'iam:CreateGroup', Resource: '*' },
    { Effect: 'Deny', Action: 'iam:CreateGroup', Resource: '*' },
  );
  const { Actions } = await some.run(ListUnavailableActions, {});
  expect(Actions).not.toContain('iam:DeleteUser');
  expect(Actions).not.toContain('iam:CreateUser');
  expect(Actions).toEqual(expect.arrayContaining(['iam:CreateGroup', 'iam:CreateRole', 'iam:DeleteRole']));
  expect(Actions).toEqual(expect.arrayContaining(['access-analyzer:CreateAnalyzer', 'access-analyzer:UpdateFindings']));
});

it('ListUnavailableActions lists nothing when the account does not enforce denials', async () => {
  const root = await world.account();
  const nobody = await userWith(world, root, 'nobody');
  expect((await nobody.run(ListUnavailableActions, {})).Actions).toContain('iam:CreateUser');
  await root.run(PutAccountEnforcement, { Enforcement: 'audit' });
  expect((await nobody.run(ListUnavailableActions, {})).Actions).toEqual([]);
});

const POLICY_WORK = ['organizations:CreatePolicy', 'organizations:AttachPolicy', 'organizations:UpdatePolicy'];

it('ListUnavailableActions separates actions denied by policy from actions of the management account', async () => {
  const { management, ...organization } = await organizationOf(world, await world.account());
  expect(await management.run(ListUnavailableActions, {})).toEqual({ Actions: [], ManagementAccountActions: [] });
  const limited = await userWith(world, management, 'limited', {
    Effect: 'Allow',
    Action: ['organizations:Describe*', 'organizations:TagResource'],
    Resource: '*',
  });
  const ofLimited = await limited.run(ListUnavailableActions, {});
  expect(ofLimited.Actions).toEqual(expect.arrayContaining(['organizations:ListAccounts', 'organizations:MoveAccount']));
  expect(ofLimited.Actions).not.toContain('organizations:TagResource');
  expect(ofLimited.ManagementAccountActions).toEqual([]);

  const member = await organization.member('member');
  const before = await member.run(ListUnavailableActions, {});
  expect(before.Actions).toEqual([]);
  expect(before.ManagementAccountActions).toEqual(
    expect.arrayContaining(['organizations:MoveAccount', 'organizations:ListAccounts', ...POLICY_WORK]),
  );
  for (const own of ['DescribeOrganization', 'LeaveOrganization', 'AcceptHandshake'])
    expect(before.ManagementAccountActions).not.toContain(`organizations:${own}`);

  const Content = policyText({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${member.accountId}:root` },
    Action: ['organizations:List*', 'organizations:CreatePolicy'],
    Resource: '*',
  });
  await management.run(PutResourcePolicy, { Content });
  const after = (await member.run(ListUnavailableActions, {})).ManagementAccountActions;
  for (const granted of ['ListAccounts', 'CreatePolicy']) expect(after).not.toContain(`organizations:${granted}`);
  expect(after).toEqual(expect.arrayContaining(['organizations:MoveAccount', 'organizations:AttachPolicy']));
  const other = await organization.member('other');
  expect((await other.run(ListUnavailableActions, {})).ManagementAccountActions).toEqual(before.ManagementAccountActions);
});

it('ListUnavailableActions lists Organizations writes but no reads for a delegated administrator', async () => {
  const { management, member } = await organizationOf(world, await world.account());
  const delegate = await member('delegate');
  const service = { ServicePrincipal: 'sso.amazonaws.com' };
  await management.run(EnableAWSServiceAccess, service);
  await management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...service });
  await delegate.run(PutAccountEnforcement, { Enforcement: 'audit' });
  const { ManagementAccountActions: names } = await delegate.run(ListUnavailableActions, {});
  expect(names).not.toContain('organizations:ListAccounts');
  expect(names).toEqual(expect.arrayContaining(['organizations:CreateAccount', 'organizations:CreatePolicy']));
});

it('ListUnavailableActions lists no management account actions for a standalone account', async () => {
  expect((await (await world.account()).run(ListUnavailableActions, {})).ManagementAccountActions).toEqual([]);
});

it('ListUnavailableActions includes gatehouse actions, and ReopenAccount if no account can be reopened', async () => {
  const { management, organizationId: id } = await organizationOf(world, await world.account());
  const reopening = (name: string, Resource: string) =>
    userWith(world, management, name, { Effect: 'Allow', Action: 'gatehouse:ReopenAccount', Resource });
  const actionsOf = async (user: Awaited<ReturnType<typeof reopening>>) => (await user.run(ListUnavailableActions, {})).Actions;
  const anyAccount = `arn:aws:organizations::${management.accountId}:account/${id}/*`;
  expect(await actionsOf(await reopening('one', anyAccount))).not.toContain('gatehouse:ReopenAccount');
  const ofAll = await userWith(world, management, 'all', {
    Effect: 'Allow',
    Action: 'gatehouse:*',
    Resource: `arn:aws:iam::${management.accountId}:root`,
  });
  const ofNothing = await actionsOf(await reopening('one-more', anyAccount));
  expect(ofNothing).toEqual(expect.arrayContaining(['gatehouse:IssueBill', 'gatehouse:PutFindingException']));
  const left = (await actionsOf(ofAll)).filter((action) => action.startsWith('gatehouse:'));
  expect(left).toEqual(['gatehouse:ReopenAccount']);
  expect(await actionsOf(await reopening('none', `arn:aws:iam::${management.accountId}:user/none`))).toContain(
    'gatehouse:ReopenAccount',
  );
});
