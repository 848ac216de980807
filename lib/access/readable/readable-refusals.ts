import { callerMay } from '../../core/authorization/authorize';
import { TAG_POLICY } from '../../core/authorization/guardrails';
import type { TagPolicyRefusal, TagRuleSource } from '../../core/authorization/tag-policies';
import type { Scope } from '../../core/operation';
import { DescribeEffectivePolicy } from '../../organizations/effective-policy/operations';
import { DescribePolicy } from '../../organizations/policy/operations';
import { mayRun } from './may-run';

/** A refused tag as its viewer sees it. */
export type ShownRefusal = {
  AccountId: string;
  ResourceType: string;
  Rule: string;
  Key: string;
  Value: string;
  Reason: TagPolicyRefusal['violation']['reason'];
  /** The key and the values that comply. Absent for viewers who may not read the account's effective policy. */
  Compliant?: { Key: string; Values: readonly string[] };
  Source: TagRuleSource | null;
  /** True if the viewer may open the policy that set the rule. Members see their own effective policy only. */
  PolicyReadable: boolean;
};

/** Returns a refusal with the parts of policies that the viewer may read. */
export async function shownRefusal(
  scope: Scope,
  { accountId, resourceType, violation, source }: TagPolicyRefusal,
): Promise<ShownRefusal> {
  const may = await callerMay(scope);
  const reads = await mayRun(may, scope, DescribeEffectivePolicy, { PolicyType: TAG_POLICY, TargetId: accountId });
  const opens = source !== null && (await mayRun(may, scope, DescribePolicy, { PolicyId: source.policyId }));
  return {
    AccountId: accountId,
    ResourceType: resourceType,
    Rule: violation.rule,
    Key: violation.key,
    Value: violation.value,
    Reason: violation.reason,
    ...(reads && { Compliant: { Key: violation.compliantKey, Values: violation.allowedValues } }),
    Source: source,
    PolicyReadable: opens,
  };
}
