'use client';

import dynamic from 'next/dynamic';
import { columnsOf } from '@/components/console/kit/columns';
import { Time } from '@/components/console/page/time';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { FUNCTION } from '@/lib/resources/lambda/arns';
import { fact, kindOf, type Overview, requiredName } from '../kind';
import { functionReads } from './queries';

const RoleField = dynamic(() => import('./role-field').then((module) => module.RoleField));
const FunctionInvoke = dynamic(() => import('./function-invoke').then((module) => module.FunctionInvoke));

const column = columnsOf<Overview>();
const roleName = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
const roleLink = (arn: string) => <TextLink href={paths.role(roleName(arn))}>{roleName(arn)}</TextLink>;

export const lambdaFunction = kindOf(FUNCTION, {
  ...functionReads,
  description: 'Functions run with a role. Gatehouse runs no code: an invocation returns what the session of that role can do.',
  empty: 'Create a function with a role, and see who can invoke it and what it can do.',
  gone: ['ResourceNotFoundException'],
  columns: [
    column.text('role', 'Role', fact('role'), { filter: true, shown: roleLink }),
    column.text('runtime', 'Runtime', fact('runtime'), { filter: true }),
  ],
  facts: (configuration) => [
    { label: 'Role', value: configuration.Role && roleLink(configuration.Role) },
    { label: 'Runtime', value: configuration.Runtime },
    { label: 'Last changed', value: <Time value={configuration.LastModified} format="absolute" /> },
    { label: 'Description', value: configuration.Description },
  ],
  tabs: [{ id: 'invoke', label: 'Invoke', Content: FunctionInvoke }],
  policy: {
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a resource policy, only principals of this account can invoke it, through their own policies.',
  },
  name: requiredName(
    'Function name',
    /^[A-Za-z0-9_-]{1,64}$/,
    'Up to 64 letters, digits, hyphens and underscores.',
    'Unique in the account and Region.',
  ),
  fields: [
    { as: 'own', Field: RoleField },
    { as: 'text', name: 'more.description', label: 'Description', optional: true, maxLength: 256 },
  ],
  fresh: { role: '', description: '' },
  remove: { text: 'Its role is not deleted. Policies that name the function don’t change.' },
  asks: [
    { action: 'lambda:InvokeFunction' },
    { action: 'lambda:GetFunction' },
    { action: 'lambda:UpdateFunctionConfiguration' },
    { action: 'lambda:AddPermission' },
    { action: 'lambda:DeleteFunction' },
  ],
});
