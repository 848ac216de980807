import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SearchEvents } from '../events/operations';
import { CreateInstanceProfile, TagInstanceProfile } from '../iam/instance-profile/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../organizations/test-organization';
import { CreateBucket } from '../resources/s3/bucket-operations';
import { GetObject } from '../resources/s3/object-operations';
import { PutBucketPolicy } from '../resources/s3/policy-operations';
import { CreateQueue, ListQueueTags } from '../resources/sqs/operations';
import { DescribeReportCreation, StartReportCreation } from './report/operations';
import { GetComplianceSummary, ListRequiredTags } from './summary/operations';
import { GetResources, GetTagKeys, GetTagValues } from './tagged-resource/operations';
import { TagResources, UntagResources } from './tagged-resource/tag-operations';
import { tagPolicyFor } from './test-tag-policy';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

const queueArn = (accountId: string, name: string, region = 'us-east-1') => `arn:aws:sqs:${region}:${accountId}:${name}`;
const namesOf = (list: readonly { ResourceARN: string }[]) => list.map(({ ResourceARN }) => ResourceARN.split(':').at(-1));

describe('GetResources', () => {
  it('returns tagged resources of the account and Region only, with IAM in us-east-1', async () => {
    const member = await world.member('member');
    await member.run(CreateQueue, { QueueName: 'untagged' });
    await member.run(CreateQueue, { QueueName: 'near', tags: { Team: 'Red' } });
    await member.with({ region: 'eu-west-1' }).run(CreateQueue, { QueueName: 'far', tags: { Team: 'Blue' } });
    await member.run(CreateInstanceProfile, { InstanceProfileName: 'profile', Tags: [{ Key: 'Stage', Value: 'test' }] });
    await world.management.run(CreateQueue, { QueueName: 'theirs', tags: { Team: 'Red' } });
    const near = await member.run(GetResources, {});
    expect(namesOf(near.ResourceTagMappingList)).toEqual(['instance-profile/profile', 'near']);
    expect(near).toMatchObject({ PaginationToken: '', ResourceTagMappingList: [{}, { Tags: [{ Key: 'Team', Value: 'Red' }] }] });
    const far = member.with({ region: 'eu-west-1' });
    expect(namesOf((await far.run(GetResources, {})).ResourceTagMappingList)).toEqual(['far']);
    expect(await member.run(GetTagKeys, {})).toEqual({ PaginationToken: '', TagKeys: ['Stage', 'Team'] });
    expect(await far.run(GetTagValues, { Key: 'Team' })).toEqual({ PaginationToken: '', TagValues: ['Blue'] });
  });

  it('joins filters of keys by AND and their values by OR, and filters types and ARNs', async () => {
    const { management: root } = world;
    for (const [QueueName, tags] of [
      ['a', { k1: 'v1', k2: 'v2', k3: '' }],
      ['b', { k1: 'v1', k2: 'v4' }],
      ['c', { k1: 'v2', k3: 'x' }],
    ] as const)
      await root.run(CreateQueue, { QueueName, tags });
    const found = async (input: object) => namesOf((await root.run(GetResources, input)).ResourceTagMappingList);
    const [one, two, three] = [{ Key: 'k1', Values: ['v1'] }, { Key: 'k2', Values: ['v2', 'v3', 'v4'] }, { Key: 'k3' }];
    expect(await found({ TagFilters: [one] })).toEqual(['a', 'b']);
    expect(await found({ TagFilters: [two] })).toEqual(['a', 'b']);
    expect(await found({ TagFilters: [three] })).toEqual(['a', 'c']);
    expect(await found({ TagFilters: [one, two, three] })).toEqual(['a']);
    expect(await found({ ResourceTypeFilters: ['sns', 'sqs:queue'] })).toEqual(['a', 'b', 'c']);
    expect(await found({ ResourceTypeFilters: ['sqs:topic'] })).toEqual([]);
    expect(await found({ ResourceARNList: [queueArn(root.accountId, 'b'), queueArn(root.accountId, 'none')] })).toEqual(['b']);
  });

  it('returns every resource once over pages of resources and of tags', async () => {
    const { management: root } = world;
    const tags = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`key-${at}`, '']));
    for (const QueueName of ['a', 'b', 'c', 'd', 'e']) await root.run(CreateQueue, { QueueName, tags });
    for (const [size, pages] of [
      [{ ResourcesPerPage: 2 }, ['ab', 'cd', 'e']],
      [{ TagsPerPage: 100 }, ['ab', 'cd', 'e']],
      [{ ResourcesPerPage: 5 }, ['abcde']],
    ] as const) {
      const seen: string[] = [];
      let PaginationToken = '';
      do {
        const page = await root.run(GetResources, { ...size, PaginationToken });
        seen.push(namesOf(page.ResourceTagMappingList).join(''));
        ({ PaginationToken } = page);
      } while (PaginationToken !== '');
      expect(seen).toEqual(pages);
    }
    expect((await root.run(GetTagKeys, {})).TagKeys).toHaveLength(40);
  });

  it('judges tags by the policy in force', async () => {
    const { management: root } = world;
    for (const [QueueName, tags] of [
      ['good', { Team: 'Blue-1' }],
      ['missing', { Stage: 'test' }],
      ['spelled', { TEAM: 'Red' }],
      ['valued', { Team: 'Green' }],
    ] as const)
      await root.run(CreateQueue, { QueueName, tags });
    const details = { IncludeComplianceDetails: true, ExcludeCompliantResources: true };
    expect((await root.run(GetResources, details)).ResourceTagMappingList).toEqual([]);
    await tagPolicyFor(root);
    const { ResourceTagMappingList: found } = await root.run(GetResources, details);
    expect(namesOf(found)).toEqual(['missing', 'spelled', 'valued']);
    expect(found.map(({ ComplianceDetails }) => ComplianceDetails)).toEqual([
      { NoncompliantKeys: [], KeysWithNoncompliantValues: [], MissingTagKeys: ['Team'], ComplianceStatus: false },
      { NoncompliantKeys: ['TEAM'], KeysWithNoncompliantValues: ['Team'], MissingTagKeys: [], ComplianceStatus: false },
      { NoncompliantKeys: [], KeysWithNoncompliantValues: ['Team'], MissingTagKeys: [], ComplianceStatus: false },
    ]);
    expect((await root.run(GetResources, { IncludeComplianceDetails: true })).ResourceTagMappingList).toHaveLength(4);
  });
});

