import type { PolicyRef } from '@gatehouse/policy/evaluate';
import type { ReactNode } from 'react';
import { TextLink } from '../ui/text-link';

/**
 * Returns the page of a policy, at a statement (from 0), or undefined if it has none. The page provides it, because it knows the
 * routes.
 */
export type PolicyHref = (policy: PolicyRef, statement?: number) => string | undefined;

type PolicyLinkProps = { policy: PolicyRef; statement?: number; href: PolicyHref };

export function PolicyLink({ policy, statement, href }: PolicyLinkProps): ReactNode {
  const target = href(policy, statement);
  return target ? (
    <TextLink inline href={target}>
      {policy.name}
    </TextLink>
  ) : (
    <span className="font-medium">{policy.name}</span>
  );
}
