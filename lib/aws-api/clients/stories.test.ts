import { DescribeInstancesCommand, RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateKeyCommand, DecryptCommand, DescribeKeyCommand, EncryptCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExplainAccess } from '../../access/operations';
import { type Actor, rootCaller } from '../../core/test-world';
import { AttachRolePolicy } from '../../iam/attachment/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { organizationOf } from '../../organizations/test-organization';
import { imagesIn } from '../../resources/ec2/resource';
import { allow, policy, roleOf, userWith } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';

// Lessons about resources, from the first mistake to its fix, with real clients.

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** Returns the outcome of a call: `Success`, or the code of its refusal. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'Success',
    ({ name }: Error) => name,
  );
const clientsOf = async (user: Actor) => {
  const { principal } = user.caller;
  return api.clients(await api.keys(user, principal.type === 'User' ? principal.userId : undefined));
};
const arnOf = (Bucket: string) => `arn:aws:s3:::${Bucket}/*`;

describe('a bucket shared with another account', () => {
  let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
  let partner: Actor & { arn: string };
  let s3: S3Client;
  let theirs: S3Client;
  const Bucket = 'shared-reports';
  const read = () => outcome(theirs.send(new GetObjectCommand({ Bucket, Key: 'report' })));
  beforeAll(async () => {
    owner = await api.rootKeys();
    const account = await api.rootKeys();
    partner = await userWith(api, account.actor, 'partner');
    s3 = api.clients(owner).s3;
    theirs = (await clientsOf(partner)).s3;
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'report', Body: 'numbers' }));
  });

  it('denies a partner that only the partner’s own account allows', async () => {
    await api.as(rootCaller(partner.accountId)).run(PutUserPolicy, {
      UserName: 'partner',
      PolicyName: 'own',
      PolicyDocument: policy(allow('s3:GetObject', arnOf(Bucket))),
    });
    expect(await read()).toBe('AccessDenied');
  });

  it('allows the partner once the bucket policy allows the partner’s account', async () => {
    const Statement = { Effect: 'Allow', Principal: { AWS: partner.accountId }, Action: 's3:GetObject', Resource: arnOf(Bucket) };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(Statement) }));
    expect(await read()).toBe('Success');
  });

  it('denies the partner again when the partner’s account removes its permission', async () => {
    await api.as(rootCaller(partner.accountId)).run(PutUserPolicy, {
      UserName: 'partner',
      PolicyName: 'own',
      PolicyDocument: policy(allow('s3:ListAllMyBuckets')),
    });
    expect(await read()).toBe('AccessDenied');
  });
});

describe('a queue that receives from a topic (confused deputy)', () => {
  let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
  let queue: { QueueUrl: string; arn: string };
  const save = (Condition?: object) =>
    api.clients(owner).sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: queue.QueueUrl,
        Attributes: {
          Policy: policy({
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue.arn,
            ...(Condition && { Condition }),
          }),
        },
      }),
    );
  /** Returns whether SNS may send to the queue for a topic of an account. */
  const sends = async (accountId: string) => {
    const { explanation } = await owner.actor.run(ExplainAccess, {
      PrincipalArn: 'sns.amazonaws.com',
      Action: 'sqs:SendMessage',
      Resource: queue.arn,
      Context: [
        { Key: 'aws:SourceArn', Values: [`arn:aws:sns:us-east-1:${accountId}:news`] },
        { Key: 'aws:SourceAccount', Values: [accountId] },
      ],
    });
    return explanation.decision;
  };
  beforeAll(async () => {
    owner = await api.rootKeys();
    const { QueueUrl = '' } = await api.clients(owner).sqs.send(new CreateQueueCommand({ QueueName: 'news' }));
    queue = { QueueUrl, arn: `arn:aws:sqs:us-east-1:${owner.actor.accountId}:news` };
  });

  it('accepts messages from any account’s topic if its policy has no condition', async () => {
    await save();
    expect([await sends(owner.actor.accountId), await sends('999999999999')]).toEqual(['Allowed', 'Allowed']);
  });

  it.each([
    ['aws:SourceArn', (id: string) => ({ ArnLike: { 'aws:SourceArn': `arn:aws:sns:us-east-1:${id}:news` } })],
    ['aws:SourceAccount', (id: string) => ({ StringEquals: { 'aws:SourceAccount': id } })],
  ])('accepts messages only from its own account’s topic with a condition on %s', async (_, condition) => {
    await save(condition(owner.actor.accountId));
    expect([await sends(owner.actor.accountId), await sends('999999999999')]).toEqual(['Allowed', 'ImplicitDeny']);
  });
});

