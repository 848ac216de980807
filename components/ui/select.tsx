'use client';

import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { controlClass, optionClass, popupClass } from './control-class';
import { usePortalContainer } from './portal-container';

export type SelectOption<V extends string = string> = { value: V; label: string; description?: ReactNode; disabled?: boolean };

export type SelectProps<V extends string> = {
  options: readonly SelectOption<V>[];
  value: V | null;
  onValueChange: (value: V) => void;
  placeholder?: string;
  /** Where no Field gives the label. */
  'aria-label'?: string;
  name?: string;
  id?: string;
  disabled?: boolean;
  className?: string;
};

/** One of a few. For many options use Combobox, which filters. */
export function Select<V extends string>({
  options,
  value,
  onValueChange,
  placeholder = 'Choose',
  className,
  ...rest
}: SelectProps<V>) {
  const { 'aria-label': ariaLabel, ...root } = rest;
  return (
    <Base.Root<V>
      {...root}
      items={options as SelectOption<V>[]}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger
        aria-label={ariaLabel}
        className={classNames(controlClass, 'inline-flex items-center justify-between gap-2 pr-2 text-left', className)}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-3" />
        <Base.Icon className="shrink-0 text-ink-3">
          <ChevronDown aria-hidden size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal container={usePortalContainer()}>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} className="z-50 outline-none">
          <Base.Popup
            className={classNames(
              popupClass,
              'max-h-(--available-height) min-w-(--anchor-width) max-w-(--available-width) overflow-y-auto p-1',
            )}
          >
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} disabled={option.disabled} className={optionClass}>
                <span className="flex h-5 items-center">
                  <Base.ItemIndicator>
                    <Check aria-hidden size={14} className="text-accent" />
                  </Base.ItemIndicator>
                </span>
                <span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.description ? <span className="block text-ink-3 text-sm">{option.description}</span> : null}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
