'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { useRouter } from '@/components/ui/navigation';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { PolicyOverview } from '@/lib/iam/policy/overview';
import { POLICY_TYPES } from '../../_components/policies-picker';
import { useMissingAttachments } from '../../_components/use-missing-attachments';
import { policiesQuery } from '../../queries';

// Dialogs are loaded when they are opened.
const DeletePolicyDialog = dynamic(() => import('./delete-policy-dialog').then((module) => module.DeletePolicyDialog));

type Policy = Json<PolicyOverview>;

/** Returns the uses of a policy, the "Used as" column of AWS's console. */
function usedAs({ AttachmentCount, PermissionsBoundaryUsageCount }: Policy): string[] {
  const uses = [
    AttachmentCount > 0 ? `Permissions policy (${AttachmentCount})` : null,
    PermissionsBoundaryUsageCount > 0 ? `Permissions boundary (${PermissionsBoundaryUsageCount})` : null,
  ];
  return uses.filter((use) => use !== null);
}

const COLUMNS: readonly ColumnDefinition<Policy>[] = [
  {
    id: 'name',
    header: 'Policy name',
    rowHeader: true,
    value: (policy) => policy.PolicyName,
    cell: (policy) => <TextLink href={paths.policy(policy.Arn)}>{policy.PolicyName}</TextLink>,
  },
  { id: 'type', header: 'Type', value: (policy) => policy.Type, width: 210 },
  {
    id: 'used',
    header: 'Used as',
    value: (policy) => policy.AttachmentCount + policy.PermissionsBoundaryUsageCount,
    cell: (policy) => usedAs(policy).join(', ') || <span className="text-ink-3">None</span>,
  },
  { id: 'description', header: 'Description', value: (policy) => policy.Description, fills: true },
  {
    id: 'updated',
    header: 'Edited',
    value: (policy) => policy.UpdateDate,
    cell: (policy) => <Time value={policy.UpdateDate} />,
    width: 140,
  },
  { id: 'arn', header: 'ARN', value: (policy) => policy.Arn, mono: true },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Policy name' },
  { key: 'type', label: 'Type', values: POLICY_TYPES, inSight: true },
  { key: 'used', label: 'Used as', values: ['Permissions policy', 'Permissions boundary', 'None'] },
  { key: 'description', label: 'Description' },
  { key: 'arn', label: 'ARN' },
];

const PREFERENCES = { columns: ['name', 'type', 'used', 'description', 'updated'] };

export function PoliciesTable() {
  const missing = useMissing();
  const { attach, detach } = useMissingAttachments();
  const router = useRouter();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState<Policy | null>(null);
  return (
    <>
      <ListTable
        query={policiesQuery}
        id="policies"
        title="Policies"
        noun="policies"
        description="A policy is a document that states which actions are allowed or denied on which resources. Attach it to a user, group or role, or use it as a permissions boundary."
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        rowId={(policy) => policy.Arn}
        rowName={(policy) => policy.PolicyName}
        selection="single"
        selectedIds={selected}
        onSelectionChange={setSelected}
        actions={([policy]) => {
          const none = policy ? null : 'Select a policy';
          const aws = policy && policy.Type !== 'Customer managed' ? 'AWS managed policies cannot be deleted' : null;
          const fixed = policy && !policy.IsAttachable ? 'Only AWS services attach this policy' : null;
          return [
            {
              label: 'Attach',
              disabledReason: none ?? fixed ?? attach,
              onSelect: () => policy && router.push(paths.attachPolicy(policy.Arn)),
            },
            {
              label: 'Detach',
              disabledReason: none ?? (policy?.AttachmentCount === 0 ? 'Not attached to anything' : detach),
              onSelect: () => policy && router.push(paths.policy(policy.Arn, 'entities')),
            },
            { type: 'separator' },
            {
              label: 'Delete',
              danger: true,
              disabledReason: none ?? aws ?? missing('iam:DeletePolicy'),
              onSelect: () => setDeleting(policy ?? null),
            },
          ];
        }}
        primary={{ label: 'Create policy', href: paths.createPolicy, disabledReason: missing('iam:CreatePolicy') }}
        empty={{ description: 'Policies define what identities can do.' }}
      />
      <DeletePolicyDialog policy={deleting} onClose={() => setDeleting(null)} onDeleted={() => setSelected([])} />
    </>
  );
}
