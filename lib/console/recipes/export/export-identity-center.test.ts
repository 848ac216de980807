import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld } from '../../../core/test-world';
import { transaction } from '../../../db/transaction';
import { type IdentityCenterState, identityCenterInOrder, namesOf } from '../../../export/identity-center/state';
import { type OrganizationState, organizationInOrder } from '../../../export/organization-state';
import { planImport } from '../../../export/plan-import';
import { READ_ORGANIZATION } from '../../../export/read-script';
import { writeOrganizationExport } from '../../../export/write-organization';
import { CreatePolicy } from '../../../iam/policy/operations';
import { CreateInstanceAccessControlAttributeConfiguration } from '../../../identity-center/access-control/operations';
import { CreateAccountAssignment } from '../../../identity-center/assignment/operations';
import { UpdateInstance } from '../../../identity-center/instance/operations';
import { CreatePermissionSet } from '../../../identity-center/permission-set/operations';
import * as policies from '../../../identity-center/permission-set/policy-operations';
import { TagResource } from '../../../identity-center/tag/operations';
import { enableIdentityCenter, makeStoreUser } from '../../../identity-center/test-instance';
import { CreateGroup } from '../../../identity-store/group/operations';
import { CreateGroupMembership } from '../../../identity-store/membership/operations';
import { UpdatePassword } from '../../../identity-store/password/console-operations';
import { CreateBearerToken, CreateProvisioningTenant } from '../../../identity-store/scim/console-operations';
import { CreateUser } from '../../../identity-store/user/operations';
import { CreateAccount, ListAccounts } from '../../../organizations/account/operations';
import { RegisterDelegatedAdministrator } from '../../../organizations/delegated-administrator/operations';
import { CreateOrganization } from '../../../organizations/organization/operations';
import { replayScript } from '../../testing/replay-script';
import { runAs } from '../../testing/run-as';
import { readAccount } from './export-account';
import { readAssignments, readIdentityCenter } from './export-identity-center';
import { readOrganization } from './export-organization';
import { importCalls } from './import-calls';

const world = await createTestWorld();
const empty = await createTestWorld();
afterAll(() => Promise.all([world.close(), empty.close()]));

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9+=.@-]{0,10}$/);
/** Text that a shell, Terraform or a template would evaluate, and that names ids. */
const hostile = fc
  .array(
    fc.constantFrom('$(touch x)', '`id`', "'", '"', '\\', '${x}', '%{y}', 'https://a.example', ' é', '-', '&', '444455556666'),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => `x${parts.join('')}`);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const user = fc.record({
  name: word,
  display: hostile,
  url: fc.boolean(),
  extras: fc.boolean(),
  title: optional(hostile),
  groups: fc.array(fc.nat(2), { maxLength: 2 }),
});
const permissionSet = fc.record({
  name: word,
  description: optional(hostile),
  duration: fc.constantFrom('PT1H', 'PT12H', 'PT90M'),
  relay: optional(fc.constant('https://console.example/s3?x=1')),
  managed: fc.subarray(['ReadOnlyAccess', 'job-function/Billing', 'SecurityAudit']),
  customer: fc.boolean(),
  inline: optional(hostile),
  boundary: fc.constantFrom('none', 'managed', 'customer'),
  tags: fc.uniqueArray(word, { maxLength: 2 }),
  assigned: fc.array(fc.record({ account: fc.nat(2), principal: fc.nat(9) }), { maxLength: 4 }),
});
const unique = <Item extends { name: string }>(items: fc.Arbitrary<Item>, maxLength: number) =>
  fc.uniqueArray(items, { maxLength, selector: ({ name }) => name.toLowerCase() });
const content = fc.record({
  instance: optional(word),
  attributes: optional(fc.uniqueArray(word, { maxLength: 2 })),
  groups: unique(fc.record({ name: word, description: optional(hostile) }), 3),
  users: unique(user, 4),
  sets: unique(permissionSet, 3),
});
type Content = typeof content extends fc.Arbitrary<infer Value> ? Value : never;

type Scene = { world: TestWorld; root: Actor; InstanceArn: string; IdentityStoreId: string; accounts: string[] };

async function memberNamed(root: Actor, name: string): Promise<string> {
  const { Accounts } = await root.run(ListAccounts, {});
  return Accounts.find(({ Name }) => Name === name)?.Id ?? '';
}

/** Creates an organization with two members that have a customer managed policy, and an empty instance. */
async function scene(of: TestWorld, number: number): Promise<Scene> {
  const root = await of.account();
  await root.run(CreateOrganization, {});
  const member = async (AccountName: string) => {
    const Email = `${AccountName}@example.com`;
    await root.run(CreateAccount, { AccountName, Email });
    return of.as(rootCaller(await memberNamed(root, AccountName)));
  };
  const members = [await member(`one-${number}`), await member(`two-${number}`)];
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  for (const actor of [root, ...members]) await actor.run(CreatePolicy, { PolicyName: 'Own', Path: '/team/', PolicyDocument });
  const instance = await enableIdentityCenter(root);
  return { world: of, root, ...instance, accounts: [root.accountId, ...members.map(({ accountId }) => accountId)] };
}

