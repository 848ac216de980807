'use client';

import dynamic from 'next/dynamic';
import { Time } from '@/components/console/page/time';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { functionReading } from './functions';
import { factOf, factsOf, type ResourceKindView } from './view';

const FunctionFields = dynamic(() => import('./function-fields').then((module) => module.FunctionFields));
const FunctionInvoke = dynamic(() => import('./function-invoke').then((module) => module.FunctionInvoke));

const roleName = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

export const functionView: ResourceKindView = {
  columns: [
    {
      id: 'role',
      header: 'Role',
      value: (row) => factOf(row, 'role'),
      cell: (row) => <TextLink href={paths.role(roleName(factOf(row, 'role')))}>{roleName(factOf(row, 'role'))}</TextLink>,
    },
    { id: 'runtime', header: 'Runtime', value: (row) => factOf(row, 'runtime') },
  ],
  filters: [
    { key: 'role', label: 'Role' },
    { key: 'runtime', label: 'Runtime' },
  ],
  facts: factsOf(functionReading, (configuration) => [
    {
      label: 'Role',
      value: configuration.Role && (
        <TextLink href={paths.role(roleName(configuration.Role))}>{roleName(configuration.Role)}</TextLink>
      ),
    },
    { label: 'Runtime', value: configuration.Runtime },
    { label: 'Last changed', value: <Time value={configuration.LastModified} format="absolute" /> },
    { label: 'Description', value: configuration.Description },
  ]),
  tabs: [{ id: 'invoke', label: 'Invoke', Content: FunctionInvoke }],
  name: {
    label: 'Function name',
    hint: 'Up to 64 letters, digits, hyphens and underscores. Unique in the account and Region.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return /^[A-Za-z0-9_-]{1,64}$/.test(text) ? undefined : 'Up to 64 letters, digits, hyphens and underscores.';
    },
  },
  fields: { Fields: FunctionFields, fresh: { role: '', description: '' } },
};
