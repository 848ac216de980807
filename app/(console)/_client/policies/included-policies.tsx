import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/field/checkbox';
import { plural } from '@/lib/core/text/plural';

type IncludedPoliciesProps = {
  /** True if resource policies and RCPs are included. */
  resources: boolean;
  /** The sentence of `COUNTED` without resource policies. */
  without: string;
  withResources: string;
  onChange: (resources: boolean) => void;
  children?: ReactNode;
};

/** Shows the policy types that an answer includes, with a switch that adds resource policies and RCPs. */
export function IncludedPolicies({ resources, without, withResources, onChange, children }: IncludedPoliciesProps) {
  return (
    <div className="space-y-1">
      <Checkbox label="Include resource policies and RCPs" checked={resources} onCheckedChange={(checked) => onChange(checked)} />
      <p className="text-ink-2">
        {resources ? withResources : without} {children}
      </p>
    </div>
  );
}

/** Returns the sentence about resources whose policies were not evaluated, or an empty text without any. */
export function notEvaluated(resources: number): string {
  return resources > 0 ? `${plural(resources, 'resource')} with a policy ${resources === 1 ? 'was' : 'were'} not evaluated.` : '';
}
