import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { deletionSteps, rolesChanged } from '../../iam/reserved-role/rows';
import { roleArn } from '../../iam/role/rows';
import { DeleteSAMLProvider } from '../../iam/saml-provider/operations';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../../identity-center/assignment/operations';
import { assignedRole } from '../../identity-center/assignment/rows';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  AttachManagedPolicyToPermissionSet,
  DeleteInlinePolicyFromPermissionSet,
  DeletePermissionsBoundaryFromPermissionSet,
  DetachManagedPolicyFromPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { samlProviderArn } from '../../identity-center/provisioned-roles';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { policy, roleOf } from '../../sts/test-actors';
import { PutAccessTestFile } from './file-operations';
import { ListBrokenTests, RunAccessTests } from './operations';
import type { ConsideredChange } from './schema';

// The tests under a change that is only considered, against the same tests after the change was made: every result, with its reasons.

const OWN_POLICY = 'Team';
const AWS_POLICIES = ['AmazonS3ReadOnlyAccess', 'IAMReadOnlyAccess', 'AdministratorAccess'].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);
const SETS = ['Work', 'Other'] as const;
const ACCOUNTS = ['management', 'member', 'second'] as const;
const ACTIONS = ['s3:GetObject', 'iam:CreateUser', 'sts:AssumeRole', 'sso:CreateAccountAssignment'] as const;

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 'iam:*', 'iam:CreateUser', 'sts:AssumeRole', 'sso:*'),
  Resource: fc.constantFrom('*', '*', 'arn:aws:s3:::reports/*'),
  Condition: fc.constantFrom<object>({}, {}, { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } }),
});
const document = fc
  .array(statement, { minLength: 1, maxLength: 2 })
  .map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement }));
const definition = fc.record({
  inline: fc.option(document),
  managed: fc.subarray(AWS_POLICIES, { maxLength: 2 }),
  own: fc.constantFrom(false, false, true),
  boundary: fc.option(fc.constantFrom(...AWS_POLICIES)),
});
type Definition = typeof definition extends fc.Arbitrary<infer T> ? T : never;

type Given = { set: (typeof SETS)[number]; account: (typeof ACCOUNTS)[number]; to: 'ana' | 'bo' | 'Team' };
const given = fc.record({
  set: fc.constantFrom(...SETS, 'Work' as const),
  account: fc.constantFrom(...ACCOUNTS, 'member' as const),
  to: fc.constantFrom('ana' as const, 'bo' as const, 'Team' as const),
});
const givens = fc.uniqueArray(given, { selector: (one) => JSON.stringify(one), minLength: 2, maxLength: 6 });
const damage = fc.constantFrom('none', 'none', 'provider', 'role');

// An account without the customer managed policy would not get the role at first.
const first = fc.record({
  givens,
  definitions: fc.array(
    definition.map((one) => ({ ...one, own: false })),
    { minLength: 2, maxLength: 2 },
  ),
  /** The accounts that have the customer managed policy. */
  own: fc.subarray([...ACCOUNTS]),
  damage,
});
type First = typeof first extends fc.Arbitrary<infer T> ? T : never;

/** Replaces the digits of reserved roles, which are random. */
const withoutDigits = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replace(/(AWSReservedSSO_\w+?_)[0-9a-f]{16}/g, '$1x')) as unknown;

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const NOTHING: Definition = { inline: null, managed: [], own: false, boundary: null };

type Named = { InstanceArn: string; PermissionSetArn: string };

/** Saves a definition in place of another one. */
async function save(root: Actor, named: Named, from: Definition, to: Definition): Promise<void> {
  if (to.inline !== null) await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: to.inline });
  else if (from.inline !== null) await root.run(DeleteInlinePolicyFromPermissionSet, named);
  for (const ManagedPolicyArn of from.managed)
    if (!to.managed.includes(ManagedPolicyArn))
      await root.run(DetachManagedPolicyFromPermissionSet, { ...named, ManagedPolicyArn });
  for (const ManagedPolicyArn of to.managed)
    if (!from.managed.includes(ManagedPolicyArn))
      await root.run(AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn });
  const CustomerManagedPolicyReference = { Name: OWN_POLICY };
  if (to.own && !from.own)
    await root.run(AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named, CustomerManagedPolicyReference });
  if (to.boundary !== null)
    await root.run(PutPermissionsBoundaryToPermissionSet, { ...named, PermissionsBoundary: { ManagedPolicyArn: to.boundary } });
  else if (from.boundary !== null) await root.run(DeletePermissionsBoundaryFromPermissionSet, named);
}

const idOf = (arn = '') => arn.slice(arn.lastIndexOf('/') + 1);

