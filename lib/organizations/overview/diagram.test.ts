import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MoveAccount } from '../account/operations';
import { AttachPolicy } from '../attachment/operations';
import { RegisterDelegatedAdministrator } from '../delegated-administrator/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { EnableAWSServiceAccess } from '../service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../test-organization';
import {
  GetOrganizationDiagram,
  ListAdministratorServices,
  ListInvalidEffectivePolicies,
  ListPolicyAttachments,
} from './diagram';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

async function create(Type: 'SERVICE_CONTROL_POLICY' | 'BACKUP_POLICY' | 'TAG_POLICY', Name: string, Content: string) {
  const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type, Content });
  return Policy.PolicySummary.Id;
}

async function enable(PolicyType: 'SERVICE_CONTROL_POLICY' | 'BACKUP_POLICY' | 'TAG_POLICY') {
  await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType });
}

const isReader = (Action: string | string[]) =>
  userWith(world, world.management, 'reader', [{ Effect: 'Allow', Action, Resource: '*' }]);

describe('GetOrganizationDiagram', () => {
  it('names every OU and account with its parent', async () => {
    const workloads = await world.unit('Workloads');
    const production = await world.member('production');
    const place = { SourceParentId: world.rootId, DestinationParentId: workloads };
    await world.management.run(MoveAccount, { AccountId: production.accountId, ...place });
    await enable('TAG_POLICY');
    const diagram = await world.management.run(GetOrganizationDiagram, {});
    expect(diagram).toMatchObject({
      Root: { Id: world.rootId, Name: 'Root' },
      EnabledTypes: ['TAG_POLICY'],
      ManagementAccountId: world.management.accountId,
      Units: [{ Id: workloads, Name: 'Workloads', ParentId: world.rootId, AccountCount: 1 }],
      AccountsInRoot: 1,
    });
    const parents = new Map(diagram.Accounts.map(({ Id, ParentId }) => [Id, ParentId]));
    expect(parents).toEqual(
      new Map([
        [production.accountId, workloads],
        [world.management.accountId, world.rootId],
      ]),
    );
  });

  it('requires the permissions to list the tree', async () => {
    const denied = await (await isReader('organizations:ListRoots')).fails(GetOrganizationDiagram, {});
    expect(denied.message).toContain('organizations:ListAccounts');
  });
});

describe('ListPolicyAttachments', () => {
  it('lists attachments of all types without AWS’s own policies, in the order of attachment', async () => {
    await enable('SERVICE_CONTROL_POLICY');
    await enable('TAG_POLICY');
    const deny = await create('SERVICE_CONTROL_POLICY', 'NoS3', policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' }));
    const [second, first] = [await create('TAG_POLICY', 'b', '{"tags":{}}'), await create('TAG_POLICY', 'a', '{"tags":{}}')];
    const workloads = await world.unit('Workloads');
    for (const PolicyId of [first, second]) await world.management.run(AttachPolicy, { PolicyId, TargetId: workloads });
    await world.management.run(AttachPolicy, { PolicyId: deny, TargetId: world.rootId });
    const { Policies, Targets } = await world.management.run(ListPolicyAttachments, {});
    expect(new Map(Targets.map(({ Id, PolicyIds }) => [Id, PolicyIds]))).toEqual(
      new Map([
        [workloads, [first, second]],
        [world.rootId, [deny]],
      ]),
    );
    expect(new Map(Policies.map(({ Id, Type }) => [Id, Type]))).toEqual(
      new Map([
        [deny, 'SERVICE_CONTROL_POLICY'],
        [first, 'TAG_POLICY'],
        [second, 'TAG_POLICY'],
      ]),
    );
  });

  it('requires the permission to list policies of every type', async () => {
    const limited = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: 'organizations:*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'organizations:ListPolicies',
        Resource: '*',
        Condition: { StringEquals: { 'organizations:PolicyType': 'TAG_POLICY' } },
      },
    ]);
    expect((await limited.fails(ListPolicyAttachments, {})).message).toContain('organizations:ListPolicies');
  });
});

describe('ListAdministratorServices', () => {
  it('names the services of each delegated administrator', async () => {
    const audit = await world.member('audit');
    for (const ServicePrincipal of ['guardduty.amazonaws.com', 'config.amazonaws.com']) {
      await world.management.run(EnableAWSServiceAccess, { ServicePrincipal });
      await world.management.run(RegisterDelegatedAdministrator, { ServicePrincipal, AccountId: audit.accountId });
    }
    const { Administrators } = await world.management.run(ListAdministratorServices, {});
    expect(Administrators).toEqual([{ AccountId: audit.accountId, Services: ['AWS Config', 'Amazon GuardDuty'] }]);
  });

  it('requires organizations:ListDelegatedAdministrators', async () => {
    const denied = await (await isReader('organizations:ListAccounts')).fails(ListAdministratorServices, {});
    expect(denied.message).toContain('organizations:ListDelegatedAdministrators');
  });
});

describe('ListInvalidEffectivePolicies', () => {
  it('names the types of each account with an invalid effective policy', async () => {
    await enable('BACKUP_POLICY');
    const production = await world.member('production');
    // A plan without rules is no valid plan.
    const Content = JSON.stringify({ plans: { daily: { regions: { '@@assign': ['eu-north-1'] } } } });
    const PolicyId = await create('BACKUP_POLICY', 'incomplete', Content);
    await world.management.run(AttachPolicy, { PolicyId, TargetId: production.accountId });
    const { Accounts } = await world.management.run(ListInvalidEffectivePolicies, {});
    expect(Accounts).toEqual([{ AccountId: production.accountId, Name: 'production', Types: ['BACKUP_POLICY'] }]);
  });

  it('requires organizations:ListAccountsWithInvalidEffectivePolicy', async () => {
    const denied = await (await isReader('organizations:ListAccounts')).fails(ListInvalidEffectivePolicies, {});
    expect(denied.message).toContain('organizations:ListAccountsWithInvalidEffectivePolicy');
  });
});
