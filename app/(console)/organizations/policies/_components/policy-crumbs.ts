import { paths } from '@/lib/console/paths';
import type { PolicyTypeFacts } from '../../_components/policy-types';

/** Returns the breadcrumbs above a page of a policy type, or above a page of one of its policies. */
export function policyCrumbs(type?: PolicyTypeFacts, policy?: { id: string; name: string }) {
  return [
    { label: 'Policies', href: paths.organizationPolicies },
    ...(type ? [{ label: type.title, href: paths.organizationPolicyType(type.id) }] : []),
    ...(type && policy ? [{ label: policy.name, href: paths.organizationPolicy(type.id, policy.id) }] : []),
  ];
}
