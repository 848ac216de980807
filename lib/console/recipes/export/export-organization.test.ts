import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemo } from '../../../../prisma/seed';
import type { Members } from '../../../../prisma/seed/organization';
import { GetAccountSettings } from '../../../account/settings-operations';
import { findCredential } from '../../../core/secrets/credentials';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld, userCaller } from '../../../core/test-world';
import { type OrganizationState, organizationInOrder, placesOf } from '../../../export/organization-state';
import { planImport } from '../../../export/plan-import';
import { READ_ORGANIZATION } from '../../../export/read-script';
import { inOrder } from '../../../export/resource-state';
import type { AccountState } from '../../../export/state';
import { writeOrganizationExport } from '../../../export/write-organization';
import { GetAccountAuthorizationDetails } from '../../../iam/account/authorization-details-operations';
import { AttachUserPolicy } from '../../../iam/attachment/operations';
import { CreateUser, GetUser, ListUsers } from '../../../iam/user/operations';
import { AttachPolicy } from '../../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../../organizations/delegated-administrator/operations';
import { DescribeEffectivePolicy } from '../../../organizations/effective-policy/operations';
import { ListRoots } from '../../../organizations/organization/operations';
import { CreatePolicy, ListPolicies } from '../../../organizations/policy/operations';
import { EnablePolicyType } from '../../../organizations/policy-type/operations';
import { PutResourcePolicy } from '../../../organizations/resource-policy/operations';
import { AssumeRole } from '../../../sts/session/operations';
import { replayScript } from '../../testing/replay-script';
import { runAs } from '../../testing/run-as';
import { readAccount } from './export-account';
import { readOrganization } from './export-organization';
import { readResourcePlaces, readResources } from './export-resources';
import { importCalls } from './import-calls';

const world = await createTestWorld();
const empty = await createTestWorld();
const rehearsal = await createTestWorld();
afterAll(() => Promise.all([world.close(), empty.close(), rehearsal.close()]));

