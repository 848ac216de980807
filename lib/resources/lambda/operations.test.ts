import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { DeleteRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { DeleteUser } from '../../iam/user/operations';
import { allow, policy, roleOf, userWith } from '../../sts/test-actors';
import { CreateBucket } from '../s3/bucket-operations';
import { PutBucketPolicy } from '../s3/policy-operations';
import { Invoke } from './invoke-operations';
import {
  CreateFunction,
  DeleteFunction,
  GetFunction,
  ListFunctions,
  TagResource,
  UpdateFunctionConfiguration,
} from './operations';
import { AddPermission, GetPolicy, GetResourcePolicy, PutResourcePolicy, RemovePermission } from './policy-operations';

const world = await createTestWorld();
afterAll(() => world.close());

const trusting = (more: object = {}) =>
  policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole', ...more });
const CODE = { Code: { ZipFile: new Uint8Array([1, 2, 3]) }, Runtime: 'nodejs22.x', Handler: 'index.handler' };
const arnOf = ({ accountId }: Actor, name: string) => `arn:aws:lambda:us-east-1:${accountId}:function:${name}`;
const shapeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'Success',
    ({ shape }) => shape as string,
  );
const bytes = (value: unknown) => new Uint8Array(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));

async function newFunction(owner: Actor, FunctionName: string, more: object = {}): Promise<string> {
  const Role = await roleOf(owner, `${FunctionName}-role`, trusting());
  await owner.run(CreateFunction, { FunctionName, Role, ...CODE, ...more });
  return Role;
}

/** Invokes a function and returns its answer. */
async function answer(by: Actor, FunctionName: string, payload?: unknown) {
  const { Payload, FunctionError } = await by.run(Invoke, {
    FunctionName,
    ...(payload === undefined ? {} : { Payload: bytes(payload) }),
  });
  return { ...(JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, unknown>), FunctionError };
}

describe('a Lambda function', () => {
  it('is created only with iam:PassRole for its role, which must trust Lambda', async () => {
    const owner = await world.account();
    const Role = await roleOf(owner, 'runs', trusting());
    const make = (actor: Actor, FunctionName: string, more: object = {}) =>
      actor.run(CreateFunction, { FunctionName, Role, ...CODE, ...more });
    const unable = await userWith(world, owner, 'unable', allow('lambda:*'));
    const denied = await unable.fails(CreateFunction, { FunctionName: 'one', Role, ...CODE });
    expect(denied.message).toMatch(
      /is not authorized to perform: iam:PassRole on resource: arn:aws:iam::\d{12}:role\/runs because/,
    );
    const passing = { 'iam:PassedToService': 'lambda.amazonaws.com', 'iam:AssociatedResourceArn': arnOf(owner, 'one') };
    const able = await userWith(
      world,
      owner,
      'able',
      allow('lambda:*'),
      allow('iam:PassRole', Role, {
        StringEquals: { 'iam:PassedToService': passing['iam:PassedToService'] },
        ArnLike: { 'iam:AssociatedResourceArn': passing['iam:AssociatedResourceArn'] },
      }),
    );
    expect(await make(able, 'one')).toMatchObject({
      FunctionName: 'one',
      Role,
      State: 'Active',
      CodeSize: 3,
      Version: '$LATEST',
    });
    expect(await shapeOf(make(able, 'two'))).toBe('AccessDenied');
    const other = await roleOf(owner, 'ec2', trusting({ Principal: { Service: 'ec2.amazonaws.com' } }));
    const wrong = await owner.fails(CreateFunction, { FunctionName: 'three', ...CODE, Role: other });
    expect([wrong.shape, wrong.message]).toEqual([
      'InvalidParameterValueException',
      'The role defined for the function cannot be assumed by Lambda.',
    ]);
    const scoped = await roleOf(
      owner,
      'scoped',
      trusting({
        Condition: { ArnLike: { 'aws:SourceArn': arnOf(owner, 'four') }, StringEquals: { 'aws:SourceAccount': owner.accountId } },
      }),
    );
    expect(await shapeOf(make(owner, 'three', { Role: scoped }))).toBe('InvalidParameterValueException');
    expect(await shapeOf(make(owner, 'four', { Role: scoped }))).toBe('Success');
    const guest = await world.account();
    expect((await guest.fails(CreateFunction, { FunctionName: 'one', Role, ...CODE })).message).toBe(
      'Cross-account pass role is not allowed.',
    );
    expect((await owner.run(ListFunctions, {})).Functions.map(({ FunctionName }) => FunctionName)).toEqual(['four', 'one']);
  });

  it('gets another role only with iam:PassRole for that role', async () => {
    const owner = await world.account();
    const first = await newFunction(owner, 'swap');
    const Role = await roleOf(owner, 'stronger', trusting());
    const user = await userWith(world, owner, 'ana', allow('lambda:*'), allow('iam:PassRole', first));
    await owner.run(UpdateFunctionConfiguration, { FunctionName: 'swap', TracingConfig: { Mode: 'Active' } });
    const update = (more: object) => shapeOf(user.run(UpdateFunctionConfiguration, { FunctionName: 'swap', ...more }));
    expect([await update({ Role }), await update({ Role: first }), await update({ MemorySize: 256 })]).toEqual([
      'AccessDenied',
      'Success',
      'Success',
    ]);
    expect((await owner.run(GetFunction, { FunctionName: 'swap' })).Configuration).toMatchObject({
      Role: first,
      MemorySize: 256,
      TracingConfig: { Mode: 'Active' },
    });
  });

  it('encrypts its variables, and records no variables, code or payload in events', async () => {
    const owner = await world.account();
    await newFunction(owner, 'quiet', { Environment: { Variables: { NOTE: 'HushedNote' } } });
    await owner.run(Invoke, { FunctionName: 'quiet', Payload: bytes({ note: 'HushedPayload' }) });
    const { reader } = world.database;
    const { accountId } = owner;
    const events = await reader.event.findMany({ where: { accountId, eventName: { in: ['CreateFunction', 'Invoke'] } } });
    expect(events).toHaveLength(2);
    const rows = [
      await reader.functionVariables.findMany({ where: { accountId } }),
      await reader.resource.findMany({ where: { accountId } }),
    ];
    expect(JSON.stringify([events, rows])).not.toMatch(/Hushed/);
    await owner.run(DeleteFunction, { FunctionName: 'quiet' });
    expect(await reader.functionVariables.count({ where: { accountId } })).toBe(0);
  });
});

