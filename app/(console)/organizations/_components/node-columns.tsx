import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import { NODE_WORDS, NodeIcon } from '../node-icon';
import { nodeHref } from './node-href';
import type { OrganizationNode } from './organization-nodes';

/** The first columns of every list of roots, OUs and accounts. */
export const NODE_COLUMNS: readonly ColumnDefinition<OrganizationNode>[] = [
  {
    id: 'name',
    header: 'Name',
    value: (row) => row.Name,
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="shrink-0 text-ink-3">
          <NodeIcon type={row.Type} />
        </span>
        <TextLink href={nodeHref(row)} className="min-w-0 truncate">
          {row.Name}
        </TextLink>
      </span>
    ),
  },
  { id: 'type', header: 'Type', value: (row) => NODE_WORDS[row.Type] },
  { id: 'id', header: 'ID', value: (row) => row.Id, mono: true },
];

export const NODE_FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Name' },
  { key: 'type', label: 'Type' },
  { key: 'id', label: 'ID' },
];
