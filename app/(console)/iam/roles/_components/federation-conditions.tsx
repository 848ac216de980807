'use client';

import type { FederationCondition } from '@/app/(console)/iam/_components/trust/trust-template';
import { EditableList } from '@/components/console/form/editable-list';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select, type SelectOption } from '@/components/ui/field/select';
import { conditionProblem } from './trust-choice';

type FederationConditionsProps = {
  conditions: readonly FederationCondition[];
  onChange: (conditions: FederationCondition[]) => void;
  /** The condition keys, most likely first. */
  keys: readonly SelectOption[];
  /** Returns an example value for a key. */
  placeholder: (key: string) => string | undefined;
  tried: boolean;
};

const OPERATORS = [
  { value: 'StringEquals', label: 'is exactly' },
  { value: 'StringLike', label: 'is like (* and ?)' },
] as const;

/** Renders the conditions on tokens or assertions as rows. */
export function FederationConditions({ conditions, onChange, keys, placeholder, tried }: FederationConditionsProps) {
  return (
    <EditableList
      rows={conditions}
      onRowsChange={onChange}
      noun="condition"
      fresh={{ operator: 'StringEquals', key: keys[0]?.value ?? '', value: '' }}
      addLabel="Add condition"
      columns="md:grid-cols-[minmax(0,1fr)_11rem_minmax(0,2fr)_auto]"
      labelled
    >
      {(condition, { change }) => (
        <>
          <Field label="Key" className="max-w-none">
            <Select value={condition.key} onValueChange={(key) => change({ key })} options={keys} className="font-mono text-sm" />
          </Field>
          <Field label="Condition" className="max-w-none">
            <Select value={condition.operator} onValueChange={(operator) => change({ operator })} options={OPERATORS} />
          </Field>
          <Field
            label="Value"
            className="max-w-none"
            error={tried ? conditionProblem(condition) : null}
            hint={literalHint(condition)}
          >
            <Input
              mono
              autoComplete="off"
              spellCheck={false}
              value={condition.value}
              placeholder={placeholder(condition.key)}
              onChange={(event) => change({ value: event.currentTarget.value })}
            />
          </Field>
        </>
      )}
    </EditableList>
  );
}

function literalHint({ operator, value }: FederationCondition): string | null {
  return operator === 'StringEquals' && /[*?]/.test(value)
    ? 'Here * and ? are literal characters. For a pattern, choose “is like”.'
    : null;
}
