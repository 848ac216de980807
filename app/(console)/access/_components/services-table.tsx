'use client';

import { useMemo, useState } from 'react';
import { groupOutcome, LevelCell } from '@/components/access/level-cell';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { OUTCOME_WORDS } from '@/components/ui/outcome-icon';
import type { AccessLevelName, ServicePermissions } from '@/lib/access/effective/operations';

const LEVELS: readonly { level: AccessLevelName; header: string }[] = [
  { level: 'List', header: 'List' },
  { level: 'Read', header: 'Read' },
  { level: 'Write', header: 'Write' },
  { level: 'Permissions management', header: 'Permissions' },
  { level: 'Tagging', header: 'Tagging' },
];

const FILTERS: readonly TableFilterProperty<ServicePermissions>[] = [
  { key: 'service', label: 'Service', value: (row) => [row.Name, row.Service] },
  {
    key: 'outcome',
    label: 'Outcome',
    values: ['Allowed', 'Limited', 'Explicitly denied', 'Not allowed'],
    value: (row) => OUTCOME_WORDS[groupOutcome(row.Total)],
  },
  {
    key: 'level',
    label: 'Access level reached',
    values: LEVELS.map(({ level }) => level),
    value: (row) =>
      LEVELS.filter(({ level }) => row.Levels[level].allowed + row.Levels[level].limited > 0).map(({ level }) => level),
  },
  { key: 'category', label: 'Category', value: (row) => row.Category },
];

type Shown = 'reached' | 'all';

type ServicesTableProps = { services: readonly ServicePermissions[]; onOpen: (service: string) => void };

/** Lists all services by access level. First only those with access. */
export function ServicesTable({ services, onOpen }: ServicesTableProps) {
  const reached = useMemo(() => services.filter(({ Total }) => Total.allowed + Total.limited > 0), [services]);
  const [chosen, setShown] = useState<Shown>();
  const shown = chosen ?? (reached.length > 0 ? 'reached' : 'all');
  const columns = useMemo<readonly ColumnDefinition<ServicePermissions>[]>(
    () => [
      {
        id: 'service',
        header: 'Service',
        rowHeader: true,
        value: (row) => row.Name,
        cell: (row) => (
          <button type="button" onClick={() => onOpen(row.Service)} className="text-left font-medium text-accent hover:underline">
            {row.Name}
            <span className="block font-mono font-normal text-ink-3 text-xs">{row.Service}</span>
          </button>
        ),
      },
      ...LEVELS.map(({ level, header }) => ({
        id: level,
        header,
        value: (row: ServicePermissions) => row.Levels[level].allowed + row.Levels[level].limited,
        cell: (row: ServicePermissions) => <LevelCell counts={row.Levels[level]} />,
      })),
    ],
    [onOpen],
  );
  return (
    <ResourceTable
      id="access-services"
      layout="panel"
      title="Services"
      noun="services"
      columns={columns}
      filterProperties={FILTERS}
      rows={shown === 'reached' ? reached : services}
      rowId={(row) => row.Service}
      rowName={(row) => row.Name}
      defaultPreferences={{ pageSize: 50 }}
      urlKey="services"
      toolbar={
        <div className="px-3 pt-3">
          <SegmentedControl<Shown>
            label="Services shown"
            value={shown}
            onValueChange={setShown}
            segments={[
              { value: 'reached', label: `With some access (${reached.length})` },
              { value: 'all', label: `All services (${services.length})` },
            ]}
          />
        </div>
      }
      empty={{
        title: 'No access',
        description: 'No policy allows this principal anything. There are no permissions by default.',
      }}
    />
  );
}
