import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus } from '../../iam/service-linked-role/operations';
import { CreateUser } from '../../iam/user/operations';
import {
  DeregisterDelegatedAdministrator,
  RegisterDelegatedAdministrator,
} from '../../organizations/delegated-administrator/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { resourcePolicy } from '../../resources/test-tables';
import { CreateAnalyzer, DeleteAnalyzer, GetAnalyzer, ListAnalyzers } from '../analyzer/operations';
import { keepFindings } from './keep';
import { ApplyArchiveRule, GetFindingV2, ListFindingsV2, UpdateFindings } from './operations';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

const trust = (AWS: string) => resourcePolicy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
const later = (actor: Actor, days: number) => actor.with({ now: new Date(Date.now() + days * 86_400_000) });
const summary = async (actor: Actor, analyzerArn: string) =>
  (await actor.run(ListFindingsV2, { analyzerArn })).findings
    .map(({ findingType, resource, status }) => `${findingType} ${resource.split(':').at(-1)} ${status}`)
    .sort();

it('an external access analyzer finds external access, keeps archived findings and resolves ended ones', async () => {
  const root = (await world.account()).with({ now: new Date() });
  const friend = await world.account();
  await root.run(CreateRole, { RoleName: 'partner', AssumeRolePolicyDocument: trust(friend.accountId) });
  const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'orders' });
  const Resource = `arn:aws:sqs:us-east-1:${root.accountId}:orders`;
  const Policy = resourcePolicy({ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource });
  await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
  const { arn: analyzerArn } = await root.run(CreateAnalyzer, { analyzerName: 'outside', type: 'ACCOUNT' });
  expect(await summary(root, analyzerArn)).toEqual(['ExternalAccess orders ACTIVE', 'ExternalAccess role/partner ACTIVE']);
  const { findings } = await root.run(ListFindingsV2, { analyzerArn, filter: { isPublic: { eq: ['true'] } } });
  expect(findings.map(({ resourceType }) => resourceType)).toEqual(['AWS::SQS::Queue']);
  const { findingDetails } = await root.run(GetFindingV2, { analyzerArn, id: findings[0]?.id ?? '' });
  expect(findingDetails).toEqual([
    {
      externalAccessDetails: {
        principal: { AWS: '*' },
        action: ['sqs:SendMessage'],
        condition: {},
        isPublic: true,
        resourceControlPolicyRestriction: 'NOT_APPLICABLE',
      },
    },
  ]);
  await root.run(UpdateFindings, { analyzerArn, ids: findings.map(({ id }) => id), status: 'ARCHIVED' });
  expect(await summary(root, analyzerArn)).toContain('ExternalAccess orders ARCHIVED');
  await keepFindings(world.database, new Date());
  await root.run(UpdateAssumeRolePolicy, { RoleName: 'partner', PolicyDocument: trust(root.accountId) });
  expect(await summary(root, analyzerArn)).toEqual(['ExternalAccess orders ARCHIVED', 'ExternalAccess role/partner RESOLVED']);
  // The service's role is in use while an analyzer exists.
  const remove = async () => {
    const { DeletionTaskId } = await root.run(DeleteServiceLinkedRole, { RoleName: 'AWSServiceRoleForAccessAnalyzer' });
    return (await root.run(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId })).Status;
  };
  expect(await remove()).toBe('FAILED');
  await root.run(DeleteAnalyzer, { analyzerName: 'outside' });
  expect(await world.database.reader.analyzerFinding.count()).toBe(0);
  expect(await remove()).toBe('SUCCEEDED');
});

