'use client';

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react';
import { classNames } from '../class-names';

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'size'> & {
  /** The visible label. Without it, set `aria-label`. */
  label?: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  indeterminate?: boolean;
  onChange?: ComponentProps<'input'>['onChange'];
  onCheckedChange?: (checked: boolean) => void;
};

export function Checkbox({
  label,
  description,
  error,
  indeterminate = false,
  onChange,
  onCheckedChange,
  className,
  ref,
  ...rest
}: CheckboxProps) {
  const id = useId();
  const boxId = rest.id ?? `${id}-box`;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate;
  }, [indeterminate]);

  const box = (
    <input
      aria-describedby={description || error ? `${id}-more` : undefined}
      aria-invalid={error ? true : undefined}
      {...rest}
      id={boxId}
      ref={(node) => {
        input.current = node;
        if (typeof ref === 'function') ref(node);
        else if (ref) ref.current = node;
      }}
      type="checkbox"
      className={classNames('tick', !label && className)}
      onChange={(event) => {
        onChange?.(event);
        onCheckedChange?.(event.currentTarget.checked);
      }}
    />
  );
  if (!label) return box;
  return (
    <div className={className}>
      <label htmlFor={boxId} className="inline-flex items-start gap-2">
        <span className="flex h-5 items-center">{box}</span>
        <span>{label}</span>
      </label>
      {description || error ? (
        <div id={`${id}-more`} className="pl-6 text-sm">
          {description ? <p className="text-ink-3">{description}</p> : null}
          {error ? <p className="text-deny">{error}</p> : null}
        </div>
      ) : null}
    </div>
  );
}
