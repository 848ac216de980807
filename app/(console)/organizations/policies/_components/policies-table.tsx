'use client';

import { useMemo, useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import type { Overview } from '@/app/(console)/organizations/_components/organization-nodes';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import type { MenuEntry } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { OutsideOrganization } from '../../_components/outside-organization';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { useNodes, usePolicies } from '../../_components/use-organization';
import { rootsQuery } from '../../queries';
import { DeletePolicyDialog } from './delete-policy-dialog';
import { PolicyTypeSwitch } from './policy-type-switch';
import { StrategyHelp } from './strategy-help';

type Row = Overview & { targets: readonly string[] };

const kindOf = (row: Row) => (row.AwsManaged ? 'AWS managed' : 'Customer managed');

const COLUMNS: readonly ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    value: (row) => row.Name ?? '',
    cell: (row) => <TextLink href={paths.organizationPolicy(row.Type ?? '', row.Id ?? '')}>{row.Name}</TextLink>,
  },
  { id: 'kind', header: 'Kind', value: kindOf },
  { id: 'description', header: 'Description', value: (row) => row.Description ?? '' },
  {
    id: 'targets',
    header: 'Targets',
    value: (row) => row.targets.length,
    cell: (row) => <TargetsCell row={row} />,
  },
  { id: 'id', header: 'Policy ID', value: (row) => row.Id ?? '', mono: true },
];

const MOST_TARGETS = 3;

function TargetsCell({ row }: { row: Row }) {
  if (row.targets.length === 0) return <span className="text-ink-3">Not attached</span>;
  const rest = row.targets.length - MOST_TARGETS;
  return (
    <TextLink href={paths.organizationPolicy(row.Type ?? '', row.Id ?? '', 'targets')} title={row.targets.join(', ')}>
      {row.targets.slice(0, MOST_TARGETS).join(', ')}
      {rest > 0 ? ` and ${rest} more` : ''}
    </TextLink>
  );
}

const FILTERS: readonly TableFilterProperty<Row>[] = [
  { key: 'name', label: 'Name', value: (row) => row.Name },
  { key: 'kind', label: 'Kind', value: kindOf, values: ['AWS managed', 'Customer managed'] },
  { key: 'description', label: 'Description', value: (row) => row.Description },
  { key: 'target', label: 'Target', value: (row) => [...row.targets] },
  { key: 'id', label: 'Policy ID', value: (row) => row.Id },
];

/** All policies of one type. */
export function PoliciesTable({ type }: { type: PolicyTypeFacts }) {
  const { policies, ...overviews } = usePolicies();
  const { nodes } = useNodes();
  const roots = useRead(rootsQuery());
  const [deleting, setDeleting] = useState<Overview | null>(null);
  const rows = useMemo(
    () =>
      policies
        ?.filter(({ Type }) => Type === type.id)
        .map((policy): Row => ({ ...policy, targets: policy.TargetIds.map((id) => nodes?.byId.get(id)?.name ?? id) })),
    [policies, nodes, type],
  );
  const root = roots.data?.Roots[0];
  const enabled = root?.PolicyTypes?.some(({ Type }) => Type === type.id) ?? false;
  const header = {
    title: type.title,
    description: type.summary,
    info: <HelpLink />,
    breadcrumbs: [{ label: 'Policies', href: paths.organizationPolicies }],
  };
  if (roots.error?.code === 'AWSOrganizationsNotInUseException') {
    return (
      <>
        <PageHeader {...header} />
        <OutsideOrganization>{null}</OutsideOrganization>
      </>
    );
  }
  return (
    <>
      <StrategyHelp />
      <ResourceTable
        {...header}
        id={`organization-policies-${type.kind}`}
        noun="policies"
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={{ columns: ['name', 'kind', 'description', 'targets'] }}
        rows={rows}
        rowId={(row) => row.Id ?? ''}
        rowName={(row) => row.Name ?? ''}
        selection="single"
        actions={(selected) => policyMenu(selected[0], enabled, setDeleting)}
        buttons={root ? <PolicyTypeSwitch type={type} rootId={root.Id ?? ''} enabled={enabled} /> : undefined}
        primary={{ label: 'Create policy', href: paths.createOrganizationPolicy(type.id) }}
        read={overviews}
        toolbar={
          root && !enabled ? (
            <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
              <Status kind="inactive">Disabled</Status> No policy of this type has an effect, and none can be attached.
            </p>
          ) : undefined
        }
        empty={{
          description: type.summary,
          action: <ButtonLink href={paths.createOrganizationPolicy(type.id)}>Create policy</ButtonLink>,
        }}
      />
      {deleting ? <DeletePolicyDialog policy={deleting} onClose={() => setDeleting(null)} /> : null}
    </>
  );
}

function policyMenu(policy: Row | undefined, enabled: boolean, onDelete: (policy: Overview) => void): MenuEntry[] {
  const none = policy ? null : 'Select a policy';
  const own = none ?? (policy?.AwsManaged ? 'AWS manages this policy' : null);
  const id = policy?.Id ?? '';
  return [
    {
      label: 'Attach…',
      disabledReason: none ?? (enabled ? null : 'The type is not enabled'),
      href: paths.attachOrganizationPolicy(id),
    },
    { label: 'Edit', disabledReason: own, href: paths.editOrganizationPolicy(policy?.Type ?? '', id) },
    {
      label: 'Delete…',
      danger: true,
      disabledReason: own ?? (policy && policy.TargetIds.length > 0 ? 'Detach it from all targets first' : null),
      onSelect: () => {
        if (policy) onDelete(policy);
      },
    },
  ];
}
