import { anySessionOf } from '@gatehouse/policy/analyze';
import { authorize } from '@gatehouse/policy/evaluate';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAccountFacts } from '../../core/account-facts';
import { loadCallerPolicies } from '../../core/authorization/authorize';
import { standingContext } from '../../core/authorization/context';
import type { Caller } from '../../core/call';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CreatePolicy } from '../../iam/policy/operations';
import { roleArn } from '../../iam/role/rows';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { assignedRole } from '../../identity-center/assignment/rows';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  AttachManagedPolicyToPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { instanceWorld, makeStoreUser } from '../../identity-center/test-instance';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { GetEffectivePermissions } from '../effective/operations';
import { GetPermissionSetAccess } from '../permission-set-access/operations';
import { PreviewPermissionSet, PreviewPermissionSetInAccount } from './operations';

// The preview of a draft against the same change made for real: the engine decides requests before and after it is saved and provisioned.
// `<own>` stands for the account.

const OWN_POLICY = 'Team';
const AWS_POLICIES = ['AmazonS3ReadOnlyAccess', 'IAMReadOnlyAccess', 'AmazonSQSFullAccess'].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:Get*', 'iam:GetUser', 'iam:*', 'sqs:*', 'sqs:SendMessage'),
  Resource: fc.constantFrom('*', '*', '*', 'arn:aws:s3:::reports/*', 'arn:aws:iam::*:user/ana', 'arn:aws:sqs:*:*:q*'),
  Condition: fc.constantFrom<object>(
    {},
    {},
    {},
    { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
    { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
    { Bool: { 'aws:SecureTransport': 'true' } },
  ),
});
const document = fc
  .array(statement, { minLength: 1, maxLength: 2 })
  .map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement }));
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const definition = fc.record({
  inline: document,
  managed: fc.subarray(AWS_POLICIES, { maxLength: 2 }),
  own: fc.boolean(),
  boundary: optional(fc.constantFrom(...AWS_POLICIES, OWN_POLICY)),
});
type Definition = typeof definition extends fc.Arbitrary<infer T> ? T : never;
const account = fc.record({ own: optional(document), scp: optional(document) });
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

const REQUESTS = [
  ['s3:GetObject', 'arn:aws:s3:::reports/1'],
  ['s3:GetObject', 'arn:aws:s3:::other/1'],
  ['s3:PutObject', 'arn:aws:s3:::reports/1'],
  ['s3:ListAllMyBuckets', '*'],
  ['iam:GetUser', 'arn:aws:iam::<own>:user/ana'],
  ['iam:GetUser', 'arn:aws:iam::<own>:user/ben'],
  ['iam:CreateUser', 'arn:aws:iam::<own>:user/ana'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-north-1:<own>:q1'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-north-1:<own>:other'],
  ['ec2:RunInstances', 'arn:aws:ec2:eu-north-1:<own>:instance/*'],
] as const;
const CONTEXTS = ['eu-north-1', 'us-east-1'].flatMap((region) =>
  ['true', 'false'].map((secure) => ({ 'aws:RequestedRegion': region, 'aws:SecureTransport': secure })),
);

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** Returns a function that decides requests of the role as the engine does for a real call. Null without a role. */
async function roleIn(accountId: string, setId: string) {
  const db = world.database.reader;
  const { role } = await assignedRole(db, accountId, setId);
  const facts = await findAccountFacts(db, accountId);
  if (!role || !facts) throw new Error('There is no role.');
  const principal = anySessionOf({ arn: roleArn('aws', role), roleId: role.id, accountId });
  const caller: Caller = { accountId, credential: 'assumeRole', principal };
  const { policies, place } = await loadCallerPolicies(db, caller, facts);
  const standing = standingContext({ tags: [], place });
  return (action: string, resource: string, context: object) =>
    authorize({ principal, action, resource, resourceAccount: accountId, context: { ...standing, ...context } }, policies)
      .decision === 'Allowed';
}

