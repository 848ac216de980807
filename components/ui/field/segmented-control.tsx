'use client';

import { type ReactNode, useId } from 'react';
import { classNames } from '../class-names';

type Segment<V extends string> = { value: V; label: string; icon?: ReactNode; disabled?: boolean };

type SegmentedControlProps<V extends string> = {
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  segments: readonly Segment<V>[];
  /** Only the icons; labels stay for screen readers and as titles. */
  iconOnly?: boolean;
  className?: string;
};

/** Selects one of two to four visible views. A radio group in a row. */
export function SegmentedControl<V extends string>({
  label,
  value,
  onValueChange,
  segments,
  iconOnly,
  className,
}: SegmentedControlProps<V>) {
  const name = useId();
  return (
    <fieldset className={classNames('inline-flex h-8 min-w-0 rounded-md border border-line-strong bg-sunken p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          title={iconOnly ? segment.label : undefined}
          className={classNames(
            'relative flex items-center gap-1.5 rounded-sm px-2.5 font-medium text-ink-2 text-sm transition-colors',
            'has-checked:bg-surface has-checked:text-ink has-checked:ring-1 has-checked:ring-line-strong',
            'has-focus-visible:outline-2 has-focus-visible:outline-focus has-disabled:text-ink-3',
            segment.disabled ? 'cursor-not-allowed' : 'hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.disabled}
            onChange={() => onValueChange(segment.value)}
            className="pointer-events-none absolute inset-0 appearance-none outline-none"
          />
          {segment.icon}
          <span className={iconOnly ? 'sr-only' : undefined}>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
