'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { type Loan, lend } from './lent-trigger';

export type ApproachedTooltip = {
  loan: Loan;
  content: ReactNode;
  side: 'top' | 'bottom' | 'left' | 'right';
  container: HTMLElement | undefined;
};

/** Base UI's mark of what a portal holds. */
const PORTAL = '[data-base-ui-portal]';

/** The tooltips of approached elements. */
export function TooltipPopups({ approached }: { approached: ReadonlyMap<string, ApproachedTooltip> }) {
  return (
    <Base.Provider>
      {[...approached].map(([id, tooltip]) => (
        <TooltipPopup key={id} {...tooltip} />
      ))}
    </Base.Provider>
  );
}

function TooltipPopup({ loan, content, side, container }: ApproachedTooltip) {
  return (
    <Base.Root>
      <Base.Trigger render={lend(loan)} delay={300} />
      {/* In a dialog, the tooltip is part of the dialog. */}
      <Base.Portal container={container ?? loan.element?.closest<HTMLElement>(PORTAL) ?? undefined}>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-72 rounded-md bg-ink px-2 py-1 text-bg text-xs shadow-popup transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
