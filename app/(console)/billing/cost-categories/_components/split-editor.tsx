'use client';

import { Trash2 } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { Multiselect } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import type { DraftSplit } from './draft';
import { METHOD_OPTIONS, valueWords } from './rule-words';

type SplitEditorProps = {
  split: DraftSplit;
  values: readonly string[];
  onChange: (split: DraftSplit) => void;
  onRemove: () => void;
};

/** Edits a split charge: source, targets and method. */
export function SplitEditor({ split, values, onChange, onRemove }: SplitEditorProps) {
  const options = [...new Set([...values, split.source, ...split.targets])].map((value) => ({ value, label: valueWords(value) }));
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="sr-only">Split charge of {valueWords(split.source)}</legend>
      <div className="grid items-start gap-3 sm:grid-cols-[12rem_1fr_16rem_auto]">
        <Field label="Source">
          <Select
            value={split.source}
            options={options}
            onValueChange={(source) =>
              onChange({ ...split, source, targets: split.targets.filter((target) => target !== source) })
            }
          />
        </Field>
        <Field label="Targets">
          <Multiselect
            value={split.targets}
            options={options.filter(({ value }) => value !== split.source)}
            onValueChange={(targets) => onChange({ ...split, targets })}
          />
        </Field>
        <Field label="How">
          <Select value={split.method} options={METHOD_OPTIONS} onValueChange={(method) => onChange({ ...split, method })} />
        </Field>
        <IconButton label={`Remove the split charge of ${valueWords(split.source)}`} onClick={onRemove}>
          <Trash2 aria-hidden size={16} />
        </IconButton>
      </div>
      {split.method === 'FIXED' && split.targets.length > 0 ? (
        <div className="mt-3 flex flex-wrap gap-3">
          {split.targets.map((target, at) => (
            <Field key={target} label={`${valueWords(target)}, in percent`} className="w-44">
              <Input
                inputMode="decimal"
                value={split.shares[at] ?? ''}
                onValueChange={(text) =>
                  onChange({
                    ...split,
                    shares: split.targets.map((_, each) => (each === at ? text : (split.shares[each] ?? ''))),
                  })
                }
              />
            </Field>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}
