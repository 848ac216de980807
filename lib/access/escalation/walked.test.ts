import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { AttachUserPolicy, DetachUserPolicy } from '../../iam/attachment/operations';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile, UpdateLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice, DeactivateMFADevice, EnableMFADevice } from '../../iam/mfa/operations';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion, SetDefaultPolicyVersion } from '../../iam/policy/version-operations';
import { ListUsers, TagUser } from '../../iam/user/operations';
import { CreateFunction } from '../../resources/lambda/operations';
import { AddPermission } from '../../resources/lambda/policy-operations';
import { CreateBucket, DeleteBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { CreateQueue } from '../../resources/sqs/operations';
import { allow, callerOf, policy, roleOf, userWith } from '../../sts/test-actors';
import { GetSessionToken } from '../../sts/token/operations';
import { ListEscalationPaths, ListPolicyTakeovers } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

async function pathOf(root: Actor, name: string) {
  const { Paths } = await root.run(ListEscalationPaths, {});
  const path = Paths.find(({ Arn }) => Arn.endsWith(`/${name}`));
  return path?.Steps.map(({ Method, Value }) => (Value === undefined ? Method : `${Method} ${Value}`));
}

/** Expects an actor to be an administrator, by calls that need full access. */
async function isStronger(actor: Actor): Promise<void> {
  await actor.run(ListUsers, {});
}

async function isWeak(actor: Actor): Promise<void> {
  expect((await actor.fails(ListUsers, {})).shape).toBe('AccessDenied');
}

async function deviceOf(actor: Actor, UserName: string) {
  const { VirtualMFADevice } = await actor.run(CreateVirtualMFADevice, { VirtualMFADeviceName: UserName });
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
  const at = stepOf(TEST_NOW);
  const codes = { AuthenticationCode1: codeOf(seed, at - 3), AuthenticationCode2: codeOf(seed, at - 2) };
  await actor.run(EnableMFADevice, { UserName, SerialNumber: VirtualMFADevice.SerialNumber, ...codes });
  return { SerialNumber: VirtualMFADevice.SerialNumber, TokenCode: codeOf(seed, at - 1) };
}

describe('an escalation path, executed with real calls,', () => {
  it('leads to administrator access through an older policy version', async () => {
    const root = await world.account();
    const sly = await userWith(world, root, 'sly');
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'Mine', PolicyDocument: policy(allow('*')) });
    const PolicyArn = Policy.Arn;
    const narrow = policy(allow('iam:SetDefaultPolicyVersion', PolicyArn));
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: narrow, SetAsDefault: true });
    await root.run(AttachUserPolicy, { UserName: 'sly', PolicyArn });
    expect(await pathOf(root, 'sly')).toEqual(['setPolicyVersion v1']);
    await isWeak(sly);
    await sly.run(SetDefaultPolicyVersion, { PolicyArn, VersionId: 'v1' });
    await isStronger(sly);
  });

  it('leads to administrator access by detaching a denying policy', async () => {
    const root = await world.account();
    const sly = await userWith(world, root, 'sly', allow(['iam:DetachUserPolicy', 'iam:PutUserPolicy']));
    const PolicyDocument = policy({ Effect: 'Deny', Action: 'iam:PutUserPolicy', Resource: '*' });
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'Guard', PolicyDocument });
    await root.run(AttachUserPolicy, { UserName: 'sly', PolicyArn: Policy.Arn });
    expect(await pathOf(root, 'sly')).toEqual(['dropPolicy Guard', 'putPolicy']);
    const put = { UserName: 'sly', PolicyName: 'all', PolicyDocument: policy(allow('*')) };
    expect((await sly.fails(PutUserPolicy, put)).shape).toBe('AccessDenied');
    await sly.run(DetachUserPolicy, { UserName: 'sly', PolicyArn: Policy.Arn });
    await sly.run(PutUserPolicy, put);
    await isStronger(sly);
  });

  it('leads to administrator access by registering an MFA device', async () => {
    const root = await world.account();
    const sly = await userWith(
      world,
      root,
      'sly',
      allow('iam:*', '*', MFA),
      allow(['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice']),
    );
    expect(await pathOf(root, 'sly')).toEqual(['registerMfa', 'attachPolicy']);
    await isWeak(sly);
    const code = await deviceOf(sly, 'sly');
    const { Credentials } = await sly.run(GetSessionToken, code);
    const session = world.as(await callerOf(world, Credentials));
    await session.run(AttachUserPolicy, { UserName: 'sly', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    await isStronger(sly);
  });

  it('leads to the password of a user whose MFA device it deactivates', async () => {
    const root = await world.account();
    const sly = await userWith(world, root, 'sly', allow(['iam:UpdateLoginProfile', 'iam:DeactivateMFADevice']));
    const boss = await userWith(world, root, 'boss', allow('*'));
    await root.run(CreateLoginProfile, { UserName: 'boss', Password: 'Correct-horse-1' });
    expect(await pathOf(root, 'sly')).toEqual(['updateLoginProfile']);
    const { SerialNumber } = await deviceOf(boss, 'boss');
    expect(await pathOf(root, 'sly')).toEqual(['removeMfa', 'updateLoginProfile']);
    await sly.run(DeactivateMFADevice, { UserName: 'boss', SerialNumber });
    await sly.run(UpdateLoginProfile, { UserName: 'boss', Password: 'Battery-staple-2' });
  });

  it('leads to an access key of a user to whom it attached a policy', async () => {
    const root = await world.account();
    const sly = await userWith(
      world,
      root,
      'sly',
      allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], 'arn:aws:iam::*:user/pawn'),
    );
    await userWith(world, root, 'pawn');
    expect(await pathOf(root, 'sly')).toEqual(['attachPolicy', 'createAccessKey']);
    await isWeak(sly);
    await sly.run(AttachUserPolicy, { UserName: 'pawn', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    const { AccessKey } = await sly.run(CreateAccessKey, { UserName: 'pawn' });
    await isStronger(world.as(await callerOf(world, AccessKey)));
  });

  it('leads to administrator access by adding a tag that a policy requires', async () => {
    const root = await world.account();
    const core = { StringEquals: { 'aws:PrincipalTag/team': 'core' } };
    const sly = await userWith(world, root, 'sly', allow('*', '*', core), allow('iam:TagUser'));
    expect(await pathOf(root, 'sly')).toEqual(['tagPrincipal team=core']);
    await isWeak(sly);
    await sly.run(TagUser, { UserName: 'sly', Tags: [{ Key: 'team', Value: 'core' }] });
    await isStronger(sly);
  });
});

