import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreateRole } from '../../iam/role/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { TerminateInstances } from '../../resources/ec2/instance-operations';
import { imagesIn } from '../../resources/ec2/resource';
import { RunInstances } from '../../resources/ec2/run-operations';
import { ExplainAccess } from '../operations';
import { type EscalationAnswer, ListEscalationPaths } from './operations';

let world: OrganizationWorld;
let member: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  member = await world.member('member');
});
afterEach(() => world.close());

const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const told = ({ Paths }: EscalationAnswer) =>
  Paths.map(({ Arn, Access, Steps }) => [Arn.split('/').at(-1), Access, ...Steps.map(({ Method }) => Method)]);

describe('ListEscalationPaths', () => {
  it('finds administrators and principals that can become one, with the statements behind each step', async () => {
    await userWith(world, member, 'boss', [allow('*')]);
    await userWith(world, member, 'sly', [allow('s3:*'), allow('iam:PutUserPolicy')]);
    await userWith(world, member, 'honest', [allow('s3:*')]);
    const answer = await member.run(ListEscalationPaths, {});
    expect(told(answer)).toEqual([['sly', 'always', 'putPolicy']]);
    const [need] = answer.Paths[0]?.Steps[0]?.Needs ?? [];
    expect(need?.Action).toBe('iam:PutUserPolicy');
    expect(need?.Statements[0]).toMatchObject({ Policy: 'inline', Number: 2, Alone: false });
    expect(need?.Statements[0]?.Text).toContain('iam:PutUserPolicy');
    // The step is impossible without the statement, so the question is repeated without it.
    const Drafts = [{ kind: 'without' as const, policyId: need?.Statements[0]?.Ref?.id ?? '', statements: [1] }];
    const question = { PrincipalArn: answer.Paths[0]?.Arn, Action: 'iam:PutUserPolicy', Resource: need?.Resource ?? '' };
    expect((await member.run(ExplainAccess, question)).explanation.decision).toBe('Allowed');
    expect((await member.run(ExplainAccess, { ...question, Drafts })).explanation.decision).toBe('ImplicitDeny');
    expect(answer.Administrators.map((arn) => arn.split(':').at(-1))).toEqual([
      'root',
      'user/boss',
      'role/OrganizationAccountAccessRole',
    ]);
  });

  it('quotes only statements that the caller may read', async () => {
    const sly = await userWith(world, member, 'sly', [allow(['iam:PutUserPolicy', 'iam:SimulatePrincipalPolicy'])]);
    const statements = ({ Paths }: EscalationAnswer) =>
      Paths.flatMap(({ Steps }) => Steps.flatMap(({ Needs }) => Needs.flatMap((need) => need.Statements)));
    const unread = statements(await sly.run(ListEscalationPaths, {}));
    expect(unread).toMatchObject([{ Policy: 'inline', Number: 1, Alone: true }]);
    expect(unread[0]?.Text).toBeUndefined();
    expect(statements(await member.run(ListEscalationPaths, {}))[0]?.Text).toContain('iam:PutUserPolicy');
  });

  it('finds a path through an instance with an administrator role until it is terminated', async () => {
    const AssumeRolePolicyDocument = policyText({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    await member.run(CreateRole, { RoleName: 'Server', AssumeRolePolicyDocument });
    await member.run(PutRolePolicy, { RoleName: 'Server', PolicyName: 'all', PolicyDocument: policyText(allow('*')) });
    await member.run(CreateInstanceProfile, { InstanceProfileName: 'Server' });
    await member.run(AddRoleToInstanceProfile, { InstanceProfileName: 'Server', RoleName: 'Server' });
    await userWith(world, member, 'operator', [allow('ssm:SendCommand')]);
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([]);
    const [image] = imagesIn('us-east-1');
    const IamInstanceProfile = { Name: 'Server' };
    const run = { ImageId: image?.id ?? '', MinCount: 1, MaxCount: 1, IamInstanceProfile };
    const { Instances } = await member.run(RunInstances, run);
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([['operator', 'always', 'takeOver']]);
    await member.run(TerminateInstances, { InstanceIds: [Instances[0]?.InstanceId ?? ''] });
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([]);
  });

  it('reflects a policy change immediately', async () => {
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([]);
    await userWith(world, member, 'sly', [allow('iam:AttachUserPolicy')]);
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([['sly', 'always', 'attachPolicy']]);
  });

  it('covers the organization only for the management account, without policy texts of members', async () => {
    await userWith(world, member, 'sly', [allow('iam:PutUserPolicy')]);
    await userWith(world, world.management, 'reacher', [allow('sts:AssumeRole')]);
    expect((await member.fails(ListEscalationPaths, { Reach: 'organization' })).shape).toBe('AccessDeniedException');
    expect(told(await world.management.run(ListEscalationPaths, {}))).toEqual([]);
    const all = await world.management.run(ListEscalationPaths, { Reach: 'organization' });
    expect(told(all).map(([name]) => name)).toEqual(expect.arrayContaining(['sly', 'reacher']));
    const statements = (name: string) =>
      all.Paths.find(({ Arn }) => Arn.endsWith(name))?.Steps.flatMap(({ Needs }) => Needs.flatMap((need) => need.Statements)) ??
      [];
    expect(statements('sly').length).toBeGreaterThan(0);
    expect(statements('sly').every(({ Text }) => Text === undefined)).toBe(true);
    const own = statements('reacher').find(({ Policy }) => Policy === 'inline');
    expect(own?.Text).toContain('sts:AssumeRole');
  });

  it('requires permission to simulate and omits paths through principals that the caller may not simulate', async () => {
    const none = await userWith(world, member, 'none');
    expect((await none.fails(ListEscalationPaths, {})).message).toContain('iam:SimulatePrincipalPolicy');
    await userWith(world, member, 'sly', [allow('iam:PutUserPolicy')]);
    const auditor = await userWith(world, member, 'auditor', [
      allow('iam:SimulatePrincipalPolicy'),
      { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: `arn:aws:iam::${member.accountId}:user/sly` },
    ]);
    const answer = await auditor.run(ListEscalationPaths, {});
    expect(told(answer)).toEqual([]);
    expect(answer.Withheld).toBe(1);
  });

  it('finds a path in an organization of about a thousand accounts', async () => {
    const { managementAccountId: management, id: organizationId } = await world.database.reader.organization.findFirstOrThrow();
    const accounts = Array.from({ length: 998 }, (_, i) => String(700_000_000_000 + i));
    const trusting = (account: string) => policyText({ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' });
    const role = (accountId: string, name: string, trusted: string) => ({
      id: `AROA${accountId}${name.toUpperCase()}`,
      accountId,
      name,
      nameKey: name.toLowerCase(),
      path: '/',
      assumeRolePolicyDocument: trusting(trusted),
      maxSessionDuration: 3600,
      createdAt: TEST_NOW,
    });
    const user = (i: number) => ({
      id: `AIDA${management}${i}`,
      accountId: management,
      name: `user-${i}`,
      nameKey: `user-${i}`,
      path: '/',
      createdAt: TEST_NOW,
    });
    const like = await world.database.reader.account.findUniqueOrThrow({ where: { id: member.accountId } });
    await transaction(world.database, async (tx) => {
      await tx.account.createMany({
        data: accounts.map((id) => ({ ...like, id, name: `account-${id}`, email: `${id}@example.com`, organizationId })),
      });
      await tx.role.createMany({ data: accounts.map((id) => role(id, 'Admin', management)) });
      await tx.role.createMany({ data: accounts.map((id) => role(id, 'App', id)) });
      await tx.user.createMany({ data: Array.from({ length: 1000 }, (_, i) => user(i)) });
      await tx.policyAttachment.createMany({
        data: accounts.map((accountId) => ({
          accountId,
          entityType: 'Role' as const,
          entityId: `AROA${accountId}ADMIN`,
          policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
          createdAt: TEST_NOW,
        })),
      });
    });
    await userWith(world, world.management, 'reacher', [allow('sts:AssumeRole', 'arn:aws:iam::700000000321:role/Admin')]);
    const answer = await world.management.run(ListEscalationPaths, { Reach: 'organization' });
    expect(answer.Considered).toBeGreaterThan(3000);
    expect(told(answer)).toEqual([['reacher', 'always', 'assumeRole']]);
    expect(answer.Paths[0]?.Steps[0]?.On).toBe('arn:aws:iam::700000000321:role/Admin');
  });
});
