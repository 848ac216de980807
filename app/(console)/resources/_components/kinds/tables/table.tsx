'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { Time } from '@/components/console/page/time';
import { TABLE } from '@/lib/resources/dynamodb/arns';
import { fact, kindOf, type Overview, requiredName } from '../kind';
import { tableReads } from './queries';

const TableFields = dynamic(() => import('./table-fields').then((module) => module.TableFields));
const TableItems = dynamic(() => import('./table-items').then((module) => module.TableItems));

const column = columnsOf<Overview>();

export const table = kindOf(TABLE, {
  ...tableReads,
  description: 'Tables store items by key. Policies can limit access to individual keys and attributes.',
  empty: 'Create a table, add an item, and see who can read it.',
  gone: ['ResourceNotFoundException'],
  columns: [
    column.text('partitionKey', 'Partition key', fact('partitionKey'), { mono: true, filter: true }),
    column.text('sortKey', 'Sort key', fact('sortKey'), { mono: true, filter: true }),
  ],
  facts: ({ CreationDateTime, KeySchema, ItemCount }) => [
    { label: 'Created', value: <Time value={CreationDateTime} format="absolute" /> },
    {
      label: 'Keys',
      value: KeySchema.map(
        ({ AttributeName, KeyType }) => `${AttributeName} (${KeyType === 'HASH' ? 'partition' : 'sort'})`,
      ).join(', '),
    },
    { label: 'Items', value: ItemCount.toLocaleString('en') },
  ],
  tabs: [{ id: 'items', label: 'Items', Content: TableItems }],
  policy: {
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a resource policy, only principals of this account have access, through their own policies.',
  },
  name: requiredName(
    'Table name',
    /^[A-Za-z0-9_.-]{3,255}$/,
    '3 to 255 letters, digits, underscores, dots and hyphens.',
    'Unique in the account and Region.',
  ),
  fields: [{ as: 'own', Field: TableFields }],
  fresh: { partition: '', partitionType: 'S', sort: '', sortType: 'S' },
  remove: { text: 'Its items are deleted. Policies that name it don’t change.' },
  asks: [
    { action: 'dynamodb:GetItem' },
    { action: 'dynamodb:PutItem' },
    { action: 'dynamodb:Query' },
    { action: 'dynamodb:Scan' },
    { action: 'dynamodb:DeleteItem' },
    { action: 'dynamodb:DeleteTable' },
  ],
});
