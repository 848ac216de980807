'use client';

import { useMemo } from 'react';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import type { TableRead } from '@/components/console/table/table-frame';
import type { ActionWay } from '@/lib/access/who-can/operations';
import { wayColumns, wayFilters } from './way-columns';

const FILTERS: readonly TableFilterProperty<ActionWay>[] = [
  { key: 'action', label: 'Action', value: ({ Service, Name }) => `${Service}:${Name}` },
  {
    key: 'level',
    label: 'Access level',
    values: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
    value: ({ Level }) => Level,
  },
  ...wayFilters<ActionWay>(),
];

type WhatCanTableProps = {
  actions: readonly ActionWay[];
  selected: string | null;
  onSelect: (action: string) => void;
  read: TableRead;
};

/** Lists the actions that a principal can do on a resource. Selecting one shows the path. */
export function WhatCanTable({ actions, selected, onSelect, read }: WhatCanTableProps) {
  const columns = useMemo<readonly ColumnDefinition<ActionWay>[]>(
    () => [
      {
        id: 'action',
        header: 'Action',
        rowHeader: true,
        value: ({ Service, Name }) => `${Service}:${Name}`,
        cell: ({ Service, Name }) => {
          const action = `${Service}:${Name}`;
          return (
            <button
              type="button"
              aria-pressed={action === selected}
              onClick={() => onSelect(action)}
              className={`text-left font-mono text-sm hover:underline ${action === selected ? 'font-semibold text-ink' : 'text-accent'}`}
            >
              {action}
            </button>
          );
        },
      },
      { id: 'level', header: 'Access level', value: ({ Level }) => Level },
      ...wayColumns<ActionWay>(),
    ],
    [selected, onSelect],
  );
  return (
    <ResourceTable
      id="access-what-can"
      layout="panel"
      title="Actions it can do"
      noun="actions"
      columns={columns}
      filterProperties={FILTERS}
      rows={actions}
      rowId={({ Service, Name }) => `${Service}:${Name}`}
      rowName={({ Service, Name }) => `${Service}:${Name}`}
      defaultPreferences={{ pageSize: 50, columns: ['action', 'level', 'outcome', 'how'] }}
      defaultSort={{ column: 'action', descending: false }}
      urlKey="actions"
      read={read}
      empty={{
        title: 'Nothing',
        description: 'Neither its own policies nor those of any role that it can assume allow any action on this resource.',
      }}
    />
  );
}
