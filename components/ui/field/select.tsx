'use client';

import { ChevronDown } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { classNames } from '../class-names';
import { LentTrigger, Loan, pressProps } from '../lent-trigger';
import { useOnDemand } from '../use-on-demand';
import { controlClass } from './control-class';
import { useFieldLabel } from './field';
import type { SelectOption } from './select-popup';

export type { SelectOption } from './select-popup';

export type SelectProps<V extends string> = {
  options: readonly SelectOption<V>[];
  value: V | null;
  onValueChange: (value: V) => void;
  placeholder?: string;
  /** Used if no Field provides the label. */
  'aria-label'?: string;
  name?: string;
  id?: string;
  disabled?: boolean;
  className?: string;
};

const loadPopup = () => import('./select-popup').then((module) => module.SelectPopup);

/** Selects one of a few options. For many, use Combobox, which filters. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { options, value, onValueChange, placeholder = 'Choose', className, 'aria-label': ariaLabel, ...root } = props;
  const ownId = useId();
  const id = root.id ?? ownId;
  const [loan] = useState(() => new Loan());
  const [Popup, want] = useOnDemand(loadPopup, loan.forget);
  const label = useFieldLabel(Popup ? undefined : id);
  // It belongs to a field and a form, so it does not wait until somebody comes near.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(want, []);
  const chosen = options.find((option) => option.value === value);
  return (
    <>
      <LentTrigger
        loan={loan}
        first={{
          ...pressProps(loan, 'listbox', want),
          role: 'combobox',
          id,
          disabled: root.disabled,
          'aria-labelledby': label,
        }}
        trigger={
          <button
            type="button"
            aria-label={ariaLabel}
            className={classNames(controlClass, 'inline-flex items-center justify-between gap-2 pr-2 text-left', className)}
          >
            <span className={classNames('truncate', !chosen && 'text-ink-3')}>{chosen?.label ?? placeholder}</span>
            <span aria-hidden className="shrink-0 text-ink-3">
              <ChevronDown aria-hidden size={14} />
            </span>
          </button>
        }
      />
      {Popup ? (
        <Popup {...root} id={id} loan={loan} options={options} value={value} onValueChange={(next) => onValueChange(next as V)} />
      ) : null}
    </>
  );
}
