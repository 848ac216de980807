'use client';

import { ListTable } from '@/components/console/kit/list-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { PolicyOverview } from '@/lib/iam/policy/overview';
import { policiesQuery } from './queries';

type Policy = Json<PolicyOverview>;

export const POLICY_TYPES = ['Customer managed', 'AWS managed', 'AWS managed - job function', 'AWS managed - service'] as const;

const COLUMNS: readonly ColumnDefinition<Policy>[] = [
  {
    id: 'name',
    header: 'Policy name',
    rowHeader: true,
    value: (policy) => policy.PolicyName,
    cell: (policy) => (
      <TextLink href={paths.policy(policy.Arn)} external>
        {policy.PolicyName}
      </TextLink>
    ),
  },
  { id: 'type', header: 'Type', value: (policy) => policy.Type, width: 200 },
  { id: 'attached', header: 'Attached entities', value: (policy) => policy.AttachmentCount, align: 'end', width: 140 },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Policy name' },
  { key: 'type', label: 'Type', values: POLICY_TYPES, inSight: true },
];

type PoliciesPickerProps = {
  selected: readonly string[];
  onSelect: (arns: string[]) => void;
  /** The ARNs of policies that are not offered, as they are already attached. */
  exclude?: readonly string[];
  /** True if only one policy can be chosen, as for a boundary. */
  single?: boolean;
  title?: string;
  description?: string;
};

/** Renders a choice of managed policies to attach, or of one for a boundary. */
export function PoliciesPicker({ selected, onSelect, exclude, single, title, description }: PoliciesPickerProps) {
  return (
    <ListTable
      query={(input) => policiesQuery({ ...input, Attachable: true, Except: exclude && [...exclude] })}
      id={single ? 'pick-boundary' : 'pick-policies'}
      layout="panel"
      urlKey={false}
      title={title ?? 'Permissions policies'}
      description={description}
      noun="policies"
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={PREFERENCES}
      rowId={(policy) => policy.Arn}
      rowName={(policy) => policy.PolicyName}
      selection={single ? 'single' : 'multi'}
      selectedIds={selected}
      onSelectionChange={onSelect}
      empty={{ title: 'No policies', description: 'All policies are already selected or attached.' }}
    />
  );
}

const PREFERENCES = { pageSize: 10 } as const;
