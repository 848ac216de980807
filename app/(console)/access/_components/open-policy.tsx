import type { PolicyRef } from '@gatehouse/policy/evaluate';
import type { ShownFix } from '@/components/access/decision-view';
import type { PolicyHref } from '@/components/access/policy-link';
import { TextLink } from '@/components/ui/text-link';

export type OpenPolicyProps = {
  fix: ShownFix;
  /** The policy to change, if it exists. */
  policy: PolicyRef | undefined;
  /** The texts that the reader can see. */
  documents: Readonly<Record<string, string>>;
  href: PolicyHref;
};

/** Links to the policy of a change, at the statement to change, if the reader can view it. */
export function OpenPolicy({ fix, policy, documents, href }: OpenPolicyProps) {
  const statement = fix.way?.kind === 'edit' ? fix.way.statement : undefined;
  const open = policy && documents[policy.id] !== undefined ? href(policy, statement) : undefined;
  if (!open) return null;
  return <TextLink href={open}>Open policy{statement === undefined ? '' : ` at statement ${statement + 1}`}</TextLink>;
}
