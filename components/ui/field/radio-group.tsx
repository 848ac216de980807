'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from '../class-names';

export type RadioOption<V extends string = string> = {
  value: V;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
  /** Shown under the chosen option: the fields that belong to it. */
  children?: ReactNode;
};

type RadioGroupProps<V extends string> = {
  label: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  description?: ReactNode;
  error?: ReactNode;
  value: V | null;
  onValueChange: (value: V) => void;
  options: readonly RadioOption<V>[];
  /** Tiles: each option a box to click, side by side where there is room. */
  tiles?: boolean;
  columns?: 1 | 2 | 3 | 4;
  disabled?: boolean;
  name?: string;
  className?: string;
};

const COLUMNS = { 1: 'grid-cols-1', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 xl:grid-cols-3', 4: 'sm:grid-cols-2 xl:grid-cols-4' };

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const { label, hideLabel, description, error, options, tiles, columns = 1, disabled, className } = props;
  const id = useId();
  const described = [description && `${id}-d`, error && `${id}-e`].filter(Boolean).join(' ');
  return (
    <fieldset disabled={disabled} aria-describedby={described || undefined} className={classNames('min-w-0', className)}>
      <legend className={hideLabel ? 'sr-only' : 'font-medium'}>{label}</legend>
      {description ? (
        <p id={`${id}-d`} className="text-ink-2 text-sm">
          {description}
        </p>
      ) : null}
      <div className={classNames('grid', tiles ? 'gap-3' : 'gap-2', !hideLabel && 'mt-2', COLUMNS[columns])}>
        {options.map((option) => (
          <Radio key={option.value} option={option} group={id} {...props} />
        ))}
      </div>
      {error ? (
        <p id={`${id}-e`} role="alert" className="mt-1 flex items-start gap-1.5 text-deny text-sm">
          <CircleAlert aria-hidden size={14} className="mt-0.75 shrink-0" />
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

function Radio<V extends string>({ option, group, ...props }: RadioGroupProps<V> & { option: RadioOption<V>; group: string }) {
  const checked = props.value === option.value;
  const describedBy = option.description ? `${group}-${option.value}` : undefined;
  const tile = classNames(
    'rounded-md border border-line-control bg-surface p-3 hover:border-ink-3',
    checked && 'border-accent bg-accent-soft hover:border-accent',
    (option.disabled || props.disabled) && 'border-line bg-sunken hover:border-line',
  );
  return (
    <div className={props.tiles ? tile : undefined}>
      <label className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <input
            type="radio"
            className="tick"
            name={props.name ?? group}
            value={option.value}
            checked={checked}
            disabled={option.disabled}
            aria-describedby={describedBy}
            onChange={() => props.onValueChange(option.value)}
          />
        </span>
        <span className="min-w-0">
          <span className={classNames(props.tiles && 'font-medium')}>{option.label}</span>
          {option.description ? (
            <span id={describedBy} className="block text-ink-2 text-sm">
              {option.description}
            </span>
          ) : null}
        </span>
      </label>
      {checked && option.children ? <div className="mt-3 pl-6">{option.children}</div> : null}
    </div>
  );
}
