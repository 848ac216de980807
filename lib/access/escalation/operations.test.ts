import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { CreateRole } from '../../iam/role/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
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
  it('finds who can become an administrator, with the statement behind each step, and who is one', async () => {
    await userWith(world, member, 'boss', [allow('*')]);
    await userWith(world, member, 'sly', [allow('s3:*'), allow('iam:PutUserPolicy')]);
    await userWith(world, member, 'honest', [allow('s3:*')]);
    const answer = await member.run(ListEscalationPaths, {});
    expect(told(answer)).toEqual([['sly', 'always', 'putPolicy']]);
    const [need] = answer.Paths[0]?.Steps[0]?.Needs ?? [];
    expect(need?.Action).toBe('iam:PutUserPolicy');
    expect(need?.Statements[0]).toMatchObject({ Policy: 'inline', Number: 2 });
    expect(need?.Statements[0]?.Text).toContain('iam:PutUserPolicy');
    expect(answer.Administrators.map((arn) => arn.split(':').at(-1))).toEqual([
      'root',
      'user/boss',
      'role/OrganizationAccountAccessRole',
    ]);
  });

  it('sees a change at once', async () => {
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([]);
    await userWith(world, member, 'sly', [allow('iam:AttachUserPolicy')]);
    expect(told(await member.run(ListEscalationPaths, {}))).toEqual([['sly', 'always', 'attachPolicy']]);
  });

  it('looks at one account, and at the organization only for its management account, without documents of members', async () => {
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

  it('asks for the permission to simulate everybody, and leaves out paths through whom the caller may not simulate', async () => {
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

  it('refuses what would keep everybody else waiting', async () => {
    const { accountId } = member;
    const trust = policyText({ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' });
    const rows = Array.from({ length: 350 }, (_, i) => ({
      id: `AROA${accountId}${i}`,
      accountId,
      name: `role-${i}`,
      nameKey: `role-${i}`,
      path: '/',
      assumeRolePolicyDocument: trust,
      maxSessionDuration: 3600,
      createdAt: new Date(),
    }));
    await transaction(world.database, (tx) => tx.role.createMany({ data: rows }));
    await member.run(CreateRole, { RoleName: 'last', AssumeRolePolicyDocument: trust });
    expect((await member.fails(ListEscalationPaths, {})).shape).toBe('LimitExceededException');
  });
});
