'use client';

import dynamic from 'next/dynamic';
import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '@/components/console/form/text-field';
import { Time } from '@/components/console/page/time';
import { aliasProblem } from './alias-problem';
import { KeyState } from './key-state';
import { keyReading } from './keys';
import { factOf, factsOf, type ResourceForm, type ResourceKindView } from './view';

const withoutPrefix = (aliases: string) => aliases.replaceAll('alias/', '');

function KeyFields({ form }: { form: UseFormReturn<ResourceForm> }) {
  return <TextField form={form} name="more.description" label="Description" optional maxLength={8192} />;
}

// Tabs are loaded when they are opened.
const KeyUse = dynamic(() => import('./key-use').then((module) => module.KeyUse));
const KeyAliases = dynamic(() => import('./key-aliases').then((module) => module.KeyAliases));

export const keyView: ResourceKindView = {
  columns: [
    {
      id: 'aliases',
      header: 'Aliases',
      value: (row) => withoutPrefix(factOf(row, 'aliases')),
      cell: (row) => withoutPrefix(factOf(row, 'aliases')) || '–',
    },
    {
      id: 'state',
      header: 'State',
      value: (row) => factOf(row, 'state'),
      cell: (row) => <KeyState state={factOf(row, 'state')} />,
    },
    { id: 'description', header: 'Description', value: (row) => factOf(row, 'description') },
  ],
  filters: [
    { key: 'aliases', label: 'Aliases' },
    { key: 'state', label: 'State', values: ['Enabled', 'Disabled', 'PendingDeletion'] },
    { key: 'description', label: 'Description' },
  ],
  facts: factsOf(keyReading, (key) => [
    { label: 'State', value: key.KeyState && <KeyState state={key.KeyState} /> },
    { label: 'Created', value: <Time value={key.CreationDate} format="absolute" /> },
    { label: 'Description', value: key.Description },
    ...(key.DeletionDate ? [{ label: 'Will be deleted', value: <Time value={key.DeletionDate} format="absolute" /> }] : []),
    { label: 'Kind', value: 'Symmetric, to encrypt and decrypt' },
  ]),
  tabs: [
    { id: 'use', label: 'Encrypt and decrypt', Content: KeyUse },
    { id: 'names', label: 'State and aliases', Content: KeyAliases },
  ],
  name: {
    label: 'Alias',
    hint: 'By which programs can call the key: letters, digits and / _ -. Its id is given.',
    optional: true,
    problem: aliasProblem,
  },
  fields: { Fields: KeyFields, fresh: { description: '' } },
};
