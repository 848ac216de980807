'use client';

import { missingProblem } from '@/components/console/form/text-field';
import { formDialog } from '@/components/console/kit/form-dialog';
import { createArchiveRule } from '../../actions';

const KEYS = [
  { value: 'resource', label: 'Resource (ARN)' },
  { value: 'resourceType', label: 'Resource type' },
  { value: 'resourceOwnerAccount', label: 'Account of the resource' },
  { value: 'principal.AWS', label: 'Principal' },
  { value: 'principal.Federated', label: 'Identity provider' },
  { value: 'findingType', label: 'Finding type' },
  { value: 'isPublic', label: 'Public' },
] as const;
const OPERATORS = [
  { value: 'eq', label: 'is' },
  { value: 'neq', label: 'is not' },
  { value: 'contains', label: 'contains' },
] as const;

/** Creates a rule for the findings of an analyzer to archive automatically. */
export const CreateArchiveRule = formDialog({
  title: 'Create archive rule',
  submitLabel: 'Create archive rule',
  action: createArchiveRule,
  start: (_: { name: string; arn: string }) => ({ name: '', key: 'resource', operator: 'eq', values: '' }),
  members: { ruleName: 'name', filter: 'values' },
  toInput: ({ name, key, operator, values }, analyzer) => ({
    analyzerName: analyzer.name,
    ruleName: name.trim(),
    filter: { [key]: { [operator]: values.split(/[\s,]+/).filter((value) => value !== '') } },
  }),
  done: ({ ruleName }) => ({ text: `The rule ${ruleName} was created.` }),
  fields: [
    {
      as: 'text',
      name: 'name',
      label: 'Name',
      hint: 'Letters, digits, underscores, periods and hyphens. Must start with a letter.',
      problem: missingProblem,
    },
    { as: 'select', name: 'key', label: 'Criterion', options: KEYS },
    { as: 'select', name: 'operator', label: 'Comparison', options: OPERATORS },
    {
      as: 'text',
      name: 'values',
      label: 'Values',
      description: 'Separate values with spaces. Any of them matches.',
      problem: (text) => (/[^\s,]/.test(text) ? undefined : 'Required.'),
    },
  ],
});
