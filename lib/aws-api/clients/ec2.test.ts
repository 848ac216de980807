import {
  AssociateIamInstanceProfileCommand,
  CreateTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeImagesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  DisassociateIamInstanceProfileCommand,
  type EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEc2Model } from '../../../scripts/ec2-model';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { policy, roleOf, userWith } from '../../sts/test-actors';
import model from '../protocol/ec2-model.json';
import { createTestApi, type TestApi } from '../testing/api';

let api: TestApi;
let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
let ec2: EC2Client;
let ImageId: string;
let now = new Date();
beforeAll(async () => {
  api = await createTestApi({ clock: () => now });
  owner = await api.rootKeys();
  ec2 = api.clients(owner).ec2;
  const { Images } = await ec2.send(
    new DescribeImagesCommand({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['*-linux-x86*'] }] }),
  );
  ImageId = Images?.[0]?.ImageId ?? '';
});
afterAll(() => api.close());

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { name: string; message: string; $metadata: { httpStatusCode: number } }) => ({
      code: error.name,
      status: error.$metadata.httpStatusCode,
      message: error.message,
    }),
  );
const launch = async (more: Partial<RunInstancesCommandInput> = {}, client = ec2) => {
  const { Instances } = await client.send(
    new RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...more }),
  );
  return Instances?.[0]?.InstanceId ?? '';
};
const stateOf = async (id: string) => {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
};
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const userClient = async (name: string, ...statements: object[]) => {
  const user = await userWith(api, owner.actor, name, ...statements);
  const { principal } = user.caller;
  return api.clients(await api.keys(user, principal.type === 'User' ? principal.userId : undefined)).ec2;
};

it('the stored EC2 model equals the model generated from the SDK client', () => {
  expect(model).toEqual(JSON.parse(JSON.stringify(readEc2Model())));
});

describe('an EC2 instance', () => {
  it('starts, stops and terminates, with transitional states for some seconds', async () => {
    const id = await launch();
    expect(await stateOf(id)).toBe('pending');
    later(5);
    expect(await stateOf(id)).toBe('running');
    const { StoppingInstances } = await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    expect(StoppingInstances).toMatchObject([
      { InstanceId: id, CurrentState: { Name: 'stopping', Code: 64 }, PreviousState: { Name: 'running', Code: 16 } },
    ]);
    expect(await failure(ec2.send(new StartInstancesCommand({ InstanceIds: [id] })))).toMatchObject({
      code: 'IncorrectInstanceState',
      status: 400,
    });
    later(5);
    await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    later(5);
    expect(await stateOf(id)).toBe('terminated');
    // Signatures are valid for 15 minutes.
    later(870);
    expect(await stateOf(id)).toBe('terminated');
    const missing = ec2.send(new StopInstancesCommand({ InstanceIds: ['i-00000000000000000'] }));
    expect(await failure(missing)).toEqual({
      code: 'InvalidInstanceID.NotFound',
      status: 400,
      message: "The instance ID 'i-00000000000000000' does not exist",
    });
    // The SDK signs with the real clock.
    now = new Date();
  });

  it('stores its metadata options and monitoring state, which apply to conditions', async () => {
    const id = await launch({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      Monitoring: { Enabled: true },
    });
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      MetadataOptions: {
        HttpTokens: 'required',
        HttpPutResponseHopLimit: 2,
        HttpEndpoint: 'enabled',
        InstanceMetadataTags: 'disabled',
      },
      Monitoring: { State: 'enabled' },
    });
    const plain = await launch();
    const shown = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [plain] }));
    expect(shown.Reservations?.[0]?.Instances?.[0]).toMatchObject({
      MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 },
      Monitoring: { State: 'disabled' },
    });
    expect(await failure(launch({ MetadataOptions: { HttpTokens: 'never' as 'required' } }))).toMatchObject({
      code: 'InvalidParameterValue',
      message: 'Value (never) for parameter httpTokens is invalid.',
    });
    // AWS's example: the policy denies calls that launch or stop instances without required tokens.
    const strict = await userClient(
      'strict',
      { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: ['ec2:RunInstances', 'ec2:StopInstances'],
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
      },
    );
    expect(await failure(launch({}, strict))).toMatchObject({ code: 'UnauthorizedOperation' });
    expect(await failure(launch({ MetadataOptions: { HttpTokens: 'optional' } }, strict))).toMatchObject({
      code: 'UnauthorizedOperation',
    });
    expect(await launch({ MetadataOptions: { HttpTokens: 'required' } }, strict)).toMatch(/^i-/);
    expect(await failure(strict.send(new StopInstancesCommand({ InstanceIds: [plain] })))).toMatchObject({
      code: 'UnauthorizedOperation',
    });
    expect(await failure(strict.send(new StopInstancesCommand({ InstanceIds: [id] })))).toBeNull();
  });

  it('is found by its tags', async () => {
    const id = await launch({ TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'red' }] }] });
    await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Name', Value: 'web <1>' }] }));
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'tag:team', Values: ['r?d'] }] }));
    expect(Reservations?.flatMap(({ Instances }) => Instances ?? [])).toMatchObject([
      {
        InstanceId: id,
        Tags: [
          { Key: 'Name', Value: 'web <1>' },
          { Key: 'team', Value: 'red' },
        ],
        LaunchTime: expect.any(Date),
      },
    ]);
    const odd = ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'colour', Values: ['x'] }] }));
    expect(await failure(odd)).toMatchObject({ code: 'InvalidParameterValue', message: "The filter 'colour' is invalid" });
  });
});

