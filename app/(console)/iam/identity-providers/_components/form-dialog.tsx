'use client';

import { type ReactNode, useId } from 'react';
import type { ConsoleError } from '@/components/console/page/console-error';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

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
