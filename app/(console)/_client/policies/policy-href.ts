import { isAwsManaged, type PolicyRef } from '@gatehouse/policy/evaluate';
import { parseSubject } from '@/lib/access/subject-arn';
import { ENTITIES_OF } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import { before } from '@/lib/core/text/text-parts';
import { atStatement } from './statement-in-url';

/** The names of guardrail types in Organizations. */
export const GUARDRAIL_TYPES = { scp: 'SERVICE_CONTROL_POLICY', rcp: 'RESOURCE_CONTROL_POLICY' } as const;

/**
 * Returns the page of a policy in an explanation.
 * @param ownAccount the reader's account: a role of another account has no page here, and one with the same name can be another
 * role
 * @param statement the statement to show, counted from 0
 */
function policyHref(policy: PolicyRef, ownAccount: string | undefined, statement?: number): string | undefined {
  const { origin } = policy;
  if (policy.type === 'scp' || policy.type === 'rcp') {
    const id = before(policy.id, '@');
    return id.startsWith('draft:')
      ? undefined
      : atStatement(paths.organizationPolicy(GUARDRAIL_TYPES[policy.type], id), statement);
  }
  if (policy.arn !== undefined)
    return statement === undefined ? paths.policy(policy.arn) : atStatement(paths.policyText(policy.arn), statement);
  if (origin.kind === 'resource') {
    const resource = resourceAt(origin.resourceArn);
    if (resource) return atStatement(paths.resource(resource.kind, resource.arn, 'policy'), statement);
    const role = parseSubject(origin.resourceArn);
    return role?.kind === 'Role' && role.accountId === ownAccount
      ? atStatement(paths.role(role.name, 'trust'), statement)
      : undefined;
  }
  if (origin.kind === 'group' && origin.inline && statement !== undefined)
    return atStatement(paths.editInlinePolicy('groups', origin.groupName, policy.name), statement);
  if (origin.kind === 'group') return paths.group(origin.groupName, 'permissions');
  return undefined;
}

/** Returns such pages for an explanation about one principal, including its inline policies. */
export function policyHrefOf(principalArn: string | undefined, ownAccount: string | undefined) {
  return (policy: PolicyRef, statement?: number): string | undefined => {
    const href = policyHref(policy, ownAccount, statement);
    if (href !== undefined || principalArn === undefined || policy.origin.kind !== 'inline') return href;
    const edit = policyEditHref(policy, principalArn);
    return edit && atStatement(edit, statement);
  };
}

/**
 * Returns the editor page of a policy in an explanation, or undefined if it cannot be edited.
 * @param principalArn the principal whose inline policies can be edited
 */
export function policyEditHref(policy: PolicyRef, principalArn: string): string | undefined {
  const { type, arn, name, origin } = policy;
  if (isAwsManaged(policy) || policy.id.startsWith('draft:')) return undefined;
  if (type === 'scp' || type === 'rcp') {
    return paths.editOrganizationPolicy(GUARDRAIL_TYPES[type], before(policy.id, '@'));
  }
  if (arn !== undefined) return paths.editPolicy(arn);
  if (origin.kind === 'group') return paths.editInlinePolicy('groups', origin.groupName, name);
  const subject = parseSubject(principalArn);
  if (origin.kind === 'resource') {
    const role = parseSubject(origin.resourceArn);
    return role?.kind === 'Role' && role.accountId === subject?.accountId ? paths.editTrustPolicy(role.name) : undefined;
  }
  if (origin.kind !== 'inline' || subject === null || subject.kind === 'Account') return undefined;
  return paths.editInlinePolicy(ENTITIES_OF[subject.kind], subject.name, name);
}
