import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetLastAccessed } from '@/lib/iam/last-accessed/overview';

export type GrantingPolicy = Json<OutputOf<typeof GetLastAccessed>>['Policies'][number];

const KIND = { USER: 'users', GROUP: 'groups', ROLE: 'roles' } as const;
const SHOWN = 2;

/** Renders links to policies. */
export function PolicyLinks({ policies, all = false }: { policies: readonly GrantingPolicy[]; all?: boolean }) {
  const shown = all ? policies : policies.slice(0, SHOWN);
  const more = policies.length - shown.length;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {shown.map((policy) => (
        <PolicyLink key={`${policy.PolicyArn}/${policy.EntityName}/${policy.PolicyName}`} policy={policy} />
      ))}
      {more > 0 ? <span className="text-ink-3">and {more} more</span> : null}
    </span>
  );
}

function PolicyLink({ policy: { PolicyName, PolicyArn, EntityType, EntityName = '' } }: { policy: GrantingPolicy }) {
  if (PolicyArn) return <TextLink href={paths.policy(PolicyArn)}>{PolicyName}</TextLink>;
  const kind = KIND[EntityType ?? 'USER'];
  return <TextLink href={paths.editInlinePolicy(kind, EntityName, PolicyName)}>{PolicyName}</TextLink>;
}
