import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { PreviewPolicyVersion } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const allow = (...Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

/** An account with the policy on ana, on ben by a group, as the boundary of the administrator kim, and not on zoe. */
async function furnished() {
  const root = await world.account();
  const { Policy } = await root.run(CreatePolicy, {
    PolicyName: 'Reports',
    PolicyDocument: allow('s3:GetObject', 's3:ListBucket'),
  });
  const PolicyArn = Policy.Arn ?? '';
  for (const UserName of ['ana', 'ben', 'zoe']) await root.run(CreateUser, { UserName });
  await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
  await root.run(CreateGroup, { GroupName: 'readers' });
  await root.run(AttachGroupPolicy, { GroupName: 'readers', PolicyArn });
  await root.run(AddUserToGroup, { GroupName: 'readers', UserName: 'ben' });
  await userWith(world, root, 'kim', EVERYTHING);
  await root.run(PutUserPermissionsBoundary, { UserName: 'kim', PermissionsBoundary: PolicyArn });
  return { root, PolicyArn };
}

describe('the preview of a new version of a managed policy', () => {
  it('tells of everybody who has it, by whatever way, which actions are gained and lost', async () => {
    const { root, PolicyArn } = await furnished();
    const effect = await root.run(PreviewPolicyVersion, { PolicyArn, Document: allow('s3:GetObject', 's3:PutObject') });
    expect(effect).toMatchObject({ Principals: 3, More: 0 });
    expect(effect.Changed.map(({ Name }) => Name)).toEqual(['ana', 'ben', 'kim']);
    for (const { Name, Gained, Lost, Narrowed, Widened } of effect.Changed) {
      expect({ Name, Gained, Lost }).toEqual({
        Name,
        Gained: { Count: 1, Actions: ['s3:PutObject'] },
        Lost: { Count: 1, Actions: ['s3:ListBucket'] },
      });
      expect([Narrowed.Count, Widened.Count]).toEqual([0, 0]);
    }
  });

  it('leaves out those for whom nothing changes, since another policy allows it all the same', async () => {
    const { root, PolicyArn } = await furnished();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'More', PolicyDocument: allow('s3:ListBucket') });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: Policy.Arn ?? '' });
    const effect = await root.run(PreviewPolicyVersion, { PolicyArn, Document: allow('s3:GetObject') });
    expect(effect.Changed.map(({ Name }) => Name)).toEqual(['ben', 'kim']);
    expect(await root.run(PreviewPolicyVersion, { PolicyArn, Document: allow('s3:ListBucket', 's3:Get*bject') })).toMatchObject({
      Principals: 3,
      Changed: [],
    });
  });

  it('counts what policies on resources grant: the boundary of a role cuts it, and what one grants a user is not lost', async () => {
    const { root, PolicyArn } = await furnished();
    const trust = { Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
    const { Role } = await root.run(CreateRole, { RoleName: 'job', AssumeRolePolicyDocument, PermissionsBoundary: PolicyArn });
    const bucket = `reports-${root.accountId}`;
    await root.run(CreateBucket, { Bucket: bucket });
    const Principal = { AWS: [Role.Arn, `arn:aws:iam::${root.accountId}:user/ana`] };
    const grant = { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: grant });
    await root.run(PutBucketPolicy, { Bucket: bucket, Policy });
    const { Changed } = await root.run(PreviewPolicyVersion, { PolicyArn, Document: allow('s3:ListBucket') });
    const changes = Object.fromEntries(
      Changed.map(({ Name, Lost, Narrowed }) => [Name, { Lost: Lost.Actions, Narrowed: Narrowed.Actions }]),
    );
    expect(changes).toMatchObject({
      job: { Lost: ['s3:GetObject'], Narrowed: [] },
      ana: { Lost: [], Narrowed: ['s3:GetObject'] },
      ben: { Lost: ['s3:GetObject'], Narrowed: [] },
    });
  });

  it('tells what stays possible on fewer resources or under conditions, and bounds the lists of actions', async () => {
    const { root, PolicyArn } = await furnished();
    const narrow = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::reports*' }],
    });
    const narrowed = await root.run(PreviewPolicyVersion, { PolicyArn, Document: narrow });
    expect(narrowed.Changed[0]?.Narrowed).toEqual({ Count: 2, Actions: ['s3:GetObject', 's3:ListBucket'] });
    const wide = await root.run(PreviewPolicyVersion, { PolicyArn, Document: allow('ec2:*', 's3:*') });
    expect(wide.Changed[0]?.Gained.Count).toBeGreaterThan(500);
    expect(wide.Changed[0]?.Gained.Actions).toHaveLength(100);
  });

  it('refuses what is no policy, and asks for what questions about many ask for', async () => {
    const { root, PolicyArn } = await furnished();
    expect((await root.fails(PreviewPolicyVersion, { PolicyArn, Document: '{}' })).shape).toBe(
      'MalformedPolicyDocumentException',
    );
    const reader = await userWith(world, root, 'reader', { Effect: 'Allow', Action: 'iam:Get*', Resource: '*' });
    expect((await reader.fails(PreviewPolicyVersion, { PolicyArn, Document: allow('s3:*') })).shape).toBe('AccessDenied');
    const self = await userWith(
      world,
      root,
      'some',
      { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: 'arn:aws:iam::*:user/ana' },
    );
    const { Changed } = await self.run(PreviewPolicyVersion, { PolicyArn, Document: allow('s3:GetObject') });
    expect(Changed.map(({ Name }) => Name)).toEqual(['ben', 'kim']);
  });
});
