'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { Time } from '@/components/console/page/time';
import { KEY } from '@/lib/resources/kms/arns';
import { DAYS_TO_WAIT } from '@/lib/resources/kms/limits';
import { fact, kindOf, type Overview } from '../kind';
import { aliasProblem } from './alias-problem';
import { KeyState } from './key-state';
import { keyReads } from './queries';

// Tabs are loaded when they are opened.
const KeyUse = dynamic(() => import('./key-use').then((module) => module.KeyUse));
const KeyAliases = dynamic(() => import('./key-aliases').then((module) => module.KeyAliases));

const column = columnsOf<Overview>();

export const key = kindOf(KEY, {
  ...keyReads,
  description:
    'Keys encrypt and decrypt data. Only the key policy grants access, unless it allows the IAM policies of the account to grant access too.',
  empty:
    'Create a key, encrypt some text, and see that nobody can decrypt it without permission in the key policy, not even an administrator.',
  gone: ['NotFoundException'],
  columns: [
    column.text('aliases', 'Aliases', (row) => fact('aliases')(row)?.replaceAll('alias/', '') ?? null, { filter: true }),
    column.text('state', 'State', fact('state'), {
      filter: ['Enabled', 'Disabled', 'PendingDeletion'],
      shown: (state) => <KeyState state={state} />,
    }),
    column.text('description', 'Description', fact('description'), { filter: true }),
  ],
  facts: ({ KeyState: state, CreationDate, Description, DeletionDate }) => [
    { label: 'State', value: state && <KeyState state={state} /> },
    { label: 'Created', value: <Time value={CreationDate} format="absolute" /> },
    { label: 'Description', value: Description },
    ...(DeletionDate ? [{ label: 'Will be deleted', value: <Time value={DeletionDate} format="absolute" /> }] : []),
    { label: 'Kind', value: 'Symmetric, to encrypt and decrypt' },
  ],
  tabs: [
    { id: 'use', label: 'Encrypt and decrypt', Content: KeyUse },
    { id: 'names', label: 'State and aliases', Content: KeyAliases },
  ],
  policy: { maxCharacters: 32_768, removable: false, none: 'A key always has a policy.' },
  name: {
    label: 'Alias',
    hint: 'A name for the key in programs: letters, digits and / _ -. The ID is generated.',
    optional: true,
    problem: aliasProblem,
  },
  fields: [{ as: 'text', name: 'more.description', label: 'Description', optional: true, maxLength: 8192 }],
  fresh: { description: '' },
  remove: {
    verb: 'Schedule deletion',
    title: (name) => `Schedule the deletion of key ${name}?`,
    text: 'During the waiting period, the key cannot be used and you can cancel the deletion. After that, data encrypted with it can never be decrypted again.',
    waits: DAYS_TO_WAIT,
    done: (_, days) => `The key will be deleted in ${days} days.`,
  },
  asks: [
    { action: 'kms:Decrypt' },
    { action: 'kms:Encrypt' },
    { action: 'kms:GenerateDataKey' },
    { action: 'kms:PutKeyPolicy' },
    { action: 'kms:ScheduleKeyDeletion' },
    { action: 'kms:DisableKey' },
  ],
});
