'use client';

import { useRead } from '@/components/console/kit/use-read';
import { Field } from '@/components/ui/field/field';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { reachQuery } from './queries';

export type Reach = 'account' | 'organization';

export function toReach(text: string | null): Reach {
  return text === 'organization' ? 'organization' : 'account';
}

/** Selects account or organization. Renders nothing without a choice. */
export function ReachField({ value, onChange }: { value: Reach; onChange: (reach: Reach) => void }) {
  const { data } = useRead(reachQuery());
  if (!data?.ManagesOrganization) return null;
  return (
    <Field label="Principals of" group className="shrink-0">
      <SegmentedControl<Reach>
        label="Principals of"
        value={value}
        onValueChange={onChange}
        segments={[
          { value: 'account', label: 'This account' },
          { value: 'organization', label: 'The organization' },
        ]}
      />
    </Field>
  );
}
