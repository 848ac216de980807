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
import type { ComparedAction } from '@/lib/access/compare/operations';
import { comparedServiceQuery } from '../queries';
import type { SideNames } from './levels-compared';

type ActionsComparedProps = {
  left: string;
  right: string;
  names: SideNames;
  service: string;
  level: string | null;
  selected: string | null;
  /** True if resource policies and RCPs are included. */
  resources: boolean;
  onSelect: (action: string) => void;
  onBack: () => void;
};

/** Differences come first, and actions that neither can do last. */
const ORDER: readonly ComparedAction['How'][] = ['left', 'right', 'differ', 'undecided', 'same', 'neither'];

/** Lists the actions of a service and access level, compared for two principals. */
export function ActionsCompared(props: ActionsComparedProps) {
  const { left, right, names, service, level, selected, resources, onSelect, onBack } = props;
  const read = useRead(comparedServiceQuery(left, right, service, resources));
  const rows = useMemo(
    () =>
      read.data?.Actions.filter(({ Level }) => level === null || Level === level).sort(
        (a, b) => ORDER.indexOf(a.How) - ORDER.indexOf(b.How) || (a.Name < b.Name ? -1 : 1),
      ),
    [read.data, level],
  );
  const columns = useMemo(() => columnsOf(names, service, selected, onSelect), [names, service, selected, onSelect]);
  const filters = useMemo(() => filtersOf(names), [names]);
  return (
    <ResourceTable
      id="access-compare-actions"
      layout="panel"
      title={level === null ? service : `${service}, ${level}`}
      noun="actions"
      columns={columns}
      filterProperties={filters}
      rows={rows}
      rowId={({ Name }) => Name}
      rowName={({ Name }) => Name}
      defaultPreferences={{ pageSize: 50 }}
      urlKey="actions"
      read={read}
      buttons={
        <Button onClick={onBack}>
          <ArrowLeft aria-hidden size={14} /> All services
        </Button>
      }
      empty={{ description: 'This service has no such actions.' }}
    />
  );
}

function howWords({ left, right }: SideNames): Record<ComparedAction['How'], string> {
  return {
    left: `Only ${left}`,
    right: `Only ${right}`,
    differ: 'Both, with differences',
    undecided: 'Both, undecided',
    same: 'Both, the same',
    neither: 'Neither',
  };
}

function columnsOf(
  names: SideNames,
  service: string,
  selected: string | null,
  onSelect: (action: string) => void,
): ColumnDefinition<ComparedAction>[] {
  const words = howWords(names);
  const side = (id: 'Left' | 'Right', header: string): ColumnDefinition<ComparedAction> => ({
    id,
    header,
    value: (row) => OUTCOME_WORDS[PERMISSION_OUTCOME[row[id]]],
    cell: (row) => <OutcomeStatus outcome={PERMISSION_OUTCOME[row[id]]} />,
  });
  return [
    {
      id: 'action',
      header: 'Action',
      rowHeader: true,
      value: ({ Name }) => Name,
      cell: ({ Name }) => {
        const action = `${service}:${Name}`;
        return (
          <button
            type="button"
            aria-pressed={action === selected}
            onClick={() => onSelect(action)}
            className={`text-left font-mono text-sm hover:underline ${action === selected ? 'font-semibold text-ink' : 'text-accent'}`}
          >
            {Name}
          </button>
        );
      },
    },
    side('Left', names.left),
    side('Right', names.right),
    { id: 'how', header: 'Compared', value: ({ How }) => words[How] },
    { id: 'level', header: 'Access level', value: ({ Level }) => Level },
  ];
}

function filtersOf(names: SideNames): TableFilterProperty<ComparedAction>[] {
  const words = howWords(names);
  return [
    { key: 'action', label: 'Action', value: ({ Name, Description }) => [Name, Description] },
    { key: 'how', label: 'Compared', values: Object.values(words), inSight: true, value: ({ How }) => words[How] },
  ];
}
