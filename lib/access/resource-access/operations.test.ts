import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { CreateTable, PutResourcePolicy } from '../../resources/dynamodb/operations';
import { CreateKey } from '../../resources/kms/operations';
import { CreateBucket, PutPublicAccessBlock } from '../../resources/s3/bucket-operations';
import { DeleteAccountPublicAccessBlock, PutAccountPublicAccessBlock } from '../../resources/s3/control-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { userWith } from '../../sts/test-actors';
import { PreviewPolicyChange } from '../policy-preview/operations';
import { GetResourceGrants, ListReachedResources, type ReachedResources } from './operations';

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let owner: Actor;
let ana: Awaited<ReturnType<typeof userWith>>;
let asker: Actor;
const BUCKET = 'arn:aws:s3:::reached';
let queue: string;
const OUTSIDE = '999999999999';

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Principal: unknown, Action: unknown, Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const putQueue = (actor: Actor, name: string, ...statements: object[]) =>
  actor.run(SetQueueAttributes, { QueueUrl: `/${actor.accountId}/${name}`, Attributes: { Policy: policyOf(...statements) } });

beforeAll(async () => {
  world = await createOrganizationWorld();
  owner = await world.member('keeper');
  ana = await userWith(world, owner, 'ana');
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const deny = { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: ana.arn };
  asker = await userWith(world, owner, 'asker', everything, deny);
  await owner.run(CreateBucket, { Bucket: 'reached' });
  const open = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await owner.run(PutPublicAccessBlock, { Bucket: 'reached', PublicAccessBlockConfiguration: open });
  await owner.run(CreateQueue, { QueueName: 'inbox' });
  queue = `arn:aws:sqs:us-east-1:${owner.accountId}:inbox`;
  await owner.run(PutBucketPolicy, {
    Bucket: 'reached',
    Policy: policyOf(
      allow({ AWS: ana.arn }, ['s3:GetObject', 's3:ListBucket'], [BUCKET, `${BUCKET}/*`]),
      allow({ AWS: OUTSIDE }, 's3:GetObject', `${BUCKET}/*`, { StringEquals: { 's3:authType': 'REST-HEADER' } }),
    ),
  });
});
afterAll(() => world.close());

const told = ({ Resources }: ReachedResources) =>
  Resources.map(({ Arn, Named, Actions }) => [
    Arn.split(':').pop(),
    Named,
    ...Actions.Always,
    ...Actions.Sometimes.map((one) => `${one}?`),
  ]);

