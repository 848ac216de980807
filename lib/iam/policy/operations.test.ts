import { listManagedPolicies, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DetachUserPolicy } from '../attachment/operations';
import { DeleteUserPermissionsBoundary, PutRolePermissionsBoundary, PutUserPermissionsBoundary } from '../boundary/operations';
import { CreateGroup } from '../group/operations';
import { CreateRole } from '../role/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { decodeDocument } from './documents';
import { ListEntitiesForPolicy } from './entities-for-policy-operations';
import { CreatePolicy, DeletePolicy, GetPolicy, ListPolicies, ListPolicyTags, TagPolicy, UntagPolicy } from './operations';
import {
  CreatePolicyVersion,
  DeletePolicyVersion,
  GetPolicyVersion,
  ListPolicyVersions,
  SetDefaultPolicyVersion,
} from './version-operations';

const world = await createTestWorld();
afterAll(() => world.close());

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const policyArn = ({ accountId }: Actor, name: string) => `arn:aws:iam::${accountId}:policy/${name}`;

async function accountWithPolicy(PolicyName = 'p') {
  const root = await world.account();
  const { Policy } = await root.run(CreatePolicy, { PolicyName, PolicyDocument: ALLOW_ALL });
  return { root, PolicyArn: Policy.Arn };
}

