import { afterAll, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import type { AnyOperation } from '../core/operation';
import type { Actor } from '../core/test-world';
import { iamOperations } from '../iam';
import { organizationsOperations } from '../organizations';
import { createOrganizationWorld } from '../organizations/test-organization';
import { operations } from '../resources/sqs/parts';
import { allow, policy, trust } from '../sts/test-actors';
import { RestoreSnapshot, SaveSnapshot } from './operations';
import { loggedRows, tablesAfter } from './rows-at';
import { fillAccount, fillOrganization } from './test-scene';

const world = await createOrganizationWorld();
afterAll(() => world.close());
const { management, organizationId, rootId } = world;
const { reader } = world.database;

type Extent = { accountIds: readonly string[]; organizationIds: readonly string[] };
type Moment = { what: string; event: number; extent: Extent; rows: unknown };

const own = async (): Promise<Extent> => ({
  accountIds: (await reader.account.findMany({ where: { organizationId } })).map(({ id }) => id),
  organizationIds: [organizationId],
});

/** Returns the rows in a fixed order. */
const sorted = (tables: object) =>
  Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, (rows as object[]).map(toText).sort()]));
const toText = (row: object) => JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

const newest = async () => (await reader.event.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0;

async function momentNow(what: string): Promise<Moment> {
  const extent = await own();
  return { what, event: await newest(), extent, rows: sorted(await loggedRows(reader, extent)) };
}

async function expectKnown(moments: readonly Moment[]): Promise<void> {
  for (const { what, event, extent, rows } of moments)
    expect(sorted(await tablesAfter(reader, extent, event)), `after ${what}`).toEqual(rows);
}

/** Returns a generator of pseudo-random numbers that depend only on the seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('returns the rows at every past moment, regardless of later calls', async () => {
  const member = await world.member('walked');
  const units = [rootId, await world.unit('first'), await world.unit('second')];
  const document = (at: number) => policy(allow(['s3:GetObject', 'sqs:SendMessage', 'ec2:*'][at] ?? '*'));
  const arn = `arn:aws:iam::${member.accountId}:policy/own`;
  await management.run(organizationsOperations.EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const { Policy } = await management.run(organizationsOperations.CreatePolicy, {
    ...{ Name: 'guard', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: document(0) },
  });
  const PolicyId = Policy.PolicySummary?.Id;
  await management.run(SaveSnapshot, { Name: 'before' });
  const below = numbers(7);
  const some = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const user = () => some(['ana', 'ben']);
  const queue = { QueueUrl: `http://sqs.us-east-1.amazonaws.com/${member.accountId}/jobs` };
  const queueArn = `arn:aws:sqs:us-east-1:${member.accountId}:jobs`;
  const iam = iamOperations;
  const organizations = organizationsOperations;
  type Step = [Actor, AnyOperation, object];
  const steps: (() => Step)[] = [
    () => [member, iam.CreateUser, { UserName: user() }],
    () => [member, iam.DeleteUser, { UserName: user() }],
    () => [member, iam.UpdateUser, { UserName: 'ana', NewPath: some(['/', '/team/']) }],
    () => [member, iam.PutUserPolicy, { UserName: user(), PolicyName: 'own', PolicyDocument: document(below(3)) }],
    () => [member, iam.DeleteUserPolicy, { UserName: user(), PolicyName: 'own' }],
    () => [member, iam.CreatePolicy, { PolicyName: 'own', PolicyDocument: document(0) }],
    () => [member, iam.CreatePolicyVersion, { PolicyArn: arn, PolicyDocument: document(below(3)), SetAsDefault: below(2) === 0 }],
    () => [member, iam.SetDefaultPolicyVersion, { PolicyArn: arn, VersionId: 'v1' }],
    () => [member, iam.DeletePolicyVersion, { PolicyArn: arn, VersionId: some(['v2', 'v3', 'v4']) }],
    () => [member, iam.DeletePolicy, { PolicyArn: arn }],
    () => [member, iam.AttachUserPolicy, { UserName: user(), PolicyArn: arn }],
    () => [member, iam.DetachUserPolicy, { UserName: user(), PolicyArn: arn }],
    () => [member, iam.PutUserPermissionsBoundary, { UserName: user(), PermissionsBoundary: arn }],
    () => [member, iam.CreateGroup, { GroupName: 'team' }],
    () => [member, iam.AddUserToGroup, { GroupName: 'team', UserName: user() }],
    () => [member, iam.RemoveUserFromGroup, { GroupName: 'team', UserName: user() }],
    () => [member, iam.DeleteGroup, { GroupName: 'team' }],
    () => [member, iam.TagUser, { UserName: user(), Tags: [{ Key: 'team', Value: some(['a', 'b']) }] }],
    () => [member, iam.UntagUser, { UserName: user(), TagKeys: ['team'] }],
    () => [member, iam.CreateRole, { RoleName: 'run', AssumeRolePolicyDocument: trust(management.accountId) }],
    () => [member, iam.UpdateAssumeRolePolicy, { RoleName: 'run', PolicyDocument: trust(some(['*', member.accountId])) }],
    () => [member, iam.UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: below(2) === 0 }],
    () => [member, operations.sqs.CreateQueue, { QueueName: 'jobs' }],
    () => [
      member,
      operations.sqs.SetQueueAttributes,
      {
        ...queue,
        Attributes: { Policy: policy({ ...allow('sqs:*', queueArn), Principal: some(['*', { AWS: management.accountId }]) }) },
      },
    ],
    () => [member, operations.sqs.DeleteQueue, queue],
    () => [management, organizations.AttachPolicy, { PolicyId, TargetId: some([...units, member.accountId]) }],
    () => [management, organizations.DetachPolicy, { PolicyId, TargetId: some([...units, member.accountId]) }],
    () => [management, organizations.UpdatePolicy, { PolicyId, Content: document(below(3)) }],
    () => [
      management,
      organizations.MoveAccount,
      { AccountId: member.accountId, SourceParentId: some(units), DestinationParentId: some(units) },
    ],
  ];
  const moments = [await momentNow('the snapshot')];
  let failed = 0;
  for (let step = 0; step < 60; step++) {
    const [actor, operation, input] = step === 40 ? [management, RestoreSnapshot, { Name: 'before' }] : some(steps)();
    const done = await actor.run(operation, input).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof AwsError) || error.shape === 'InternalFailure') throw error;
        return false;
      },
    );
    if (done) moments.push(await momentNow(`${step}: ${operation.name}`));
    else failed++;
  }
  expect(failed).toBeLessThan(45);
  await expectKnown(moments);
});

it('returns the rows of every kind of resource of an account and an organization', async () => {
  const member = await world.member('filled');
  const moments = [await momentNow('nothing')];
  await fillAccount(member, 'filled');
  moments.push(await momentNow('an account'));
  await fillOrganization(management);
  moments.push(await momentNow('an organization'));
  await expectKnown(moments);
});

it('stores no secrets in changed rows, and the event number and owner with each', async () => {
  const rows = await reader.changedRow.findMany();
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter(({ event, owner }) => event === null || owner === '')).toEqual([]);
  const columns = new Set(rows.flatMap(({ before }) => (before === null ? [] : Object.keys(JSON.parse(before)))));
  for (const column of columns) expect(column).not.toMatch(/hash|cipher|secret|seed|credential|email/i);
});
