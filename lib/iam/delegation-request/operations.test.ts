import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../core/operation';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { ListTopicMessages } from '../../resources/sns/message-operations';
import { CreateTopic } from '../../resources/sns/operations';
import { GetCallerIdentity } from '../../sts/caller/operations';
import { GetDelegatedAccessToken } from '../../sts/delegated-access/operations';
import { allow, callerOf, policy, userWith } from '../../sts/test-actors';
import { CreateGroup, ListGroups } from '../group/operations';
import { PutUserPolicy } from '../inline-policy/operations';
import { CreatePolicy } from '../policy/operations';
import { ListUsers } from '../user/operations';
import {
  AcceptDelegationRequest,
  AssociateDelegationRequest,
  CreateDelegationRequest,
  GetDelegationRequest,
  GetHumanReadableSummary,
  ListDelegationRequests,
  RejectDelegationRequest,
  SendDelegationToken,
  UpdateDelegationRequest,
} from './operations';

let world: TestWorld;
let provider: Actor;
let owner: Actor;
let channel: string;
let template: string;
beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  [provider, owner] = [await world.account('provider'), await world.account()];
  const publish = { Effect: 'Allow', Principal: { Service: 'iam.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' };
  const Policy = policy({ ...publish, Condition: { StringEquals: { 'aws:SourceAccount': provider.accountId } } });
  channel = (await provider.run(CreateTopic, { Name: 'delegations', Attributes: { Policy } })).TopicArn;
  const PolicyDocument = policy(allow(['iam:ListUsers', 'iam:ListGroups']));
  template = (await provider.run(CreatePolicy, { PolicyName: 'template', PolicyDocument })).Policy?.Arn ?? '';
});
afterAll(() => world.close());

const DAY = 86_400_000;
const later = (actor: Actor, ms: number) => actor.with({ now: new Date(TEST_NOW.getTime() + ms) });

let workflows = 0;
async function request(more: Partial<InputOf<typeof CreateDelegationRequest>> = {}): Promise<{ DelegationRequestId: string }> {
  const { DelegationRequestId } = await provider.run(CreateDelegationRequest, {
    Description: 'Sets up monitoring',
    Permissions: { PolicyTemplateArn: template },
    RequestorWorkflowId: `workflow-${workflows++}`,
    NotificationChannel: channel,
    SessionDuration: 3600,
    OwnerAccountId: owner.accountId,
    ...more,
  });
  return { DelegationRequestId };
}
const stateOf = async (by: Actor, input: { DelegationRequestId: string }) =>
  (await by.run(GetDelegationRequest, input)).DelegationRequest.State;
const messages = async () =>
  (await provider.run(ListTopicMessages, { TopicArn: channel })).Messages.map(({ Message }) => JSON.parse(Message));

