'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role'> & {
  label: ReactNode;
  description?: ReactNode;
  onCheckedChange?: (checked: boolean) => void;
};

/** On or off at once. For a choice that waits for a Save button use a Checkbox. */
export function Switch({ label, description, onChange, onCheckedChange, className, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className={className}>
      <label className="inline-flex items-start gap-2">
        <span className="flex h-5 items-center">
          <input
            {...rest}
            type="checkbox"
            // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state itself
            role="switch"
            className="toggle"
            aria-describedby={description ? id : undefined}
            onChange={(event) => {
              onChange?.(event);
              onCheckedChange?.(event.currentTarget.checked);
            }}
          />
        </span>
        <span>{label}</span>
      </label>
      {description ? (
        <p id={id} className="pl-9.5 text-ink-3 text-sm">
          {description}
        </p>
      ) : null}
    </div>
  );
}
