'use client';

import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { branchQuery, rootsQuery } from '../../queries';

export type Target = {
  chosen: string | null;
  /** The reason why the effect on the target can't be compared. */
  waiting: string | undefined;
  choose: (id: string) => void;
  options: { value: string; label: string }[];
};

/** Returns the choice of the target for a guardrail's preview: the root, which is the default, or an OU below it. */
export function useTarget(type: PolicyTypeFacts): Target {
  const root = useRead(rootsQuery()).data?.Roots[0];
  const units = useRead(branchQuery({ unitsOnly: true })).data?.Rows ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const options = [
    ...(root?.Id === undefined ? [] : [{ value: root.Id, label: `${root.Name}: all accounts` }]),
    ...units.flatMap(({ Id, Name }) => (Id === root?.Id ? [] : [{ value: Id, label: `${Name} and below` }])),
  ];
  const isEnabled = root?.PolicyTypes?.some(({ Type, Status }) => Type === type.id && Status === 'ENABLED') ?? false;
  const waiting = root && !isEnabled ? `${type.title} are disabled and have no effect` : undefined;
  return { chosen: chosen ?? root?.Id ?? null, waiting: root ? waiting : 'Loading the organization', choose, options };
}

export function TargetChoice({ target: { chosen, choose, options, waiting } }: { target: Target }) {
  if (waiting !== undefined || options.length < 2) return null;
  return (
    <div className="border-line border-b px-4 py-3">
      <Field label="Attachment to preview">
        <Select value={chosen ?? ''} onValueChange={choose} options={options} />
      </Field>
    </div>
  );
}
