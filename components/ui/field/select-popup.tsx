'use client';

import { Select as Base } from '@base-ui/react/select';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { type Loan, lend } from '../lent-trigger';
import { usePortalContainer } from '../portal-container';
import { optionClass, popupClass } from './control-class';

export type SelectOption<V extends string = string> = { value: V; label: string; description?: ReactNode; disabled?: boolean };

type SelectPopupProps = {
  loan: Loan;
  options: readonly SelectOption[];
  value: string | null;
  onValueChange: (value: string) => void;
  name?: string;
  id?: string;
  disabled?: boolean;
};

/** The popup of a `Select`, and its form value. */
export function SelectPopup({ loan, options, value, onValueChange, name, id, disabled }: SelectPopupProps) {
  return (
    <Base.Root
      name={name}
      id={id}
      disabled={disabled}
      items={options as SelectOption[]}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger render={lend(loan)} />
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
