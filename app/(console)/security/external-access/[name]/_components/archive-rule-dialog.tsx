'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
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

/** Creates a rule for findings to archive automatically. */
export function ArchiveRuleDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const [ruleName, setRuleName] = useState('');
  const [key, setKey] = useState<(typeof KEYS)[number]['value']>('resource');
  const [operator, setOperator] = useState<(typeof OPERATORS)[number]['value']>('eq');
  const [text, setText] = useState('');
  const values = text.split(/[\s,]+/).filter((value) => value !== '');
  const operation = useOperation(createArchiveRule, {
    handlesError: () => true,
    success: () => ({ text: `The rule ${ruleName} was created.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Create archive rule"
      submitLabel="Create archive rule"
      pending={operation.running}
      error={operation.error}
      dirty={ruleName !== '' || text !== ''}
      disabledReason={ruleName === '' ? 'Enter a name' : values.length === 0 ? 'Enter a value' : undefined}
      onSubmit={() => void operation.run({ analyzerName: name, ruleName, filter: { [key]: { [operator]: values } } })}
      onClose={onClose}
    >
      <div className="space-y-4">
        <Field label="Name" hint="Letters, digits, underscores, periods and hyphens. Must start with a letter.">
          <Input value={ruleName} onChange={(event) => setRuleName(event.target.value.trim())} />
        </Field>
        <Field label="Criterion">
          <Select options={KEYS} value={key} onValueChange={setKey} />
        </Field>
        <Field label="Comparison">
          <Select options={OPERATORS} value={operator} onValueChange={setOperator} />
        </Field>
        <Field label="Values" description="Separate values with spaces. Any of them matches.">
          <Input value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </div>
    </FormDialog>
  );
}
