import {
  EnableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootSessions,
} from '../../lib/iam/root-access/operations';
import { CreateAccount, DescribeCreateAccountStatus, MoveAccount } from '../../lib/organizations/account/operations';
import { AttachPolicy } from '../../lib/organizations/attachment/operations';
import { CreateOrganization, ListRoots } from '../../lib/organizations/organization/operations';
import { CreatePolicy } from '../../lib/organizations/policy/operations';
import { EnablePolicyType } from '../../lib/organizations/policy-type/operations';
import { EnableAWSServiceAccess } from '../../lib/organizations/service-access/operations';
import { CreateOrganizationalUnit } from '../../lib/organizations/unit/operations';
import type { Actor } from './actor';
import { policy } from './policy';

/** The IDs of the member accounts by a short name. */
export type Members = Record<'audit' | 'production' | 'payments' | 'development' | 'sandbox', string>;

/** The demo organization, to which callers can add more content. */
export type Seeded = { administrator: Actor; enter: (accountId: string) => Promise<Actor>; members: Members };

export async function rootOf(root: Actor): Promise<string> {
  return (await root(ListRoots, {})).Roots[0]?.Id ?? '';
}

export async function seedUnit(root: Actor, Name: string, ParentId: string): Promise<string> {
  return (await root(CreateOrganizationalUnit, { Name, ParentId })).OrganizationalUnit.Id;
}

/** Creates a member account in an OU. Its root user has an email address of the demo. */
export async function seedAccount(root: Actor, AccountName: string, rootId: string, parent: string): Promise<string> {
  const { CreateAccountStatus } = await root(CreateAccount, { AccountName, Email: `aws-${AccountName}@acme.example` });
  const { CreateAccountStatus: done } = await root(DescribeCreateAccountStatus, {
    CreateAccountRequestId: CreateAccountStatus.Id,
  });
  const AccountId = done.AccountId ?? '';
  await root(MoveAccount, { AccountId, SourceParentId: rootId, DestinationParentId: parent });
  return AccountId;
}

/** Creates the organization with its OUs, accounts and guardrails. */
export async function seedOrganization(root: Actor): Promise<Members> {
  await root(CreateOrganization, { FeatureSet: 'ALL' });
  const rootId = await rootOf(root);
  await root(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  await root(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
  await root(EnableAWSServiceAccess, { ServicePrincipal: 'iam.amazonaws.com' });
  await root(EnableOrganizationsRootCredentialsManagement, {});
  await root(EnableOrganizationsRootSessions, {});

  const unit = (name: string, parent: string) => seedUnit(root, name, parent);
  const security = await unit('Security', rootId);
  const workloads = await unit('Workloads', rootId);
  const production = await unit('Production', workloads);
  const development = await unit('Development', workloads);
  const sandbox = await unit('Sandbox', rootId);

  const account = (name: string, parent: string) => seedAccount(root, name, rootId, parent);
  const members: Members = {
    audit: await account('audit', security),
    production: await account('production', production),
    payments: await account('payments', production),
    development: await account('development', development),
    sandbox: await account('sandbox', sandbox),
  };

  const guardrail = async (Name: string, Description: string, Content: string, TargetId: string) => {
    const { Policy } = await root(CreatePolicy, { Name, Description, Content, Type: 'SERVICE_CONTROL_POLICY' });
    await root(AttachPolicy, { PolicyId: Policy.PolicySummary?.Id, TargetId });
  };
  await guardrail(
    'DenyLeavingOrganization',
    'No member account may leave the organization',
    policy('deny-leaving-organization'),
    rootId,
  );
  await guardrail(
    'ProtectAuditRole',
    'Nobody but the organization itself changes the audit role',
    policy('protect-audit-role'),
    rootId,
  );
  await guardrail('RegionLimit', 'Work only in eu-north-1 and eu-central-1', policy('region-limit'), workloads);
  await guardrail('SandboxLimit', 'No expensive services in the sandbox', policy('sandbox-limit'), sandbox);
  return members;
}