/** Creates an organization with permission sets, their assignments, and a role and a bucket whose policies name a reserved role. */
async function build({ givens: assigned, definitions, own, damage: how }: First) {
  const { reader } = world.database;
  const root = await world.account();
  const { InstanceArn, IdentityStoreId, memberId, member } = await instanceWorld(world, root);
  const at = { management: root, member: world.as(rootCaller(memberId)), second: await member('second') };
  const team = await makeStoreGroup(root, IdentityStoreId, 'Team');
  const ids = {
    ana: await makeStoreUser(root, IdentityStoreId, 'ana', [team]),
    bo: await makeStoreUser(root, IdentityStoreId, 'bo'),
    Team: team,
  };
  const sets = new Map<string, string>();
  for (const [index, Name] of SETS.entries()) {
    const { PermissionSetArn } = (await root.run(CreatePermissionSet, { InstanceArn, Name })).PermissionSet;
    sets.set(Name, PermissionSetArn);
    await save(root, { InstanceArn, PermissionSetArn }, NOTHING, definitions[index] ?? NOTHING);
  }
  const callOf = ({ set, account, to }: Given) => ({
    ...{
      InstanceArn,
      PermissionSetArn: sets.get(set) ?? '',
      TargetId: at[account].accountId,
      TargetType: 'AWS_ACCOUNT' as const,
    },
    ...{ PrincipalType: to === 'Team' ? ('GROUP' as const) : ('USER' as const), PrincipalId: ids[to] },
  });
  for (const one of assigned) await root.run(CreateAccountAssignment, callOf(one));
  const allow = policy({ Effect: 'Allow', Action: ['s3:*', 'iam:CreateUser'], Resource: '*' });
  for (const name of own) await at[name].run(CreatePolicy, { PolicyName: OWN_POLICY, PolicyDocument: allow });
  const [target] = assigned;
  if (!target) throw new Error('Nothing is assigned.');
  const owner = at[target.account];
  const { role } = await assignedRole(reader, owner.accountId, idOf(sets.get(target.set)));
  if (!role) throw new Error('There is no role.');
  const arn = roleArn('aws', role);
  const Principal = { AWS: arn };
  await roleOf(owner, 'behind', policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }));
  const PolicyDocument = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await owner.run(PutRolePolicy, { RoleName: 'behind', PolicyName: 'all', PolicyDocument });
  const Bucket = `reports-${owner.accountId}`;
  await owner.run(CreateBucket, { Bucket });
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  await owner.run(PutBucketPolicy, { Bucket, Policy: policy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource }) });
  const instance = await reader.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: IdentityStoreId } });
  if (how === 'provider')
    await owner.run(DeleteSAMLProvider, { SAMLProviderArn: samlProviderArn({ partition: 'aws', instance }, owner.accountId) });
  if (how === 'role')
    await transaction(world.database, async (db) => {
      for (const step of await deletionSteps({ db, partition: 'aws', now: TEST_NOW }, role)) await step.carryOut();
      await rolesChanged(db, [role.accountId]);
    });
  const accountIds = Object.values(at).map(({ accountId }) => accountId);
  const Source = testsOf(accountIds, { ownerId: owner.accountId, arn, Bucket });
  await root.run(PutAccessTestFile, { Name: 'kept.access.yaml', Source });
  return { root, InstanceArn, sets, callOf };
}

/** Writes tests of each kind about everybody who is assigned something. Some hold before the change, and some do not. */
function testsOf(
  accountIds: readonly string[],
  { ownerId, arn, Bucket }: { ownerId: string; arn: string; Bucket: string },
): string {
  const tests: string[] = [];
  const add = (test: string) => tests.push(`  - { name: "test ${tests.length}", ${test} }`);
  const object = `arn:aws:s3:::${Bucket}/1`;
  for (const account of accountIds)
    for (const set of SETS) {
      for (const action of ACTIONS) {
        const asked = (principal: string) => `{ principal: "${principal}", action: "${action}", resource: "*" }`;
        for (const person of ['ana', 'bo'])
          for (const kind of ['allow', 'deny']) add(`${kind}: ${asked(`sso-user/${person}@${account}/${set}`)}`);
        add(`account: "${account}", deny: ${asked(`permission-set/${set}`)}`);
      }
      const named = `account: "${account}"`;
      const both = `principal: [permission-set/${set}]`;
      add(`${named}, no-escalation: { ${both} }`);
      add(`${named}, no-new-access: { ${both}, policy: AmazonS3ReadOnlyAccess }`);
      add(`${named}, who-can: { action: "iam:CreateUser", resource: "*", of: "${account}", at-least: [permission-set/${set}] }`);
    }
  for (const action of ['iam:CreateUser', 's3:GetObject', 'sso:CreateAccountAssignment'])
    add(`who-can: { action: "${action}", resource: "*", exactly: [] }`);
  add('no-escalation: { everybody-but: [] }');
  add(`account: "${ownerId}", who-can: { action: "sts:AssumeRole", resource: role/behind, at-most: [] }`);
  add(`account: "${ownerId}", who-can: { action: "s3:GetObject", resource: "${object}", at-most: [] }`);
  add(`deny: { principal: "${arn}", action: "s3:GetObject", resource: "${object}" }`);
  add(`allow: { principal: "${arn}", action: "s3:GetObject", resource: "${object}" }`);
  return `version: 1\ntests:\n${tests.join('\n')}\n`;
}

