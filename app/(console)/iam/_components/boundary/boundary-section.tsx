'use client';

import { ExpandableSection } from '@/components/ui/expandable-section';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { PoliciesPicker } from '../../policies-picker';

type BoundarySectionProps = { arn: string | null; onChange: (arn: string | null) => void; noun: 'user' | 'role' };

/** Renders the optional choice of a boundary in a wizard's permissions step. */
export function BoundarySection({ arn, onChange, noun }: BoundarySectionProps) {
  return (
    <ExpandableSection
      look="panel"
      title="Set permissions boundary"
      description={`Optional. The maximum permissions of this ${noun}, whatever its policies allow.`}
    >
      <RadioGroup
        label="Permissions boundary"
        hideLabel
        value={arn === null ? 'none' : 'set'}
        onValueChange={(value) => onChange(value === 'none' ? null : '')}
        options={[
          { value: 'none', label: `Create the ${noun} without a permissions boundary` },
          { value: 'set', label: 'Use a policy as the permissions boundary' },
        ]}
      />
      {arn === null ? null : (
        <div className="mt-4">
          <PoliciesPicker
            single
            title="Policies"
            selected={arn === '' ? [] : [arn]}
            onSelect={([chosen]) => onChange(chosen ?? '')}
          />
        </div>
      )}
    </ExpandableSection>
  );
}

/** Returns the name of a policy, the last part of its ARN. */
export function policyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
