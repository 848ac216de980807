import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepare } from '../../core/authorization/prepared-policies';
import type { Actor } from '../../core/test-world';
import { TEST_NOW } from '../../core/test-world';
import { PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateOrganizationPolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { AttachGroupPolicy, AttachUserPolicy } from '../attachment/operations';
import { AddUserToGroup, CreateGroup } from '../group/operations';
import { CreatePolicy } from '../policy/operations';
import { CreateUser, GetUser, ListUsers } from '../user/operations';
import { actionsAllowedBy, servicesAllowedBy } from './granted';
import {
  GenerateServiceLastAccessedDetails,
  GetServiceLastAccessedDetails,
  GetServiceLastAccessedDetailsWithEntities,
  ListPoliciesGrantingServiceAccess,
} from './operations';
import { GenerateOrganizationsAccessReport, GetOrganizationsAccessReport } from './organization-operations';
import { GetLastAccessed, GetLastAccessedActions } from './overview';

const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

describe('last accessed information', () => {
  let world: OrganizationWorld;
  let root: Actor;
  let ana: Actor;
  beforeEach(async () => {
    world = await createOrganizationWorld();
    root = world.management;
    ana = await userWith(world, root, 'ana', [allow('iam:GetUser', 'iam:PassRole', 's3:GetObject')]);
  });
  afterEach(() => world.close());

  const arnOf = (kind: string) => `arn:aws:iam::${root.accountId}:${kind}`;
  const report = async (Arn: string, Granularity?: 'ACTION_LEVEL') => {
    const { JobId } = await root.run(GenerateServiceLastAccessedDetails, { Arn, Granularity });
    return root.run(GetServiceLastAccessedDetails, { JobId });
  };

  it('lists the services that a user may use with the last attempt, and services never used without a time', async () => {
    await ana.run(GetUser, { UserName: 'ana' });
    await ana.with({ now: later(3) }).fails(ListUsers, {});
    expect(await report(arnOf('user/ana'))).toMatchObject({
      JobStatus: 'COMPLETED',
      JobType: 'SERVICE_LEVEL',
      JobCreationDate: TEST_NOW,
      IsTruncated: false,
      ServicesLastAccessed: [
        {
          ServiceNamespace: 'iam',
          LastAuthenticated: later(3),
          LastAuthenticatedEntity: arnOf('user/ana'),
          LastAuthenticatedRegion: 'us-east-1',
          TotalAuthenticatedEntities: 1,
        },
        { ServiceNamespace: 's3', ServiceName: 'Amazon S3', TotalAuthenticatedEntities: 0 },
      ],
    });
  });

  it('reports actions of management events but not iam:PassRole', async () => {
    await ana.run(GetUser, { UserName: 'ana' });
    const { ServicesLastAccessed = [] } = await report(arnOf('user/ana'), 'ACTION_LEVEL');
    expect(ServicesLastAccessed.map(({ TrackedActionsLastAccessed }) => TrackedActionsLastAccessed)).toEqual([
      [
        {
          ActionName: 'GetUser',
          LastAccessedEntity: arnOf('user/ana'),
          LastAccessedTime: TEST_NOW,
          LastAccessedRegion: 'us-east-1',
        },
      ],
      undefined,
    ]);
  });

  it('lists the entities that have a policy, also through a group, with the latest use first', async () => {
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'readers', PolicyDocument: policy(allow('iam:List*')) });
    const PolicyArn = Policy.Arn;
    await root.run(CreateGroup, { GroupName: 'team' });
    await root.run(AttachGroupPolicy, { GroupName: 'team', PolicyArn });
    const bo = await userWith(world, root, 'bo');
    await root.run(CreateUser, { UserName: 'never' });
    for (const UserName of ['bo', 'never']) await root.run(AddUserToGroup, { UserName, GroupName: 'team' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await bo.run(ListUsers, {});
    await ana.with({ now: later(1) }).run(ListUsers, {});
    // Another policy allows this call, so it does not count for this one.
    await ana.with({ now: later(9) }).run(GetUser, { UserName: 'ana' });
    const { JobId } = await root.run(GenerateServiceLastAccessedDetails, { Arn: PolicyArn });
    const { ServicesLastAccessed } = await root.run(GetServiceLastAccessedDetails, { JobId });
    expect(ServicesLastAccessed).toMatchObject([
      {
        ServiceNamespace: 'iam',
        LastAuthenticated: later(1),
        LastAuthenticatedEntity: arnOf('user/ana'),
        TotalAuthenticatedEntities: 2,
      },
    ]);
    const asked = { JobId, ServiceNamespace: 'iam' };
    const first = await root.run(GetServiceLastAccessedDetailsWithEntities, { ...asked, MaxItems: 2 });
    const rest = await root.run(GetServiceLastAccessedDetailsWithEntities, { ...asked, Marker: first.Marker });
    expect([first.IsTruncated, rest.IsTruncated]).toEqual([true, false]);
    const details = [...first.EntityDetailsList, ...rest.EntityDetailsList];
    expect(details.map(({ EntityInfo, LastAuthenticated }) => [EntityInfo.Name, LastAuthenticated])).toEqual([
      ['ana', later(1)],
      ['bo', TEST_NOW],
      ['never', undefined],
    ]);
  });

  it('is returned only to the principal that requested it, for seven days', async () => {
    const { JobId } = await root.run(GenerateServiceLastAccessedDetails, { Arn: arnOf('user/ana') });
    const admin = await userWith(world, root, 'admin', [allow('*')]);
    expect((await admin.fails(GetServiceLastAccessedDetails, { JobId })).shape).toBe('NoSuchEntityException');
    await root.with({ now: later(7 * 24 * 60) }).run(GetServiceLastAccessedDetails, { JobId });
    expect((await root.with({ now: later(7 * 24 * 60 + 1) }).fails(GetServiceLastAccessedDetails, { JobId })).shape).toBe(
      'NoSuchEntityException',
    );
  });

  it('lists the policies that allow a service, including those of groups', async () => {
    await root.run(CreateGroup, { GroupName: 'team' });
    await root.run(PutGroupPolicy, { GroupName: 'team', PolicyName: 'own', PolicyDocument: policy(allow('s3:*')) });
    await root.run(AttachGroupPolicy, { GroupName: 'team', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await root.run(AddUserToGroup, { UserName: 'ana', GroupName: 'team' });
    const { PoliciesGrantingServiceAccess } = await root.run(ListPoliciesGrantingServiceAccess, {
      Arn: arnOf('user/ana'),
      ServiceNamespaces: ['s3', 'iam', 'sqs'],
    });
    const managed = { PolicyName: 'ReadOnlyAccess', PolicyType: 'MANAGED', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    const inline = { PolicyName: 'inline', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'ana' };
    expect(PoliciesGrantingServiceAccess).toEqual([
      { ServiceNamespace: 'iam', Policies: [inline, managed] },
      {
        ServiceNamespace: 's3',
        Policies: [inline, { PolicyName: 'own', PolicyType: 'INLINE', EntityType: 'GROUP', EntityName: 'team' }, managed],
      },
      { ServiceNamespace: 'sqs', Policies: [managed] },
    ]);
  });

  it('shows attempts and successes separately, with the policies that allow the service', async () => {
    await ana.run(GetUser, { UserName: 'ana' });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'inline', PolicyDocument: policy(allow('iam:List*')) });
    await ana.with({ now: later(4) }).fails(GetUser, { UserName: 'ana' });
    const Arn = arnOf('user/ana');
    expect(await root.run(GetLastAccessed, { Arn })).toMatchObject({
      Services: [
        { ServiceNamespace: 'iam', LastAttempt: later(4), LastSuccess: TEST_NOW, Entity: Arn, Entities: 1, Policies: [0] },
      ],
      Policies: [{ PolicyName: 'inline', PolicyType: 'INLINE', EntityName: 'ana' }],
      Since: null,
    });
    const { Actions } = await root.run(GetLastAccessedActions, { Arn, ServiceNamespace: 'iam' });
    expect(Actions.find(({ ActionName }) => ActionName === 'GetUser')).toMatchObject({ Allowed: false, LastAttempt: later(4) });
    expect(Actions.find(({ ActionName }) => ActionName === 'ListUsers')).toEqual({
      ActionName: 'ListUsers',
      AccessLevel: 'List',
      Allowed: true,
      IsData: false,
    });
  });

  describe('the access report of an organization', () => {
    const organizationReport = async (EntityPath: string, OrganizationsPolicyId?: string) => {
      const { JobId } = await root.run(GenerateOrganizationsAccessReport, { EntityPath, OrganizationsPolicyId });
      return root.run(GetOrganizationsAccessReport, { JobId, SortKey: 'LAST_AUTHENTICATED_TIME_DESCENDING' });
    };

    it('lists the services that SCPs on the path allow and the last use by member accounts', async () => {
      const { organizationId, rootId } = world;
      const one = await world.member('one');
      const unit = await world.unit('team');
      await root.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
      const made = { Type: 'SERVICE_CONTROL_POLICY' as const, Description: '' };
      const { Policy } = await root.run(CreateOrganizationPolicy, {
        ...made,
        Name: 'few',
        Content: policy(allow('iam:*', 's3:*', 'sqs:*')),
      });
      const { Policy: shut } = await root.run(CreateOrganizationPolicy, {
        ...made,
        Name: 'shut',
        Content: policy({ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }),
      });
      const few = Policy.PolicySummary?.Id;
      await root.run(AttachPolicy, { PolicyId: few, TargetId: rootId });
      await root.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: rootId });
      await root.run(AttachPolicy, { PolicyId: shut.PolicySummary?.Id, TargetId: one.accountId });
      await one.with({ now: later(2) }).run(ListUsers, {});
      const path = `${organizationId}/${rootId}`;
      const of = async (...asked: Parameters<typeof organizationReport>) => {
        const report = await organizationReport(...asked);
        if (!('AccessDetails' in report)) throw new Error('the report failed');
        const { AccessDetails, NumberOfServicesAccessible, NumberOfServicesNotAccessed } = report;
        const services = AccessDetails.map(({ ServiceNamespace }) => ServiceNamespace);
        return { services, first: AccessDetails[0], NumberOfServicesAccessible, NumberOfServicesNotAccessed };
      };
      const used = {
        EntityPath: `${path}/${one.accountId}`,
        LastAuthenticatedTime: later(2),
        TotalAuthenticatedEntities: 1,
        Region: 'us-east-1',
      };
      expect(await of(path)).toMatchObject({
        services: ['iam', 'sqs', 's3'],
        first: { ServiceNamespace: 'iam', ...used },
        NumberOfServicesAccessible: 3,
        NumberOfServicesNotAccessed: 2,
      });
      expect((await of(`${path}/${one.accountId}`)).services).toEqual(['iam', 's3']);
      expect(await of(`${path}/${unit}`, few)).toMatchObject({ services: ['sqs', 's3', 'iam'], NumberOfServicesNotAccessed: 3 });
      // SCPs do not apply to the management account.
      expect((await of(`${path}/${root.accountId}`, few)).NumberOfServicesAccessible).toBeGreaterThan(300);
    });

    it('fails as a job for an invalid path or when SCPs are not enabled', async () => {
      const { organizationId, rootId } = world;
      expect(await organizationReport(`${organizationId}/${rootId}/ou-nowhere`)).toMatchObject({
        JobStatus: 'FAILED',
        ErrorDetails: { Code: 'InvalidInput' },
      });
      expect(await organizationReport(`${organizationId}/${rootId}`)).toMatchObject({
        JobStatus: 'FAILED',
        ErrorDetails: { Code: 'PolicyTypeNotEnabled' },
      });
    });

    it('is limited by iam:OrganizationsPolicyId and to the management account', async () => {
      const EntityPath = `${world.organizationId}/${world.rootId}`;
      const statement = {
        ...allow('iam:GenerateOrganizationsAccessReport'),
        Condition: { StringEquals: { 'iam:OrganizationsPolicyId': 'p-aaaaaaaa' } },
      };
      const auditor = await userWith(world, root, 'auditor', [statement]);
      await auditor.run(GenerateOrganizationsAccessReport, { EntityPath, OrganizationsPolicyId: 'p-aaaaaaaa' });
      expect((await auditor.fails(GenerateOrganizationsAccessReport, { EntityPath })).shape).toBe('AccessDenied');
      const member = await world.member('two');
      expect((await member.fails(GenerateOrganizationsAccessReport, { EntityPath })).message).toContain(
        'Only the management account',
      );
    });
  });
});

