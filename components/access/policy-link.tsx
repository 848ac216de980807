import type { ReactNode } from 'react';
import type { PolicyRef } from '@/lib/engine';
import { TextLink } from '../ui/text-link';

/** Where a policy's own page is; undefined where it has none. Given by the page, which knows the routes. */
export type PolicyHref = (policy: PolicyRef) => string | undefined;

export function PolicyLink({ policy, href }: { policy: PolicyRef; href: PolicyHref }): ReactNode {
  const target = href(policy);
  return target ? <TextLink href={target}>{policy.name}</TextLink> : <span className="font-medium">{policy.name}</span>;
}