it('an unused access analyzer finds resources unused for the configured age and applies archive rules', async () => {
  const root = (await world.account()).with({ now: new Date() });
  await root.run(CreateUser, { UserName: 'ana' });
  await root.run(CreateAccessKey, { UserName: 'ana' });
  await root.run(CreateRole, { RoleName: 'forgotten', AssumeRolePolicyDocument: trust(root.accountId) });
  const rule = { ruleName: 'keys', filter: { findingType: { eq: ['UnusedIAMUserAccessKey'] } } };
  const { arn: analyzerArn } = await root.run(CreateAnalyzer, {
    analyzerName: 'unused',
    type: 'ACCOUNT_UNUSED_ACCESS',
    configuration: { unusedAccess: { unusedAccessAge: 30 } },
    archiveRules: [rule],
  });
  expect(await summary(root, analyzerArn)).toEqual([]);
  expect(await summary(later(root, 31), analyzerArn)).toEqual([
    'UnusedIAMRole role/forgotten ACTIVE',
    'UnusedIAMUserAccessKey user/ana ARCHIVED',
  ]);
  const ids = (await later(root, 31).run(ListFindingsV2, { analyzerArn })).findings.map(({ id }) => id);
  await later(root, 31).run(UpdateFindings, { analyzerArn, ids, status: 'ACTIVE' });
  expect(await summary(later(root, 31), analyzerArn)).toContain('UnusedIAMUserAccessKey user/ana ACTIVE');
  await later(root, 31).run(ApplyArchiveRule, { analyzerArn, ruleName: 'keys' });
  expect(await summary(later(root, 31), analyzerArn)).toContain('UnusedIAMUserAccessKey user/ana ARCHIVED');
});

it('an organization analyzer is limited to the management account and the delegated administrator', async () => {
  const organization = await createOrganizationWorld();
  const { management, member } = organization;
  try {
    const now = new Date();
    const audit = (await member('audit')).with({ now });
    const shop = (await member('shop')).with({ now });
    // The account is in the organization, but external to an analyzer of the account.
    await shop.run(CreateRole, { RoleName: 'reader', AssumeRolePolicyDocument: trust(audit.accountId) });
    await shop.run(CreateRole, { RoleName: 'partner', AssumeRolePolicyDocument: trust('999999999999') });
    const own = await shop.run(CreateAnalyzer, { analyzerName: 'own', type: 'ACCOUNT' });
    expect(await summary(shop, own.arn)).toEqual([
      'ExternalAccess role/OrganizationAccountAccessRole ACTIVE',
      'ExternalAccess role/partner ACTIVE',
      'ExternalAccess role/reader ACTIVE',
    ]);
    const asked = { analyzerName: 'all', type: 'ORGANIZATION' as const };
    expect((await audit.fails(CreateAnalyzer, asked)).shape).toBe('ValidationException');
    const ServicePrincipal = 'access-analyzer.amazonaws.com';
    await management.run(EnableAWSServiceAccess, { ServicePrincipal });
    await management.run(RegisterDelegatedAdministrator, { AccountId: audit.accountId, ServicePrincipal });
    const { arn } = await audit.run(CreateAnalyzer, asked);
    expect(await summary(audit, arn)).toEqual(['ExternalAccess role/partner ACTIVE']);
    expect((await audit.run(GetAnalyzer, { analyzerName: 'all' })).analyzer.status).toBe('ACTIVE');
    expect((await shop.run(ListAnalyzers, {})).analyzers.map(({ name }) => name)).toEqual(['own']);
    expect((await shop.fails(ListFindingsV2, { analyzerArn: arn })).shape).toBe('ResourceNotFoundException');
    // The findings are kept, but nobody can read them while the account does not administer the organization.
    await keepFindings(organization.database, now);
    await management.run(DeregisterDelegatedAdministrator, { AccountId: audit.accountId, ServicePrincipal });
    expect((await audit.run(GetAnalyzer, { analyzerName: 'all' })).analyzer.status).toBe('DISABLED');
    expect(await summary(audit, arn)).toEqual([]);
    await management.run(RegisterDelegatedAdministrator, { AccountId: audit.accountId, ServicePrincipal });
    expect(await summary(audit, arn)).toEqual(['ExternalAccess role/partner ACTIVE']);
  } finally {
    await organization.close();
  }
});
