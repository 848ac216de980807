'use client';

import { type ReactNode, useId } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';

type FormDialogProps = {
  title: string;
  description?: string;
  submitLabel: string;
  onSubmit: () => void;
  onClose: () => void;
  pending: boolean;
  /** What went wrong as a whole. */
  error?: ConsoleError | null;
  size?: 'md' | 'lg';
  children: ReactNode;
};

/** A dialog with a form in it, mounted while it is open. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, submitLabel, onSubmit, onClose, pending, error, size, children } = props;
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
          <Button type="submit" form={id} variant="primary" loading={pending}>
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
          if (!pending) onSubmit();
        }}
      >
        {children}
        {error ? <ErrorBox error={error} live /> : null}
      </form>
    </Dialog>
  );
}
