'use client';

import { useMemo, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { ReachedResourceRow } from '@/lib/access/resource-access/operations';
import { paths } from '@/lib/console/paths';
import { reachedResourcesQuery, reachQuery } from '../queries';
import type { Reach } from '../reach-field';

const NAMED_WORDS: Readonly<Record<ReachedResourceRow['Named'], string>> = {
  principal: 'This principal',
  role: 'Its role',
  account: 'Its account',
  everybody: 'Everybody',
};

const FILTERS: readonly TableFilterProperty<ReachedResourceRow>[] = [
  { key: 'name', label: 'Name', value: ({ Name, Arn }) => [Name, Arn] },
  { key: 'type', label: 'Type', value: ({ Type }) => Type },
  { key: 'named', label: 'Policy names', values: Object.values(NAMED_WORDS), value: ({ Named }) => NAMED_WORDS[Named] },
  { key: 'account', label: 'Account', value: ({ AccountId }) => AccountId },
];

const MOST_ACTIONS = 3;

/** Lists the access that resource policies grant a principal by name. The table of services shows its own policies. */
export function ReachedResources({ principal }: { principal: string }) {
  const organization = useRead(reachQuery()).data?.ManagesOrganization === true;
  const [reach, setReach] = useState<Reach>('account');
  const read = useRead(reachedResourcesQuery(principal, reach));
  const columns = useMemo(() => columnsOf(principal, reach), [principal, reach]);
  if (read.error) return <ReadError read={read} what="the grants of resource policies" />;
  if (!read.data) return <Skeleton className="h-40" />;
  const { Resources, More } = read.data;
  // Most principals are named by no policy. Then the services come first.
  if (Resources.length === 0 && !organization) {
    return <p className="text-ink-2">No resource policy in its account grants it access.</p>;
  }
  return (
    <div className="space-y-3">
      <ResourceTable
        id="access-resources"
        layout="panel"
        title="Through resource policies"
        noun="resources"
        columns={columns}
        filterProperties={FILTERS}
        rows={Resources}
        rowId={({ Arn }) => Arn}
        rowName={({ Name }) => Name}
        urlKey="resources"
        toolbar={
          organization ? (
            <div className="px-3 pt-3">
              <SegmentedControl<Reach>
                label="Resources of"
                value={reach}
                onValueChange={setReach}
                segments={[
                  { value: 'account', label: 'Its account' },
                  { value: 'organization', label: 'The organization' },
                ]}
              />
            </div>
          ) : undefined
        }
        empty={{
          title: 'No resource policy grants it access',
          description:
            'Buckets, keys, queues and other resources can name a principal in their own policies. No stored resource grants this principal access.',
        }}
      />
      {More > 0 ? (
        <Alert kind="info">
          {More === 1 ? 'One more resource policy names it.' : `${More.toLocaleString('en')} more resource policies name it.`}{' '}
          Check one action on a resource to see what it can do there.
        </Alert>
      ) : null}
    </div>
  );
}

function columnsOf(principal: string, reach: Reach): ColumnDefinition<ReachedResourceRow>[] {
  return [
    {
      id: 'name',
      header: 'Resource',
      rowHeader: true,
      value: ({ Name }) => Name,
      cell: ({ Name, Arn, Type }) => (
        <span className="wrap-anywhere">
          <TextLink href={paths.whoCan({ tab: 'what', principal, resource: Arn })}>{Name}</TextLink>
          <span className="block text-ink-3 text-sm">{Type}</span>
        </span>
      ),
    },
    { id: 'named', header: 'Policy names', value: ({ Named }) => NAMED_WORDS[Named] },
    {
      id: 'actions',
      header: 'Actions',
      value: ({ Actions }) => Actions.Always.length + Actions.Sometimes.length,
      fills: true,
      cell: ({ Actions }) => <ActionLists always={Actions.Always} sometimes={Actions.Sometimes} />,
    },
    ...(reach === 'organization'
      ? [{ id: 'account', header: 'Account', value: ({ AccountId }: ReachedResourceRow) => AccountId, mono: true }]
      : []),
    { id: 'region', header: 'Region', value: ({ Region }) => Region },
  ];
}

function ActionLists({ always, sometimes }: { always: readonly string[]; sometimes: readonly string[] }) {
  return (
    <span className="block truncate" title={[...always, ...sometimes].join('\n')}>
      {always.length > 0 ? <span className="block truncate">{listOf(always)}</span> : null}
      {sometimes.length > 0 ? <span className="block truncate text-ink-3">conditional: {listOf(sometimes)}</span> : null}
    </span>
  );
}

function listOf(actions: readonly string[]): string {
  const more = actions.length - MOST_ACTIONS;
  return `${actions.slice(0, MOST_ACTIONS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