describe('TagResources and UntagResources', () => {
  it('tag resources of several services and report each failure by its service', async () => {
    const { management: root } = world;
    const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'queue', tags: { Old: '1' } });
    await root.run(CreateBucket, { Bucket: 'tagged-bucket' });
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'profile' });
    const [queue, bucket] = [queueArn(root.accountId, 'queue'), 'arn:aws:s3:::tagged-bucket'];
    const profile = `arn:aws:iam::${root.accountId}:instance-profile/profile`;
    const [none, far] = [queueArn(root.accountId, 'none'), queueArn(root.accountId, 'queue', 'eu-west-1')];
    const [foreign, user] = [queueArn('111122223333', 'queue'), `arn:aws:iam::${root.accountId}:user/maria`];
    const ResourceARNList = [queue, bucket, profile, none, far, foreign, user, 'arn:aws:s3:::no-such-bucket-here'];
    const { FailedResourcesMap } = await root.run(TagResources, { ResourceARNList, Tags: { Team: 'Red' } });
    expect(Object.entries(FailedResourcesMap).map(([arn, { StatusCode, ErrorCode }]) => [arn, StatusCode, ErrorCode])).toEqual([
      [none, 400, 'QueueDoesNotExist'],
      [far, 400, 'InvalidParameterException'],
      [foreign, 400, 'InvalidParameterException'],
      [user, 500, 'InternalServiceException'],
      ['arn:aws:s3:::no-such-bucket-here', 400, 'NoSuchBucket'],
    ]);
    expect(await root.run(ListQueueTags, { QueueUrl })).toEqual({ Tags: { Old: '1', Team: 'Red' } });
    await root.run(TagResources, { ResourceARNList: [bucket], Tags: { Stage: 'test' } });
    const tagged = await root.run(GetResources, { ResourceARNList: [bucket] });
    expect(tagged.ResourceTagMappingList[0]?.Tags.map(({ Key }) => Key)).toEqual(['Stage', 'Team']);
    const removed = await root.run(UntagResources, { ResourceARNList: [queue, bucket, profile], TagKeys: ['Team', 'Stage'] });
    expect(removed).toEqual({ FailedResourcesMap: {} });
    expect(namesOf((await root.run(GetResources, {})).ResourceTagMappingList)).toEqual(['queue']);
  });

  it('need the permission of the service and obey tag policies, and the service records its own event', async () => {
    const { management: root } = world;
    const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'queue' });
    const given = { ResourceARNList: [queueArn(root.accountId, 'queue')], Tags: { Team: 'Green' } };
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(TagResources, given)).action).toBe('tag:TagResources');
    const tagger = await userWith(world, root, 'tagger', [{ Effect: 'Allow', Action: 'tag:*', Resource: '*' }]);
    const denied = Object.values((await tagger.run(TagResources, given)).FailedResourcesMap)[0];
    expect(denied).toMatchObject({ StatusCode: 403, ErrorMessage: expect.stringContaining('sqs:TagQueue') });
    await tagPolicyFor(root, { enforced: ['sqs:queue'] });
    const refused = Object.values((await root.run(TagResources, given)).FailedResourcesMap)[0];
    expect(refused).toMatchObject({ StatusCode: 400, ErrorMessage: expect.stringContaining("tag key: 'Team'") });
    expect(await root.run(ListQueueTags, { QueueUrl })).toEqual({});
    await root.run(TagResources, { ...given, Tags: { Team: 'Red' } });
    const { Events } = await root.run(SearchEvents, { MaxResults: 3 });
    expect(Events.map(({ eventSource, eventName }) => [eventSource, eventName])).toEqual(
      expect.arrayContaining([
        ['tagging.amazonaws.com', 'TagResources'],
        ['sqs.amazonaws.com', 'TagQueue'],
      ]),
    );
  });

  it('tags resources of IAM as IAM’s own calls do', async () => {
    const { management: root } = world;
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'profile', Path: '/apps/' });
    await root.run(TagInstanceProfile, { InstanceProfileName: 'profile', Tags: [{ Key: 'Team', Value: 'Red' }] });
    const arn = `arn:aws:iam::${root.accountId}:instance-profile/apps/profile`;
    expect(await root.run(UntagResources, { ResourceARNList: [arn], TagKeys: ['Team'] })).toEqual({ FailedResourcesMap: {} });
    expect((await root.run(GetResources, {})).ResourceTagMappingList).toEqual([]);
  });
});