it('ListPolicyTakeovers finds principals that can replace a resource policy to gain full access', async () => {
  const root = await world.account();
  const Bucket = `taken-${root.accountId}`;
  await root.run(CreateBucket, { Bucket });
  await root.run(CreateQueue, { QueueName: 'inbox' });
  await userWith(world, root, 'boss', allow('*'));
  await userWith(world, root, 'storage', allow('s3:*'));
  const sly = await userWith(world, root, 'sly', allow('s3:PutBucketPolicy'));
  await userWith(world, root, 'queues', allow('sqs:SetQueueAttributes', 'arn:aws:sqs:*:*:other'));
  const { Takeovers, More, Withheld } = await root.run(ListPolicyTakeovers, {});
  expect(Takeovers.map(({ Arn, Resource, Need }) => [Arn, Resource, Need.Action, Need.Access])).toEqual([
    [sly.arn, `arn:aws:s3:::${Bucket}`, 's3:PutBucketPolicy', 'always'],
  ]);
  expect([More, Withheld]).toEqual([0, 0]);
  expect(Takeovers[0]?.Need.Statements[0]?.Text).toContain('s3:PutBucketPolicy');
  expect((await sly.fails(DeleteBucket, { Bucket })).shape).toBe('AccessDenied');
  const all = { Effect: 'Allow', Principal: { AWS: sly.arn }, Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}` };
  await sly.run(PutBucketPolicy, { Bucket, Policy: policy(all) });
  await sly.run(DeleteBucket, { Bucket });
  expect((await root.run(ListPolicyTakeovers, {})).Takeovers).toEqual([]);
  expect((await sly.fails(ListPolicyTakeovers, {})).message).toContain('iam:SimulatePrincipalPolicy');
});

it('ListEscalationPaths names the resource policy statement behind a step, with its principal by ARN', async () => {
  const root = await world.account();
  const sly = await userWith(world, root, 'sly', allow('lambda:UpdateFunctionCode'));
  const trusting = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const Role = await roleOf(root, 'runs', trusting);
  await root.run(PutRolePolicy, { RoleName: 'runs', PolicyName: 'all', PolicyDocument: policy(allow('*')) });
  const Code = { ZipFile: new Uint8Array([1, 2, 3]) };
  await root.run(CreateFunction, { FunctionName: 'job', Role, Code, Runtime: 'nodejs22.x', Handler: 'index.handler' });
  const invoke = { FunctionName: 'job', StatementId: 'letIn', Action: 'lambda:InvokeFunction', Principal: sly.arn };
  await root.run(AddPermission, invoke);
  const { Paths } = await root.run(ListEscalationPaths, {});
  expect(Paths[0]?.Steps.map(({ Method }) => Method)).toEqual(['takeOver']);
  const [statement] = Paths[0]?.Steps[0]?.Needs.find(({ Action }) => Action === 'lambda:InvokeFunction')?.Statements ?? [];
  expect(statement).toMatchObject({ Policy: 'resource policy', Sid: 'letIn' });
  expect(statement?.Text).toContain(sly.arn);
});
