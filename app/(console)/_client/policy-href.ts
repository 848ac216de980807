import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { isAwsManaged, type PolicyRef } from '@/lib/engine';

/** Where a policy of an explanation has its page. */
export function policyHref(policy: PolicyRef): string | undefined {
  const { origin } = policy;
  if (policy.type === 'scp' || policy.type === 'rcp') {
    const id = policy.id.split('@')[0] ?? '';
    return id.startsWith('draft:')
      ? undefined
      : paths.organizationPolicy(policy.type === 'scp' ? 'SERVICE_CONTROL_POLICY' : 'RESOURCE_CONTROL_POLICY', id);
  }
  if (policy.arn !== undefined) return paths.policy(policy.arn);
  if (origin.kind === 'resource') {
    const role = parseSubject(origin.resourceArn);
    return role?.kind === 'Role' ? paths.role(role.name, 'trust') : undefined;
  }
  if (origin.kind === 'group') return paths.group(origin.groupName, 'permissions');
  return undefined;
}

/**
 * Where a policy of an explanation is edited; undefined where nobody edits it.
 * @param principalArn whose inline policies the explanation speaks of
 */
export function policyEditHref(policy: PolicyRef, principalArn: string): string | undefined {
  const { type, arn, name, origin } = policy;
  if (isAwsManaged(policy) || policy.id.startsWith('draft:')) return undefined;
  if (type === 'scp' || type === 'rcp') {
    const id = policy.id.split('@')[0] ?? '';
    return paths.editOrganizationPolicy(type === 'scp' ? 'SERVICE_CONTROL_POLICY' : 'RESOURCE_CONTROL_POLICY', id);
  }
  if (arn !== undefined) return paths.editPolicy(arn);
  if (origin.kind === 'group') return paths.editInlinePolicy('groups', origin.groupName, name);
  if (origin.kind === 'resource') {
    const role = parseSubject(origin.resourceArn);
    return role?.kind === 'Role' ? paths.editTrustPolicy(role.name) : undefined;
  }
  const subject = parseSubject(principalArn);
  if (origin.kind !== 'inline' || subject === null || subject.kind === 'Account') return undefined;
  return paths.editInlinePolicy(INLINE_OF[subject.kind], subject.name, name);
}

const INLINE_OF = { User: 'users', Group: 'groups', Role: 'roles' } as const;