describe('a delegation request', () => {
  it('gives its provider the permissions that the approver and the request both have, for the duration', async () => {
    const input = await request();
    const admin = await userWith(world, owner, 'admin', allow('iam:*'));
    const limited = await userWith(world, owner, 'limited', allow(['iam:ListUsers', 'iam:AcceptDelegationRequest']));
    await admin.run(AssociateDelegationRequest, input);
    await admin.run(UpdateDelegationRequest, { ...input, Notes: 'please approve' });
    await limited.run(AcceptDelegationRequest, input);
    await admin.run(SendDelegationToken, input);
    const told = await messages();
    expect(told.map(({ state }) => state).sort()).toEqual(['ACCEPTED', 'ASSIGNED', 'FINALIZED', 'PENDING_APPROVAL']);
    const { tradeInToken: TradeInToken } = told.find(({ state }) => state === 'FINALIZED');
    const { Credentials, AssumedPrincipal } = await provider.run(GetDelegatedAccessToken, { TradeInToken });
    expect(AssumedPrincipal).toBe(limited.arn);
    expect(Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 3_600_000));
    const delegated = world.as(await callerOf(world, Credentials));
    expect((await delegated.run(GetCallerIdentity, {})).Account).toBe(owner.accountId);
    await delegated.run(ListUsers, {});
    expect((await delegated.fails(ListGroups, {})).message).toContain('no identity-based policy allows');
    await owner.run(PutUserPolicy, { UserName: 'limited', PolicyName: 'more', PolicyDocument: policy(allow('iam:*')) });
    await delegated.run(ListGroups, {});
    expect((await delegated.fails(CreateGroup, { GroupName: 'x' })).message).toContain('no session policy allows');
    expect((await later(provider, 3_600_000).fails(GetDelegatedAccessToken, { TradeInToken })).shape).toBe(
      'ExpiredTradeInTokenException',
    );
    const others = [owner, await world.account()];
    for (const other of others)
      expect((await other.fails(GetDelegatedAccessToken, { TradeInToken })).shape).toBe('ValidationError');
    expect((await provider.fails(GetDelegatedAccessToken, { TradeInToken: 'AAAA' })).shape).toBe('ValidationError');
  });

  it('is recorded in both accounts without the token', async () => {
    const input = await request();
    for (const operation of [AssociateDelegationRequest, AcceptDelegationRequest, SendDelegationToken])
      await owner.run(operation, input);
    const TradeInToken = (await messages()).find(({ state }) => state === 'FINALIZED')?.tradeInToken;
    const { Credentials } = await provider.run(GetDelegatedAccessToken, { TradeInToken });
    const where = { eventName: 'GetDelegatedAccessToken', accountId: { in: [owner.accountId, provider.accountId] } };
    const events = JSON.stringify(await world.database.reader.event.findMany({ where }));
    for (const { accountId } of [owner, provider]) expect(events).toContain(accountId);
    for (const secret of [TradeInToken, Credentials.SecretAccessKey, Credentials.SessionToken])
      expect(events).not.toContain(secret);
  });

  it('belongs to its owner’s account alone, and to anybody while no account is named', async () => {
    const other = await world.account();
    const named = await request();
    expect((await other.fails(GetDelegationRequest, named)).shape).toBe('NoSuchEntityException');
    expect((await other.fails(AssociateDelegationRequest, named)).shape).toBe('NoSuchEntityException');
    const open = await request({ OwnerAccountId: undefined });
    expect(await stateOf(other, open)).toBe('UNASSIGNED');
    await other.run(AssociateDelegationRequest, open);
    expect((await owner.fails(GetDelegationRequest, open)).shape).toBe('NoSuchEntityException');
    expect((await other.run(ListDelegationRequests, {})).DelegationRequests).toMatchObject([
      { ...open, RequestorName: 'provider' },
    ]);
    expect((await owner.run(ListDelegationRequests, {})).DelegationRequests).toEqual([]);
  });

  it('lets its owner read and update it by default, unless a policy denies it', async () => {
    const input = await request();
    const user = await userWith(world, owner, 'user', allow('iam:AssociateDelegationRequest'));
    const stranger = await userWith(world, owner, 'stranger');
    await user.run(AssociateDelegationRequest, input);
    expect(await stateOf(user, input)).toBe('ASSIGNED');
    await user.run(UpdateDelegationRequest, { ...input, Notes: 'for approval' });
    expect((await user.fails(AcceptDelegationRequest, input)).shape).toBe('AccessDenied');
    expect((await stranger.fails(GetDelegationRequest, input)).shape).toBe('AccessDenied');
    const deny = { Effect: 'Deny', Action: 'iam:GetDelegationRequest', Resource: '*' };
    await owner.run(PutUserPolicy, { UserName: 'user', PolicyName: 'deny', PolicyDocument: policy(deny) });
    expect((await user.fails(GetDelegationRequest, input)).message).toContain('explicit deny');
  });

  it('expires after a day without an owner, and after seven days in any other state', async () => {
    const input = await request();
    expect(await stateOf(later(owner, DAY - 1), input)).toBe('UNASSIGNED');
    expect(await stateOf(later(owner, DAY), input)).toBe('EXPIRED');
    expect((await later(owner, DAY).fails(AssociateDelegationRequest, input)).shape).toBe('InvalidInputException');
    await owner.run(AssociateDelegationRequest, input);
    expect(await stateOf(later(owner, 7 * DAY - 1), input)).toBe('ASSIGNED');
    expect((await later(owner, 7 * DAY).fails(AcceptDelegationRequest, input)).shape).toBe('NoSuchEntityException');
  });

  it('can be rejected until its token is sent, and never accepted after that', async () => {
    const [rejected, sent] = [await request(), await request()];
    for (const input of [rejected, sent])
      for (const operation of [AssociateDelegationRequest, AcceptDelegationRequest]) await owner.run(operation, input);
    await owner.run(RejectDelegationRequest, { ...rejected, Notes: 'not now' });
    expect((await owner.run(GetDelegationRequest, rejected)).DelegationRequest).toMatchObject({
      State: 'REJECTED',
      RejectionReason: 'not now',
    });
    await owner.run(SendDelegationToken, sent);
    for (const input of [rejected, sent]) {
      for (const operation of [RejectDelegationRequest, UpdateDelegationRequest, SendDelegationToken])
        expect((await owner.fails(operation, input)).shape).toBe('InvalidInputException');
      expect((await owner.fails(AcceptDelegationRequest, input)).shape).toBe('NoSuchEntityException');
    }
  });

  it('is accepted by the root user for four hours at most, and sent by its owner alone if it says so', async () => {
    const long = await request({ SessionDuration: 14_401 });
    await owner.run(AssociateDelegationRequest, long);
    expect((await owner.fails(AcceptDelegationRequest, long)).shape).toBe('AccessDenied');
    const own = await request({ OnlySendByOwner: true });
    const user = await userWith(world, owner, 'user', allow('iam:*'));
    await user.run(AssociateDelegationRequest, own);
    await owner.run(AcceptDelegationRequest, own);
    expect((await owner.fails(SendDelegationToken, own)).message).toContain('Only the owner');
    await user.run(SendDelegationToken, own);
  });

  it('is told only to topics that let IAM publish', async () => {
    const closed = (await provider.run(CreateTopic, { Name: 'closed' })).TopicArn;
    const input = await request({ NotificationChannel: closed });
    await owner.run(AssociateDelegationRequest, input);
    expect((await provider.run(ListTopicMessages, { TopicArn: closed })).Messages).toEqual([]);
    expect(await stateOf(owner, input)).toBe('ASSIGNED');
  });
});

