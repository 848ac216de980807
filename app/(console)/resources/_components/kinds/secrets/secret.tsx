'use client';

import dynamic from 'next/dynamic';
import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '@/components/console/form/text-field';
import { Time } from '@/components/console/page/time';
import { secretReading } from './secrets';
import { factOf, factsOf, type ResourceForm, type ResourceKindView } from './view';

const SecretValue = dynamic(() => import('./secret-value').then((module) => module.SecretValue));

function SecretFields({ form }: { form: UseFormReturn<ResourceForm> }) {
  return (
    <>
      <TextField form={form} name="more.description" label="Description" optional maxLength={2048} />
      <TextField
        form={form}
        name="more.value"
        label="Value"
        hint="Text, often JSON. It can be given later."
        optional
        rows={3}
        mono
      />
    </>
  );
}

export const secretView: ResourceKindView = {
  columns: [
    { id: 'description', header: 'Description', value: (row) => factOf(row, 'description') },
    { id: 'state', header: 'State', value: (row) => factOf(row, 'state') },
  ],
  filters: [
    { key: 'description', label: 'Description' },
    { key: 'state', label: 'State', values: ['Active', 'Scheduled for deletion'] },
  ],
  facts: factsOf(secretReading, (secret) => [
    { label: 'Created', value: <Time value={secret.CreatedDate} format="absolute" /> },
    { label: 'Last changed', value: <Time value={secret.LastChangedDate} format="absolute" /> },
    { label: 'Description', value: secret.Description },
    ...(secret.DeletedDate ? [{ label: 'Will be deleted', value: <Time value={secret.DeletedDate} format="absolute" /> }] : []),
  ]),
  tabs: [{ id: 'value', label: 'Value', Content: SecretValue }],
  name: {
    label: 'Secret name',
    hint: 'Up to 512 letters, digits and / _ + = . @ -. Six characters are put behind it in the ARN.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return /^[A-Za-z0-9/_+=.@!-]{1,512}$/.test(text) ? undefined : 'Up to 512 letters, digits and / _ + = . @ ! -.';
    },
  },
  fields: { Fields: SecretFields, fresh: { description: '', value: '' } },
};
