'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import type { AnyPolicyTypeId, NodeName, Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { useRead } from '@/components/console/kit/use-read';
import { Combobox } from '@/components/ui/field/combobox';
import { policiesQuery } from '../queries';
import { GUARDRAIL_TYPES, policyTypeOf } from './policy-types';

type PolicyChooserProps = {
  policy: Policy | undefined;
  enabledTypes: ReadonlySet<string>;
  /** The only type to choose from. The default is SCPs and RCPs. */
  type?: AnyPolicyTypeId;
  target: NodeName | null;
  onChange: (policyId: string | null) => void;
};

const TYPING_MS = 150;
const CHOICES = 50;

/** Renders a choice of the policies that can be attached to the target. The server searches while the user types. */
export function PolicyChooser({ policy, enabledTypes, type, target, onChange }: PolicyChooserProps) {
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), TYPING_MS);
  const { data, stale, error } = useRead({
    ...policiesQuery({
      Types: type ? [type] : GUARDRAIL_TYPES.map(({ id }) => id).filter((id) => enabledTypes.has(id)),
      NotOn: target?.Id,
      Filters: settled === '' ? undefined : [`name:${settled}`, `description:${settled}`],
      Join: 'or',
      PageSize: CHOICES,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox
      options={(data?.Rows ?? []).map(toOption)}
      value={policy?.Id ?? null}
      onValueChange={onChange}
      placeholder="Find a policy by name"
      emptyText={error?.message ?? 'No other policy of an enabled type'}
      search={{
        onText: setText,
        busy: stale || settled !== text.trim(),
        more: (data?.Matches ?? 0) > CHOICES,
        chosen: policy ? toOption(policy) : null,
      }}
    />
  );
}

function toOption({ Id = '', Name = '', Type, Description }: Policy) {
  const type = policyTypeOf(Type);
  return { value: Id, label: Name, description: [type?.kind && type.short, Description].filter(Boolean).join(' · ') };
}
