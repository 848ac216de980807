'use client';

import type { ComponentType, ReactNode } from 'react';
import { MenuButton } from '../../ui/menu';
import type { SmallColumn } from '../table/small-table';
import { TablePanel } from '../table/table-panel';
import { type Act, ActButton, entriesOf, RowButtons, useActs } from './act';
import type { Query } from './query';
import { useTools } from './tools';
import { useRead } from './use-read';

/** A row of a panel, and what the panel is about. */
export type RowOf<Row, Owner> = { row: Row; owner: Owner };

type RowsValue<Row, Owner, Data> = {
  title: string;
  /** The name of the table, where it is not the title. */
  label?: string;
  description?: ReactNode;
  /** Names the rows where the read fails: "access keys". */
  what?: string;
  query: (owner: Owner) => Query<Data>;
  rowsOf: (data: Data, owner: Owner) => readonly Row[];
  rowKey: (row: Row) => string;
  /** Returns the name that people use; the key by default. */
  rowName?: (row: Row) => string;
  columns: readonly SmallColumn<Row>[];
  /** The acts on a row: in a menu, or as buttons where `asButtons` is set. */
  acts?: readonly Act<RowOf<Row, Owner>>[];
  asButtons?: true;
  /** Makes a new row. */
  create?: Act<Owner>;
  /** The most rows that there can be, and the reason against one more. */
  most?: { count: number; reason: string };
  empty: (owner: Owner) => { title: string; description: ReactNode };
  /** True shows the button that makes one where there is none yet, too. */
  createInEmpty?: true;
};

/** A panel, or one that depends on its owner. */
type OfOwner<Row, Owner, Data> = RowsValue<Row, Owner, Data> | ((owner: Owner) => RowsValue<Row, Owner, Data>);

/** Returns a panel with the few rows that one read answers with: what they are, what can be done to each, and making one. */
export function rowsPanel<Row, Owner, Data>(value: OfOwner<Row, Owner, Data>): ComponentType<{ owner: Owner }> {
  return ({ owner }) => <Rows of={typeof value === 'function' ? value(owner) : value} owner={owner} />;
}

function Rows<Row, Owner, Data>({ of: value, owner }: { of: RowsValue<Row, Owner, Data>; owner: Owner }) {
  const { rowName = value.rowKey, acts = [], create, most } = value;
  const tools = useTools();
  const read = useRead(value.query(owner));
  const onRow = useActs<RowOf<Row, Owner>>();
  const making = useActs<Owner>();
  const rows = read.data === undefined || read.error ? undefined : value.rowsOf(read.data, owner);
  const full = most !== undefined && rows !== undefined && rows.length >= most.count;
  const make: Act<Owner> | undefined = create && { ...create, ...(full && { why: () => most?.reason }) };
  const buttonOf = (act: Act<Owner> | undefined) =>
    act && <ActButton act={act} subject={owner} tools={tools} begin={making.begin} />;
  const actions: SmallColumn<Row> = {
    header: 'Actions',
    actions: true,
    cell: (row) => {
      const subject = { row, owner };
      const name = rowName(row);
      if (!value.asButtons)
        return (
          <MenuButton
            label="Actions"
            size="sm"
            aria-label={`Actions of ${name}`}
            entries={entriesOf(acts, subject, tools, onRow.begin, '')}
          />
        );
      return <RowButtons acts={acts} name={name} subject={subject} tools={tools} begin={onRow.begin} running={onRow.running} />;
    },
  };
  const { title, description } = value.empty(owner);
  return (
    <TablePanel
      title={value.title}
      label={value.label}
      description={value.description}
      what={value.what}
      read={read}
      rows={rows}
      rowKey={value.rowKey}
      columns={acts.length === 0 ? value.columns : [...value.columns, actions]}
      actions={buttonOf(make)}
      // The filled button is the one in the head.
      empty={{ title, description, action: value.createInEmpty && buttonOf(make && { ...make, look: undefined }) }}
    >
      {onRow.dialog}
      {making.dialog}
    </TablePanel>
  );
}
