'use client';

import dynamic from 'next/dynamic';
import { Time } from '@/components/console/page/time';
import { tableReading } from './tables';
import { factOf, factsOf, type ResourceKindView } from './view';

const TableFields = dynamic(() => import('./table-fields').then((module) => module.TableFields));
const TableItems = dynamic(() => import('./table-items').then((module) => module.TableItems));

export const tableView: ResourceKindView = {
  columns: [
    { id: 'partitionKey', header: 'Partition key', value: (row) => factOf(row, 'partitionKey'), mono: true },
    { id: 'sortKey', header: 'Sort key', value: (row) => factOf(row, 'sortKey'), mono: true },
  ],
  filters: [
    { key: 'partitionKey', label: 'Partition key' },
    { key: 'sortKey', label: 'Sort key' },
  ],
  facts: factsOf(tableReading, (table) => [
    { label: 'Created', value: <Time value={table.CreationDateTime} format="absolute" /> },
    {
      label: 'Keys',
      value: table.KeySchema.map(
        ({ AttributeName, KeyType }) => `${AttributeName} (${KeyType === 'HASH' ? 'partition' : 'sort'})`,
      ).join(', '),
    },
    { label: 'Items', value: table.ItemCount.toLocaleString('en') },
  ]),
  tabs: [{ id: 'items', label: 'Items', Content: TableItems }],
  name: {
    label: 'Table name',
    hint: '3 to 255 letters, digits, underscores, dots and hyphens. Unique in the account and Region.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return /^[A-Za-z0-9_.-]{3,255}$/.test(text) ? undefined : '3 to 255 letters, digits, underscores, dots and hyphens.';
    },
  },
  fields: { Fields: TableFields, fresh: { partition: '', partitionType: 'S', sort: '', sortType: 'S' } },
};
