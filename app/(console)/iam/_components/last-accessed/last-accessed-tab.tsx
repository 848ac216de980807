'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetLastAccessed } from '@/lib/iam/last-accessed/overview';
import { lastAccessedQuery } from '../../queries';
import { ENTITY_COLUMN, REGION_COLUMN, TIME_COLUMNS, USE_FILTER } from './access-columns';
import { type GrantingPolicy, PolicyLinks } from './policy-links';

const ActionsUsed = dynamic(() => import('./actions-used').then((module) => module.ActionsUsed));

type Answer = Json<OutputOf<typeof GetLastAccessed>>;
type Service = Answer['Services'][number];

type LastAccessedTabProps = { arn: string; noun: 'user' | 'group' | 'role' | 'policy' };

/** Renders the services that a user, group, role or policy may use, with their last use. A service opens its actions. */
export function LastAccessedTab({ arn, noun }: LastAccessedTabProps) {
  const [opened, open] = useQueryState('opened', parseAsString.withOptions({ history: 'push' }));
  const read = useRead(lastAccessedQuery(arn));
  const policies = read.data?.Policies;
  const columns = useMemo(() => columnsOf(policies ?? [], noun, (service) => void open(service)), [policies, noun, open]);
  const filters = useMemo(() => filtersOf(policies ?? []), [policies]);
  if (read.error) return <ReadError read={read} what={`what this ${noun} last accessed`} />;
  if (!read.data) return <Skeleton className="h-96" />;
  const { Services, Policies, Since } = read.data;
  const service = Services.find(({ ServiceNamespace }) => ServiceNamespace === opened);
  const shared = noun === 'group' || noun === 'policy';
  return (
    <div className="space-y-4">
      {Since ? (
        <Alert kind="info">
          Use is recorded since <Time value={Since} format="absolute" />. Earlier use is not known.
        </Alert>
      ) : null}
      {service ? (
        <ActionsUsed
          arn={arn}
          service={service}
          shared={shared}
          policies={service.Policies.flatMap((place) => Policies[place] ?? [])}
          onClose={() => void open(null)}
        />
      ) : (
        <ResourceTable
          id={shared ? 'last-accessed-shared' : 'last-accessed'}
          layout="panel"
          title="Services"
          noun="services"
          description={DESCRIPTIONS[noun]}
          columns={columns}
          filterProperties={filters}
          rows={Services}
          rowId={({ ServiceNamespace }) => ServiceNamespace}
          rowName={({ ServiceName }) => ServiceName}
          defaultSort={{ column: 'attempt', descending: true }}
          defaultPreferences={{ pageSize: 50 }}
          urlKey="accessed-"
          read={read}
          primary={shared ? undefined : { label: 'Policy from activity', href: paths.fromActivity({ principal: arn }) }}
          empty={{
            title: 'No service',
            description: `No policy allows anything, so this ${noun} cannot use any service on its own.`,
          }}
        />
      )}
    </div>
  );
}

/** The policies that each answer includes. As in AWS, permissions boundaries, guardrails and resource policies are not included. */
const DESCRIPTIONS = {
  user: 'The services that its policies and its groups’ policies allow, with its calls of the last 400 days. Denied calls are attempts too. Boundaries, guardrails and resource policies are not included.',
  role: 'The services that its policies allow, with the calls of all its sessions in the last 400 days. Denied calls are attempts too. Boundaries, guardrails and resource policies are not included.',
  group:
    'The services that its policies allow, with its members’ calls to them in the last 400 days. Denied calls are attempts too. Boundaries, guardrails and resource policies are not included.',
  policy:
    'The services that it allows, with the calls to them in the last 400 days by principals that have it. Denied calls are attempts too.',
};

function columnsOf(
  policies: readonly GrantingPolicy[],
  noun: LastAccessedTabProps['noun'],
  open: (service: string) => void,
): readonly ColumnDefinition<Service>[] {
  const granting: ColumnDefinition<Service> = {
    id: 'policies',
    header: 'Granted by',
    value: (row) => row.Policies.flatMap((place) => policies[place]?.PolicyName ?? []),
    cell: (row) => <PolicyLinks policies={row.Policies.flatMap((place) => policies[place] ?? [])} />,
  };
  const count: ColumnDefinition<Service> = {
    id: 'entities',
    header: 'Users and roles',
    align: 'end',
    value: ({ Entities }) => Entities,
  };
  return [
    {
      id: 'service',
      header: 'Service',
      rowHeader: true,
      value: ({ ServiceName }) => ServiceName,
      cell: ({ ServiceName, ServiceNamespace }) => (
        <button
          type="button"
          onClick={() => open(ServiceNamespace)}
          className="text-left font-medium text-accent hover:underline"
        >
          {ServiceName}
          <span className="block font-mono font-normal text-ink-3 text-xs">{ServiceNamespace}</span>
        </button>
      ),
    },
    ...TIME_COLUMNS,
    ...(noun === 'policy' || noun === 'group' ? [ENTITY_COLUMN, count] : [REGION_COLUMN]),
    ...(noun === 'policy' ? [] : [granting]),
  ];
}

function filtersOf(policies: readonly GrantingPolicy[]): readonly TableFilterProperty<Service>[] {
  return [
    { key: 'service', label: 'Service', value: ({ ServiceName, ServiceNamespace }) => [ServiceName, ServiceNamespace] },
    USE_FILTER,
    {
      key: 'policy',
      label: 'Granted by',
      value: (row) => row.Policies.flatMap((place) => policies[place]?.PolicyName ?? []),
    },
  ];
}
