'use client';

import type { ReactNode } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { Time } from '@/components/console/page/time';
import { deleteBenefit } from '../../actions';

type DeleteAdvanceDialogProps = {
  id: string;
  name: string;
  start: string;
  /** The changes, in numbers. */
  children?: ReactNode;
  goTo?: string;
  onClose: () => void;
};

/** Deletes a purchase or credit, as if it had never existed. */
export function DeleteAdvanceDialog({ id, name, start, children, goTo, onClose }: DeleteAdvanceDialogProps) {
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      action={deleteBenefit}
      input={{ Id: id }}
      success={`${name} was deleted.`}
      goTo={goTo}
      onClose={onClose}
    >
      <p>
        The purchase is removed as if it had never been made. The bills of all months since{' '}
        <Time value={start} format="absolute" /> are recalculated without it. You can only delete it while none of these bills is
        issued. In AWS, purchases cannot be deleted.
      </p>
      {children}
    </ConfirmDialog>
  );
}
