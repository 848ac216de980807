'use client';

import { layOut } from '@/components/access/lay-out';
import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyButton } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { OutsideOrganization } from '../../_components/outside-organization';
import { accountsQuery, callerQuery, delegationPolicyQuery, organizationQuery } from '../../queries';
import { deleteDelegationPolicy } from '../actions';
import { type Delegate, delegatesOf } from './delegates';

const editAs = (label: string): Act<null> => ({
  label,
  takes: 'organizations:PutResourcePolicy',
  href: () => paths.editDelegationPolicy,
});
const ACTS: readonly Act<null>[] = [
  {
    label: 'Delete',
    look: 'danger',
    takes: 'organizations:DeleteResourcePolicy',
    opens: confirmation(() => ({
      title: 'Delete the delegation policy?',
      typeToConfirm: 'delete',
      action: deleteDelegationPolicy,
      input: {},
      success: 'The delegation policy was deleted.',
      text: (
        <p>
          The named accounts can then no longer manage policies of the organization. The policies that they created are not
          deleted.
        </p>
      ),
    })),
  },
  editAs('Edit policy'),
];

/** Renders the organization's resource-based policy, which lets member accounts manage its policies. */
export function DelegationPage() {
  const organization = useRead(organizationQuery()).data?.Organization;
  const caller = useRead(callerQuery()).data;
  const read = useRead(delegationPolicyQuery());
  const policy = read.data?.ResourcePolicy;
  const managing = organization !== undefined && organization.MasterAccountId === caller?.Account;
  return (
    <>
      <PageHeader
        title="Delegation policy"
        description="Allow member accounts to manage policies of the organization. By default, only the management account can. An organization has one delegation policy, which is a resource-based policy."
        actions={managing && policy ? <ActButtons acts={ACTS} subject={null} /> : undefined}
      />
      <OutsideOrganization>
        {organization?.FeatureSet === 'CONSOLIDATED_BILLING' ? (
          <Panel>
            <EmptyState
              title="This organization only has consolidated billing"
              description="A delegation policy requires all features."
              action={<TextLink href={paths.organizationSettings}>Feature set of this organization</TextLink>}
            />
          </Panel>
        ) : policy ? (
          <Delegation content={policy.Content} arn={policy.ResourcePolicySummary.Arn} />
        ) : read.error?.code === 'ResourcePolicyNotFoundException' ? (
          <Panel>
            <EmptyState
              title="No delegation policy"
              description="Only the management account manages the policies of the organization. With a delegation policy, member accounts or their users and roles can too, if their own policies allow it."
              action={managing ? <ActButtons acts={[editAs('Create a delegation policy')]} subject={null} /> : undefined}
            />
          </Panel>
        ) : read.error ? (
          <ReadError read={read} what="the delegation policy" />
        ) : (
          <Skeleton className="h-64" />
        )}
      </OutsideOrganization>
    </>
  );
}

function Delegation({ content, arn }: { content: string; arn: string }) {
  const text = layOut(content);
  return (
    <div className="space-y-4">
      <Delegates delegates={delegatesOf(content)} />
      <Panel
        title="Policy document"
        description={<CopyArn arn={arn} />}
        actions={<CopyButton text={text} what="policy document" labelled />}
        flush
      >
        <CodeBlock label="Delegation policy" code={text} className="rounded-t-none border-0" />
      </Panel>
    </div>
  );
}

/** The most accounts whose names are read. Others are shown by their IDs. */
const MOST_NAMED = 100;

function Delegates({ delegates }: { delegates: readonly Delegate[] }) {
  const ids = [...new Set(delegates.map(({ accountId }) => accountId))].slice(0, MOST_NAMED);
  const { data } = useRead({
    ...accountsQuery({ Filters: ids.map((id) => `id=${id}`), Join: 'or', PageSize: MOST_NAMED }),
    enabled: ids.length > 0,
  });
  const names = new Map(data?.Rows.map(({ Id, Name }) => [Id, Name]));
  const columns: readonly SmallColumn<Delegate>[] = [
    {
      header: 'Account',
      cell: ({ accountId }) => <TextLink href={paths.account(accountId)}>{names.get(accountId) ?? accountId}</TextLink>,
    },
    { breaks: true, header: 'Principal', cell: ({ principal }) => <CopyArn arn={principal} /> },
    { wide: true, header: 'May', cell: ({ allowed }) => <Actions actions={allowed} /> },
    { wide: true, header: 'Denied', cell: ({ denied }) => <Actions actions={denied} /> },
  ];
  return (
    <TablePanel
      title="Delegates"
      what="the delegates"
      description="The actions in the statements, without resources and conditions. The caller also needs permission in its own account."
      columns={columns}
      rows={delegates}
      top
      rowKey={({ principal }) => principal}
      empty={{ title: 'No delegates', description: 'The policy names no principals.' }}
    />
  );
}

function Actions({ actions }: { actions: readonly string[] }) {
  if (actions.length === 0) return <span className="text-ink-3">Nothing named</span>;
  return (
    <span title={actions.join('\n')} className="line-clamp-2 min-w-48 text-sm">
      {actions.map((action) => action.replace(/^organizations:/, '')).join(', ')}
    </span>
  );
}
