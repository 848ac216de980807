import type { Actor } from '../core/test-world';
import type { ErrorRow, Stage } from '../core/testing/contract';
import { AttachPolicy } from '../organizations/attachment/operations';
import { CreatePolicy } from '../organizations/policy/operations';
import { EnableAWSServiceAccess } from '../organizations/service-access/operations';
import { organizationOf } from '../organizations/test-organization';
import { enablePolicyType } from '../organizations/test-tables';

export const TAG_POLICIES = { ServicePrincipal: 'tagpolicies.tag.amazonaws.com' };

/**
 * Attaches a tag policy with one rule to the root, and gives tag policies trusted access.
 * @returns the id of the policy
 */
export async function tagPolicyFor(
  management: Actor,
  { key = 'Team', values = ['Red', 'Blue*'], required = ['sqs:queue', 'iam:ALL_SUPPORTED'], enforced = [] as string[] } = {},
): Promise<string> {
  const TargetId = await enablePolicyType(management, 'TAG_POLICY');
  await management.run(EnableAWSServiceAccess, TAG_POLICIES);
  const rule = {
    tag_key: { '@@assign': key },
    tag_value: { '@@assign': values },
    report_required_tag_for: { '@@assign': required },
    ...(enforced.length > 0 && { enforced_for: { '@@assign': enforced } }),
  };
  const Content = JSON.stringify({ tags: { [key]: rule } });
  const given = { Name: 'teams', Description: '', Type: 'TAG_POLICY', Content } as const;
  const { Policy } = await management.run(CreatePolicy, given);
  await management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
  return Policy.PolicySummary.Id;
}

/** Creates a management account with a tag policy, one without trusted access for tag policies, and an account without an organization. */
export async function furnishReporters({ world, root, account }: Stage): Promise<void> {
  await organizationOf(world, root);
  await tagPolicyFor(root);
  await organizationOf(world, await account('untrusting'));
  await account('stranger');
}

/** The failures of operations about the whole organization, for the accounts of `furnishReporters`. */
export const prerequisitesOf = (operations: ErrorRow[0]): readonly ErrorRow[] => [
  [operations, {}, /^Only the management account of an organization/, { by: 'stranger' }],
  [operations, {}, /has not enabled trusted access for tagpolicies\.tag\.amazonaws\.com\.$/, { by: 'untrusting' }],
];
