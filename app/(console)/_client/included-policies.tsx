import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/field/checkbox';

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
