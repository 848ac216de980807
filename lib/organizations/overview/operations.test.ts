import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS, setQuotas } from '../../core/quotas';
import { CreateUser } from '../../iam/user/operations';
import { CloseAccount, MoveAccount } from '../account/operations';
import { AttachPolicy } from '../attachment/operations';
import { InviteAccountToOrganization } from '../handshake/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, policyText, userWith } from '../test-organization';
import { GetAccountQuota, GetOrganizationTree, ListPolicyOverviews } from './operations';

const SCP = 'SERVICE_CONTROL_POLICY';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

describe('the tree of an organization', () => {
  it('has each OU and account with its parent, by name', async () => {
    const workloads = await world.unit('Workloads');
    const production = await world.unit('Production', workloads);
    const member = await world.member('web');
    const move = { AccountId: member.accountId, SourceParentId: world.rootId, DestinationParentId: production };
    await world.management.run(MoveAccount, move);
    const tree = await world.management.run(GetOrganizationTree, {});
    expect(tree.Root.Id).toBe(world.rootId);
    expect(tree.Units.map(({ Name, ParentId }) => [Name, ParentId])).toEqual([
      ['Production', workloads],
      ['Workloads', world.rootId],
    ]);
    expect(tree.Accounts.map(({ Id, ParentId }) => [Id, ParentId])).toEqual([
      [world.management.accountId, world.rootId],
      [member.accountId, production],
    ]);
  });

  it('counts users and roles of each account, without service-linked roles', async () => {
    const member = await world.member('web');
    await member.run(CreateUser, { UserName: 'maria' });
    const { Accounts } = await world.management.run(GetOrganizationTree, {});
    // The user and the role for the management account; AWSServiceRoleForOrganizations is not counted.
    expect(Accounts.find(({ Id }) => Id === member.accountId)?.Principals).toBe(2);
  });

  it('still lists a closed account, with its state', async () => {
    const member = await world.member('old');
    await world.management.run(CloseAccount, { AccountId: member.accountId });
    const { Accounts } = await world.management.run(GetOrganizationTree, {});
    expect(Accounts.find(({ Id }) => Id === member.accountId)?.State).toBe('PENDING_CLOSURE');
  });

  it('shows nothing of another organization', async () => {
    const other = await organizationOf(world, await world.account('other'));
    await other.unit('Secret');
    const tree = await world.management.run(GetOrganizationTree, {});
    expect(tree.Units).toEqual([]);
    expect(tree.Accounts).toHaveLength(1);
  });

  it('is for the management account and those it delegates to', async () => {
    const member = await world.member('web');
    expect((await member.fails(GetOrganizationTree, {})).shape).toBe('AccessDeniedException');
  });

  it('needs the permissions of the calls it stands for, over every OU', async () => {
    const units = `arn:aws:organizations::${world.management.accountId}:ou/${world.organizationId}/ou-one`;
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: ['organizations:ListRoots', 'organizations:ListAccounts'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'organizations:ListOrganizationalUnitsForParent',
        Resource: [units, 'arn:aws:organizations::*:root/*'],
      },
    ]);
    expect((await reader.fails(GetOrganizationTree, {})).message).toContain('organizations:ListOrganizationalUnitsForParent');
  });
});

describe('the quota of accounts', () => {
  it('is held against members and open invitations, and says how it is raised', async () => {
    await world.member('web');
    const guest = await world.account('guest');
    const Target = { Id: guest.accountId, Type: 'ACCOUNT' as const };
    await world.management.run(InviteAccountToOrganization, { Target });
    expect(await world.management.run(GetAccountQuota, {})).toEqual({
      Used: 3,
      Quota: 10,
      HowToRaise: "Gatehouse's setting QUOTAS raises AccountsPerOrganization, up to 50,000.",
    });
    setQuotas(PRESETS.large);
    expect(await world.management.run(GetAccountQuota, {})).toEqual({ Used: 3, Quota: 50_000, HowToRaise: null });
  });

  it('needs the permissions of the calls it stands for, and is not for members', async () => {
    const lister = { Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' } as const;
    const reader = await userWith(world, world.management, 'reader', [lister]);
    expect((await reader.fails(GetAccountQuota, {})).message).toContain('organizations:ListHandshakesForOrganization');
    expect((await (await world.member('web')).fails(GetAccountQuota, {})).shape).toBe('AccessDeniedException');
  });
});

describe('the overview of policies', () => {
  it('has every policy with what it is attached to, AWS’s first', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
    const unit = await world.unit('Workloads');
    const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const { Policy } = await world.management.run(CreatePolicy, { Name: 'NoS3', Description: '', Type: SCP, Content });
    const PolicyId = Policy.PolicySummary?.Id ?? '';
    await world.management.run(AttachPolicy, { PolicyId, TargetId: unit });
    const { Policies } = await world.management.run(ListPolicyOverviews, {});
    expect(Policies.map(({ Name }) => Name)).toEqual(['FullAWSAccess', 'RCPFullAWSAccess', 'NoS3']);
    expect(new Set(Policies[0]?.TargetIds)).toEqual(new Set([world.rootId, world.management.accountId, unit]));
    expect(Policies[2]?.TargetIds).toEqual([unit]);
  });

  it('needs the permission to list targets', async () => {
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: 'organizations:ListPolicies', Resource: '*' },
    ]);
    expect((await reader.fails(ListPolicyOverviews, {})).message).toContain('organizations:ListTargetsForPolicy');
  });
});
