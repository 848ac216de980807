'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink } from '@/components/console/shell/help-panel';
import { TablePanel } from '@/components/console/table/table-panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { OutsideOrganization } from '../../_components/outside-organization';
import { POLICY_TYPES } from '../../_components/policy-types';
import { policyTypeFactsQuery, rootsQuery } from '../../queries';
import { DeclarativeTypesTable } from './declarative-types-table';
import { PolicyTypeSwitch } from './policy-type-switch';
import { StrategyHelp } from './strategy-help';

/** Renders the policy types and whether they are enabled. */
export function PolicyTypesPage() {
  return (
    <>
      <StrategyHelp />
      <PageHeader
        title="Policies"
        crumb="Policies"
        info={<HelpLink />}
        description="Manage policies for all accounts of the organization. Policies only have an effect after you enable their type."
      />
      <OutsideOrganization>
        <TypesTable />
      </OutsideOrganization>
    </>
  );
}

function TypesTable() {
  const roots = useRead(rootsQuery());
  const facts = useRead(policyTypeFactsQuery());
  if (roots.error) return <ReadError read={roots} what="which policy types are enabled" />;
  const root = roots.data?.Roots[0];
  if (!root) return <Skeleton className="h-40" />;
  return (
    <div className="space-y-4">
      {facts.error ? <ReadError read={facts} what="the policies" /> : null}
      <TablePanel
        title="Authorization policies"
        label="Policy types"
        rows={POLICY_TYPES.map((type) => {
          const own = facts.data?.Types.find(({ Type }) => Type === type.id);
          const enabled = root.PolicyTypes.some(({ Type, Status }) => Type === type.id && Status === 'ENABLED');
          return { type, own, enabled };
        })}
        rowKey={({ type }) => type.id}
        empty={{ title: 'No policy types', description: 'All organizations have the same types.' }}
        columns={[
          {
            header: 'Policy type',
            wide: true,
            cell: ({ type }) => (
              <>
                <TextLink href={paths.organizationPolicyType(type.id)} className="font-medium">
                  {type.title}
                </TextLink>
                <span className="block text-ink-2 text-sm">{type.summary}</span>
              </>
            ),
          },
          {
            header: 'Status',
            cell: ({ enabled }) => <Status kind={enabled ? 'success' : 'inactive'}>{enabled ? 'Enabled' : 'Disabled'}</Status>,
          },
          { header: 'Policies', align: 'end', cell: ({ own }) => own?.Policies?.toLocaleString('en') ?? '–' },
          {
            header: 'Attachments',
            align: 'end',
            cell: ({ own }) => own?.Attachments?.toLocaleString('en') ?? '–',
          },
          {
            header: 'Actions',
            actions: true,
            cell: ({ type, enabled }) => <PolicyTypeSwitch type={type} rootId={root.Id} enabled={enabled} size="sm" />,
          },
        ]}
      />
      <DeclarativeTypesTable rootId={root.Id} enabledTypes={new Set(root.PolicyTypes.map(({ Type }) => Type))} />
    </div>
  );
}