describe('EC2 authorization', () => {
  it('returns DryRunOperation if allowed, or UnauthorizedOperation with a decodable message if denied', async () => {
    const id = await launch();
    const reader = await userClient('reader', { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' });
    expect((await reader.send(new DescribeInstancesCommand({}))).Reservations?.length).toBeGreaterThan(0);
    const denied = await failure(reader.send(new StopInstancesCommand({ InstanceIds: [id] })));
    expect(denied).toMatchObject({ code: 'UnauthorizedOperation', status: 403 });
    expect(denied?.message).toMatch(
      /^You are not authorized to perform this operation\. User: arn:aws:iam::\d+:user\/reader is not authorized to perform: ec2:StopInstances on resource: arn:aws:ec2:us-east-1:\d+:instance\/i-[0-9a-f]{17} because no identity-based policy allows .*Encoded authorization failure message: /,
    );
    expect(await failure(ec2.send(new StopInstancesCommand({ InstanceIds: [id], DryRun: true })))).toMatchObject({
      code: 'DryRunOperation',
      status: 412,
    });
    expect(await stateOf(id)).not.toBe('stopping');
  });

  it('allows a user to stop only the instances whose tag matches the condition', async () => {
    const [red, blue] = [await launch(tag('red')), await launch(tag('blue'))];
    const own = await userClient('own', {
      Effect: 'Allow',
      Action: 'ec2:StopInstances',
      Resource: '*',
      Condition: { StringEquals: { 'ec2:ResourceTag/team': 'red' } },
    });
    await own.send(new StopInstancesCommand({ InstanceIds: [red] }));
    expect(await failure(own.send(new StopInstancesCommand({ InstanceIds: [blue] })))).toMatchObject({
      code: 'UnauthorizedOperation',
    });
    expect(await failure(own.send(new StopInstancesCommand({ InstanceIds: [red, blue] })))).toMatchObject({
      code: 'UnauthorizedOperation',
    });
  });

  it('requires iam:PassRole to launch with a role, and ec2:CreateTags to launch with tags', async () => {
    const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const role = await roleOf(owner.actor, 'admin', policy(trust));
    await owner.actor.run(CreateInstanceProfile, { InstanceProfileName: 'admin' });
    await owner.actor.run(AddRoleToInstanceProfile, { InstanceProfileName: 'admin', RoleName: 'admin' });
    const run = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' };
    const IamInstanceProfile = { Name: 'admin' };
    const runner = await userClient('runner', run);
    await launch({}, runner);
    expect((await failure(launch({ IamInstanceProfile }, runner)))?.message).toContain(
      `iam:PassRole on resource: ${role} because`,
    );
    expect((await failure(launch(tag('red'), runner)))?.message).toContain('ec2:CreateTags on resource');
    const passer = await userClient('passer', run, {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: role,
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    });
    const id = await launch({ IamInstanceProfile }, passer);
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile?.Arn).toBe(
      `arn:aws:iam::${owner.actor.accountId}:instance-profile/admin`,
    );
    expect(await failure(launch({ IamInstanceProfile: { Name: 'none' } }, passer))).toMatchObject({
      code: 'InvalidParameterValue',
      message: 'Value (none) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    });
  });
});

describe('instance profiles', () => {
  it('are associated with a running instance once, and only with iam:PassRole', async () => {
    const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const role = await roleOf(owner.actor, 'later', policy(trust));
    await owner.actor.run(CreateInstanceProfile, { InstanceProfileName: 'later' });
    await owner.actor.run(AddRoleToInstanceProfile, { InstanceProfileName: 'later', RoleName: 'later' });
    const IamInstanceProfile = { Name: 'later' };
    const InstanceId = await launch();
    const put = (client = ec2) => client.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }));
    const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
    const associates = allow('ec2:*IamInstanceProfile*');
    expect((await failure(put(await userClient('associates', associates))))?.message).toContain(
      `iam:PassRole on resource: ${role} because`,
    );
    const condition = { StringNotLike: { 'ec2:NewInstanceProfile': '*/later' } };
    const others = await userClient('others', allow('ec2:*', { Condition: condition }), allow('iam:PassRole'));
    expect((await failure(put(others)))?.message).toContain('ec2:AssociateIamInstanceProfile on resource');
    const passer = await userClient('passes', associates, allow('iam:PassRole', { Resource: role }));
    const { IamInstanceProfileAssociation: made } = await put(passer);
    expect(made).toMatchObject({
      InstanceId,
      State: 'associating',
      AssociationId: expect.stringMatching(/^iip-assoc-[0-9a-f]{17}$/),
    });
    expect(await failure(put())).toMatchObject({ code: 'IncorrectState' });
    const list = () =>
      ec2.send(new DescribeIamInstanceProfileAssociationsCommand({ Filters: [{ Name: 'instance-id', Values: [InstanceId] }] }));
    expect((await list()).IamInstanceProfileAssociations).toMatchObject([{ ...made, State: 'associated' }]);
    const replace = new ReplaceIamInstanceProfileAssociationCommand({ AssociationId: made?.AssociationId, IamInstanceProfile });
    const { IamInstanceProfileAssociation: replaced } = await ec2.send(replace);
    expect(await failure(ec2.send(replace))).toMatchObject({ code: 'InvalidAssociationID.NotFound' });
    await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: replaced?.AssociationId }));
    expect((await list()).IamInstanceProfileAssociations).toEqual([]);
  });
});