describe('GetComplianceSummary and ListRequiredTags', () => {
  it('count the resources of the organization by account, Region and type', async () => {
    const [first, second] = [await world.member('first'), await world.member('second')];
    for (const [member, name, region] of [
      [first, 'a', 'us-east-1'],
      [first, 'b', 'eu-west-1'],
      [second, 'c', 'us-east-1'],
    ] as const)
      await member.with({ region }).run(CreateQueue, { QueueName: name, tags: { Team: 'Green' } });
    await second.run(CreateQueue, { QueueName: 'good', tags: { Team: 'Red' } });
    const { management } = world;
    expect((await management.fails(GetComplianceSummary, {})).message).toContain('trusted access');
    await tagPolicyFor(management);
    const counts = async (input: object) =>
      (await management.run(GetComplianceSummary, input)).SummaryList.map(({ LastUpdated: _, ...summary }) => summary);
    expect(await counts({})).toEqual([{ NonCompliantResources: 3 }]);
    const byAccount = [first, second].map(({ accountId: TargetId }, at) => ({
      TargetId,
      TargetIdType: 'ACCOUNT',
      NonCompliantResources: 2 - at,
    }));
    expect(await counts({ GroupBy: ['TARGET_ID'] })).toEqual(byAccount.sort((a, b) => (a.TargetId < b.TargetId ? -1 : 1)));
    expect(await counts({ GroupBy: ['REGION', 'RESOURCE_TYPE'] })).toEqual([
      { Region: 'eu-west-1', ResourceType: 'sqs:queue', NonCompliantResources: 1 },
      { Region: 'us-east-1', ResourceType: 'sqs:queue', NonCompliantResources: 2 },
    ]);
    expect(await counts({ TargetIdFilters: [second.accountId] })).toEqual([{ NonCompliantResources: 1 }]);
    expect(await counts({ TargetIdFilters: [world.rootId], RegionFilters: ['eu-west-1'] })).toEqual([
      { NonCompliantResources: 1 },
    ]);
    expect(await counts({ TagKeyFilters: ['Stage'] })).toEqual([{ NonCompliantResources: 0 }]);
    expect((await first.fails(GetComplianceSummary, {})).shape).toBe('ConstraintViolationException');
    const far = management.with({ region: 'eu-west-1' });
    expect((await far.fails(GetComplianceSummary, {})).message).toContain('us-east-1');
  });

  it('list the required tags of the account, with all types of ALL_SUPPORTED', async () => {
    const member = await world.member('member');
    expect(await member.run(ListRequiredTags, {})).toEqual({ RequiredTags: [] });
    await tagPolicyFor(world.management, { required: ['sqs:queue', 'iam:ALL_SUPPORTED', 'rds:db'] });
    const { RequiredTags } = await member.run(ListRequiredTags, {});
    expect(RequiredTags.map(({ ResourceType }) => ResourceType)).toEqual([
      'iam:instance-profile',
      'iam:mfa',
      'iam:oidc-provider',
      'iam:saml-provider',
      'iam:server-certificate',
      'rds:db',
      'sqs:queue',
    ]);
    expect(RequiredTags.slice(-2)).toEqual([
      { ResourceType: 'rds:db', CloudFormationResourceTypes: [], ReportingTagKeys: ['Team'] },
      { ResourceType: 'sqs:queue', CloudFormationResourceTypes: ['AWS::SQS::Queue'], ReportingTagKeys: ['Team'] },
    ]);
    const first = await member.run(ListRequiredTags, { MaxResults: 6 });
    const rest = await member.run(ListRequiredTags, { MaxResults: 6, NextToken: first.NextToken });
    expect([...first.RequiredTags, ...rest.RequiredTags]).toEqual(RequiredTags);
    expect(rest.NextToken).toBeUndefined();
  });
});

