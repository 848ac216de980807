'use client';

import { useMemo } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Status } from '@/components/ui/status';
import type { CoveredOperation } from '@/lib/aws-api/coverage/operations';
import type { Json } from '@/lib/console/result';
import { apiCoverageQuery } from '../queries';
import { CoverageCounters, serviceNames } from './coverage-counters';

type Operation = Json<CoveredOperation>;

const stateOf = (operation: Operation) => (operation.Implemented ? 'Available' : 'Not available');

const COLUMNS: readonly ColumnDefinition<Operation>[] = [
  { id: 'name', header: 'Operation', value: ({ Name }) => Name, rowHeader: true },
  {
    id: 'state',
    header: 'Availability',
    value: stateOf,
    cell: (operation) => <Status kind={operation.Implemented ? 'success' : 'inactive'}>{stateOf(operation)}</Status>,
  },
  { id: 'service', header: 'Service', value: ({ ServiceName }) => ServiceName },
  { id: 'level', header: 'Access level', value: ({ AccessLevel }) => AccessLevel },
  { id: 'types', header: 'Resource types', value: ({ ResourceTypes }) => ResourceTypes },
  { id: 'remark', header: 'Difference from AWS', value: ({ Remark }) => Remark },
];

const filtersOf = (operations: readonly Operation[]): readonly TableFilterProperty<Operation>[] => [
  { key: 'name', label: 'Operation', value: ({ Name }) => Name },
  { key: 'service', label: 'Service', value: ({ ServiceName }) => ServiceName, values: serviceNames(operations) },
  { key: 'state', label: 'Availability', value: stateOf, values: ['Available', 'Not available'] },
  {
    key: 'level',
    label: 'Access level',
    value: ({ AccessLevel }) => AccessLevel,
    values: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
  },
  { key: 'type', label: 'Resource type', value: ({ ResourceTypes }) => ResourceTypes },
];

const PREFERENCES = { pageSize: 50 } as const;

/** Lists the SDK's operations, and whether they are available. */
export function CoverageTable() {
  const coverage = useRead(apiCoverageQuery());
  const operations = coverage.data?.Operations;
  const filters = useMemo(() => filtersOf(operations ?? []), [operations]);
  return (
    <ResourceTable
      id="api-coverage"
      title="API coverage"
      noun="operations"
      description="See which operations of the AWS SDK are available. Other operations return the AWS error for unknown operations."
      columns={COLUMNS}
      filterProperties={filters}
      defaultPreferences={PREFERENCES}
      rows={operations}
      rowId={({ Service, Name }) => `${Service}:${Name}`}
      rowName={({ Name }) => Name}
      toolbar={operations ? <CoverageCounters operations={operations} /> : undefined}
      read={coverage}
      empty={{ description: 'The SDK lists no operations.' }}
    />
  );
}
