'use client';

import { type ReactNode, useId } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';
import { UnsavedChanges } from './unsaved-changes';

type FormDialogProps = {
  title: string;
  description?: string;
  submitLabel: string;
  onSubmit: () => void;
  onClose: () => void;
  pending?: boolean;
  /** True if there are unsaved changes. */
  dirty?: boolean;
  /** The reason why the form can't be submitted. */
  disabledReason?: string;
  /** The error that belongs to no single field. */
  error?: ConsoleError | null;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  children: ReactNode;
};

/** Renders a dialog with a form. Mount it only while it is open. */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    description,
    submitLabel,
    onSubmit,
    onClose,
    pending,
    dirty = false,
    disabledReason,
    error,
    size,
    children,
  } = props;
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={!pending}
      size={size}
      title={title}
      description={description}
      footer={
        <>
          <Button disabled={pending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} variant="primary" loading={pending} disabledReason={disabledReason}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // In React, the event would also bubble to a form around the dialog.
          event.stopPropagation();
          if (!pending && !disabledReason) onSubmit();
        }}
      >
        {children}
        {error ? <ErrorBox error={error} live /> : null}
      </form>
      <UnsavedChanges dirty={dirty && !pending} />
    </Dialog>
  );
}
