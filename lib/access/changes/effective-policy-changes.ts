import { organizationsArn } from '../../core/arns';
import { callerMay } from '../../core/authorization/authorize';
import type { CloudTrailEvent } from '../../core/events/cloudtrail-record';
import type { Check, Scope } from '../../core/operation';
import { isJsonObject } from '../../core/text/json-object';
import type { ChangedSetting, EffectiveChange } from '../../organizations/effective-policy/changes';
import { type BearingCall, toBearingCall } from './bearing-calls';
import type { ComparedMoments } from './compare-moments';
import { managesOrganization } from './moments';

/** A policy and the root, OU or account at which it is attached. */
export type AttachedPolicy = { PolicyId: string; PolicyName: string; NodeId: string; NodeName: string };

/** A setting of an effective policy that differs. A value is JSON, and null where the policy does not have it. */
export type EffectiveSettingChange = {
  Path: string;
  Before: string | null;
  After: string | null;
  /** The policies that set the value then and now. Empty for a member account, which may not read policies. */
  BeforeFrom: AttachedPolicy[];
  AfterFrom: AttachedPolicy[];
};

export type EffectivePolicyChange = {
  PolicyType: EffectiveChange['type'];
  /** An effective policy that became invalid is not in force: the last valid one stays. */
  Change: EffectiveChange['change'];
  /** The accounts with this change: the first ones by name, and their number. */
  Accounts: { Id: string; Name: string }[];
  AccountCount: number;
  /** The policies above these accounts that were added, removed, edited or attached in another order. */
  Policies: (AttachedPolicy & { How: EffectiveChange['policies'][number]['how'] })[];
  Settings: EffectiveSettingChange[];
  MoreSettings: boolean;
  /** The calls about these policies, newest first. */
  Calls: BearingCall[];
  MoreCalls: number;
};

const MOST_ACCOUNTS = 10;
const MOST_CALLS = 5;

/** Returns the checks for reading effective policies: those of all accounts in a management account, and its own in a member account. */
export function effectivePolicyChecks({ account, accountId, partition }: Scope): Check[] {
  const { organization } = account;
  if (!organization) return [];
  const { managementAccountId, id } = organization;
  const which = managementAccountId === accountId ? '*' : accountId;
  const resource = organizationsArn(partition, managementAccountId, 'account', id, which);
  return [{ action: 'organizations:DescribeEffectivePolicy', resource }];
}

/** Returns whether the caller may see the policies behind effective policies. */
export async function maySeePolicies(scope: Scope): Promise<boolean> {
  if (!managesOrganization(scope)) return false;
  const may = await callerMay(scope);
  for (const action of ['organizations:DescribePolicy', 'organizations:ListPoliciesForTarget'])
    if (!(await may({ action, resource: '*' }))) return false;
  return true;
}

/** @param showsPolicies false leaves out the policies and calls */
export function toEffectivePolicyChange(
  { type, accountIds, change, policies, settings, hasMore }: EffectiveChange,
  { after, before, found, by }: ComparedMoments,
  showsPolicies: boolean,
): EffectivePolicyChange {
  const own = new Set(accountIds);
  const names = new Map(
    [before, after].flatMap(({ model }) => model.accounts.map(({ accountId, name }) => [accountId, name] as const)),
  );
  const accounts = accountIds.map((Id) => ({ Id, Name: names.get(Id) ?? Id })).sort((a, b) => (a.Name < b.Name ? -1 : 1));
  const ids = new Set(policies.map(({ policyId }) => policyId));
  const nodes = new Set(policies.map(({ nodeId }) => nodeId));
  const calls = by ? [by] : found.calls.filter((call) => isAbout(call, { type, ids, nodes, own }));
  const shown = showsPolicies ? calls : [];
  return {
    ...{ PolicyType: type, Change: change, Accounts: accounts.slice(0, MOST_ACCOUNTS), AccountCount: accounts.length },
    Policies: showsPolicies ? policies.map(({ how, ...policy }) => ({ ...toAttached(policy), How: how })) : [],
    Settings: settings.map((setting) => toSetting(setting, showsPolicies)),
    MoreSettings: hasMore,
    Calls: shown.slice(0, MOST_CALLS).map(toBearingCall),
    MoreCalls: Math.max(0, shown.length - MOST_CALLS),
  };
}

function toSetting({ beforeFrom, afterFrom, ...difference }: ChangedSetting, showsPolicies: boolean): EffectiveSettingChange {
  const from = (origins: ChangedSetting['afterFrom']) => (showsPolicies ? origins.map(toAttached) : []);
  return { ...difference, BeforeFrom: from(beforeFrom), AfterFrom: from(afterFrom) };
}

const toAttached = (policy: Pick<ChangedSetting['afterFrom'][number], 'policyId' | 'policyName' | 'nodeId' | 'nodeName'>) => ({
  PolicyId: policy.policyId,
  PolicyName: policy.policyName,
  NodeId: policy.nodeId,
  NodeName: policy.nodeName,
});

type About = { type: string; ids: ReadonlySet<string>; nodes: ReadonlySet<string>; own: ReadonlySet<string> };

/** Tests whether a call is about one of the policies at its node, the whole type, or the place of one of the accounts. */
function isAbout({ eventName, requestParameters }: CloudTrailEvent, { type, ids, nodes, own }: About): boolean {
  const asked = isJsonObject(requestParameters) ? requestParameters : {};
  const has = (set: ReadonlySet<string>, value: unknown) => typeof value === 'string' && set.has(value);
  switch (eventName) {
    case 'RestoreSnapshot':
      return true;
    case 'DisablePolicyType':
      return asked.policyType === type;
    case 'UpdatePolicy':
      return has(ids, asked.policyId);
    case 'AttachPolicy':
    case 'DetachPolicy':
      return has(ids, asked.policyId) && has(nodes, asked.targetId);
    default:
      return has(own, asked.accountId);
  }
}