describe('an invocation', () => {
  let owner: Actor;
  let Role: string;
  beforeAll(async () => {
    owner = await world.account();
    Role = await newFunction(owner, 'works', { Tags: { team: 'blue' } });
    await owner.run(PutRolePolicy, {
      RoleName: 'works-role',
      PolicyName: 'own',
      PolicyDocument: policy(
        allow('s3:GetObject'),
        allow('sqs:SendMessage', '*', { ArnEquals: { 'lambda:SourceFunctionArn': arnOf(owner, 'works') } }),
        { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::closed-bucket/*' },
      ),
    });
  });

  it('returns its identity, and the decisions for its role on the listed calls', async () => {
    await owner.run(CreateBucket, { Bucket: 'open-bucket' });
    const arn = `arn:aws:sqs:us-east-1:${owner.accountId}:inbox`;
    const told = await answer(owner, 'works', {
      calls: [
        { action: 's3:GetObject', resource: 'arn:aws:s3:::open-bucket/key' },
        { action: 's3:GetObject', resource: 'arn:aws:s3:::closed-bucket/key' },
        { action: 's3:ListAllMyBuckets' },
        { action: 'sqs:SendMessage', resource: arn },
        { action: 'lambda:InvokeFunction', resource: arnOf(owner, 'works') },
      ],
    });
    const session = `arn:aws:sts::${owner.accountId}:assumed-role/works-role/works`;
    expect(told).toMatchObject({ ranAs: session, role: Role, account: owner.accountId, FunctionError: undefined });
    const calls = told as unknown as { calls: { decision: string; message?: string }[] };
    expect(calls.calls.map(({ decision }) => decision)).toEqual([
      'Allowed',
      'ExplicitDeny',
      'ImplicitDeny',
      'Allowed',
      'ImplicitDeny',
    ]);
    expect(calls.calls[2]?.message).toBe(
      `User: ${session} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    );
    expect(await answer(owner, 'works', {})).toMatchObject({ policies: [{ name: 'own', type: 'identity' }] });
  });

  it('evaluates the policies of stored resources, in its own and other accounts', async () => {
    const guest = await world.account();
    const Bucket = 'guests-bucket';
    await guest.run(CreateBucket, { Bucket });
    const resource = `arn:aws:s3:::${Bucket}/key`;
    const ask = async () => (await answer(owner, 'works', { calls: [{ action: 's3:GetObject', resource }] })) as object;
    expect(await ask()).toMatchObject({ calls: [{ decision: 'ImplicitDeny' }] });
    const Statement = [{ Effect: 'Allow', Principal: { AWS: Role }, Action: 's3:GetObject', Resource: resource }];
    await guest.run(PutBucketPolicy, { Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    expect(await ask()).toMatchObject({ calls: [{ decision: 'Allowed' }] });
  });

  it('reads its calls from a variable if the payload lists none', async () => {
    const Environment = { Variables: { GATEHOUSE_CALLS: '[{"action":"iam:ListUsers"}]' } };
    await newFunction(owner, 'listed', { Environment });
    expect(await answer(owner, 'listed')).toMatchObject({ calls: [{ action: 'iam:ListUsers', decision: 'ImplicitDeny' }] });
    const wrong = await answer(owner, 'listed', { calls: [{ action: 'everything' }] });
    expect(wrong).toMatchObject({ FunctionError: 'Unhandled', errorType: 'InvalidCalls' });
  });

  it('fails if its role does not trust Lambda or is deleted', async () => {
    await newFunction(owner, 'orphan');
    expect((await answer(owner, 'orphan')).FunctionError).toBeUndefined();
    const failed = {
      FunctionError: 'Unhandled',
      errorMessage: 'The role defined for the function cannot be assumed by Lambda.',
    };
    const RoleName = 'orphan-role';
    const PolicyDocument = trusting({ Principal: { Service: 'ec2.amazonaws.com' } });
    await owner.run(UpdateAssumeRolePolicy, { RoleName, PolicyDocument });
    expect(await answer(owner, 'orphan')).toMatchObject(failed);
    await owner.run(DeleteRole, { RoleName });
    expect(await answer(owner, 'orphan')).toMatchObject(failed);
  });

  it('supports the types Event and DryRun, and refuses a payload that is not JSON', async () => {
    const invoke = (more: object) => owner.run(Invoke, { FunctionName: 'works', ...more });
    expect(await invoke({ InvocationType: 'DryRun' })).toEqual({ StatusCode: 204 });
    expect(await invoke({ InvocationType: 'Event' })).toEqual({ StatusCode: 202 });
    expect((await owner.fails(Invoke, { FunctionName: 'works', Payload: bytes('{') })).shape).toBe(
      'InvalidRequestContentException',
    );
    await owner.fails(Invoke, { FunctionName: 'works', Payload: bytes('KeptFromEvents') });
    const failed = { accountId: owner.accountId, eventName: 'Invoke', outcome: 'Failed' };
    const events = await world.database.reader.event.findMany({ where: failed });
    expect(new Set(events.map(({ errorMessage }) => errorMessage))).toEqual(new Set(['Could not parse request body into json']));
    const { LogResult } = await owner.run(Invoke, { FunctionName: 'works', LogType: 'Tail' });
    expect(Buffer.from(LogResult ?? '', 'base64').toString()).toMatch(/^START RequestId: \S+ Version: \$LATEST\n/);
  });
});

describe('access to a function', () => {
  it('from another account needs both policies, with permissions that are added one by one', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    await newFunction(owner, 'shared');
    const able = await userWith(world, guest, 'able', allow('lambda:*'));
    const unable = await userWith(world, guest, 'unable', allow('s3:*'));
    const FunctionName = arnOf(owner, 'shared');
    const invoke = (actor: Actor, name = FunctionName) => shapeOf(actor.run(Invoke, { FunctionName: name }));
    expect(await invoke(able)).toBe('AccessDenied');
    const permission = {
      FunctionName: 'shared',
      StatementId: 'guest',
      Action: 'lambda:InvokeFunction',
      Principal: guest.accountId,
    };
    const { Statement } = await owner.run(AddPermission, permission);
    expect(JSON.parse(Statement)).toEqual({
      Sid: 'guest',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${guest.accountId}:root` },
      Action: 'lambda:InvokeFunction',
      Resource: FunctionName,
    });
    expect([await invoke(able), await invoke(able, `${owner.accountId}:shared`), await invoke(unable)]).toEqual([
      'Success',
      'Success',
      'AccessDenied',
    ]);
    expect(await invoke(able, 'shared')).toBe('ResourceNotFoundException');
    // AWS: only listed actions work from other accounts, whatever the policy allows.
    await owner.run(AddPermission, { ...permission, StatementId: 'all', Action: 'lambda:*' });
    const more = { ...permission, FunctionName, StatementId: 'more' };
    expect(await shapeOf(able.run(AddPermission, more))).toBe('AccessDenied');
    await able.run(TagResource, { Resource: FunctionName, Tags: { from: 'guest' } });
    for (const StatementId of ['guest', 'all']) await owner.run(RemovePermission, { FunctionName, StatementId });
    expect(await invoke(able)).toBe('AccessDenied');
    expect(await shapeOf(owner.run(GetPolicy, { FunctionName }))).toBe('ResourceNotFoundException');
    const told = await world.database.reader.event.findMany({ where: { accountId: owner.accountId, eventName: 'Invoke' } });
    expect(told).toHaveLength(2);
  });

  it('is stored by the principal’s unique ID, and can be extended after a principal is deleted', async () => {
    const owner = await world.account();
    await newFunction(owner, 'held');
    const user = await userWith(world, owner, 'ana');
    const add = (StatementId: string, Principal: string, more: object = {}) =>
      owner.run(AddPermission, { FunctionName: 'held', StatementId, Action: 'lambda:InvokeFunction', Principal, ...more });
    await add('ana', user.arn);
    await add('bucket', 's3.amazonaws.com', { SourceAccount: owner.accountId, SourceArn: 'arn:aws:s3:::one' });
    const shown = async () =>
      JSON.parse((await owner.run(GetPolicy, { FunctionName: 'held' })).Policy) as { Id: string; Statement: object[] };
    expect(await shown()).toMatchObject({
      Id: 'default',
      Statement: [
        { Principal: { AWS: user.arn } },
        {
          Principal: { Service: 's3.amazonaws.com' },
          Condition: { StringEquals: { 'AWS:SourceAccount': owner.accountId }, ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::one' } },
        },
      ],
    });
    await owner.run(DeleteUser, { UserName: 'ana' });
    await add('all', '*', { PrincipalOrgID: 'o-abcdefghij' });
    expect((await shown()).Statement).toMatchObject([
      { Principal: { AWS: expect.stringMatching(/^AIDA/) } },
      {},
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } },
    ]);
  });

  it('can be granted only to the principals that lambda:Principal allows', async () => {
    const owner = await world.account();
    await newFunction(owner, 'given');
    const only = { StringEquals: { 'lambda:Principal': 's3.amazonaws.com' } };
    const user = await userWith(world, owner, 'ana', allow(['lambda:AddPermission', 'lambda:RemovePermission'], '*', only));
    const add = (actor: Actor, StatementId: string, Principal: string) =>
      shapeOf(actor.run(AddPermission, { FunctionName: 'given', StatementId, Action: 'lambda:InvokeFunction', Principal }));
    expect([await add(user, 's3', 's3.amazonaws.com'), await add(user, 'out', '111122223333')]).toEqual([
      'Success',
      'AccessDenied',
    ]);
    await add(owner, 'out', '111122223333');
    const remove = (StatementId: string) => shapeOf(user.run(RemovePermission, { FunctionName: 'given', StatementId }));
    expect([await remove('out'), await remove('s3')]).toEqual(['AccessDenied', 'Success']);
    // Other accounts must not learn which principals already have the permission.
    const guest = await world.account();
    const asked = { FunctionName: arnOf(owner, 'given'), StatementId: 'out' };
    expect(await shapeOf(guest.run(RemovePermission, asked))).toBe('AccessDenied');
    const traces = await world.database.reader.decisionTrace.findMany({ where: { accountId: guest.accountId } });
    expect(traces).toHaveLength(1);
    expect(JSON.stringify(traces)).not.toContain('lambda:Principal');
  });

  it('can be set in one policy, which replaces the added permissions', async () => {
    const owner = await world.account();
    await newFunction(owner, 'whole');
    const ResourceArn = arnOf(owner, 'whole');
    await owner.run(AddPermission, { FunctionName: 'whole', StatementId: 'one', Action: 'lambda:*', Principal: '111122223333' });
    const Policy = policy({ Sid: 'two', Effect: 'Deny', Principal: '*', Action: 'lambda:InvokeFunction', Resource: ResourceArn });
    const { RevisionId } = await owner.run(PutResourcePolicy, { ResourceArn, Policy });
    expect(await owner.run(GetResourcePolicy, { ResourceArn })).toEqual({ Policy, RevisionId });
    expect(await shapeOf(owner.run(Invoke, { FunctionName: 'whole' }))).toBe('AccessDenied');
    await owner.run(RemovePermission, { FunctionName: 'whole', StatementId: 'two', RevisionId });
    expect(await shapeOf(owner.run(Invoke, { FunctionName: 'whole' }))).toBe('Success');
  });

  it('depends on the version in the call, which is part of the ARN', async () => {
    const owner = await world.account();
    await newFunction(owner, 'versioned');
    const user = await userWith(world, owner, 'ana', allow('lambda:InvokeFunction', arnOf(owner, 'versioned')));
    const invoke = (FunctionName: string) => shapeOf(user.run(Invoke, { FunctionName }));
    expect([await invoke('versioned'), await invoke('versioned:$LATEST')]).toEqual(['Success', 'AccessDenied']);
  });
});