describe('the template of a request', () => {
  it('takes parameters as text and as lists, and misses none', async () => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: ['arn:aws:s3:::@{bucket}/*'],
        Condition: { StringEquals: { 'aws:PrincipalTag/team': '@{teams}' } },
      },
    });
    const PolicyTemplateArn =
      (await provider.run(CreatePolicy, { PolicyName: 'with-parameters', PolicyDocument })).Policy?.Arn ?? '';
    const bucket = { Name: 'bucket', Values: ['da"ta'], Type: 'string' as const };
    const teams = { Name: 'teams', Values: ['a', 'b'], Type: 'stringList' as const };
    const input = await request({ Permissions: { PolicyTemplateArn, Parameters: [bucket, teams] } });
    const { DelegationRequest } = await owner.run(GetDelegationRequest, input);
    expect(JSON.parse(DelegationRequest.PermissionPolicy).Statement).toMatchObject({
      Resource: ['arn:aws:s3:::da"ta/*'],
      Condition: { StringEquals: { 'aws:PrincipalTag/team': ['a', 'b'] } },
    });
    const missing = request({ Permissions: { PolicyTemplateArn, Parameters: [bucket] } });
    await expect(missing).rejects.toMatchObject({ shape: 'InvalidInputException' });
    const several = request({ Permissions: { PolicyTemplateArn, Parameters: [{ ...bucket, Values: ['a', 'b'] }, teams] } });
    await expect(several).rejects.toMatchObject({ shape: 'InvalidInputException' });
  });

  it('combines the values of the lists in one text', async () => {
    const PolicyDocument = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::@{buckets}/@{folders}/*' });
    const PolicyTemplateArn = (await provider.run(CreatePolicy, { PolicyName: 'with-lists', PolicyDocument })).Policy?.Arn ?? '';
    const list = (Name: string, ...Values: string[]) => ({ Name, Values, Type: 'stringList' as const });
    const input = await request({
      Permissions: { PolicyTemplateArn, Parameters: [list('buckets', 'a', 'b'), list('folders', 'x', 'y')] },
    });
    const { DelegationRequest } = await owner.run(GetDelegationRequest, input);
    expect(JSON.stringify(JSON.parse(DelegationRequest.PermissionPolicy))).toContain(
      JSON.stringify(['arn:aws:s3:::a/x/*', 'arn:aws:s3:::a/y/*', 'arn:aws:s3:::b/x/*', 'arn:aws:s3:::b/y/*']),
    );
  });

  it('is accepted only if its token can be exchanged', async () => {
    const admin = await userWith(world, owner, 'admin', allow('iam:*'));
    const PolicyDocument = policy(allow('s3:GetObject', 'arn:aws:s3:::@{bucket}'));
    const PolicyTemplateArn = (await provider.run(CreatePolicy, { PolicyName: 'of-any-size', PolicyDocument })).Policy?.Arn ?? '';
    const withValue = (value: string) =>
      request({ Permissions: { PolicyTemplateArn, Parameters: [{ Name: 'bucket', Values: [value], Type: 'string' }] } });
    const room = 2048 - PolicyDocument.replace('@{bucket}', '').length;
    // Random characters hardly become smaller.
    const noise = Array.from({ length: room }, (_, at) => String.fromCharCode(97 + ((at * at * 7 + at * 31) % 26))).join('');
    await expect(withValue(`${noise}x`)).rejects.toMatchObject({ shape: 'InvalidInputException' });
    const input = await withValue(noise);
    await admin.run(AssociateDelegationRequest, input);
    await admin.run(AcceptDelegationRequest, input);
    await admin.run(SendDelegationToken, input);
    const { tradeInToken: TradeInToken } = (await messages()).find(({ state }) => state === 'FINALIZED');
    expect((await provider.run(GetDelegatedAccessToken, { TradeInToken })).AssumedPrincipal).toBe(admin.arn);
  });
});

describe('GetDelegationRequest', () => {
  it('checks the caller’s permissions on request', async () => {
    const input = await request();
    await owner.run(AssociateDelegationRequest, input);
    const check = async (by: Actor) =>
      (await by.run(GetDelegationRequest, { ...input, DelegationPermissionCheck: true })).PermissionCheckResult;
    const some = await userWith(world, owner, 'some', allow(['iam:GetDelegationRequest', 'iam:ListUsers']));
    expect([await check(owner), await check(some)]).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('GetHumanReadableSummary', () => {
  it('describes a request in English', async () => {
    const { DelegationRequestId } = await request();
    const EntityArn = `arn:aws:iam::${owner.accountId}:delegation-request/${DelegationRequestId}`;
    const { SummaryContent, SummaryState } = await owner.run(GetHumanReadableSummary, { EntityArn });
    expect(SummaryState).toBe('AVAILABLE');
    expect(SummaryContent).toContain('asks for temporary access to this account for 60 minutes.');
    expect(await owner.run(GetHumanReadableSummary, { EntityArn, Locale: 'de' })).toMatchObject({
      SummaryState: 'NOT_SUPPORTED',
    });
  });
});
