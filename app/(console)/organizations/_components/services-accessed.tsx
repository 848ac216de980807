'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetOrganizationsLastAccessed } from '@/lib/iam/last-accessed/overview';
import { servicesAccessedQuery } from '../queries';

type Service = Json<OutputOf<typeof GetOrganizationsLastAccessed>>['Services'][number];

const COLUMNS: readonly ColumnDefinition<Service>[] = [
  {
    id: 'service',
    header: 'Service',
    rowHeader: true,
    value: ({ ServiceName }) => ServiceName,
    cell: ({ ServiceName, ServiceNamespace }) => (
      <>
        {ServiceName}
        <span className="block font-mono font-normal text-ink-3 text-xs">{ServiceNamespace}</span>
      </>
    ),
  },
  {
    id: 'attempt',
    header: 'Last attempt',
    value: ({ LastAttempt }) => LastAttempt,
    cell: ({ LastAttempt }) => (LastAttempt ? <Time value={LastAttempt} /> : <span className="text-ink-3">Never</span>),
  },
  { id: 'region', header: 'Region', mono: true, value: ({ Region }) => Region },
];

const FILTERS: readonly TableFilterProperty<Service>[] = [
  { key: 'service', label: 'Service', value: ({ ServiceName, ServiceNamespace }) => [ServiceName, ServiceNamespace] },
  {
    key: 'use',
    label: 'Tried',
    values: ['Yes', 'Never'],
    value: ({ LastAttempt }) => (LastAttempt === undefined ? 'Never' : 'Yes'),
  },
];

/** Renders the services that SCPs allow an account, and the last attempt to use each. */
export function ServicesAccessed({ id }: { id: string }) {
  const read = useRead(servicesAccessedQuery(id));
  if (read.error) return <ReadError read={read} what="what this account last accessed" />;
  if (!read.data) return <Skeleton className="h-96" />;
  const { Services, Since } = read.data;
  if ('Failed' in read.data && read.data.Failed) return <Alert kind="info">{read.data.Failed.Message}</Alert>;
  return (
    <div className="space-y-4">
      {Since ? (
        <Alert kind="info">
          Use is recorded since <Time value={Since} format="absolute" />. Earlier attempts are not known.
        </Alert>
      ) : null}
      <ResourceTable
        id="organization-accessed"
        layout="panel"
        title="Services that SCPs allow"
        noun="services"
        description={
          <>
            The last attempt by any user, role or root user of the account in 400 days, including denied calls. You can remove
            services without attempts from{' '}
            <TextLink inline href={paths.account(id, 'policies')}>
              the SCPs that apply to it
            </TextLink>
            .
          </>
        }
        columns={COLUMNS}
        filterProperties={FILTERS}
        rows={Services}
        rowId={({ ServiceNamespace }) => ServiceNamespace}
        rowName={({ ServiceName }) => ServiceName}
        defaultSort={{ column: 'attempt', descending: true }}
        defaultPreferences={{ pageSize: 50 }}
        urlKey="accessed-"
        read={read}
        empty={{ title: 'No service', description: 'The SCPs of this account and its parents allow nothing.' }}
      />
    </div>
  );
}
