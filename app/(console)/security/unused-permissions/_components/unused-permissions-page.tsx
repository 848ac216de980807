'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListUnusedPermissions } from '@/lib/posture/unused-operations';
import { unusedPermissionsQuery } from '../../queries';

type Policy = Json<OutputOf<typeof ListUnusedPermissions>>['Policies'][number];

const KINDS = ['Customer managed', 'AWS managed', 'Inline'] as const;
const HOLDER = { User: paths.user, Group: paths.group, Role: paths.role };

function kindOf({ PolicyArn }: Policy): (typeof KINDS)[number] {
  if (PolicyArn === null) return 'Inline';
  return PolicyArn.includes(':iam::aws:') ? 'AWS managed' : 'Customer managed';
}

/** Where it is told when what it allows was last used. */
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
        {Young ? <Badge>too young to tell</Badge> : null}
      </span>
    ),
  },
];

const FILTERS: readonly TableFilterProperty<Policy>[] = [
  { key: 'policy', label: 'Policy', value: ({ PolicyName }) => PolicyName },
  { key: 'kind', label: 'Kind', values: KINDS, value: kindOf },
  { key: 'holder', label: 'Inline in', value: ({ Holder }) => Holder?.Name ?? '' },
  { key: 'service', label: 'Service', value: ({ Unused }) => Unused.map(({ Service }) => Service) },
  {
    key: 'young',
    label: 'Age',
    values: ['Old enough', 'Too young to tell'],
    value: ({ Young }) => (Young ? 'Too young to tell' : 'Old enough'),
  },
];

/** The policies of the account by what could be taken out of them. */
export function UnusedPermissionsPage() {
  const read = useRead(unusedPermissionsQuery());
  return (
    <>
      <HelpPanel title="Unused permissions">
        <p>
          Counted are the actions that calls to this installation use: of any other nobody could have seen a use here, so it is
          never counted as unused. A policy that allows such actions too has “and others” beside its number.
        </p>
        <p>
          An action counts as used by a policy if any user or role that has the policy was allowed it in the time that is looked
          at.
        </p>
        <p>
          “Too young to tell” is a policy of which everybody who has it was created within that time. How long it is stands among
          the parameters of the posture.
        </p>
      </HelpPanel>
      <PageHeader
        title="Unused permissions"
        crumb="Unused permissions"
        description="Which policies allow more than is used, those first that could lose most."
        info={<HelpLink />}
      />
      {read.error ? <ReadError read={read} what="what the policies of this account allow and what was used" /> : null}
      {read.data ? <Policies {...read.data} read={read} /> : read.error ? null : <Skeleton className="h-96" />}
    </>
  );
}

type PoliciesProps = Json<OutputOf<typeof ListUnusedPermissions>> & { read: ReturnType<typeof useRead> };

function Policies({ Policies: rows, Total, Days, Since, read }: PoliciesProps) {
  return (
    <div className="space-y-4">
      {Since ? (
        <Alert kind="info">
          Uses are known from <Time value={Since} format="absolute" /> on. What was never used may have been used before.
        </Alert>
      ) : null}
      <ResourceTable
        id="unused-permissions"
        layout="panel"
        title="Policies"
        noun="policies"
        description={`By what was allowed to anybody who has them in the last ${Days} days.${
          Total > rows.length ? ` ${rows.length} of ${Total} are shown.` : ''
        }`}
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
          description: 'Nobody in this account has a policy that allows an action which calls here use.',
        }}
      />
    </div>
  );
}