function dataOf<Data>(answer: { ok: true; data: Data } | { ok: false; error: { message: string } }): Data {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

async function accountOf(where: TestWorld, actor: Actor): Promise<AccountState> {
  const { regions, publicAccessBlock } = dataOf(await readResourcePlaces(runAs(where, actor)));
  const read = [];
  for (const region of regions) read.push(dataOf(await readResources(runAs(where, actor, undefined, region), { region })));
  const all = inOrder(read.flatMap((each) => each.all));
  const account = dataOf(await readAccount(runAs(where, actor)));
  return { ...account, resources: { ...(publicAccessBlock && { publicAccessBlock }), all, leftOut: [] } };
}

async function enter(where: TestWorld, administrator: Actor, accountId: string): Promise<Actor> {
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await administrator.run(AssumeRole, { RoleArn, RoleSessionName: 'read' });
  const credential = await findCredential(where.database.reader, Credentials.AccessKeyId ?? '', 'aws', TEST_NOW);
  if (credential.state !== 'usable') throw new Error(credential.state);
  return where.as(credential.caller);
}

async function organizationOf(where: TestWorld, administrator: Actor): Promise<OrganizationState> {
  const state = dataOf(await readOrganization(runAs(where, administrator)));
  const accounts = [await accountOf(where, administrator)];
  for (const { id } of state.members) accounts.push(await accountOf(where, await enter(where, administrator, id)));
  return organizationInOrder({ ...state, accounts });
}

/** Returns the state with names in place of generated ids. */
function byNames(state: OrganizationState): OrganizationState {
  const names = new Map<string, string>([[state.id, 'organization']]);
  for (const [id, place] of placesOf(state)) names.set(id, /^\d+$/.test(id) ? `account ${place}` : `place ${place}`);
  for (const { id, type, name } of state.policies) names.set(id, `policy ${type} ${name}`);
  for (const { resources } of state.accounts) {
    for (const [index, resource] of (resources?.all ?? []).entries()) {
      if ('id' in resource) names.set(resource.id, `${resource.kind} ${index}`);
      if (resource.kind === 'secret') names.set(resource.arn.slice(-6), 'drawn');
    }
  }
  // A copy has no permission sets, and so none of their roles.
  let text = JSON.stringify(state, (key, value: unknown) => (key === 'reservedRoles' ? undefined : value));
  for (const [id, name] of [...names].sort(([one], [other]) => other.length - one.length)) text = text.replaceAll(id, name);
  return JSON.parse(text);
}

let demo: { administrator: Actor; members: Members };
beforeAll(async () => {
  const { members } = await seedDemo(world.database, () => TEST_NOW);
  const row = await world.database.reader.user.findFirstOrThrow({ where: { nameKey: 'admin' } });
  const root = world.as(rootCaller(row.accountId));
  const { User } = await root.run(GetUser, { UserName: 'admin' });
  const administrator = world.as(userCaller(User));
  await administrator.run(RegisterDelegatedAdministrator, { AccountId: members.audit, ServicePrincipal: 'iam.amazonaws.com' });
  const statement = {
    ...{ Sid: 'Read', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${members.audit}:root` } },
    ...{ Action: ['organizations:DescribePolicy', 'organizations:ListPolicies'], Resource: '*' },
  };
  await administrator.run(PutResourcePolicy, {
    Content: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    Tags: [{ Key: 'team', Value: 'security' }],
  });
  await attachTagPolicies(administrator, members.development);
  demo = { administrator, members };
});

/** Attaches two tag policies that set the same value, the one with the later id first. */
async function attachTagPolicies(administrator: Actor, TargetId: string): Promise<void> {
  const { Roots } = await administrator.run(ListRoots, {});
  const RootId = Roots[0]?.Id ?? '';
  const { Policies } = await administrator.run(ListPolicies, { Filter: 'TAG_POLICY' });
  if (Policies.length > 0) throw new Error('The demo has tag policies, so these are not needed.');
  await administrator.run(EnablePolicyType, { RootId, PolicyType: 'TAG_POLICY' });
  const ids: string[] = [];
  for (const value of ['first', 'second']) {
    const Content = JSON.stringify({ tags: { Team: { tag_value: { '@@assign': [value] } } } });
    const { Policy } = await administrator.run(CreatePolicy, { Name: value, Description: '', Type: 'TAG_POLICY', Content });
    ids.push(Policy.PolicySummary.Id);
  }
  for (const PolicyId of ids.sort().reverse()) await administrator.run(AttachPolicy, { PolicyId, TargetId });
}

async function tagValues(actor: Actor, TargetId: string): Promise<string | undefined> {
  const { EffectivePolicy } = await actor.run(DescribeEffectivePolicy, { PolicyType: 'TAG_POLICY', TargetId });
  return EffectivePolicy.PolicyContent;
}

/** Creates an administrator of a standalone account. */
async function rebuilderIn(where: TestWorld): Promise<Actor> {
  const own = await where.account();
  const { User } = await own.run(CreateUser, { UserName: 'rebuilder' });
  await own.run(AttachUserPolicy, { UserName: 'rebuilder', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  return where.as(userCaller(User));
}

it('the exported script recreates the demo organization in an empty account', async () => {
  const state = await organizationOf(world, demo.administrator);
  const [script] = writeOrganizationExport(state, 'cli').files;
  const rebuilder = await rebuilderIn(empty);
  await replayScript(empty, rebuilder, script?.text ?? '');
  const again = await organizationOf(empty, rebuilder);
  const accounts = again.accounts.map((account) => ({
    ...account,
    users: account.users.filter(({ name }) => name !== 'rebuilder'),
  }));
  expect(byNames({ ...again, accounts })).toEqual(byNames(state));
  const { members } = demo;
  const development = state.members.find(({ id }) => id === members.development)?.name;
  const copy = again.members.find(({ name }) => name === development);
  expect(await tagValues(rebuilder, copy?.id ?? '')).toEqual(await tagValues(demo.administrator, members.development));
  expect(state.members).toHaveLength(5);
  expect(state.attachments.length).toBeGreaterThan(20);
});

it('the import of the read script’s output recreates the demo organization with rehearsal accounts', async () => {
  const { administrator, members } = demo;
  const printed = await replayScript(world, administrator, READ_ORGANIZATION);
  const inside = await enter(world, administrator, members.development);
  const details = await inside.run(GetAccountAuthorizationDetails, {});
  const files = [
    { name: 'organization.json', text: printed },
    { name: 'account.json', text: JSON.stringify(details) },
  ];
  const rebuilder = await rebuilderIn(rehearsal);
  const plan = planImport(files, rebuilder.accountId);
  if (!plan.ok) throw new Error(plan.problem);
  expect(plan.notes).toEqual([
    expect.stringContaining(`In account ${members.development}, 3 roles of permission sets are left out`),
    expect.stringContaining(`Check the effective policies of ${members.development}`),
    expect.stringContaining('IAM Identity Center is enabled in the selected Region'),
    expect.stringContaining('Accounts are created anew'),
  ]);
  const recipe = importCalls(async (accountId) => ({
    ok: true,
    data: runAs(rehearsal, await enter(rehearsal, rebuilder, accountId)),
  }));
  const input = { calls: plan.calls, left: [], learned: { [plan.of]: rebuilder.accountId }, lost: [] };
  const { outcomes, learned } = dataOf(await recipe(runAs(rehearsal, rebuilder), input));
  expect(outcomes.filter(({ outcome }) => outcome !== 'made')).toEqual([]);

  const before = dataOf(await readOrganization(runAs(world, administrator)));
  const after = dataOf(await readOrganization(runAs(rehearsal, rebuilder)));
  expect(byNames(after)).toEqual(byNames(before));
  const copy = learned[members.development] ?? '';
  expect(await tagValues(rebuilder, copy)).toEqual(await tagValues(administrator, members.development));
  const development = await enter(rehearsal, rebuilder, copy);
  expect(await development.run(GetAccountSettings, {})).toMatchObject({ RehearsalOf: members.development });
  const users = async (actor: Actor) => (await actor.run(ListUsers, {})).Users.map(({ UserName }) => UserName);
  expect(await users(development)).toEqual(await users(inside));
});