describe('StartReportCreation', () => {
  it('puts a report into a bucket of the account, one at a time', async () => {
    const { management } = world;
    await tagPolicyFor(management);
    const member = await world.member('member');
    await member.run(CreateQueue, { QueueName: 'queue', tags: { Team: 'Green' } });
    await management.run(CreateBucket, { Bucket: 'reports' });
    expect(await management.run(DescribeReportCreation, {})).toEqual({ Status: 'NO REPORT' });
    const now = new Date('2026-05-06T07:08:09.123Z');
    const at = (seconds: number) => management.with({ now: new Date(now.getTime() + seconds * 1000) });
    await at(0).run(StartReportCreation, { S3Bucket: 'reports' });
    expect(await at(1).run(DescribeReportCreation, {})).toEqual({ Status: 'RUNNING' });
    expect((await at(1).fails(StartReportCreation, { S3Bucket: 'reports' })).shape).toBe('ConcurrentModificationException');
    const Key = `AwsTagPolicies/${world.organizationId}/2026-05-06T07:08:09Z/report.csv`;
    expect(await at(9).run(DescribeReportCreation, {})).toEqual({ Status: 'SUCCEEDED', S3Location: `s3://reports/${Key}` });
    const { Body } = await management.run(GetObject, { Bucket: 'reports', Key });
    const lines = Buffer.from(Body as Uint8Array)
      .toString()
      .split('\n');
    expect(lines[1]).toContain(`${member.accountId},us-east-1,sqs:queue,arn:aws:sqs:us-east-1:${member.accountId}:queue,false`);
    expect(await at(91 * 86_400).run(DescribeReportCreation, {})).toEqual({ Status: 'NO REPORT' });
  });

  it('needs a policy on a bucket of another account, for tag policies of this account', async () => {
    const { management } = world;
    await tagPolicyFor(management);
    const owner = await world.account('owner');
    await owner.run(CreateBucket, { Bucket: 'their-reports' });
    const start = { S3Bucket: 'their-reports' };
    expect((await management.fails(StartReportCreation, start)).shape).toBe('InvalidParameterException');
    const allowing = (account: string) => ({
      Bucket: 'their-reports',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'tagpolicies.tag.amazonaws.com' },
            Action: 's3:PutObject',
            Resource: `arn:aws:s3:::their-reports/AwsTagPolicies/${world.organizationId}/*`,
            Condition: {
              StringEquals: { 'aws:SourceAccount': account },
              StringLike: { 'aws:SourceArn': `arn:aws:tag:us-east-1:${account}:*` },
            },
          },
        ],
      }),
    });
    await owner.run(PutBucketPolicy, allowing('111122223333'));
    expect((await management.fails(StartReportCreation, start)).shape).toBe('InvalidParameterException');
    await owner.run(PutBucketPolicy, allowing(management.accountId));
    expect(await management.run(StartReportCreation, start)).toEqual({});
  });
});
