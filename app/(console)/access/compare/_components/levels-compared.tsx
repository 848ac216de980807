'use client';

import { useMemo, useState } from 'react';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import type { ComparedLevel } from '@/lib/access/compare/operations';

export type SideNames = { left: string; right: string };

type Shown = 'differences' | 'all';
type LevelsComparedProps = { levels: readonly ComparedLevel[]; names: SideNames; onOpen: (level: ComparedLevel) => void };

/** Lists services and access levels with access on either side. First only those that differ. */
export function LevelsCompared({ levels, names, onOpen }: LevelsComparedProps) {
  const differing = useMemo(
    () => levels.filter(({ Counts }) => Counts.left + Counts.right + Counts.differ + Counts.undecided > 0),
    [levels],
  );
  const [shown, setShown] = useState<Shown>('differences');
  const undecided = levels.some(({ Counts }) => Counts.undecided > 0);
  const columns = useMemo(() => columnsOf(names, undecided, onOpen), [names, undecided, onOpen]);
  const filters = useMemo(() => filtersOf(names), [names]);
  return (
    <ResourceTable
      id="access-compare"
      layout="panel"
      title="Services by access level"
      noun="rows"
      columns={columns}
      filterProperties={filters}
      rows={shown === 'differences' ? differing : levels}
      rowId={({ Service, Level }) => `${Service} ${Level}`}
      rowName={({ Name, Level }) => `${Name}, ${Level}`}
      defaultPreferences={{ pageSize: 50 }}
      urlKey="levels"
      toolbar={
        <div className="px-3 pt-3">
          <SegmentedControl<Shown>
            label="Rows shown"
            value={shown}
            onValueChange={setShown}
            segments={[
              { value: 'differences', label: `Differences (${differing.length})` },
              { value: 'all', label: `All with access (${levels.length})` },
            ]}
          />
        </div>
      }
      empty={
        shown === 'differences'
          ? {
              title: 'No differences',
              description: 'Both can do the same, on the same resources and under the same conditions.',
            }
          : { title: 'No access', description: 'No policy allows either of them anything.' }
      }
    />
  );
}

function columnsOf(
  names: SideNames,
  undecided: boolean,
  onOpen: (level: ComparedLevel) => void,
): ColumnDefinition<ComparedLevel>[] {
  const count = (id: 'left' | 'right' | 'differ' | 'same' | 'undecided', header: string): ColumnDefinition<ComparedLevel> => ({
    id,
    header,
    align: 'end',
    value: ({ Counts }) => Counts[id],
    cell: ({ Counts }) =>
      Counts[id] === 0 ? (
        <span className="text-ink-3">0</span>
      ) : (
        <b className="font-semibold">{Counts[id].toLocaleString('en')}</b>
      ),
  });
  return [
    {
      id: 'service',
      header: 'Service',
      rowHeader: true,
      value: ({ Name }) => Name,
      cell: (row) => (
        <button type="button" onClick={() => onOpen(row)} className="text-left font-medium text-accent hover:underline">
          {row.Name}
          <span className="block font-mono font-normal text-ink-3 text-xs">{row.Service}</span>
        </button>
      ),
    },
    { id: 'level', header: 'Access level', value: ({ Level }) => Level },
    count('left', `Only ${names.left}`),
    count('right', `Only ${names.right}`),
    count('differ', 'Both, with differences'),
    ...(undecided ? [count('undecided', 'Both, undecided')] : []),
    count('same', 'Both, the same'),
  ];
}

function filtersOf({ left, right }: SideNames): TableFilterProperty<ComparedLevel>[] {
  return [
    { key: 'service', label: 'Service', value: ({ Name, Service }) => [Name, Service] },
    {
      key: 'level',
      label: 'Access level',
      values: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
      inSight: true,
      value: ({ Level }) => Level,
    },
    {
      key: 'who',
      label: 'Who has more',
      values: [`Only ${left}`, `Only ${right}`, 'Both, with differences'],
      value: ({ Counts }) => [
        ...(Counts.left > 0 ? [`Only ${left}`] : []),
        ...(Counts.right > 0 ? [`Only ${right}`] : []),
        ...(Counts.differ > 0 ? ['Both, with differences'] : []),
      ],
    },
  ];
}
