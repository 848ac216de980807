'use client';

import { type ReactElement, useState } from 'react';
import { LentTrigger, Loan, pressProps } from './lent-trigger';
import type { PopoverPopupProps } from './popover-popup';
import { useOnDemand } from './use-on-demand';

type PopoverProps = Omit<PopoverPopupProps, 'loan'> & {
  /** One button element. */
  trigger: ReactElement;
};

/** Loads the popup. Pages call it after they have loaded. */
export const loadPopoverPopup = () => import('./popover-popup').then((module) => module.PopoverPopup);

export function Popover({ trigger, ...popup }: PopoverProps) {
  const [loan] = useState(() => new Loan());
  const [Popup, want] = useOnDemand(loadPopoverPopup, loan.forget);
  return (
    <>
      <LentTrigger loan={loan} first={pressProps(loan, 'dialog', want)} trigger={trigger} />
      {Popup ? <Popup loan={loan} {...popup} /> : null}
    </>
  );
}