/** Compares the considered change with the real one. */
async function compare(root: Actor, Change: ConsideredChange, real: () => Promise<void>, shown: object): Promise<void> {
  const before = await root.run(RunAccessTests, {});
  const considered = await root.run(RunAccessTests, { Change });
  const { Tests, Broken, Mended } = await root.run(ListBrokenTests, { Change });
  await real();
  const after = await root.run(RunAccessTests, {});
  const [file] = after.Files;
  expect(file?.Issues).toEqual([]);
  const results = file?.Results ?? [];
  const story = JSON.stringify(shown);
  expect({ story, results: withoutDigits(considered.Files[0]?.Results) }).toEqual({ story, results: withoutDigits(results) });
  const passed = new Set(before.Files[0]?.Results.flatMap(({ Status, Name }) => (Status === 'passed' ? Name : [])));
  const broken = results.filter(({ Name, Status }) => passed.has(Name) && Status !== 'passed').map(({ Name }) => Name);
  const mended = results.filter(({ Name, Status }) => !passed.has(Name) && Status === 'passed');
  expect([Tests, Broken.map(({ Name }) => Name), Mended]).toEqual([results.length, broken, mended.length]);
}

describe('the tests that a preview says break', () => {
  it('break when a permission set is saved and provisioned', async () => {
    const play = async (given: First, to: Definition, isSaved: boolean) => {
      const { root, InstanceArn, sets } = await build(given);
      const named = { InstanceArn, PermissionSetArn: sets.get('Work') ?? '' };
      const from = given.definitions[0] ?? NOTHING;
      if (isSaved) await save(root, named, from, to);
      const Draft = {
        InlinePolicy: to.inline,
        ManagedPolicies: [
          ...from.managed.filter((arn) => to.managed.includes(arn)),
          ...to.managed.filter((arn) => !from.managed.includes(arn)),
        ],
        CustomerPolicies: to.own || from.own ? [{ Name: OWN_POLICY }] : [],
        Boundary: to.boundary === null ? null : { ManagedPolicyArn: to.boundary },
      };
      const Change = {
        Kind: 'permission-set' as const,
        PermissionSetId: idOf(named.PermissionSetArn),
        ...(!isSaved && { Draft }),
      };
      const real = async () => {
        if (!isSaved) await save(root, named, from, to);
        // The accounts that have it, as AWS provisions them all.
        const where = { permissionSetId: idOf(named.PermissionSetArn) };
        for (const { accountId } of await world.database.reader.provisionedPermissionSet.findMany({ where }))
          await root.run(ProvisionPermissionSet, { ...named, TargetType: 'AWS_ACCOUNT', TargetId: accountId });
      };
      await compare(root, Change, real, { given, to, isSaved });
    };
    await fc.assert(fc.asyncProperty(first, definition, fc.boolean(), play), { ...runs(24, 6), endOnFailure: true });
  }, 300_000);

  it('break when assignments are removed', async () => {
    const play = async (given: First, removed: readonly Given[], some: number) => {
      const { root, callOf } = await build(given);
      // Some are assigned, and some are not.
      const calls = [...given.givens.slice(0, some), ...removed].map(callOf);
      const Assignments = calls.map(({ TargetId, PermissionSetArn, PrincipalType, PrincipalId }) => ({
        ...{ AccountId: TargetId, PermissionSetId: idOf(PermissionSetArn), PrincipalType, PrincipalId },
      }));
      const real = async () => {
        for (const call of calls) await root.run(DeleteAccountAssignment, call);
      };
      await compare(root, { Kind: 'unassign', Assignments }, real, { given, removed, some });
    };
    await fc.assert(fc.asyncProperty(first, givens, fc.integer({ min: 1, max: 6 }), play), {
      ...runs(24, 6),
      endOnFailure: true,
    });
  }, 300_000);
});
