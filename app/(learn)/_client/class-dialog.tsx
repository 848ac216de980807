'use client';

import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { ConsoleFailure } from '@/lib/console/result';

type ClassDialogProps = {
  title: string;
  description?: string;
  size?: 'sm' | 'md' | 'lg';
  submitLabel: string;
  /** True if it takes something away. */
  danger?: boolean;
  running: boolean;
  /** The failure that belongs to no field. */
  error?: ConsoleFailure | undefined;
  /** The reason why it can't be done now. */
  disabledReason?: string | undefined;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A dialog that makes one call. Mount it only while it is open. */
export function ClassDialog(props: ClassDialogProps) {
  const { title, description, size, submitLabel, danger, running, error, disabledReason, onSubmit, onClose, children } = props;
  return (
    <Dialog
      open
      size={size}
      dismissible={!running}
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={danger ? 'danger-primary' : 'primary'}
            loading={running}
            disabledReason={disabledReason}
            onClick={onSubmit}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      {error ? (
        <Alert kind="error" live>
          {error.message}
        </Alert>
      ) : null}
      {children}
    </Dialog>
  );
}