async function play(from: Definition, to: Definition, accounts: readonly Account[]): Promise<void> {
  const root: Actor = await world.account();
  const { InstanceArn, IdentityStoreId, member, rootId } = await instanceWorld(world, root);
  await root.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const user = await makeStoreUser(root, IdentityStoreId, 'ana');
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Set' });
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  const PermissionSetId = PermissionSet.PermissionSetArn.split('/').at(-1) ?? '';
  const save = async ({ inline, managed, own, boundary }: Definition, before: Definition | null) => {
    await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: inline });
    for (const ManagedPolicyArn of managed)
      if (!before?.managed.includes(ManagedPolicyArn))
        await root.run(AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn });
    if (own && !before?.own)
      await root.run(AttachCustomerManagedPolicyReferenceToPermissionSet, {
        ...named,
        CustomerManagedPolicyReference: { Name: OWN_POLICY },
      });
    if (boundary !== undefined)
      await root.run(PutPermissionsBoundaryToPermissionSet, { ...named, PermissionsBoundary: toBoundary(boundary) });
  };
  // Parts are only added, so that a failed provisioning of the first definition cannot leave an account without a role.
  await save({ ...from, own: false, boundary: from.boundary === OWN_POLICY ? undefined : from.boundary }, null);
  const after = { ...to, managed: [...new Set([...from.managed, ...to.managed])], boundary: to.boundary ?? from.boundary };
  const saved = { ...from, own: false };
  const ids: string[] = [];
  for (const [index, { own, scp }] of accounts.entries()) {
    const actor = await member(`member-${index}`);
    ids.push(actor.accountId);
    if (own !== undefined) await actor.run(CreatePolicy, { PolicyName: OWN_POLICY, PolicyDocument: own });
    if (scp !== undefined) {
      const content = { Name: `g${index}`, Description: '', Type: 'SERVICE_CONTROL_POLICY' as const, Content: scp };
      const { Policy } = await root.run(CreateGuardrail, content);
      await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: actor.accountId });
    }
    await root.run(CreateAccountAssignment, {
      ...named,
      TargetId: actor.accountId,
      TargetType: 'AWS_ACCOUNT',
      PrincipalType: 'USER',
      PrincipalId: user,
    });
  }
  const Draft = {
    InlinePolicy: after.inline,
    ManagedPolicies: after.managed,
    CustomerPolicies: after.own ? [{ Name: OWN_POLICY }] : [],
    Boundary: after.boundary === undefined ? null : toBoundary(after.boundary),
  };
  const preview = await root.run(PreviewPermissionSet, { PermissionSetId, Draft });
  const examples = new Map<string, Awaited<ReturnType<typeof inAccount>>>();
  const inAccount = (AccountId: string) => root.run(PreviewPermissionSetInAccount, { PermissionSetId, Draft, AccountId });
  const before = new Map<string, Awaited<ReturnType<typeof roleIn>>>();
  for (const id of ids) {
    before.set(id, await roleIn(id, PermissionSetId));
    examples.set(id, await inAccount(id));
  }
  await save(after, saved);
  const whenSaved = await root.run(PreviewPermissionSet, { PermissionSetId });
  expect({ ...whenSaved, Milliseconds: 0 }).toEqual({ ...preview, Milliseconds: 0 });
  for (const TargetId of ids) {
    const { PermissionSetProvisioningStatus } = await root.run(ProvisionPermissionSet, {
      ...named,
      TargetType: 'AWS_ACCOUNT',
      TargetId,
    });
    const requests = await world.database.reader.identityCenterRequest.findUniqueOrThrow({
      where: { id: PermissionSetProvisioningStatus.RequestId ?? '' },
    });
    const row = preview.Rows.find(({ Id }) => Id === TargetId);
    expect(row?.Failure).toBe(requests.failureReason);
    const { RoleArn, Possible } = await root.run(GetPermissionSetAccess, { PermissionSetId, AccountId: TargetId });
    const { Counts } = await root.run(GetEffectivePermissions, { PrincipalArn: RoleArn });
    expect(Possible).toBe(Counts.allowed + Counts.limited);
    const [was, is] = [before.get(TargetId), await roleIn(TargetId, PermissionSetId)];
    if (!was || !row) throw new Error('The account is missing.');
    const change = { lost: false, gained: false };
    for (const [action, text] of REQUESTS)
      for (const context of CONTEXTS) {
        const resource = text.replace('<own>', TargetId);
        const decided = [was(action, resource, context), is(action, resource, context)];
        if (decided[0] && !decided[1]) change.lost = true;
        if (!decided[0] && decided[1]) change.gained = true;
      }
    const said = {
      row,
      change,
      from: JSON.stringify(from),
      to: JSON.stringify(to),
      account: JSON.stringify(accounts[ids.indexOf(TargetId)]),
    };
    if (row.Result === 'equal' || row.Result === 'fails' || row.Result === 'wider')
      expect(said).toMatchObject({ change: { lost: false } });
    if (row.Result === 'equal' || row.Result === 'fails' || row.Result === 'narrower')
      expect(said).toMatchObject({ change: { gained: false } });
    // A loss or gain that it reports has a request that shows it.
    const one = examples.get(TargetId);
    expect(one).toMatchObject(row);
    const differences = one?.Change?.Differences ?? [];
    expect({ ...said, shown: differences.length > 0 }).toMatchObject({
      shown: !['equal', 'fails', 'undecided'].includes(row.Result),
    });
    for (const { Direction, Action, Resource = '*', Context } of differences) {
      const context = Object.fromEntries(Context.map(({ Key, Values }) => [Key, Values.length === 1 ? Values[0] : Values]));
      const decided = [was(Action, Resource, context), is(Action, Resource, context)];
      expect({ ...said, Action, Resource, context, decided }).toMatchObject({
        decided: [Direction === 'less', Direction === 'more'],
      });
    }
  }
}

const toBoundary = (name: string) =>
  name === OWN_POLICY ? { CustomerManagedPolicyReference: { Name: OWN_POLICY } } : { ManagedPolicyArn: name };

it('the preview and the effective access of a permission set agree with the engine, before and after it is provisioned', async () => {
  // The first two have equal policies, so that their stacks are compared once.
  const accounts = fc.tuple(account, account, account).map(([one, ...others]) => [one, one, ...others]);
  await fc.assert(fc.asyncProperty(definition, definition, accounts, play), { ...runs(12, 6), endOnFailure: true });
}, 240_000);