describe('the Describe operations of EC2', () => {
  it('apply filters with wildcards, and return pages', async () => {
    const ids = [await launch(tag('a'.repeat(255))), await launch(tag('a*b')), await launch(tag('axb'))];
    const found = async (Value: string) => {
      const Filters = [
        { Name: 'tag:team', Values: [Value] },
        { Name: 'resource-id', Values: ids },
      ];
      const { Tags = [] } = await ec2.send(new DescribeTagsCommand({ Filters }));
      return Tags.map((each) => ids.indexOf(each.ResourceId ?? '')).sort();
    };
    expect(await found('a?b')).toEqual([1, 2]);
    expect(await found('a\\*b')).toEqual([1]);
    expect(await found('*a'.repeat(60))).toEqual([0]);
    expect(await found('*a'.repeat(60).concat('b'))).toEqual([]);
    const many = { Filters: [{ Name: 'key', Values: Array.from({ length: 201 }, () => 'x') }] };
    expect(await failure(ec2.send(new DescribeTagsCommand(many)))).toMatchObject({ code: 'FilterLimitExceeded' });
    now = new Date(now.getTime() + 60_000);
    const first = await ec2.send(new DescribeInstanceStatusCommand({ MaxResults: 5 }));
    expect(first.InstanceStatuses?.[0]).toMatchObject({ InstanceState: { Name: 'running' }, InstanceStatus: { Status: 'ok' } });
    expect(await failure(ec2.send(new DescribeInstanceStatusCommand({ MaxResults: 2 })))).toMatchObject({
      code: 'InvalidParameterValue',
    });
  });
});

function tag(Value: string): Partial<RunInstancesCommandInput> {
  return { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value }] }] };
}
