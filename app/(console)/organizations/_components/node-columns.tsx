import { type Column, columnsOf } from '@/components/console/kit/columns';
import { TextLink } from '@/components/ui/text-link';
import { NODE_WORDS, NodeIcon } from '../node-icon';
import { nodeHref } from './node-href';
import type { OrganizationNode } from './organization-nodes';

const column = columnsOf<OrganizationNode>();

/** The first columns of every list of roots, OUs and accounts. */
export const NODE_COLUMNS: readonly Column<OrganizationNode>[] = [
  {
    id: 'name',
    header: 'Name',
    filter: true,
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
  column.text('type', 'Type', ({ Type }) => NODE_WORDS[Type], { filter: true }),
  column.text('id', 'ID', ({ Id }) => Id, { mono: true, filter: true }),
];
