import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS, setQuotas } from '../../core/quotas';
import { TEST_NOW } from '../../core/test-world';
import { AttachPolicy } from '../attachment/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { POLICY_TYPES, type PolicyType } from '../shapes';
import { ListTagsForResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../test-organization';
import { CreatePolicy, DeletePolicy, DescribePolicy, ListPolicies, UpdatePolicy } from './operations';
import { GetOrganizationPolicyVersion, ListOrganizationPolicyVersions } from './version-operations';
import { MOST_VERSIONS } from './versions';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const DENY_S3 = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
const DENY_OUTSIDERS = policyText({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
const MISSING = 'p-00000000';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

type Given = {
  Name?: string;
  Description?: string;
  Type?: PolicyType;
  Content?: string;
};
const input = (given: Given = {}) =>
  ({ Name: 'no-s3', Description: 'keeps out of S3', Type: SCP, Content: DENY_S3, ...given }) as const;
const create = async (given: Given = {}) => (await world.management.run(CreatePolicy, input(given))).Policy.PolicySummary.Id;

describe('CreatePolicy', () => {
  it('returns ID and ARN in the format of AWS and the content unchanged, and stores tags', async () => {
    const Content = '{ "Version": "2012-10-17",\n "Statement": { "Effect": "Deny", "Action": "s3:*", "Resource": "*" } }';
    const { Policy } = await world.management.run(CreatePolicy, { ...input({ Content }), Tags: [{ Key: 'team', Value: 'red' }] });
    const id = Policy.PolicySummary.Id;
    expect(id).toMatch(/^p-[a-z0-9]{10}$/);
    expect(Policy).toEqual({
      PolicySummary: {
        Id: id,
        Arn: `arn:aws:organizations::${world.management.accountId}:policy/${world.organizationId}/service_control_policy/${id}`,
        Name: 'no-s3',
        Description: 'keeps out of S3',
        Type: SCP,
        AwsManaged: false,
      },
      Content,
    });
    expect((await world.management.run(ListTagsForResource, { ResourceId: id })).Tags).toEqual([{ Key: 'team', Value: 'red' }]);
  });

  it('validates RCPs by the grammar of RCPs and SCPs by the grammar of SCPs', async () => {
    expect(await create({ Type: RCP, Name: 'perimeter', Content: DENY_OUTSIDERS })).toMatch(/^p-/);
    for (const given of [
      { Type: RCP, Content: DENY_S3 },
      { Type: RCP, Content: policyText({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }) },
      { Type: SCP, Content: DENY_OUTSIDERS },
      { Type: SCP, Content: '{"Version":"2012-10-17"' },
      { Type: SCP, Content: policyText({ Effect: 'Forbid', Action: 's3:*', Resource: '*' }) },
    ] as const) {
      const error = await world.management.fails(CreatePolicy, input(given));
      expect([error.shape, error.message]).toEqual([
        'MalformedPolicyDocumentException',
        'The provided policy document does not meet the requirements of the specified policy type.',
      ]);
    }
  });

  it('accepts RCPs only for services that support RCPs', async () => {
    const { rcpSupportedServices } = loadCatalog();
    const naming = (...Action: string[]) => policyText({ Effect: 'Deny', Principal: '*', Action, Resource: '*' });
    for (const service of rcpSupportedServices)
      expect(await create({ Type: RCP, Name: service, Content: naming(`${service}:*`) })).toMatch(/^p-/);
    expect(rcpSupportedServices).not.toContain('ec2');
    for (const Action of [['ec2:*'], ['s3:*', 'iam:CreateUser'], ['lambda:InvokeFunction'], ['nosuchservice:*']]) {
      const error = await world.management.fails(CreatePolicy, input({ Type: RCP, Name: 'other', Content: naming(...Action) }));
      expect(error.shape).toBe('MalformedPolicyDocumentException');
    }
    expect(await create({ Name: 'scp', Content: policyText({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' }) })).toMatch(/^p-/);
  });

  it('counts white space toward the limits of 10,240 characters for SCPs and 5,120 for RCPs', async () => {
    const padded = (content: string, length: number) => content + ' '.repeat(length - content.length);
    await create({ Content: padded(DENY_S3, 10_240) });
    const scp = await world.management.fails(CreatePolicy, input({ Name: 'long', Content: padded(DENY_S3, 10_241) }));
    expect([scp.shape, scp.members.Reason, scp.message]).toEqual([
      'ConstraintViolationException',
      'POLICY_CONTENT_LIMIT_EXCEEDED',
      'You have exceeded the maximum policy size. The quota ServiceControlPolicySize is 10,240.',
    ]);
    const rcp = await world.management.fails(CreatePolicy, input({ Type: RCP, Content: padded(DENY_OUTSIDERS, 5121) }));
    expect(rcp.members.Reason).toBe('POLICY_CONTENT_LIMIT_EXCEEDED');
  });

  it('enforces the lower size limit of the legacy quotas', async () => {
    setQuotas(PRESETS.legacy);
    const Content = DENY_S3 + ' '.repeat(5121 - DENY_S3.length);
    expect((await world.management.fails(CreatePolicy, input({ Content }))).members.Reason).toBe('POLICY_CONTENT_LIMIT_EXCEEDED');
  });

  it('refuses a duplicate name within a policy type, including FullAWSAccess', async () => {
    await create();
    await create({ Type: RCP, Content: DENY_OUTSIDERS });
    for (const Name of ['no-s3', 'FullAWSAccess']) {
      const error = await world.management.fails(CreatePolicy, input({ Name }));
      expect([error.shape, error.message]).toEqual(['DuplicatePolicyException', 'A policy with the same name already exists.']);
    }
  });

  it('refuses policies over the quota of the type', async () => {
    setQuotas({ ...PRESETS.current, ServiceControlPoliciesPerOrganization: 1 });
    await create();
    expect((await world.management.fails(CreatePolicy, input({ Name: 'two' }))).members.Reason).toBe(
      'POLICY_NUMBER_LIMIT_EXCEEDED',
    );
  });

  it('refuses organizations with only consolidated billing, unknown policy types, and documents of another type', async () => {
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const shape = 'PolicyTypeNotAvailableForOrganizationException';
    expect((await billing.management.fails(CreatePolicy, input())).shape).toBe(shape);
    await billing.close();
    for (const Type of POLICY_TYPES.filter((type) => type !== SCP && type !== RCP)) {
      const error = await world.management.fails(CreatePolicy, input({ Type }));
      expect(error.shape).toBe('MalformedPolicyDocumentException');
    }
    const unknown = await world.management.fails(CreatePolicy, { ...input(), Type: 'BUDGET_POLICY' as 'TAG_POLICY' });
    expect([unknown.shape, unknown.members.Reason]).toEqual(['InvalidInputException', 'INVALID_ENUM_POLICY_TYPE']);
  });

  it('authorizes against the ARN of the new policy with the policy type as a condition key', async () => {
    const user = await userWith(world, world.management, 'maria', [
      {
        Effect: 'Allow',
        Action: 'organizations:CreatePolicy',
        Resource: 'arn:aws:organizations::*:policy/*/service_control_policy/*',
        Condition: { StringEquals: { 'organizations:PolicyType': SCP } },
      },
    ]);
    await user.run(CreatePolicy, input());
    expect((await user.fails(CreatePolicy, input({ Type: RCP, Content: DENY_OUTSIDERS }))).shape).toBe('AccessDenied');
  });
});

describe('UpdatePolicy', () => {
  it('changes the given properties and keeps the others', async () => {
    const PolicyId = await create();
    const { Policy } = await world.management.run(UpdatePolicy, { PolicyId, Description: 'new words' });
    expect(Policy).toMatchObject({ PolicySummary: { Name: 'no-s3', Description: 'new words' }, Content: DENY_S3 });
    const Content = policyText({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' });
    const later = new Date(TEST_NOW.getTime() + 1000);
    await world.management.with({ now: later }).run(UpdatePolicy, { PolicyId, Name: 'no-ec2', Content });
    const after = await world.management.run(DescribePolicy, { PolicyId });
    expect(after.Policy).toMatchObject({ PolicySummary: { Name: 'no-ec2', Description: 'new words' }, Content });
    const row = await world.database.reader.organizationPolicy.findUniqueOrThrow({ where: { id: PolicyId } });
    expect([row.createdAt, row.updatedAt]).toEqual([TEST_NOW, later]);
  });

  it('answers with the given members of a declarative policy, and with all of an SCP', async () => {
    const given = { Name: 'tags', Description: 'all', Type: 'TAG_POLICY' as const, Content: '{"tags":{}}' };
    const { Policy } = await world.management.run(CreatePolicy, given);
    const { Id: PolicyId, Name: _name, Description: _description, ...summary } = Policy.PolicySummary;
    const update = async (more: object) => (await world.management.run(UpdatePolicy, { PolicyId, ...more })).Policy;
    const PolicySummary = { Id: PolicyId, ...summary };
    expect(await update({ Content: '{"tags":{}}' })).toEqual({ PolicySummary, Content: given.Content });
    const named = { PolicySummary: { ...PolicySummary, Name: 'labels' }, Content: given.Content };
    expect(await update({ Name: 'labels' })).toEqual(named);
    const scp = await world.management.run(UpdatePolicy, { PolicyId: await create(), Description: 'new' });
    expect(scp.Policy.PolicySummary).toMatchObject({ Name: 'no-s3', Description: 'new' });
  });

  it('refuses missing and AWS managed policies, duplicate names, invalid content and oversized content', async () => {
    const PolicyId = await create();
    await create({ Name: 'other' });
    const update = async (given: object) => {
      const error = await world.management.fails(UpdatePolicy, { PolicyId, ...given });
      return error.members.Reason ?? error.shape;
    };
    expect(await update({ PolicyId: MISSING, Name: 'x' })).toBe('PolicyNotFoundException');
    expect(await update({ PolicyId: 'p-FullAWSAccess', Name: 'x' })).toBe('IMMUTABLE_POLICY');
    expect(await update({ PolicyId: 'p-RCPFullAWSAccess', Name: 'x' })).toBe('IMMUTABLE_POLICY');
    expect(await update({ Name: 'other' })).toBe('DuplicatePolicyException');
    expect(await update({ Content: '[]' })).toBe('MalformedPolicyDocumentException');
    expect(await update({ Content: 'x'.repeat(10_241) })).toBe('POLICY_CONTENT_LIMIT_EXCEEDED');
  });
});

describe('the versions of a policy', () => {
  const denyAll = (service: string) => policyText({ Effect: 'Deny', Action: `${service}:*`, Resource: '*' });
  const list = async (PolicyId: string, by = world.management) =>
    (await by.run(ListOrganizationPolicyVersions, { PolicyId })).Versions;

  it('record content, time and author of each change, and no version for an update without changes', async () => {
    const PolicyId = await create();
    await world.management.run(UpdatePolicy, { PolicyId, Description: 'keeps out of S3' });
    const later = new Date(TEST_NOW.getTime() + 1000);
    await world.management.with({ now: later }).run(UpdatePolicy, { PolicyId, Name: 'no-ec2', Content: denyAll('ec2') });
    const CreatedBy = `arn:aws:iam::${world.management.accountId}:root`;
    const same = { Description: 'keeps out of S3', CreatedBy };
    expect(await list(PolicyId)).toEqual([
      { VersionNumber: 2, Name: 'no-ec2', CreateDate: later, ...same },
      { VersionNumber: 1, Name: 'no-s3', CreateDate: TEST_NOW, ...same },
    ]);
    const read = (VersionNumber: number) => world.management.run(GetOrganizationPolicyVersion, { PolicyId, VersionNumber });
    expect([(await read(1)).Content, (await read(2)).Content]).toEqual([DENY_S3, denyAll('ec2')]);
    expect((await world.management.fails(GetOrganizationPolicyVersion, { PolicyId, VersionNumber: 3 })).shape).toBe(
      'PolicyNotFoundException',
    );
  });

  it('are limited to the latest, deleted with the policy and begin with the content before the first one', async () => {
    const PolicyId = await create();
    await world.database.writer.organizationPolicyVersion.deleteMany();
    for (let change = 1; change <= MOST_VERSIONS + 1; change++)
      await world.management.run(UpdatePolicy, { PolicyId, Description: `change ${change}` });
    const versions = await list(PolicyId);
    expect(versions.map(({ VersionNumber }) => VersionNumber)).toEqual(
      Array.from({ length: MOST_VERSIONS }, (_, index) => MOST_VERSIONS + 2 - index),
    );
    const other = await create({ Name: 'other' });
    await world.database.writer.organizationPolicyVersion.deleteMany({ where: { policyId: other } });
    await world.management.run(UpdatePolicy, { PolicyId: other, Content: denyAll('ec2') });
    expect((await list(other)).map(({ VersionNumber, CreatedBy }) => [VersionNumber, CreatedBy === null])).toEqual([
      [2, false],
      [1, true],
    ]);
    for (const id of [PolicyId, other]) await world.management.run(DeletePolicy, { PolicyId: id });
    expect(await world.database.reader.organizationPolicyVersion.count()).toBe(0);
  });

  it('require permission to describe the policy', async () => {
    const PolicyId = await create();
    const member = await world.member('web');
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: 'organizations:DescribePolicy', Resource: '*' },
    ]);
    expect(await list(PolicyId, reader)).toHaveLength(1);
    const nobody = await userWith(world, world.management, 'nobody');
    for (const by of [member, nobody]) {
      expect((await by.fails(ListOrganizationPolicyVersions, { PolicyId })).shape).toMatch(/^AccessDenied/);
      expect((await by.fails(GetOrganizationPolicyVersion, { PolicyId, VersionNumber: 1 })).shape).toMatch(/^AccessDenied/);
    }
    expect(await list('p-FullAWSAccess')).toEqual([]);
  });
});

describe('DeletePolicy', () => {
  it('deletes a policy without attachments', async () => {
    const PolicyId = await create();
    await world.management.run(DeletePolicy, { PolicyId });
    const error = await world.management.fails(DescribePolicy, { PolicyId });
    expect([error.shape, error.message]).toEqual(['PolicyNotFoundException', "You specified a policy that doesn't exist."]);
  });

  it('refuses attached policies, AWS managed policies and missing policies', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
    const PolicyId = await create();
    await world.management.run(AttachPolicy, { PolicyId, TargetId: world.rootId });
    expect((await world.management.fails(DeletePolicy, { PolicyId })).shape).toBe('PolicyInUseException');
    expect((await world.management.fails(DeletePolicy, { PolicyId: 'p-FullAWSAccess' })).members.Reason).toBe('IMMUTABLE_POLICY');
    expect((await world.management.fails(DeletePolicy, { PolicyId: MISSING })).shape).toBe('PolicyNotFoundException');
  });
});

describe('DescribePolicy', () => {
  it('returns AWS managed policies to every organization', async () => {
    const { Policy } = await world.management.run(DescribePolicy, { PolicyId: 'p-FullAWSAccess' });
    expect(Policy.PolicySummary).toEqual({
      Id: 'p-FullAWSAccess',
      Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
      Name: 'FullAWSAccess',
      Description: 'Allows access to every operation',
      Type: SCP,
      AwsManaged: true,
    });
    expect(JSON.parse(Policy.Content)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
  });
});

describe('ListPolicies', () => {
  it('pages through the policies of one type, AWS managed policies first', async () => {
    const own = [await create({ Name: 'a' }), await create({ Name: 'b' }), await create({ Name: 'c' })].sort();
    await create({ Type: RCP, Content: DENY_OUTSIDERS });
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await world.management.run(ListPolicies, { Filter: SCP, MaxResults: 1, NextToken });
      seen.push(...page.Policies.map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toEqual(['p-FullAWSAccess', ...own]);
    expect((await world.management.run(ListPolicies, { Filter: 'TAG_POLICY' })).Policies).toEqual([]);
  });

  it('refuses a page token of another policy type', async () => {
    await create();
    const { NextToken } = await world.management.run(ListPolicies, { Filter: SCP, MaxResults: 1 });
    const error = await world.management.fails(ListPolicies, { Filter: RCP, NextToken });
    expect(error.members.Reason).toBe('INVALID_NEXT_TOKEN');
  });
});