describe('CreatePolicy', () => {
  it('creates v1 as the default version and records the event', async () => {
    const root = await world.account();
    const { Policy } = await root.run(CreatePolicy, {
      PolicyName: 'Read',
      Path: '/x/',
      PolicyDocument: ALLOW_ALL,
      Description: 'text',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(Policy).toEqual({
      PolicyName: 'Read',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${root.accountId}:policy/x/Read`,
      Path: '/x/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      Description: 'text',
      CreateDate: TEST_NOW,
      UpdateDate: TEST_NOW,
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'CreatePolicy',
      outcome: 'Success',
      readOnly: false,
    });
  });

  it('refuses a name that exists in any case and under any path', async () => {
    const { root } = await accountWithPolicy('p');
    expect(await root.fails(CreatePolicy, { PolicyName: 'P', Path: '/x/', PolicyDocument: ALLOW_ALL })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'A policy called P already exists. Duplicate names are not allowed.',
    });
  });

  it.each([
    ['no JSON', 'Syntax errors in policy.'],
    ['{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['{"Version":"2010-10-17","Statement":[]}', 'Syntax errors in policy.'],
    [
      JSON.stringify({ Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
      'Policy document must be version 2012-10-17 or greater.',
    ],
    [policyDocument({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    [policyDocument({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
    [
      policyDocument({ Effect: 'Allow', Action: 'GetObject', Resource: '*' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [policyDocument({ Effect: 'Allow', Action: 'a:b:c', Resource: '*' }), 'Actions/Condition can contain only one colon.'],
    [policyDocument({ Effect: 'Allow', Action: 's 3:Get', Resource: '*' }), 'Vendor s 3 is not valid'],
    [
      policyDocument({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:*:::x' }),
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    [
      policyDocument({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:iam:eu-west-1::x' }),
      'IAM resource arn:aws:iam:eu-west-1::x cannot contain region information.',
    ],
    [
      policyDocument({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
      'Policy document should not specify a principal.',
    ],
    [
      policyDocument(
        { Sid: 'a', Effect: 'Allow', Action: '*', Resource: '*' },
        { Sid: 'a', Effect: 'Deny', Action: '*', Resource: '*' },
      ),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
  ])('refuses the document %s', async (PolicyDocument, message) => {
    const root = await world.account();
    expect(await root.fails(CreatePolicy, { PolicyName: 'p', PolicyDocument })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
      message,
    });
  });

  it('measures the document without white space', async () => {
    const root = await world.account();
    const sized = (characters: number) => {
      const empty = policyDocument({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::' });
      return policyDocument({
        Effect: 'Allow',
        Action: '*',
        Resource: `arn:aws:s3:::${'x'.repeat(characters - empty.length)}`,
      }).replaceAll(',', ',\n  ');
    };
    await root.run(CreatePolicy, { PolicyName: 'fits', PolicyDocument: sized(6144) });
    expect(await root.fails(CreatePolicy, { PolicyName: 'p', PolicyDocument: sized(6145) })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  it('denies access without an Allow, also for tagging, or with a Deny in an SCP', async () => {
    const root = await world.account();
    const input = { PolicyName: 'p', PolicyDocument: ALLOW_ALL };
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(CreatePolicy, input)).message).toBe(
      `User: arn:aws:iam::${root.accountId}:user/nobody is not authorized to perform: iam:CreatePolicy on resource: ${policyArn(root, 'p')} because no identity-based policy allows the iam:CreatePolicy action`,
    );
    const author = await userWith(world, root, 'author', { Effect: 'Allow', Action: 'iam:CreatePolicy', Resource: '*' });
    expect((await author.fails(CreatePolicy, { ...input, Tags: [{ Key: 'k', Value: '' }] })).message).toContain('iam:TagPolicy');
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:CreatePolicy', Resource: '*' }));
    expect((await author.fails(CreatePolicy, input)).message).toContain('service control policy');
  });
});

describe('GetPolicy', () => {
  it('returns AWS managed policies to every account with the attachment counts of that account', async () => {
    const [one, two] = [await world.account(), await world.account()];
    await one.run(CreateUser, { UserName: 'ana', PermissionsBoundary: ADMIN });
    await one.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMIN });
    expect((await one.run(GetPolicy, { PolicyArn: ADMIN })).Policy).toMatchObject({
      Arn: ADMIN,
      PolicyId: expect.stringMatching(/^ANPA/),
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
      IsAttachable: true,
    });
    expect((await two.run(GetPolicy, { PolicyArn: ADMIN })).Policy).toMatchObject({
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
    });
  });

  it('uses the partition of the request', async () => {
    const root = await world.account();
    const china = root.with({ partition: 'aws-cn', region: 'cn-north-1' });
    const { Policy } = await china.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    expect(Policy.Arn).toBe(`arn:aws-cn:iam::${root.accountId}:policy/p`);
    await expect(china.run(GetPolicy, { PolicyArn: 'arn:aws-cn:iam::aws:policy/AdministratorAccess' })).resolves.toMatchObject({
      Policy: { Arn: 'arn:aws-cn:iam::aws:policy/AdministratorAccess' },
    });
    expect((await china.fails(GetPolicy, { PolicyArn: ADMIN })).message).toBe(`ARN ${ADMIN} is not valid.`);
  });

  it('fails for invalid ARNs, missing policies, policies of other accounts and without an Allow', async () => {
    const { root } = await accountWithPolicy();
    const { PolicyArn: foreign } = await accountWithPolicy();
    const nobody = await userWith(world, root, 'nobody');
    const arn = 'arn:aws:iam::aws:user/NoPolicyAtAll';
    expect(await root.fails(GetPolicy, { PolicyArn: arn })).toMatchObject({
      shape: 'InvalidInputException',
      message: `ARN ${arn} is not valid.`,
    });
    // A policy's name without an ARN, but with enough characters for one.
    const unreadable = { shape: 'ValidationError', message: 'Invalid ARN:  Could not be parsed!' };
    for (const operation of [GetPolicy, DeletePolicy, ListEntitiesForPolicy])
      expect(await root.fails(operation, { PolicyArn: 'AmazonS3ReadOnlyAccess' })).toMatchObject(unreadable);
    expect(await root.fails(GetPolicy, { PolicyArn: policyArn(root, 'x') })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: `Policy ${policyArn(root, 'x')} was not found.`,
    });
    expect((await root.fails(GetPolicy, { PolicyArn: 'arn:aws:iam::aws:policy/NoSuchThing' })).shape).toBe(
      'NoSuchEntityException',
    );
    expect((await root.fails(GetPolicy, { PolicyArn: foreign })).shape).toBe('AccessDenied');
    expect((await nobody.fails(GetPolicy, { PolicyArn: ADMIN })).message).toContain(
      `iam:GetPolicy on resource: ${ADMIN} because no identity-based policy`,
    );
  });
});

describe('ListPolicies', () => {
  async function listAll(root: Actor, input: Parameters<typeof ListPolicies.input.parse>[0] & object = {}) {
    const arns: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await root.run(ListPolicies, { ...input, MaxItems: 1000, Marker });
      arns.push(...page.Policies.map(({ Arn }) => Arn));
      Marker = page.Marker;
    } while (Marker !== undefined);
    return arns;
  }

  it('lists all AWS managed and customer managed policies exactly once', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    const all = await listAll(root);
    expect(listManagedPolicies().length).toBeGreaterThanOrEqual(1594);
    expect(new Set(all)).toEqual(new Set([PolicyArn, ...listManagedPolicies().map(({ arn }) => arn)]));
    expect(all).toHaveLength(listManagedPolicies().length + 1);
    expect(await listAll(root, { Scope: 'Local' })).toEqual([PolicyArn]);
    expect(await listAll(root, { Scope: 'AWS' })).toHaveLength(listManagedPolicies().length);
  });

  it('filters by path prefix and by use', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    await root.run(CreatePolicy, { PolicyName: 'unused', PolicyDocument: ALLOW_ALL });
    await root.run(CreateUser, { UserName: 'ana', PermissionsBoundary: PolicyArn });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMIN });
    expect(await listAll(root, { OnlyAttached: true })).toEqual([ADMIN]);
    expect(await listAll(root, { PolicyUsageFilter: 'PermissionsPolicy' })).toEqual([ADMIN]);
    expect(await listAll(root, { PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([PolicyArn]);
    const jobs = await listAll(root, { PathPrefix: '/job-function/' });
    expect(jobs).toContain('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess');
    expect(jobs.every((arn) => arn.includes(':policy/job-function/'))).toBe(true);
  });

  it('omits descriptions and tags, and refuses an unknown scope', async () => {
    const root = await world.account();
    await root.run(CreatePolicy, {
      PolicyName: 'p',
      PolicyDocument: ALLOW_ALL,
      Description: 'd',
      Tags: [{ Key: 'k', Value: '' }],
    });
    const { Policies } = await root.run(ListPolicies, { Scope: 'Local' });
    expect(Object.keys(Policies[0] ?? {})).not.toEqual(expect.arrayContaining(['Description']));
    expect(Object.keys(Policies[0] ?? {})).not.toEqual(expect.arrayContaining(['Tags']));
    const Scope = 'Mine' as 'Local';
    expect((await root.fails(ListPolicies, { Scope })).message).toMatch(
      /at 'scope' failed to satisfy constraint: Member must satisfy enum value set: \[All, AWS, Local\]$/,
    );
  });

  it('denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(ListPolicies, {})).message).toContain(
      `iam:ListPolicies on resource: ${policyArn(root, '')} because`,
    );
  });
});

describe('policy versions', () => {
  it('have version IDs that are never reused, are listed newest first and number at most five', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    for (let i = 2; i <= 5; i++) {
      const { PolicyVersion } = await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL });
      expect(PolicyVersion).toEqual({ VersionId: `v${i}`, IsDefaultVersion: false, CreateDate: TEST_NOW });
    }
    expect(await root.fails(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL })).toMatchObject({
      shape: 'LimitExceededException',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await root.run(DeletePolicyVersion, { PolicyArn, VersionId: 'v5' });
    const { PolicyVersion } = await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL });
    expect(PolicyVersion.VersionId).toBe('v6');
    const first = await root.run(ListPolicyVersions, { PolicyArn, MaxItems: 3 });
    expect(first.Versions.map(({ VersionId }) => VersionId)).toEqual(['v6', 'v4', 'v3']);
    const rest = await root.run(ListPolicyVersions, { PolicyArn, MaxItems: 3, Marker: first.Marker });
    expect(rest.Versions).toEqual([
      { VersionId: 'v2', IsDefaultVersion: false, CreateDate: TEST_NOW },
      { VersionId: 'v1', IsDefaultVersion: true, CreateDate: TEST_NOW },
    ]);
  });

  it('take effect when they become the default version', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana');
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    const PolicyArn = Policy.Arn;
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await expect(ana.run(GetPolicy, { PolicyArn })).resolves.toBeDefined();
    const denyAll = policyDocument({ Effect: 'Deny', Action: '*', Resource: '*' });
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: denyAll });
    await expect(ana.run(GetPolicy, { PolicyArn })).resolves.toBeDefined();
    await root.run(SetDefaultPolicyVersion, { PolicyArn, VersionId: 'v2' });
    expect((await ana.fails(GetPolicy, { PolicyArn })).message).toContain(
      `with an explicit deny in an identity-based policy: ${PolicyArn}`,
    );
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL, SetAsDefault: true });
    await expect(ana.run(GetPolicy, { PolicyArn })).resolves.toMatchObject({ Policy: { DefaultVersionId: 'v3' } });
  });

  it('return the document exactly as saved, URL-encoded', async () => {
    const root = await world.account();
    const document =
      '{\n\t"Version": "2012-10-17",\r\n "Statement": [{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b\u00e9(\'!)*/a b"}]}';
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: document });
    const { PolicyVersion } = await root.run(GetPolicyVersion, { PolicyArn: Policy.Arn, VersionId: 'v1' });
    expect(PolicyVersion.Document).toMatch(/^[A-Za-z0-9\-._~%]+$/);
    expect(decodeDocument(PolicyVersion.Document)).toBe(document);
  });

  it('can be read for AWS managed policies', async () => {
    const root = await world.account();
    const { Versions } = await root.run(ListPolicyVersions, { PolicyArn: ADMIN });
    expect(Versions).toMatchObject([{ IsDefaultVersion: true }]);
    const VersionId = Versions[0]?.VersionId ?? '';
    const { PolicyVersion } = await root.run(GetPolicyVersion, { PolicyArn: ADMIN, VersionId });
    expect(decodeDocument(PolicyVersion.Document)).toBe(managedPolicyDocument(ADMIN));
  });

  it('cannot be deleted as the default version, and fail for missing versions and policies', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    expect(await root.fails(DeletePolicyVersion, { PolicyArn, VersionId: 'v1' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete the default version of a policy.',
    });
    for (const operation of [GetPolicyVersion, SetDefaultPolicyVersion, DeletePolicyVersion]) {
      expect(await root.fails(operation, { PolicyArn, VersionId: 'v9' })).toMatchObject({
        shape: 'NoSuchEntityException',
        message: `Policy ${PolicyArn} version v9 does not exist or is not attachable.`,
      });
    }
    const missing = policyArn(root, 'x');
    expect((await root.fails(ListPolicyVersions, { PolicyArn: missing })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(CreatePolicyVersion, { PolicyArn: missing, PolicyDocument: ALLOW_ALL })).shape).toBe(
      'NoSuchEntityException',
    );
    expect((await root.fails(CreatePolicyVersion, { PolicyArn, PolicyDocument: '{}' })).shape).toBe(
      'MalformedPolicyDocumentException',
    );
  });

  it('require the permission of each operation on the policy', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    const nobody = await userWith(world, root, 'nobody');
    const denied = async (attempt: Promise<{ message: string }>, action: string) =>
      expect((await attempt).message).toContain(
        `iam:${action} on resource: ${PolicyArn} because no identity-based policy allows`,
      );
    await denied(nobody.fails(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL }), 'CreatePolicyVersion');
    await denied(nobody.fails(GetPolicyVersion, { PolicyArn, VersionId: 'v1' }), 'GetPolicyVersion');
    await denied(nobody.fails(ListPolicyVersions, { PolicyArn }), 'ListPolicyVersions');
    await denied(nobody.fails(SetDefaultPolicyVersion, { PolicyArn, VersionId: 'v1' }), 'SetDefaultPolicyVersion');
    await denied(nobody.fails(DeletePolicyVersion, { PolicyArn, VersionId: 'v1' }), 'DeletePolicyVersion');
  });
});

describe('DeletePolicy', () => {
  it('fails until the policy has no attachments, boundary uses or other versions', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    await root.run(CreateUser, { UserName: 'ana', PermissionsBoundary: PolicyArn });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL });
    const conflict = async () => {
      const error = await root.fails(DeletePolicy, { PolicyArn });
      expect(error.shape).toBe('DeleteConflictException');
      return error.message;
    };
    expect(await conflict()).toBe('Cannot delete a policy attached to entities.');
    await root.run(DetachUserPolicy, { UserName: 'ana', PolicyArn });
    expect(await conflict()).toBe('Cannot delete a policy attached to entities.');
    await root.run(DeleteUserPermissionsBoundary, { UserName: 'ana' });
    expect(await conflict()).toMatch(/^This policy has more than one version\./);
    await root.run(DeletePolicyVersion, { PolicyArn, VersionId: 'v2' });
    await root.run(DeletePolicy, { PolicyArn });
    expect((await root.fails(DeletePolicy, { PolicyArn })).shape).toBe('NoSuchEntityException');
  });

  it('denies access without an Allow', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(DeletePolicy, { PolicyArn })).shape).toBe('AccessDenied');
  });
});

describe('AWS managed policies', () => {
  it('cannot be changed, even by the root user or with enforcement off', async () => {
    const root = await world.account();
    const attempts = () => [
      root.fails(DeletePolicy, { PolicyArn: ADMIN }),
      root.fails(CreatePolicyVersion, { PolicyArn: ADMIN, PolicyDocument: ALLOW_ALL }),
      root.fails(SetDefaultPolicyVersion, { PolicyArn: ADMIN, VersionId: 'v1' }),
      root.fails(DeletePolicyVersion, { PolicyArn: ADMIN, VersionId: 'v1' }),
      root.fails(TagPolicy, { PolicyArn: ADMIN, Tags: [{ Key: 'k', Value: '' }] }),
      root.fails(UntagPolicy, { PolicyArn: ADMIN, TagKeys: ['k'] }),
    ];
    for (const attempt of attempts()) expect((await attempt).shape).toBe('AccessDenied');
    await world.database.writer.account.update({ where: { id: root.accountId }, data: { enforcement: 'off' } });
    for (const attempt of attempts()) expect((await attempt).shape).toBe('AccessDenied');
  });
});

describe('ListEntitiesForPolicy', () => {
  it('lists entities with the policy attached or as boundary once, filtered and in pages', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    await root.run(CreateUser, { UserName: 'ana', Path: '/x/' });
    await root.run(CreateUser, { UserName: 'bob' });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy() });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await root.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: PolicyArn });
    await root.run(PutUserPermissionsBoundary, { UserName: 'bob', PermissionsBoundary: PolicyArn });
    await root.run(AttachGroupPolicy, { GroupName: 'g', PolicyArn });
    await root.run(AttachRolePolicy, { RoleName: 'r', PolicyArn });
    await root.run(PutRolePermissionsBoundary, { RoleName: 'r', PermissionsBoundary: ADMIN });
    const list = async (input: object = {}) => {
      const { PolicyUsers, PolicyGroups, PolicyRoles } = await root.run(ListEntitiesForPolicy, { PolicyArn, ...input });
      return [
        ...PolicyUsers.map(({ UserName }) => UserName),
        ...PolicyGroups.map(({ GroupName }) => GroupName),
        ...PolicyRoles.map(({ RoleName }) => RoleName),
      ];
    };
    expect(await list()).toEqual(['ana', 'bob', 'g', 'r']);
    expect(await list({ PolicyUsageFilter: 'PermissionsPolicy' })).toEqual(['ana', 'g', 'r']);
    expect(await list({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['ana', 'bob']);
    expect(await list({ EntityFilter: 'Group' })).toEqual(['g']);
    expect(await list({ PathPrefix: '/x/' })).toEqual(['ana']);
    const first = await root.run(ListEntitiesForPolicy, { PolicyArn, MaxItems: 3 });
    expect(first).toMatchObject({
      IsTruncated: true,
      PolicyGroups: [{ GroupName: 'g' }],
      PolicyRoles: [{ RoleName: 'r' }],
      PolicyUsers: [{ UserName: 'ana' }],
    });
    expect(await list({ MaxItems: 3, Marker: first.Marker })).toEqual(['bob']);
  });

  it('fails for a missing policy and denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await root.fails(ListEntitiesForPolicy, { PolicyArn: policyArn(root, 'x') })).shape).toBe('NoSuchEntityException');
    expect((await nobody.fails(ListEntitiesForPolicy, { PolicyArn: ADMIN })).shape).toBe('AccessDenied');
  });
});

describe('policy tags', () => {
  it('can be added, listed and removed, and affect authorization', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    await root.run(TagPolicy, {
      PolicyArn,
      Tags: [
        { Key: 'Team', Value: 'A' },
        { Key: 'b', Value: '' },
      ],
    });
    await root.run(UntagPolicy, { PolicyArn, TagKeys: ['B'] });
    expect((await root.run(ListPolicyTags, { PolicyArn })).Tags).toEqual([{ Key: 'Team', Value: 'A' }]);
    const reader = await userWith(world, root, 'reader', {
      Effect: 'Allow',
      Action: 'iam:GetPolicy',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/Team': 'A' } },
    });
    await expect(reader.run(GetPolicy, { PolicyArn })).resolves.toBeDefined();
    await root.run(TagPolicy, { PolicyArn, Tags: [{ Key: 'team', Value: 'B' }] });
    expect((await reader.fails(GetPolicy, { PolicyArn })).shape).toBe('AccessDenied');
  });

  it('are empty for AWS managed policies, fail for missing policies and deny access without an Allow', async () => {
    const { root, PolicyArn } = await accountWithPolicy();
    const nobody = await userWith(world, root, 'nobody');
    expect((await root.run(ListPolicyTags, { PolicyArn: ADMIN })).Tags).toEqual([]);
    const missing = policyArn(root, 'x');
    expect((await root.fails(TagPolicy, { PolicyArn: missing, Tags: [] })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(UntagPolicy, { PolicyArn: missing, TagKeys: [] })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(ListPolicyTags, { PolicyArn: missing })).shape).toBe('NoSuchEntityException');
    expect((await nobody.fails(TagPolicy, { PolicyArn, Tags: [] })).shape).toBe('AccessDenied');
    expect((await nobody.fails(UntagPolicy, { PolicyArn, TagKeys: [] })).shape).toBe('AccessDenied');
    expect((await nobody.fails(ListPolicyTags, { PolicyArn })).shape).toBe('AccessDenied');
  });
});
