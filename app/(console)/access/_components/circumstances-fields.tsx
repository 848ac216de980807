'use client';

import { type ContextEntry, ContextFields, contextOf } from '@/app/(console)/access/_components/context-fields';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';

/** What is known of the requests in question, beside who asks for what. */
export type Circumstances = { entries: readonly ContextEntry[]; policy: string };

export const NO_CIRCUMSTANCES: Circumstances = { entries: [], policy: '' };

/** As the operations take them; nothing where nothing is given, so that the question stays an address. */
export function circumstancesOf({ entries, policy }: Circumstances) {
  const Context = contextOf(entries);
  return { Context: Context.length > 0 ? Context : undefined, ResourcePolicy: policy.trim() || undefined };
}

type CircumstancesFieldsProps = { value: Circumstances; onChange: (value: Circumstances) => void };

export function CircumstancesFields({ value, onChange }: CircumstancesFieldsProps) {
  return (
    <div className="grid gap-x-6 lg:grid-cols-2">
      <ExpandableSection title="Circumstances">
        <ContextFields
          entries={value.entries}
          description="Every request is considered, whatever its circumstances. Fix condition keys to narrow that, several values with commas; without a value the requests lack the key."
          onChange={(entries) => onChange({ ...value, entries })}
        />
      </ExpandableSection>
      <ExpandableSection title="Policy on the resource">
        <Field
          label="Resource-based policy"
          optional
          hint="A bucket, queue or key policy, as JSON. The trust policies of roles are found by themselves."
        >
          <Textarea
            value={value.policy}
            rows={6}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => onChange({ ...value, policy: event.target.value })}
          />
        </Field>
      </ExpandableSection>
    </div>
  );
}
