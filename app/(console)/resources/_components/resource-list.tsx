'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { ListTable } from '@/components/console/kit/list-table';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { cellText } from '@/components/console/table/cell-text';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { type ResourceKindId, resourceAt } from '@/lib/console/resource-arn';
import { resourceCountsQuery, resourcesQuery } from '../queries';
import { KINDS } from './kinds';
import type { Overview } from './kinds/view';
import { VIEWS } from './kinds/views';
import { PolicyState, policyWords } from './policy-state';

const DeleteResourceDialog = dynamic(() => import('./delete-resource-dialog').then((module) => module.DeleteResourceDialog));

const TAGS_SHOWN = 2;
const NOT_READABLE = <Status kind="inactive">Access denied</Status>;

function Tags({ tags }: { tags: Overview['Tags'] }) {
  if (tags === null) return NOT_READABLE;
  if (tags.length === 0) return <span className="text-ink-3">–</span>;
  const more = tags.length - TAGS_SHOWN;
  return (
    <span className="block max-w-72 truncate" title={tags.map(({ Key, Value }) => `${Key}=${Value}`).join('\n')}>
      {tags
        .slice(0, TAGS_SHOWN)
        .map(({ Key, Value }) => `${Key}=${Value}`)
        .join(', ')}
      {more > 0 ? ` and ${more} more` : ''}
    </span>
  );
}

/** Returns a column with facts of one kind. A viewer who may list the resources may lack permission to read the facts. */
function ofFacts(column: ColumnDefinition<Overview>): ColumnDefinition<Overview> {
  const { value, cell = (row) => cellText(value(row)) || '–' } = column;
  return { ...column, cell: (row) => (row.Facts === null ? NOT_READABLE : cell(row)) };
}

/** Returns the header of the first column, which shows the ID if names are optional. */
function nameLabel(id: ResourceKindId): string {
  const { one } = KINDS[id];
  return VIEWS[id].name.optional ? `${one.charAt(0).toUpperCase()}${one.slice(1)} ID` : 'Name';
}

function columnsOf(id: ResourceKindId): ColumnDefinition<Overview>[] {
  return [
    {
      id: 'name',
      header: nameLabel(id),
      value: ({ Name }) => Name,
      cell: ({ Arn, Name }) => <TextLink href={paths.resource(id, Arn)}>{Name}</TextLink>,
      mono: VIEWS[id].name.optional === true,
      fills: true,
    },
    { id: 'region', header: 'Region', value: ({ Region }) => Region },
    ...VIEWS[id].columns.map(ofFacts),
    ...(KINDS[id].policy
      ? [
          {
            id: 'policy',
            header: 'Policy',
            value: ({ Policy }: Overview) => policyWords(Policy ?? null),
            cell: ({ Policy }: Overview) => <PolicyState reach={Policy ?? null} />,
          },
        ]
      : []),
    {
      id: 'tags',
      header: 'Tags',
      value: ({ Tags: tags }) => (tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`).join(', '),
      cell: ({ Tags: tags }) => <Tags tags={tags} />,
      sortable: false,
    },
    { id: 'created', header: 'Created', value: ({ Created }) => Created, cell: ({ Created }) => <Time value={Created} /> },
    { id: 'arn', header: 'ARN', value: ({ Arn }) => Arn, mono: true },
  ];
}

/** Renders the resources of one kind in all Regions of the account. */
export function ResourcesTable({ id }: { id: ResourceKindId }) {
  const kind = KINDS[id];
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState<Overview>();
  const counts = useRead(resourceCountsQuery());
  const { Regions: regions, DeniedRegions: denied = [] } = counts.data?.Kinds.find(({ Kind }) => Kind === kind.noun) ?? {};
  const columns = useMemo(() => columnsOf(id), [id]);
  const filters = useMemo(
    () => [
      { key: 'name', label: nameLabel(id) },
      { key: 'region', label: 'Region', ...(regions && { values: Object.keys(regions).sort() }) },
      ...VIEWS[id].filters,
      ...(kind.policy
        ? [
            {
              key: 'policy',
              label: 'Policy',
              values: ['No policy', 'Has a policy', 'Public', 'Public, blocked', 'Shared outside'],
            },
          ]
        : []),
      { key: 'tags', label: 'Tags' },
      { key: 'arn', label: 'ARN' },
    ],
    [id, kind, regions],
  );
  const preferences = useMemo(
    () => ({ columns: columns.map((column) => column.id).filter((column) => column !== 'arn') }),
    [columns],
  );
  const at = deleting && resourceAt(deleting.Arn);
  return (
    <>
      <ListTable
        query={resourcesQuery(id)}
        id={`resources-${id}`}
        title={kind.title}
        noun={kind.many}
        description={
          regions && denied.length > 0
            ? `${kind.description} Not shown: those in ${denied.join(', ')}, which you may not list.`
            : kind.description
        }
        columns={columns}
        filterProperties={filters}
        defaultPreferences={preferences}
        rowId={({ Arn }) => Arn}
        rowName={({ Name }) => Name}
        selection="single"
        selectedIds={selected}
        onSelectionChange={setSelected}
        actions={([row]) => [
          {
            label: 'View',
            disabledReason: row ? undefined : `Select one of the ${kind.many}`,
            href: row ? paths.resource(id, row.Arn) : paths.resourcesOf(id),
          },
          { type: 'separator' },
          {
            label: kind.remove.verb,
            danger: true,
            disabledReason: row ? undefined : `Select one of the ${kind.many}`,
            onSelect: () => setDeleting(row),
          },
        ]}
        primary={{ label: kind.create, href: paths.createResource(id) }}
        empty={{ title: `No ${kind.many}`, description: kind.empty }}
      />
      {deleting && at ? (
        <DeleteResourceDialog
          kind={kind}
          at={at}
          region={deleting.Region}
          onDeleted={() => setSelected([])}
          onClose={() => setDeleting(undefined)}
        />
      ) : null}
    </>
  );
}