describe('ListReachedResources', () => {
  it('lists resources whose policies name the principal, its account or everyone, with the allowed actions', async () => {
    const everybody = { StringEquals: { 'aws:PrincipalAccount': owner.accountId } };
    await putQueue(owner, 'inbox', allow('*', 'sqs:SendMessage', queue, everybody));
    expect(told(await owner.run(ListReachedResources, { PrincipalArn: ana.arn }))).toEqual([
      ['reached', 'principal', 's3:GetObject', 's3:ListBucket'],
      ['inbox', 'everybody', 'sqs:SendMessage'],
    ]);
  });

  it('lists KMS keys whose policies delegate to the account for users with an identity policy', async () => {
    const { KeyMetadata } = await owner.run(CreateKey, {});
    const user = await userWith(world, owner, 'decrypting', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' });
    const reached = told(await owner.run(ListReachedResources, { PrincipalArn: user.arn }));
    expect(reached).toContainEqual([`key/${KeyMetadata.KeyId}`, 'account', 'kms:Decrypt']);
    expect(JSON.stringify(await owner.run(ListReachedResources, { PrincipalArn: ana.arn }))).not.toContain(KeyMetadata.KeyId);
  });

  it('lists resources of other accounts only for the management account', async () => {
    const other = await world.member('elsewhere');
    const guest = await userWith(world, other, 'guest', { Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
    await putQueue(owner, 'inbox', allow({ AWS: guest.arn }, 'sqs:SendMessage', queue));
    expect(told(await other.run(ListReachedResources, { PrincipalArn: guest.arn }))).toEqual([]);
    const asked = { PrincipalArn: guest.arn, Reach: 'organization' } as const;
    await expect(other.run(ListReachedResources, asked)).rejects.toThrow();
    expect(told(await world.management.run(ListReachedResources, asked))).toEqual([['inbox', 'principal', 'sqs:SendMessage']]);
  });
});

describe('GetResourceGrants', () => {
  const grants = async (actor: Actor, Resource: string) => {
    const { Grants, ...facts } = await actor.run(GetResourceGrants, { Resource });
    return {
      facts,
      grants: Grants.map(({ Principal, Zone, Actions }) => [
        Principal,
        Zone,
        ...Actions.Always,
        ...Actions.Sometimes.map((one) => `${one}?`),
      ]),
      Grants,
    };
  };

  it('lists the principals that the policy names, with their actions and conditions', async () => {
    const found = await grants(owner, BUCKET);
    expect(found.grants).toEqual([
      [ana.arn, 'own', 's3:GetObject', 's3:ListBucket'],
      [`arn:aws:iam::${OUTSIDE}:root`, 'outside', 's3:GetObject?'],
    ]);
    expect(found.Grants[1]?.Conditions).toEqual([
      { Effect: 'Allow', Operator: 'StringEquals', Key: 's3:authType', Values: ['REST-HEADER'] },
    ]);
    expect(found.facts).toMatchObject({ HasPolicy: true, IsPublic: false, Restricted: false, Type: 'bucket' });
  });

  it('omits principals that the caller may not simulate', async () => {
    const { grants: shown } = await grants(asker, BUCKET);
    expect(shown.map(([principal]) => principal)).toEqual([`arn:aws:iam::${OUTSIDE}:root`]);
  });

  it('distinguishes everyone, the organization, outside accounts and services', async () => {
    const guest = await userWith(world, await world.member('member-with-guest'), 'guest');
    const stranger = await userWith(world, await world.account('not-of-it'), 'stranger');
    await putQueue(
      owner,
      'inbox',
      allow('*', 'sqs:SendMessage', queue),
      allow({ AWS: [guest.arn, stranger.arn] }, 'sqs:ReceiveMessage', queue),
      allow({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', queue),
    );
    const found = await grants(owner, queue);
    expect(found.facts.IsPublic).toBe(true);
    expect(found.grants).toEqual([
      ['*', 'everybody', 'sqs:SendMessage'],
      [guest.arn, 'organization', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
      [stranger.arn, 'outside', 'sqs:ReceiveMessage', 'sqs:SendMessage'],
      ['sns.amazonaws.com', 'service', 'sqs:SendMessage'],
    ]);
  });

  it('is available only to callers who can read the account of the resource', async () => {
    const other = await world.account('curious');
    const missing = { message: expect.stringContaining('cannot be found') };
    await expect(other.run(GetResourceGrants, { Resource: BUCKET })).rejects.toMatchObject(missing);
    await expect(other.run(GetResourceGrants, { Resource: 'arn:aws:s3:::no-such-bucket' })).rejects.toMatchObject(missing);
  });
});

describe('the preview of a resource policy', () => {
  const preview = async (actor: Actor, Resource: string, ...statements: object[]) => {
    const Document = statements.length > 0 ? policyOf(...statements) : undefined;
    const { Changes, Public } = await actor.run(PreviewPolicyChange, { Change: { Kind: 'resource', Resource, Document } });
    return {
      facts: Public,
      changed: Changes.flatMap(({ Principals, Gained, Lost }) =>
        Principals.map(({ Principal, Zone }) => [Principal, Zone, Gained.Actions, Lost.Actions]),
      ),
    };
  };

  it('lists principals inside and outside the account that gain or lose access', async () => {
    const bo = await userWith(world, owner, 'bo');
    const found = await preview(
      owner,
      BUCKET,
      allow({ AWS: bo.arn }, 's3:GetObject', `${BUCKET}/*`),
      allow('*', 's3:PutObject', `${BUCKET}/*`),
    );
    expect(found.facts).toMatchObject({ IsPublic: true, Restricted: false });
    expect(found.changed).toEqual(
      expect.arrayContaining([
        ['*', 'everybody', ['s3:PutObject'], []],
        [`arn:aws:iam::${OUTSIDE}:root`, 'outside', ['s3:PutObject'], ['s3:GetObject']],
        [bo.arn, 'own', ['s3:GetObject', 's3:PutObject'], []],
        [ana.arn, 'own', ['s3:PutObject'], ['s3:GetObject', 's3:ListBucket']],
      ]),
    );
    expect(await preview(owner, BUCKET)).toMatchObject({ facts: { IsPublic: false } });
    // The preview stored nothing.
    expect((await owner.run(GetResourceGrants, { Resource: BUCKET })).Grants).toHaveLength(2);
  });

  it('is refused to other accounts and for a policy that the service would refuse', async () => {
    const elsewhere = preview(owner, BUCKET, allow('*', 's3:GetObject', 'arn:aws:s3:::elsewhere/*'));
    await expect(elsewhere).rejects.toThrow('Policy has invalid resource');
    await expect(preview(await world.account('peeping'), BUCKET)).rejects.toThrow('cannot be found');
  });

  it('is refused with the error of the service if the service blocks public policies', async () => {
    await owner.run(CreateBucket, { Bucket: 'blocked' });
    const bucket = 'arn:aws:s3:::blocked';
    const Policy = policyOf(allow('*', 's3:GetObject', `${bucket}/*`));
    const saving = await owner.fails(PutBucketPolicy, { Bucket: 'blocked', Policy });
    expect(saving.message).toContain('BlockPublicPolicy');
    const tried = { Kind: 'resource', Resource: bucket, Document: Policy } as const;
    expect(await owner.fails(PreviewPolicyChange, { Change: tried })).toMatchObject({ message: saving.message });
    await owner.run(CreateTable, {
      TableName: 'kept',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const table = `arn:aws:dynamodb:us-east-1:${owner.accountId}:table/kept`;
    const open = policyOf(allow('*', 'dynamodb:GetItem', table));
    const kept = await owner.fails(PutResourcePolicy, { ResourceArn: table, Policy: open });
    expect(kept.message).toContain('public access are blocked');
    const opened = { Kind: 'resource', Resource: table, Document: open } as const;
    expect(await owner.fails(PreviewPolicyChange, { Change: opened })).toMatchObject({ message: kept.message });
  });

  it('excludes outside callers if Block Public Access restricts the bucket', async () => {
    await owner.run(CreateBucket, { Bucket: 'shut' });
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await owner.run(PutPublicAccessBlock, { Bucket: 'shut', PublicAccessBlockConfiguration });
    const found = await preview(owner, 'arn:aws:s3:::shut', allow('*', 's3:GetObject', 'arn:aws:s3:::shut/*'));
    expect(found.facts).toMatchObject({ IsPublic: true, Restricted: true });
    expect(found.changed.every(([, zone]) => zone === 'own')).toBe(true);
  });

  it('excludes outside callers if Block Public Access of the account restricts all buckets', async () => {
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await owner.run(PutAccountPublicAccessBlock, { AccountId: owner.accountId, PublicAccessBlockConfiguration });
    const found = await preview(owner, BUCKET, allow('*', 's3:GetObject', `${BUCKET}/*`));
    await owner.run(DeleteAccountPublicAccessBlock, { AccountId: owner.accountId });
    expect(found.facts).toMatchObject({ IsPublic: true, Restricted: true });
    expect(found.changed.filter(([, zone, gained = []]) => zone !== 'own' && gained.length > 0)).toEqual([]);
  });
});
