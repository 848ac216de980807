import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Overview } from '@/components/org-tree/organization-nodes';
import { classNames } from '@/components/ui/class-names';
import { paths } from '@/lib/console/paths';
import { allowsEverything, typeFacts } from './policy-types';

const MOST_SHOWN = 3;

type GuardrailChipsProps = {
  policies: readonly Overview[];
  /** A policy that a preview would put there or take away. */
  coming?: string | null;
  going?: string | null;
  /** After the chips: a word about the node itself. */
  children?: ReactNode;
};

/** The policies attached directly to a node. What only limits stands out; AWS's policies that allow everything are quiet. */
export function GuardrailChips({ policies, coming, going, children }: GuardrailChipsProps) {
  const limiting = policies.filter(({ Id }) => !allowsEverything(Id));
  const quiet = policies.filter(({ Id }) => Id === 'p-FullAWSAccess');
  const shown = limiting.slice(0, MOST_SHOWN);
  return (
    <span className="flex items-center gap-1.5">
      {quiet.map((policy) => (
        <PolicyChip key={policy.Id} policy={policy} quiet going={going === policy.Id} />
      ))}
      {shown.map((policy) => (
        <PolicyChip key={policy.Id} policy={policy} going={going === policy.Id} />
      ))}
      {limiting.length > MOST_SHOWN ? (
        <span
          className="text-ink-3 text-xs"
          title={limiting
            .slice(MOST_SHOWN)
            .map(({ Name }) => Name)
            .join(', ')}
        >
          +{limiting.length - MOST_SHOWN}
        </span>
      ) : null}
      {coming ? <span className="whitespace-nowrap px-1.75 font-medium text-limit text-xs">+ {coming}</span> : null}
      {children}
    </span>
  );
}

type PolicyChipProps = { policy: Overview; quiet?: boolean; going?: boolean };

export function PolicyChip({ policy, quiet, going }: PolicyChipProps) {
  const { short } = typeFacts(policy.Type === 'RESOURCE_CONTROL_POLICY' ? policy.Type : 'SERVICE_CONTROL_POLICY');
  return (
    <Link
      href={paths.organizationPolicy(policy.Type ?? '', policy.Id ?? '')}
      prefetch={false}
      draggable={false}
      title={`${short} ${policy.Name ?? ''}${policy.Description ? `: ${policy.Description}` : ''}`}
      className={classNames(
        'inline-flex h-5 max-w-44 items-center rounded-sm font-medium text-xs hover:text-accent hover:underline',
        quiet ? 'font-normal text-ink-3' : 'bg-none-soft px-1.75 text-ink-2',
        going && 'text-deny line-through',
      )}
    >
      <span className="truncate">{policy.Name}</span>
    </Link>
  );
}
