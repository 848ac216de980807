'use client';

import { nodeHref } from '@/app/(console)/organizations/_components/node-href';
import { NodeIcon } from '@/app/(console)/organizations/node-icon';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import type { TreeColumn } from '@/components/console/tree/tree-grid-types';
import type { TreeItem } from '@/components/console/tree/tree-model';
import { useRouter } from '@/components/ui/navigation';
import { plural } from '@/lib/core/text/plural';
import { contentOf } from './content-of';
import { type DiagramAccount, type DiagramUnit, type Mark, markText } from './diagram-tree';

type Row = DiagramUnit | DiagramAccount;

const TYPES = { root: 'ROOT', unit: 'ORGANIZATIONAL_UNIT', account: 'ACCOUNT' } as const;

type DiagramListProps = {
  tree: DiagramUnit;
  isOpen: (unitId: string) => boolean;
  onOpenChange: (id: string, open: boolean) => void;
};

/** Renders the content of the diagram as a tree in a table, for screen readers and for narrow screens. */
export function DiagramList({ tree, isOpen, onOpenChange }: DiagramListProps) {
  const router = useRouter();
  return (
    <TreeGrid
      label="Organization"
      nameHeader="Name"
      items={[toItem(tree)]}
      name={({ name }) => name}
      icon={({ kind }) => <NodeIcon type={TYPES[kind]} />}
      href={({ kind, id }) => nodeHref({ Type: TYPES[kind], Id: id })}
      columns={COLUMNS}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onMore={(id) => router.push(nodeHref({ Type: id === tree.id ? 'ROOT' : 'ORGANIZATIONAL_UNIT', Id: id }))}
    />
  );
}

function toItem(row: Row): TreeItem<Row> {
  if (row.kind === 'account') return { id: row.id, data: row };
  const size = row.accountCount + row.units.length;
  if (size === 0) return { id: row.id, data: row };
  const missing = row.accountCount - row.accounts.length;
  return {
    id: row.id,
    data: row,
    size,
    children: [...row.accounts, ...row.units].map(toItem),
    ...(missing > 0 ? { rest: { label: `Open ${row.name}, which has ${plural(missing, 'more account')}` } } : {}),
  };
}

const COLUMNS: readonly TreeColumn<Row>[] = [
  { id: 'id', header: 'ID', mono: true, cell: ({ id }) => id },
  { id: 'content', header: 'Content', cell: (row) => (row.kind === 'account' ? null : contentOf(row.below)) },
  { id: 'policies', header: 'Policies', cell: ({ marks }) => <Marks marks={marks.filter(isPolicy)} /> },
  { id: 'notes', header: 'Notes', cell: ({ marks }) => <Marks marks={marks.filter((mark) => !isPolicy(mark))} /> },
];

function isPolicy({ kind }: Mark): boolean {
  return kind === 'policies';
}

function Marks({ marks }: { marks: readonly Mark[] }) {
  return (
    <>
      {marks.map((mark) => (
        <span key={markText(mark)} className={`block whitespace-normal text-sm ${mark.kind === 'invalid' ? 'text-deny' : ''}`}>
          {markText(mark)}
        </span>
      ))}
    </>
  );
}
