'use client';

import { Field as Base } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, use, useId, useLayoutEffect, useMemo, useState } from 'react';
import { classNames } from '../class-names';

export type FieldProps = {
  label: ReactNode;
  /** Beside the label: usually an Info link. */
  info?: ReactNode;
  /** Under the label: what to write and why. */
  description?: ReactNode;
  /** Under the control: the rule it must meet. */
  hint?: ReactNode;
  /** The error. Marks the control invalid and is announced. */
  error?: ReactNode;
  optional?: boolean;
  disabled?: boolean;
  /** For a group of controls (radios, checkboxes), the label is a caption and not a `<label>`. */
  group?: boolean;
  className?: string;
  children: ReactNode;
};

/** The label of a field, and how it is connected to a control. */
type FieldLabel = { id: string; leadTo: (control: string | undefined) => void };

const LabelContext = createContext<FieldLabel | undefined>(undefined);

/**
 * Returns the ID of the surrounding label, for a control that Base UI does not know yet.
 * @param control its ID, to which the label points; undefined once Base UI knows it
 */
export function useFieldLabel(control: string | undefined): string | undefined {
  const label = use(LabelContext);
  const leadTo = label?.leadTo;
  useLayoutEffect(() => {
    leadTo?.(control);
    return () => leadTo?.(undefined);
  }, [leadTo, control]);
  return label?.id;
}

/** A labelled control. Label, description, hint and error refer to the control by ID. */
export function Field({ label, info, description, hint, error, optional, disabled, group, className, children }: FieldProps) {
  const labelId = useId();
  const [control, leadTo] = useState<string>();
  const fieldLabel = useMemo(() => ({ id: labelId, leadTo }), [labelId]);
  return (
    <Base.Root
      invalid={error ? true : undefined}
      disabled={disabled}
      className={classNames('flex max-w-xl flex-col items-stretch', className)}
    >
      <div className="flex items-baseline gap-2">
        <Base.Label
          id={labelId}
          nativeLabel={!group}
          {...(control === undefined ? {} : { htmlFor: control })}
          render={group ? <div /> : undefined}
          className="font-medium text-base text-ink"
        >
          {label}
          {optional ? <span className="font-normal text-ink-3 italic"> - optional</span> : null}
        </Base.Label>
        {info}
      </div>
      {description ? <Base.Description className="text-ink-2 text-sm">{description}</Base.Description> : null}
      <div className="mt-1">
        <LabelContext value={fieldLabel}>{children}</LabelContext>
      </div>
      {error ? (
        <Base.Error match className="mt-1 flex items-start gap-1.5 text-deny text-sm">
          <CircleAlert aria-hidden size={14} className="mt-0.75 shrink-0" />
          <span>{error}</span>
        </Base.Error>
      ) : null}
      {hint ? <Base.Description className="mt-1 text-ink-3 text-sm">{hint}</Base.Description> : null}
    </Base.Root>
  );
}
