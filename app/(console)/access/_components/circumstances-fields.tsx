'use client';

import { ExpandableSection } from '@/components/ui/expandable-section';
import type { AskedCircumstances } from '../read-fragment';
import { type ContextEntry, ContextFields, contextOf, entriesOf } from './context-fields';
import { ResourcePolicyField } from './resource-policy-field';

/** The known facts about the requests, besides principal, action and resource. */
export type Circumstances = { entries: readonly ContextEntry[]; policy: string };

/** The description for questions about all requests. */
export const EVERY_REQUEST =
  'All requests are considered, whatever their circumstances. To narrow this, set condition keys, with several values separated by commas. A key without a value is treated as missing.';

/** Returns the circumstances as operations take them. Empty if none are set, so that the question fits into an address. */
export function circumstancesOf({ entries, policy }: Circumstances) {
  const Context = contextOf(entries);
  return { Context: Context.length > 0 ? Context : undefined, ResourcePolicy: policy.trim() || undefined };
}

/** Returns the fields for asked circumstances. */
export function fromAsked({ Context = [], ResourcePolicy = '' }: AskedCircumstances): Circumstances {
  return { entries: entriesOf(Context), policy: ResourcePolicy };
}

type CircumstancesFieldsProps = {
  /** The resource of the question. */
  resource: string;
  value: Circumstances;
  onChange: (value: Circumstances) => void;
  /** Explains the effect of condition keys. */
  description?: string;
  /** Stacks the fields, for narrow spaces. */
  stacked?: boolean;
};

export function CircumstancesFields({ resource, value, onChange, description, stacked }: CircumstancesFieldsProps) {
  return (
    <div className={stacked ? 'space-y-3' : 'grid gap-x-6 lg:grid-cols-2'}>
      <ExpandableSection title="Circumstances" defaultOpen={value.entries.length > 0}>
        <ContextFields
          entries={value.entries}
          description={description}
          onChange={(entries) => onChange({ ...value, entries })}
        />
      </ExpandableSection>
      <ResourcePolicyField
        title="Resource policy"
        hint="The bucket, queue or key policy as JSON. Gatehouse reads the trust policy of a role itself if you have permission."
        resource={resource}
        value={value.policy}
        onChange={(policy) => onChange({ ...value, policy })}
      />
    </div>
  );
}
