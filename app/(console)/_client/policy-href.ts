import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import type { PolicyRef } from '@/lib/engine';

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
