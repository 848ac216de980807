import { callerMay } from '../../core/authorization/authorize';
import type { PolicyRefusal, SettingOrigin } from '../../core/declarative-policy';
import type { Scope } from '../../core/operation';
import { DescribeEffectivePolicy } from '../../organizations/effective-policy/operations';
import { DescribePolicy } from '../../organizations/policy/operations';
import { mayRun } from './may-run';

/** A refusal by a declarative policy as its viewer sees it. */
export type ShownRefusal = {
  AccountId: string;
  PolicyType: PolicyRefusal['policyType'];
  Source: SettingOrigin | null;
  /** True if the viewer may open the policy that set the value. Members see their own effective policy only. */
  PolicyReadable: boolean;
  /** The tag that a tag policy refused. */
  Tag?: {
    ResourceType: string;
    Rule: string;
    Key: string;
    Value: string;
    Reason: NonNullable<PolicyRefusal['tag']>['violation']['reason'];
    /** The key and the values that comply. Absent for viewers who may not read the account's effective policy. */
    Compliant?: { Key: string; Values: readonly string[] };
  };
};

/** Returns a refusal with the parts of policies that the viewer may read. */
export async function shownRefusal(scope: Scope, { accountId, policyType, origin, tag }: PolicyRefusal): Promise<ShownRefusal> {
  const may = await callerMay(scope);
  const reads = await mayRun(may, scope, DescribeEffectivePolicy, { PolicyType: policyType, TargetId: accountId });
  const opens = origin !== null && (await mayRun(may, scope, DescribePolicy, { PolicyId: origin.policyId }));
  return {
    AccountId: accountId,
    PolicyType: policyType,
    Source: origin,
    PolicyReadable: opens,
    ...(tag && { Tag: shownTag(tag, reads) }),
  };
}

function shownTag({ resourceType, violation }: NonNullable<PolicyRefusal['tag']>, reads: boolean): ShownRefusal['Tag'] {
  return {
    ResourceType: resourceType,
    Rule: violation.rule,
    Key: violation.key,
    Value: violation.value,
    Reason: violation.reason,
    ...(reads && { Compliant: { Key: violation.compliantKey, Values: violation.allowedValues } }),
  };
}
