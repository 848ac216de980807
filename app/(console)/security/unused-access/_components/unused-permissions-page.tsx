'use client';

import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListUnusedPermissions } from '@/lib/posture/unused/operations';
import { OpenFix } from '../../fix-button';
import { unusedPermissionsQuery } from '../../queries';
import { RelatedFindings } from '../../related-findings';

type Policy = Json<OutputOf<typeof ListUnusedPermissions>>['Policies'][number];

const KINDS = ['Customer managed', 'AWS managed', 'Inline'] as const;
const HOLDER = { User: paths.user, Group: paths.group, Role: paths.role };

function kindOf({ PolicyArn }: Policy): (typeof KINDS)[number] {
  if (PolicyArn === null) return 'Inline';
  return PolicyArn.includes(':iam::aws:') ? 'AWS managed' : 'Customer managed';
}

/** Returns the page that shows the last use of a policy's permissions. */
function hrefOf({ PolicyArn, Holder }: Policy): string {
  if (PolicyArn !== null) return paths.policy(PolicyArn, 'last-accessed');
  return Holder ? HOLDER[Holder.Type](Holder.Name, 'last-accessed') : paths.policies;
}

const COLUMNS: readonly ColumnDefinition<Policy>[] = [
  {
    id: 'policy',
    header: 'Policy',
    rowHeader: true,
    value: ({ PolicyName }) => PolicyName,
    cell: (row) => (
      <>
        <TextLink href={hrefOf(row)}>{row.PolicyName}</TextLink>
        <span className="block font-normal text-ink-3 text-xs">
          {row.Holder ? `Inline in the ${row.Holder.Type.toLowerCase()} ${row.Holder.Name}` : kindOf(row)}
        </span>
      </>
    ),
  },
  { id: 'unused', header: 'Never used', align: 'end', value: ({ Granted, Used }) => Granted - Used },
  { id: 'used', header: 'Used', align: 'end', value: ({ Used }) => Used },
  {
    id: 'granted',
    header: 'Actions granted',
    align: 'end',
    value: ({ Granted }) => Granted,
    cell: ({ Granted, AllowsUnseen }) => (AllowsUnseen ? `${Granted} and others` : Granted),
  },
  { id: 'holders', header: 'Users and roles', align: 'end', value: ({ Holders }) => Holders },
  {
    id: 'services',
    header: 'Most in',
    value: ({ Unused }) => Unused.map(({ Service }) => Service),
    cell: ({ Unused, MoreServices, Young }) => (
      <span className="flex min-w-44 flex-wrap items-center gap-x-2 whitespace-normal">
        {Unused.map(({ Service, Actions }) => `${Service} ${Actions}`).join(', ')}
        {MoreServices > 0 ? ` and ${MoreServices} more` : ''}
        {Young ? <Badge>not enough data</Badge> : null}
      </span>
    ),
  },
  {
    id: 'fix',
    header: 'Fix',
    value: () => '',
    sortable: false,
    cell: ({ PolicyArn, PolicyName, Holder, Granted, Used }) => {
      const input = PolicyArn !== null ? { PolicyArn } : Holder ? { PolicyName, Holder } : null;
      if (input === null || Granted === Used) return null;
      return <OpenFix asked={{ of: 'unusedPermissions', input }} title={`${PolicyName} has unused permissions`} />;
    },
  },
];

const FILTERS: readonly TableFilterProperty<Policy>[] = [
  { key: 'policy', label: 'Policy', value: ({ PolicyName }) => PolicyName },
  { key: 'kind', label: 'Kind', values: KINDS, value: kindOf },
  { key: 'holder', label: 'Inline in', value: ({ Holder }) => Holder?.Name },
  { key: 'service', label: 'Service', value: ({ Unused }) => Unused.map(({ Service }) => Service) },
  {
    key: 'young',
    label: 'Age',
    values: ['Enough data', 'Not enough data'],
    value: ({ Young }) => (Young ? 'Not enough data' : 'Enough data'),
  },
];

/** Lists the account's policies by the actions that could be removed. */
export function UnusedPermissionsPage({ reader }: { reader: AccountReader }) {
  const read = useRead(unusedPermissionsQuery());
  return (
    <>
      <HelpPanel title="Unused access">
        <p>
          Only actions that this installation can record are counted. Other actions are never reported as unused. If a policy
          allows such actions too, its number is followed by “and others”.
        </p>
        <p>An action counts as used if any user or role with the policy was allowed to use it in the period.</p>
        <p>
          “Not enough data” means that all principals with the policy were created within the period. You can change the period
          under Parameters of the posture.
        </p>
      </HelpPanel>
      <PageHeader
        title="Unused access"
        crumb="Unused access"
        description="Find policies that allow more than is used, and remove the unused actions."
        info={<HelpLink />}
        actions={
          <>
            <ButtonLink href={paths.posture({ filter: 'unused' })}>Unused users and keys</ButtonLink>
            <ButtonLink href={paths.fromActivity()}>Policy from activity</ButtonLink>
          </>
        }
      />
      {read.error ? <ReadError read={read} what="the unused permissions" /> : null}
      {read.data ? <Policies {...read.data} read={read} /> : read.error ? null : <Skeleton className="h-96" />}
      <div className="mt-4">
        <RelatedFindings title="Unused users, roles and credentials" filter="unused" reader={reader} />
      </div>
    </>
  );
}

type PoliciesProps = Json<OutputOf<typeof ListUnusedPermissions>> & { read: ReturnType<typeof useRead> };

function Policies({ Policies: rows, Total, Days, Since, read }: PoliciesProps) {
  return (
    <div className="space-y-4">
      {Since ? (
        <Alert kind="info">
          Use is recorded since <Time value={Since} format="absolute" /> on. Earlier use is not known.
        </Alert>
      ) : null}
      <ResourceTable
        id="unused-permissions"
        layout="panel"
        title="Policies"
        noun="policies"
        description={`Based on the use by all principals with each policy in the last ${Days} days.${Total > rows.length ? ` ${rows.length} of ${Total} are shown.` : ''}`}
        columns={COLUMNS}
        filterProperties={FILTERS}
        rows={rows}
        rowId={({ PolicyArn, PolicyName, Holder }) => `${PolicyArn} ${Holder?.Type} ${Holder?.Name} ${PolicyName}`}
        rowName={({ PolicyName }) => PolicyName}
        defaultSort={{ column: 'unused', descending: true }}
        defaultPreferences={{ pageSize: 50 }}
        urlKey="policies"
        read={read}
        empty={{
          title: 'No policy',
          description: 'No principal in this account has a policy that allows recordable actions.',
        }}
      />
    </div>
  );
}
