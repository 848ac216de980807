'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Scenario } from '../../_components/scenario-facts';
import { scenariosQuery } from '../../queries';
import { COURSE, levelText, topicTitle } from '../../topics';

const topicsOf = ({ Topics }: Scenario) => Topics.map(topicTitle);

const COLUMNS: readonly ColumnDefinition<Scenario>[] = [
  {
    id: 'title',
    header: 'Scenario',
    value: ({ Title }) => Title,
    cell: ({ Id, Title }) => <TextLink href={paths.scenario(Id)}>{Title}</TextLink>,
    rowHeader: true,
  },
  { id: 'topics', header: 'Topics', value: topicsOf, fills: true },
  { id: 'level', header: 'Level', value: ({ Level }) => Level, cell: ({ Level }) => `${Level}, ${levelText(Level)}` },
  { id: 'minutes', header: 'Minutes', align: 'end', value: ({ Minutes }) => Minutes },
  { id: 'steps', header: 'Steps', align: 'end', value: ({ Steps }) => Steps },
];

const FILTERS: readonly TableFilterProperty<Scenario>[] = [
  { key: 'title', label: 'Scenario', value: ({ Title }) => Title },
  { key: 'topic', label: 'Topic', value: topicsOf, values: COURSE.map(({ title }) => title) },
];

/** Lists the included scenarios. */
export function ScenariosPage() {
  const read = useRead(scenariosQuery());
  return (
    <ResourceTable
      id="scenarios"
      title="Scenarios"
      noun="scenarios"
      description="Each scenario is an organization or account with a task and checks that pass as the task is done. Each student in a class works through them in their own copy."
      columns={COLUMNS}
      filterProperties={FILTERS}
      rows={read.data?.Scenarios}
      rowId={({ Id }) => Id}
      rowName={({ Title }) => Title}
      read={read}
      empty={{ description: 'This installation has no scenarios.' }}
    />
  );
}
