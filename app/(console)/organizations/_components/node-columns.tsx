import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { NODE_WORDS, NodeIcon } from '../node-icon';
import { nodeHref } from './node-href';
import type { OrganizationNode } from './organization-nodes';

/** What every list of roots, OUs and accounts begins with. */
export const NODE_COLUMNS: readonly ColumnDefinition<OrganizationNode>[] = [
  {
    id: 'name',
    header: 'Name',
    value: (row) => row.name,
    cell: (row) => (
      <span className="flex items-center gap-1.5">
        <span className="text-ink-3">
          <NodeIcon kind={row.kind} />
        </span>
        <TextLink href={nodeHref(row)}>{row.name}</TextLink>
      </span>
    ),
  },
  { id: 'type', header: 'Type', value: (row) => NODE_WORDS[row.kind] },
  { id: 'id', header: 'ID', value: (row) => row.id, mono: true },
];

export const NODE_FILTERS: readonly TableFilterProperty<OrganizationNode>[] = [
  { key: 'name', label: 'Name', value: (row) => row.name },
  { key: 'type', label: 'Type', value: (row) => NODE_WORDS[row.kind] },
  { key: 'id', label: 'ID', value: (row) => row.id },
];
