import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { AccessDeniedError } from '../../core/errors';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { GetAuthorizationDetails, SearchEvents } from '../../events/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutAccountPublicAccessBlock } from '../../resources/s3/control-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { allow, userWith } from '../../sts/test-actors';
import { AskOwnCall, SuggestResources, TryCall } from './operations';

const ARN = 'arn:aws:glue:us-east-1:123456789012:table/sales/orders';

let world: TestWorld;
let root: Actor;
let ana: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const fromOffice = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };
  ana = await userWith(world, root, 'ana', allow('glue:GetTable'), allow('glue:DeleteTable', '*', fromOffice));
});
beforeEach(() => world.database.writer.event.deleteMany());
afterAll(() => world.close());

const own = () => ARN.replace('123456789012', root.accountId);
const tried = async () =>
  (await root.run(SearchEvents, { MaxResults: 50 })).Events.filter(({ eventCategory }) => eventCategory === 'Trial');

describe('TryCall', () => {
  it('decides like the real call and records it as a trial', async () => {
    const { explanation, Obeyed } = await ana.run(TryCall, { Action: 'glue:GetTable', Resource: own() });
    expect([explanation.decision, Obeyed]).toEqual(['Allowed', true]);
    expect(await tried()).toMatchObject([
      {
        eventSource: 'glue.amazonaws.com',
        eventName: 'GetTable',
        via: 'console',
        managementEvent: false,
        readOnly: true,
        outcome: 'Success',
        resources: [{ ARN: own() }],
        decision: [{ action: 'glue:GetTable', decision: 'Allowed' }],
      },
    ]);
  });

  it('is denied like the real call, accepts chosen context keys, and explains the denial to the caller', async () => {
    const call = { Action: 'glue:DeleteTable', Resource: own() };
    const denial = await ana.fails(TryCall, call);
    expect(denial).toBeInstanceOf(AccessDeniedError);
    expect(denial.message).toContain('is not authorized to perform: glue:DeleteTable on resource');
    const [event] = await tried();
    expect(event).toMatchObject({ eventName: 'DeleteTable', outcome: 'Denied', readOnly: false });
    const AuthorizationId = event?.authorizationId ?? '';
    const { Evaluations } = await ana.run(GetAuthorizationDetails, { AuthorizationId });
    expect(Evaluations).toMatchObject([{ explanation: { decision: 'ImplicitDeny' } }]);
    const Context = [{ Key: 'aws:sourceip', Values: ['192.0.2.9'] }];
    expect(await ana.run(TryCall, { ...call, Context })).toMatchObject({ explanation: { decision: 'Allowed' } });
    const facts = [{ Key: 'aws:MultiFactorAuthPresent', Values: ['true'] }];
    expect(await ana.fails(TryCall, { ...call, Context: facts })).toMatchObject({ shape: 'InvalidInputException' });
  });

  it('succeeds while the account only records denials', async () => {
    await root.run(PutAccountEnforcement, { Enforcement: 'audit' });
    const answer = await ana.run(TryCall, { Action: 'glue:CreateTable', Resource: own() });
    expect(answer).toMatchObject({ Obeyed: false, explanation: { decision: 'ImplicitDeny' } });
    expect(await tried()).toMatchObject([{ eventName: 'CreateTable', outcome: 'Success', authorizationId: expect.any(String) }]);
    await root.run(PutAccountEnforcement, { Enforcement: 'enforce' });
  });
});

describe('AskOwnCall', () => {
  it('returns the same decisions and records no event', async () => {
    for (const Action of ['glue:GetTable', 'glue:DeleteTable']) {
      const { explanation } = await ana.run(AskOwnCall, { Action, Resource: own() });
      expect([Action, explanation.decision]).toEqual([Action, Action === 'glue:GetTable' ? 'Allowed' : 'ImplicitDeny']);
    }
    expect((await root.run(SearchEvents, { MaxResults: 50 })).Events).toEqual([]);
  });

  it('evaluates a resource policy of another account without showing it', async () => {
    const other = await world.account();
    await other.run(CreateBucket, { Bucket: 'shared-reports' });
    const ask = () => ana.run(AskOwnCall, { Action: 'glue:GetTable', Resource: 'arn:aws:s3:::shared-reports/x' });
    const before = await ask();
    expect(before).toMatchObject({ explanation: { decision: 'ImplicitDeny' } });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: root.accountId },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::shared-reports/*',
      },
    });
    await other.run(PutBucketPolicy, { Bucket: 'shared-reports', Policy });
    const reader = await userWith(world, root, 'reader', allow('s3:GetObject'));
    const answer = await reader.run(AskOwnCall, { Action: 's3:GetObject', Resource: 'arn:aws:s3:::shared-reports/x' });
    expect(answer).toMatchObject({ explanation: { decision: 'Allowed' } });
    expect(JSON.stringify(answer.documents)).not.toContain('shared-reports');
    // A policy of the caller's choice could reveal the other account's data, such as tags.
    const asked = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::shared-reports/x', ResourcePolicy: Policy };
    expect(await reader.fails(AskOwnCall, asked)).toMatchObject({ shape: 'InvalidInputException' });
    const own = { ...asked, ResourceAccount: root.accountId };
    expect(await reader.run(AskOwnCall, own)).toMatchObject({ explanation: { decision: 'Allowed' } });
  });
});

describe('SuggestResources', () => {
  it('lists the resources of a service only to callers who may list them', async () => {
    await root.run(CreateBucket, { Bucket: 'my-reports' });
    await root.run(PutAccountPublicAccessBlock, { PublicAccessBlockConfiguration: { BlockPublicPolicy: true } });
    const suggest = (actor: Actor, Action: string, Text = '') => actor.run(SuggestResources, { Action, Text });
    expect(await suggest(root, 's3:GetObject', 'rep')).toEqual({ Arns: ['arn:aws:s3:::my-reports'] });
    expect(await suggest(root, 's3:GetObject', 'public-access-block')).toEqual({ Arns: [] });
    expect(await suggest(root, 'iam:GetUser', 'ana')).toEqual({ Arns: [`arn:aws:iam::${root.accountId}:user/ana`] });
    expect(await suggest(ana, 's3:GetObject')).toEqual({ Arns: [] });
    expect(await suggest(ana, 'iam:GetUser')).toEqual({ Arns: [] });
    expect(await suggest(root, 'glue:GetTable')).toEqual({ Arns: [] });
  });
});