describe('servicesAllowedBy', () => {
  const read = (...statements: object[]) =>
    prepare({ id: 'p', type: 'identity', name: 'p', origin: { kind: 'direct' } }, policy(...statements));
  it.each([
    [[allow('s3:GetObject', 'IAM:Get*')], ['iam', 's3']],
    [[allow('s3:NoSuchAction', 'nothing:Get')], []],
    [[{ Effect: 'Deny', Action: 's3:*', Resource: '*' }, allow('s3:Get*')], ['s3']],
    [[allow('sq?:Send*')], ['sqs']],
  ])('returns for %j the services %j', async (statements, services) => {
    expect([...(await servicesAllowedBy(read(...statements)))].sort()).toEqual(services);
  });

  it('returns the services and actions outside NotAction', async () => {
    const found = await servicesAllowedBy(read({ Effect: 'Allow', NotAction: ['iam:*', 's3:GetObject'], Resource: '*' }));
    expect([found.has('iam'), found.has('s3'), found.has('sqs')]).toEqual([false, true, true]);
    const names = actionsAllowedBy([read({ Effect: 'Allow', NotAction: ['s3:Get*'], Resource: '*' })], 's3').map(
      ({ name }) => name,
    );
    expect([names.includes('GetObject'), names.includes('PutObject')]).toEqual([false, true]);
  });
});
