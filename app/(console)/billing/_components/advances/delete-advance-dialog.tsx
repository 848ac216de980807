'use client';

import type { ReactNode } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { Time } from '@/components/console/page/time';
import { deleteBenefit } from '../../actions';

type DeleteAdvanceDialogProps = {
  id: string;
  name: string;
  start: string;
  /** What changes with it, in numbers. */
  children?: ReactNode;
  goTo?: string;
  onClose: () => void;
};

/** Takes away what was bought or given, as if it had never been. */
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
        It is taken away as if it had never been: the bills of all months since <Time value={start} format="absolute" /> are
        worked out without it. That takes that none of them is issued. On AWS nothing that was bought can be given back.
      </p>
      {children}
    </ConfirmDialog>
  );
}