async function fill(
  { root, InstanceArn, IdentityStoreId, accounts }: Scene,
  { groups, users, sets, ...more }: Content,
): Promise<void> {
  const principals: { PrincipalType: 'USER' | 'GROUP'; PrincipalId: string }[] = [];
  for (const { name, description } of groups) {
    const { GroupId } = await root.run(CreateGroup, { IdentityStoreId, DisplayName: name, Description: description });
    principals.push({ PrincipalType: 'GROUP', PrincipalId: GroupId });
  }
  const groupIds = principals.map(({ PrincipalId }) => PrincipalId);
  for (const { name, display, url, extras, title, groups: memberOf } of users) {
    const { UserId } = await root.run(CreateUser, {
      ...{ IdentityStoreId, UserName: name, DisplayName: display, Name: { GivenName: display, FamilyName: name }, Title: title },
      ...(url && { ProfileUrl: 'https://example.com/me' }),
      ...(extras && {
        Website: 'https://example.com',
        Photos: [{ Value: 'https://example.com/me.png', Primary: true }],
        Extensions: { 'aws:identitystore:enterprise': { department: display, manager: { value: name } } },
      }),
    });
    principals.push({ PrincipalType: 'USER', PrincipalId: UserId });
    for (const GroupId of new Set(memberOf.flatMap((index) => groupIds[index] ?? [])))
      await root.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
  }
  if (more.instance !== undefined) {
    await root.run(UpdateInstance, { InstanceArn, Name: more.instance });
    await root.run(TagResource, { ResourceArn: InstanceArn, Tags: [{ Key: 'team', Value: more.instance }] });
  }
  if (more.attributes)
    await root.run(CreateInstanceAccessControlAttributeConfiguration, {
      InstanceArn,
      InstanceAccessControlAttributeConfiguration: {
        AccessControlAttributes: more.attributes.map((Key) => ({ Key, Value: { Source: ['${path:title}'] } })),
      },
    });
  const CustomerManagedPolicyReference = { Name: 'Own', Path: '/team/' };
  for (const { name, description, duration, relay, tags, ...set } of sets) {
    const { PermissionSetArn } = (
      await root.run(CreatePermissionSet, {
        ...{ InstanceArn, Name: name, Description: description, SessionDuration: duration, RelayState: relay },
        Tags: tags.map((Key) => ({ Key, Value: name })),
      })
    ).PermissionSet;
    const named = { InstanceArn, PermissionSetArn };
    for (const policy of set.managed)
      await root.run(policies.AttachManagedPolicyToPermissionSet, {
        ...named,
        ManagedPolicyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    if (set.customer)
      await root.run(policies.AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named, CustomerManagedPolicyReference });
    if (set.inline !== undefined) {
      const Statement = [
        { Sid: 'one', Effect: 'Allow', Action: 'sso:*', Resource: [InstanceArn, `arn:aws:s3:::b/${set.inline}`] },
      ];
      const InlinePolicy = JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
      await root.run(policies.PutInlinePolicyToPermissionSet, { ...named, InlinePolicy });
    }
    if (set.boundary !== 'none') {
      const isManaged = set.boundary === 'managed';
      const PermissionsBoundary = isManaged
        ? { ManagedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' }
        : { CustomerManagedPolicyReference };
      await root.run(policies.PutPermissionsBoundaryToPermissionSet, { ...named, PermissionsBoundary });
    }
    for (const { account, principal } of set.assigned) {
      const who = principals[principal];
      if (who)
        await root.run(CreateAccountAssignment, {
          ...named,
          ...who,
          TargetType: 'AWS_ACCOUNT',
          TargetId: accounts[account] ?? '',
        });
    }
  }
}

function dataOf<Data>(answer: { ok: true; data: Data } | { ok: false; error: { message: string } }): Data {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

async function exported({
  world: of,
  root,
}: Pick<Scene, 'world' | 'root'>): Promise<OrganizationState & { identityCenter: IdentityCenterState }> {
  const run = runAs(of, root);
  const organization = organizationInOrder(dataOf(await readOrganization(run)));
  const read = dataOf(await readIdentityCenter(run));
  const assignments = [];
  for (const { arn } of read.permissionSets)
    assignments.push(...dataOf(await readAssignments(run, { InstanceArn: read.instanceArn, PermissionSetArn: arn })));
  const places = new Map([[root.accountId, ''], ...organization.members.map(({ id, name }) => [id, name] as const)]);
  return { ...organization, identityCenter: identityCenterInOrder({ ...read, assignments }, places) };
}

/** Creates two users. @returns their ids */
async function seedPeople({ root, IdentityStoreId }: Scene): Promise<string[]> {
  return [await makeStoreUser(root, IdentityStoreId, 'ana'), await makeStoreUser(root, IdentityStoreId, 'ben')];
}

/** Returns the instance with names in place of generated ids. */
function byNames({ identityCenter: state, ...organization }: Awaited<ReturnType<typeof exported>>): unknown {
  const names = new Map<string, string>([
    [state.instanceArn, 'instance'],
    [state.storeId, 'store'],
    [organization.managementAccountId, 'management'],
    ...organization.members.map(({ id, name }) => [id, name] as const),
    ...[...namesOf(state)].map(([id, name]) => [id, `the ${name}`] as const),
    ...state.memberships.map(({ id }) => [id, 'membership'] as const),
  ]);
  let text = JSON.stringify(state);
  for (const [id, name] of [...names].sort(([one], [other]) => other.length - one.length)) text = text.replaceAll(id, name);
  return JSON.parse(text);
}

describe('an exported instance of IAM Identity Center', () => {
  it('is the same after its script has run in another organization', async () => {
    let number = 0;
    const seen = { sets: 0, assignments: 0, memberships: 0 };
    await fc.assert(
      fc.asyncProperty(content, async (all) => {
        number++;
        const source = await scene(world, number);
        await fill(source, all);
        const state = await exported(source);
        const script = writeOrganizationExport(state, 'cli').files.find(({ name }) => name.endsWith('-identity-center.sh'));
        const target = await scene(empty, number);
        await replayScript(empty, target.root, script?.text ?? '');
        expect(byNames(await exported(target))).toEqual(byNames(state));
        seen.sets += state.identityCenter.permissionSets.length;
        seen.assignments += state.identityCenter.assignments.length;
        seen.memberships += state.identityCenter.memberships.length;
      }),
      { numRuns: 8 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });

  it('is the same after the output of the read script was imported into a standalone account', async () => {
    let number = 200;
    await fc.assert(
      fc.asyncProperty(content, async (all) => {
        number++;
        const source = await scene(world, number);
        // The files have no contents of accounts, and so no customer managed policies.
        const sets = all.sets.map((set) => ({ ...set, customer: false, boundary: 'none' as const }));
        await fill(source, { ...all, sets });
        const text = await replayScript(world, source.root, READ_ORGANIZATION);
        const root = await empty.account();
        const plan = planImport([{ name: 'organization.json', text }], root.accountId);
        if (!plan.ok) throw new Error(plan.problem);
        const recipe = importCalls(async (accountId) => ({ ok: true, data: runAs(empty, empty.as(rootCaller(accountId))) }));
        const input = { calls: plan.calls, left: [], learned: { [plan.of]: root.accountId }, lost: [] };
        const { outcomes } = dataOf(await recipe(runAs(empty, root), input));
        expect(outcomes.filter(({ outcome }) => outcome !== 'made')).toEqual([]);
        expect(byNames(await exported({ world: empty, root }))).toEqual(byNames(await exported(source)));
      }),
      { numRuns: 5 },
    );
  });

  it('has no secret in any format', async () => {
    const source = await scene(world, 100);
    const { root, IdentityStoreId } = source;
    const people = await seedPeople(source);
    const [UserId = ''] = people;
    const { Password } = (await root.run(UpdatePassword, { IdentityStoreId, UserId, PasswordMode: 'OTP' })) as {
      Password: string;
    };
    await root.run(CreateProvisioningTenant, { IdentityStoreId });
    const { BearerToken } = await root.run(CreateBearerToken, { IdentityStoreId });
    await transaction(world.database, (db) =>
      db.identityStoreMfaDevice.create({
        data: {
          ...{ id: 'device', storeId: IdentityStoreId, ownerId: 'o-device', userId: UserId, kind: 'virtual', name: 'phone' },
          ...{ nameKey: 'phone', seedCipher: 'sealed-seed', credential: 'sealed-credential', createdAt: TEST_NOW },
        },
      }),
    );
    const row = await world.database.reader.identityStoreUser.findUniqueOrThrow({ where: { id: UserId } });
    const secrets = [Password, BearerToken, row.passwordHash ?? '', 'sealed-seed', 'sealed-credential', 'phone'];
    expect(secrets.every((secret) => secret.length > 4)).toBe(true);
    const state = await exported(source);
    for (const format of ['cli', 'terraform', 'cloudformation'] as const) {
      const text = writeOrganizationExport(state, format)
        .files.map((file) => file.text)
        .join();
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });

  it('is read with the permissions of the caller', async () => {
    const source = await scene(world, 101);
    await seedPeople(source);
    const { accounts } = source;
    const [delegate = '', member = ''] = accounts.slice(1);
    await source.root.run(RegisterDelegatedAdministrator, { AccountId: delegate, ServicePrincipal: 'sso.amazonaws.com' });
    const read = (accountId: string) => readIdentityCenter(runAs(world, world.as(rootCaller(accountId))));
    const whole = dataOf(await read(source.root.accountId));
    expect(dataOf(await read(delegate))).toEqual(whole);
    expect(await read(member)).toMatchObject({ ok: false, error: { code: 'AccessDeniedException' } });
    const stranger = await world.account();
    expect(await read(stranger.accountId)).toMatchObject({ ok: false });
    const own = dataOf(await readAccount(runAs(world, world.as(rootCaller(member)))));
    expect(JSON.stringify(own)).not.toMatch(/aws-reserved|AWSSSO_|ssoins-/);
  });
});
