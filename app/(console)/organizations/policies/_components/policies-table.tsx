'use client';

import type { ReactNode } from 'react';
import { type Act, actOn, entriesOf, useActs } from '@/components/console/kit/act';
import { ListTable } from '@/components/console/kit/list-table';
import { useTools } from '@/components/console/kit/tools';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink } from '@/components/console/shell/help-panel';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { ListInput } from '@/lib/core/list/schema';
import type { PolicyOverview } from '@/lib/organizations/overview/policies';
import { OutsideOrganization } from '../../_components/outside-organization';
import { type PolicyTypeFacts, whyNotWritable } from '../../_components/policy-types';
import { policiesQuery, rootsQuery } from '../../queries';
import { deletePolicyAct } from './acts';
import { policyCrumbs } from './policy-crumbs';
import { StrategyHelp } from './strategy-help';

type Row = Json<PolicyOverview>;

const kindOf = (row: Row) => (row.AwsManaged ? 'AWS managed' : 'Customer managed');

const COLUMNS: readonly ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    value: (row) => row.Name,
    cell: (row) => <TextLink href={paths.organizationPolicy(row.Type, row.Id)}>{row.Name}</TextLink>,
  },
  { id: 'kind', header: 'Kind', value: kindOf },
  { id: 'description', header: 'Description', value: (row) => row.Description, fills: true },
  {
    id: 'targets',
    header: 'Targets',
    value: (row) => row.TargetCount,
    fills: true,
    cell: (row) => <TargetsCell row={row} />,
  },
  { id: 'id', header: 'Policy ID', value: (row) => row.Id, mono: true },
];

function TargetsCell({ row: { Type, Id, TargetCount, TargetNames } }: { row: Row }) {
  if (TargetCount === 0) return <span className="text-ink-3">Not attached</span>;
  const rest = TargetCount - TargetNames.length;
  const names = TargetNames.join(', ') + (rest > 0 ? ` and ${rest.toLocaleString('en')} more` : '');
  return (
    <TextLink href={paths.organizationPolicy(Type, Id, 'targets')} title={names}>
      {names}
    </TextLink>
  );
}

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Name' },
  { key: 'kind', label: 'Kind', values: ['AWS managed', 'Customer managed'] },
  { key: 'description', label: 'Description' },
  { key: 'target', label: 'Target' },
  { key: 'id', label: 'Policy ID' },
];

const SHOWN = { columns: ['name', 'kind', 'description', 'targets'] };

/** Policies of declarative types are all managed by the customer. */
const OWN_COLUMNS = COLUMNS.filter(({ id }) => id !== 'kind');
const OWN_FILTERS = FILTERS.filter(({ key }) => key !== 'kind');
const OWN_SHOWN = { columns: ['name', 'description', 'targets'] };

function actsWhile(enabled: boolean): readonly Act<Row>[] {
  const ofAws = ({ AwsManaged }: Row) => (AwsManaged ? 'AWS manages this policy' : undefined);
  return [
    {
      label: 'Attach…',
      takes: 'organizations:AttachPolicy',
      why: () => (enabled ? undefined : 'The type is not enabled'),
      href: ({ Id }) => paths.attachOrganizationPolicy(Id),
    },
    {
      label: 'Edit',
      takes: 'organizations:UpdatePolicy',
      why: ofAws,
      href: ({ Type, Id }) => paths.editOrganizationPolicy(Type, Id),
    },
    {
      ...actOn((row: Row) => row, deletePolicyAct),
      why: (row) => ofAws(row) ?? (row.TargetCount > 0 ? 'Detach it from all targets first' : undefined),
    },
  ];
}

type PoliciesTableProps = {
  type: PolicyTypeFacts;
  /** Text above the list. */
  note?: ReactNode;
  /** The buttons beside Create. */
  buttons?: ReactNode;
};

/** Renders all policies of one type. */
export function PoliciesTable({ type, note, buttons }: PoliciesTableProps) {
  const isGuardrail = type.kind !== null;
  const roots = useRead(rootsQuery());
  const tools = useTools();
  const { begin, dialog } = useActs<Row>();
  const root = roots.data?.Roots[0];
  const enabled = root?.PolicyTypes?.some(({ Type }) => Type === type.id) ?? false;
  const header = {
    title: type.title,
    description: type.summary,
    info: isGuardrail ? <HelpLink /> : undefined,
    breadcrumbs: policyCrumbs(),
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
      {isGuardrail ? <StrategyHelp /> : null}
      <ListTable
        {...header}
        id={`organization-policies-${type.kind ?? type.id.toLowerCase()}`}
        noun="policies"
        columns={isGuardrail ? COLUMNS : OWN_COLUMNS}
        filterProperties={isGuardrail ? FILTERS : OWN_FILTERS}
        defaultPreferences={isGuardrail ? SHOWN : OWN_SHOWN}
        query={(input: ListInput) => policiesQuery({ ...input, Types: [type.id] })}
        rowId={(row) => row.Id}
        rowName={(row) => row.Name}
        selection="single"
        actions={(selected) => entriesOf(actsWhile(enabled), selected[0], tools, begin, 'Select a policy')}
        buttons={buttons}
        primary={{
          label: 'Create policy',
          href: paths.createOrganizationPolicy(type.id),
          disabledReason: tools.missing('organizations:CreatePolicy') ?? whyNotWritable(type),
        }}
        toolbar={
          root && !enabled ? (
            <>
              <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
                <Status kind="inactive">Disabled</Status> Policies of this type have no effect and cannot be attached.
              </p>
              {note}
            </>
          ) : (
            note
          )
        }
        empty={{ description: type.summary }}
      />
      {dialog}
    </>
  );
}
