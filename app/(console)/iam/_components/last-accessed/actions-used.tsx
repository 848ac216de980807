'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetLastAccessedActions } from '@/lib/iam/last-accessed/overview';
import { lastAccessedActionsQuery } from '../../queries';
import { ENTITY_COLUMN, REGION_COLUMN, TIME_COLUMNS, USE_FILTER } from './access-columns';
import { type GrantingPolicy, PolicyLinks } from './policy-links';

type Action = Json<OutputOf<typeof GetLastAccessedActions>>['Actions'][number];

const NAME: ColumnDefinition<Action> = {
  id: 'action',
  header: 'Action',
  rowHeader: true,
  value: ({ ActionName }) => ActionName,
  cell: ({ ActionName, Allowed }) => (
    <span className="flex flex-wrap items-center gap-2">
      {ActionName}
      {Allowed ? null : <Badge>not granted</Badge>}
    </span>
  ),
};
const LEVEL: ColumnDefinition<Action> = { id: 'level', header: 'Access level', value: ({ AccessLevel }) => AccessLevel };
const OWN = [NAME, LEVEL, ...TIME_COLUMNS, REGION_COLUMN];
const SHARED = [NAME, LEVEL, ...TIME_COLUMNS, ENTITY_COLUMN];

const FILTERS: readonly TableFilterProperty<Action>[] = [
  { key: 'action', label: 'Action', value: ({ ActionName }) => ActionName },
  USE_FILTER,
  {
    key: 'level',
    label: 'Access level',
    values: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
    value: ({ AccessLevel }) => AccessLevel,
  },
];

type ActionsUsedProps = {
  arn: string;
  service: { ServiceName: string; ServiceNamespace: string };
  /** True if several users and roles can have used the actions. */
  shared: boolean;
  policies: readonly GrantingPolicy[];
  onClose: () => void;
};

/** Renders the allowed actions of a service with their last use, and the policies that allow them. */
export function ActionsUsed({ arn, service, shared, policies, onClose }: ActionsUsedProps) {
  const read = useRead(lastAccessedActionsQuery(arn, service.ServiceNamespace));
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button onClick={onClose}>All services</Button>
        <span className="flex flex-wrap items-center gap-2 text-sm">
          Granted by <PolicyLinks policies={policies} all />
        </span>
      </div>
      <ResourceTable
        id={shared ? 'actions-accessed-shared' : 'actions-accessed'}
        layout="panel"
        title={`Actions of ${service.ServiceName}`}
        noun="actions"
        columns={shared ? SHARED : OWN}
        filterProperties={FILTERS}
        rows={read.data?.Actions}
        read={read}
        rowId={({ ActionName }) => ActionName}
        rowName={({ ActionName }) => ActionName}
        defaultSort={{ column: 'attempt', descending: true }}
        defaultPreferences={{ pageSize: 50 }}
        urlKey="actions-"
        empty={{ title: 'No action', description: 'No policy allows an action of this service.' }}
      />
    </div>
  );
}
