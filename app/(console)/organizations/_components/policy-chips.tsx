import type { ReactNode } from 'react';
import type { Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { classNames } from '@/components/ui/class-names';
import { Link } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import { allowsEverything, labelOf } from './policy-types';

const MOST_SHOWN = 2;
const MOST_SHOWN_NARROW = 1;

type PolicyChipsProps = {
  policies: readonly Policy[];
  /** The ID of a policy that the preview would attach. */
  coming?: string | null;
  /** True if space is short. Then fewer chips are shown, and none for policies that allow everything. */
  narrow?: boolean;
  /** Content about the node after the chips. */
  children?: ReactNode;
};

/** Renders the policies attached directly to a node. AWS's policies that allow everything are less prominent. */
export function PolicyChips({ policies, coming, narrow, children }: PolicyChipsProps) {
  const most = narrow ? (coming ? 0 : MOST_SHOWN_NARROW) : MOST_SHOWN;
  const limiting = policies.filter(({ Id }) => !allowsEverything(Id));
  const quiet = narrow ? [] : policies.filter(({ Id }) => Id === 'p-FullAWSAccess');
  const shown = limiting.slice(0, most);
  return (
    <span className="flex items-center gap-1.5">
      {coming ? <span className="whitespace-nowrap font-medium text-limit text-xs">+ {coming}</span> : null}
      {quiet.map((policy) => (
        <PolicyChip key={policy.Id} policy={policy} quiet />
      ))}
      {shown.map((policy) => (
        <PolicyChip key={policy.Id} policy={policy} />
      ))}
      {limiting.length > most ? (
        <span
          className="text-ink-3 text-xs"
          title={limiting
            .slice(most)
            .map(({ Name }) => Name)
            .join(', ')}
        >
          +{limiting.length - most}
        </span>
      ) : null}
      {children}
    </span>
  );
}

type PolicyChipProps = { policy: Policy; quiet?: boolean };

export function PolicyChip({ policy, quiet }: PolicyChipProps) {
  return (
    <Link
      href={paths.organizationPolicy(policy.Type, policy.Id)}
      draggable={false}
      title={`${labelOf(policy.Type)} ${policy.Name}${policy.Description ? `: ${policy.Description}` : ''}`}
      className={classNames(
        'inline-flex h-5 max-w-36 items-center rounded-sm font-medium text-xs hover:text-accent hover:underline',
        quiet ? 'font-normal text-ink-3' : 'bg-none-soft px-1.75 text-ink-2',
      )}
    >
      <span className="truncate">{policy.Name}</span>
    </Link>
  );
}
