import type { PolicyRef } from '@gatehouse/policy/evaluate';
import type { ReactNode } from 'react';
import { TextLink } from '../ui/text-link';

/** Where a policy's own page is, at a statement (from 0) of it; undefined where it has none. Given by the page, which knows the routes. */
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
