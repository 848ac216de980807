'use client';

import { useRef } from 'react';
import type { FederationCondition } from '@/app/(console)/iam/_components/trust/trust-template';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select, type SelectOption } from '@/components/ui/select';
import { conditionProblem } from './trust-choice';

type FederationConditionsProps = {
  conditions: readonly FederationCondition[];
  onChange: (conditions: FederationCondition[]) => void;
  /** What a condition can be about, the likeliest first. */
  keys: readonly SelectOption[];
  /** An example of a value of a key. */
  placeholder: (key: string) => string | undefined;
  tried: boolean;
};

const OPERATORS = [
  { value: 'StringEquals', label: 'is exactly' },
  { value: 'StringLike', label: 'is like (* and ?)' },
] as const;

/** What tokens or assertions must say, row by row. */
export function FederationConditions({ conditions, onChange, keys, placeholder, tried }: FederationConditionsProps) {
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const change = (index: number, part: Partial<FederationCondition>) =>
    onChange(conditions.map((condition, at) => (at === index ? { ...condition, ...part } : condition)));
  const add = () => {
    onChange([...conditions, { operator: 'StringEquals', key: keys[0]?.value ?? '', value: '' }]);
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('input') ?? [])].at(-1)?.focus());
  };
  const remove = (index: number) => {
    onChange(conditions.filter((_, at) => at !== index));
    addButton.current?.focus();
  };
  return (
    <div className="space-y-3">
      <ul ref={list} className="space-y-3 empty:hidden">
        {conditions.map((condition, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list; values may be empty or equal while typed
            key={index}
            aria-label={`Condition ${index + 1}`}
            className="grid items-start gap-2 md:grid-cols-[minmax(0,1fr)_11rem_minmax(0,2fr)_auto]"
          >
            <Field label="Key" className="max-w-none">
              <Select
                value={condition.key}
                onValueChange={(key) => change(index, { key })}
                options={keys}
                className="font-mono text-sm"
              />
            </Field>
            <Field label="Condition" className="max-w-none">
              <Select value={condition.operator} onValueChange={(operator) => change(index, { operator })} options={OPERATORS} />
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
                onChange={(event) => change(index, { value: event.currentTarget.value })}
              />
            </Field>
            <Button className="md:mt-6" aria-label={`Remove condition ${index + 1}`} onClick={() => remove(index)}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <Button ref={addButton} onClick={add}>
        Add condition
      </Button>
    </div>
  );
}

function literalHint({ operator, value }: FederationCondition): string | null {
  return operator === 'StringEquals' && /[*?]/.test(value)
    ? 'Here * and ? stand for themselves. For a pattern choose “is like”.'
    : null;
}