describe('a user who can launch instances (PassRole escalation)', () => {
  const launch = {
    ImageId: imagesIn('us-east-1')[0]?.id,
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Name: 'administration' },
  };
  let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
  const start = async (name: string, ...statements: object[]) => {
    const { ec2 } = await clientsOf(await userWith(api, owner.actor, name, ...statements));
    return ec2.send(new RunInstancesCommand(launch));
  };
  beforeAll(async () => {
    owner = await api.rootKeys();
    const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    await roleOf(owner.actor, 'administration', policy(trust));
    await owner.actor.run(AttachRolePolicy, {
      RoleName: 'administration',
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    await owner.actor.run(CreateInstanceProfile, { InstanceProfileName: 'administration' });
    await owner.actor.run(AddRoleToInstanceProfile, { InstanceProfileName: 'administration', RoleName: 'administration' });
  });

  it('launches an instance with an administrator role if iam:PassRole is allowed on everything', async () => {
    const { Instances } = await start('careless', allow('ec2:*'), allow('iam:PassRole'));
    const { ec2 } = api.clients(owner);
    const InstanceIds = [Instances?.[0]?.InstanceId ?? ''];
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    expect(Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn).toContain('instance-profile/administration');
    await ec2.send(new StopInstancesCommand({ InstanceIds }));
  });

  it('cannot pass the role without iam:PassRole, or with iam:PassRole on other roles only', async () => {
    expect(await outcome(start('starts', allow('ec2:*')))).toBe('UnauthorizedOperation');
    const others = allow('iam:PassRole', `arn:aws:iam::${owner.actor.accountId}:role/web-*`);
    expect(await outcome(start('passes-others', allow('ec2:*'), others))).toBe('UnauthorizedOperation');
  });
});

describe('a KMS key whose policy has no statement for the root user', () => {
  it('denies the account’s policies and root user until its only administrator allows them', async () => {
    const owner = await api.rootKeys();
    const { kms } = api.clients(owner);
    const keeper = await userWith(api, owner.actor, 'keeper', allow('kms:CreateKey'));
    const keeps = { Effect: 'Allow', Principal: { AWS: keeper.arn }, Action: 'kms:*', Resource: '*' };
    const uses = (await clientsOf(await userWith(api, owner.actor, 'uses', allow('kms:*')))).kms;
    const { KeyMetadata } = await (await clientsOf(keeper)).kms.send(new CreateKeyCommand({ Policy: policy(keeps) }));
    const KeyId = KeyMetadata?.Arn ?? '';
    const encrypts = (client = uses) => outcome(client.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })));
    expect(await encrypts()).toBe('AccessDeniedException');
    expect(await outcome(kms.send(new DescribeKeyCommand({ KeyId })))).toBe('AccessDeniedException');
    const own = (await clientsOf(keeper)).kms;
    const { CiphertextBlob } = await own.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }));
    const root = { Effect: 'Allow', Principal: { AWS: owner.actor.accountId }, Action: 'kms:*', Resource: '*' };
    const put = (...statements: object[]) => outcome(own.send(new PutKeyPolicyCommand({ KeyId, Policy: policy(...statements) })));
    // AWS refuses a key policy that would stop its caller from changing it later.
    expect(await put(root)).toBe('MalformedPolicyDocumentException');
    expect(await put(root, keeps)).toBe('Success');
    expect(await encrypts()).toBe('Success');
    expect(await outcome(uses.send(new DecryptCommand({ CiphertextBlob })))).toBe('Success');
    expect(await outcome(kms.send(new DescribeKeyCommand({ KeyId })))).toBe('Success');
  });
});

describe('the data perimeter of an organization', () => {
  it('denies external principals on a bucket open to all accounts, and allows the organization’s members', async () => {
    const management = await api.account('perimeter');
    const { rootId, organizationId, member } = await organizationOf(api, management);
    const owner = await member('keeps');
    const near = await member('reads');
    const colleague = (await clientsOf(await userWith(api, near, 'colleague', allow('s3:*')))).s3;
    const outside = await api.rootKeys();
    const stranger = (await clientsOf(await userWith(api, outside.actor, 'stranger', allow('s3:*')))).s3;
    const { s3 } = api.clients(await api.keys(owner));
    const Bucket = 'perimeter';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const Principal = { AWS: [outside.actor.accountId, near.accountId] };
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket,
        Policy: policy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: arnOf(Bucket) }),
      }),
    );
    const read = (client: S3Client) => outcome(client.send(new GetObjectCommand({ Bucket, Key: 'k' })));
    expect([await read(colleague), await read(stranger)]).toEqual(['Success', 'Success']);
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
    const Content = policy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
    const { Policy } = await management.run(CreatePolicy, {
      Name: 'perimeter',
      Description: '',
      Type: 'RESOURCE_CONTROL_POLICY',
      Content,
    });
    await management.run(AttachPolicy, { PolicyId: Policy.PolicySummary?.Id, TargetId: owner.accountId });
    expect([await read(colleague), await read(stranger)]).toEqual(['Success', 'AccessDenied']);
  });
});
