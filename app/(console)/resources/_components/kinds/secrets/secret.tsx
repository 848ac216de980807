'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { Time } from '@/components/console/page/time';
import { SECRET } from '@/lib/resources/secretsmanager/arns';
import { DAYS_TO_WAIT } from '@/lib/resources/secretsmanager/limits';
import { fact, kindOf, type Overview, requiredName } from '../kind';
import { secretReads } from './queries';

const SecretValue = dynamic(() => import('./secret-value').then((module) => module.SecretValue));

const column = columnsOf<Overview>();

export const secret = kindOf(SECRET, {
  ...secretReads,
  description: 'Secrets Manager stores secret values under a name. A resource policy can give other accounts access.',
  empty: 'Create a secret, and see who can read its value.',
  gone: ['ResourceNotFoundException'],
  columns: [
    column.text('description', 'Description', fact('description'), { filter: true }),
    column.text('state', 'State', fact('state'), { filter: ['Active', 'Scheduled for deletion'] }),
  ],
  facts: ({ CreatedDate, LastChangedDate, Description, DeletedDate }) => [
    { label: 'Created', value: <Time value={CreatedDate} format="absolute" /> },
    { label: 'Last changed', value: <Time value={LastChangedDate} format="absolute" /> },
    { label: 'Description', value: Description },
    ...(DeletedDate ? [{ label: 'Will be deleted', value: <Time value={DeletedDate} format="absolute" /> }] : []),
  ],
  tabs: [{ id: 'value', label: 'Value', Content: SecretValue }],
  noTags: 'Policies can use tags in conditions, such as secretsmanager:ResourceTag/Team of a secret.',
  policy: {
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a resource policy, only principals of this account have access, through their own policies.',
  },
  name: requiredName(
    'Secret name',
    /^[A-Za-z0-9/_+=.@!-]{1,512}$/,
    'Up to 512 letters, digits and / _ + = . @ ! -.',
    'Six characters are added in the ARN.',
  ),
  fields: [
    { as: 'text', name: 'more.description', label: 'Description', optional: true, maxLength: 2048 },
    {
      as: 'text',
      name: 'more.value',
      label: 'Value',
      hint: 'Text, often JSON. You can enter it later.',
      optional: true,
      rows: 3,
      mono: true,
    },
  ],
  fresh: { description: '', value: '' },
  remove: {
    text: 'During the waiting period, its value cannot be read and you can restore it. After that, it is deleted.',
    waits: DAYS_TO_WAIT,
    done: (name, days) => `${name} will be deleted in ${days} days.`,
  },
  asks: [
    { action: 'secretsmanager:GetSecretValue' },
    { action: 'secretsmanager:PutSecretValue' },
    { action: 'secretsmanager:DescribeSecret' },
    { action: 'secretsmanager:PutResourcePolicy' },
    { action: 'secretsmanager:DeleteSecret' },
  ],
});
