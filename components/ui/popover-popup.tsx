'use client';

import { Popover as Base } from '@base-ui/react/popover';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names';
import { popupClass } from './field/control-class';
import { type Loan, lend } from './lent-trigger';
import { PortalReset } from './portal-container';

export type PopoverPopupProps = {
  loan: Loan;
  title?: ReactNode;
  /** Used if no title is shown. */
  'aria-label'?: string;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  className?: string;
  /** A function gets `close`. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** The popup of a `Popover`. */
export function PopoverPopup({ loan, title, align = 'start', side = 'bottom', className, children, ...rest }: PopoverPopupProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={lend(loan)} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            aria-label={rest['aria-label']}
            className={classNames(
              popupClass,
              'max-h-(--available-height) max-w-(--available-width) overflow-y-auto p-4',
              className,
            )}
          >
            {title ? <Base.Title className="mb-2 font-semibold text-base">{title}</Base.Title> : null}
            <PortalReset>{typeof children === 'function' ? children(() => setOpen(false)) : children}</PortalReset>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
