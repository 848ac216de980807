'use client';

import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { PERMISSION_OUTCOME } from '@/components/access/permission-view';
import { useRead } from '@/components/console/kit/use-read';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { OUTCOME_WORDS } from '@/components/ui/outcome-icon';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import type { ActionPermission, ServicePermissions } from '@/lib/access/effective/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import { servicePermissionsQuery } from '../queries';
import { UnfinishedAlert } from './unfinished-alert';

const FILTERS: readonly TableFilterProperty<ActionPermission>[] = [
  { key: 'action', label: 'Action', value: (row) => [row.Name, row.Description] },
  {
    key: 'outcome',
    label: 'Outcome',
    values: ['Allowed', 'Limited', 'Explicitly denied', 'Not allowed'],
    inSight: true,
    value: (row) => OUTCOME_WORDS[PERMISSION_OUTCOME[row.Outcome]],
  },
  {
    key: 'level',
    label: 'Access level',
    values: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
    inSight: true,
    value: (row) => row.Level,
  },
  { key: 'policy', label: 'Policy', value: (row) => row.By },
  { key: 'changed', label: 'Changed by the draft', values: ['Yes', 'No'], value: (row) => (row.Before ? 'Yes' : 'No') },
];

type ActionsTableProps = {
  principal: string;
  service: ServicePermissions | undefined;
  prefix: string;
  drafts: PolicyDraft[];
  /** True if resource policies and RCPs count. */
  resources: boolean;
  selected: string | null;
  onSelect: (action: string) => void;
  onBack: () => void;
};

/** Every action of one service. Choosing one shows the statements behind it. */
export function ActionsTable({ principal, service, prefix, drafts, resources, selected, onSelect, onBack }: ActionsTableProps) {
  const read = useRead(servicePermissionsQuery(principal, prefix, drafts, resources));
  const columns = useMemo<readonly ColumnDefinition<ActionPermission>[]>(
    () => [
      {
        id: 'action',
        header: 'Action',
        rowHeader: true,
        value: (row) => row.Name,
        cell: (row) => {
          const action = `${prefix}:${row.Name}`;
          return (
            <button
              type="button"
              aria-pressed={action === selected}
              onClick={() => onSelect(action)}
              className={`text-left font-mono text-sm hover:underline ${action === selected ? 'font-semibold text-ink' : 'text-accent'}`}
            >
              {row.Name}
            </button>
          );
        },
      },
      {
        id: 'outcome',
        header: 'Outcome',
        value: (row) => OUTCOME_WORDS[PERMISSION_OUTCOME[row.Outcome]],
        cell: (row) => (
          <span className="inline-flex flex-wrap items-baseline gap-x-2">
            <OutcomeStatus outcome={PERMISSION_OUTCOME[row.Outcome]} />
            {row.Before ? (
              <span className="text-ink-3 text-xs">was {OUTCOME_WORDS[PERMISSION_OUTCOME[row.Before]].toLowerCase()}</span>
            ) : null}
          </span>
        ),
      },
      { id: 'level', header: 'Access level', value: (row) => row.Level },
      { id: 'by', header: 'By', value: (row) => row.By },
      { id: 'description', header: 'Description', value: (row) => row.Description },
    ],
    [prefix, selected, onSelect],
  );
  return (
    <>
      <UnfinishedAlert unfinished={read.data?.Unfinished} noun="actions" />
      <ResourceTable
        id="access-actions"
        layout="panel"
        title={service?.Name ?? prefix}
        noun="actions"
        description={<code className="font-mono">{prefix}</code>}
        columns={columns}
        filterProperties={FILTERS}
        rows={read.data?.Actions}
        rowId={(row) => row.Name}
        rowName={(row) => row.Name}
        defaultPreferences={{ pageSize: 50, columns: ['action', 'outcome', 'by', 'level'] }}
        // Allowed actions come first, because most readers look for them. Otherwise the order is unchanged.
        defaultSort={{ column: 'outcome', descending: false }}
        urlKey="actions"
        read={read}
        buttons={
          <Button onClick={onBack}>
            <ArrowLeft aria-hidden size={14} /> All services
          </Button>
        }
        empty={{ description: 'This service has no actions.' }}
      />
    </>
  );
}
