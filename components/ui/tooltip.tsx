'use client';

import { Tooltip as Base } from '@base-ui/react/tooltip';
import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';
import { usePortalContainer } from './portal-container';

type TooltipProps = {
  content: ReactNode;
  /** One focusable element. */
  children: ReactElement<{ 'aria-describedby'?: string }>;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** True where the content adds to the element's name: it is then announced as its description. */
  describe?: boolean;
};

export const TooltipProvider = Base.Provider;

export function Tooltip({ content, children, side = 'top', describe = false }: TooltipProps) {
  const id = useId();
  const trigger = describe ? cloneElement(children, { 'aria-describedby': id }) : children;
  return (
    <Base.Root>
      <Base.Trigger render={trigger} delay={300} />
      {describe ? (
        <span id={id} hidden>
          {content}
        </span>
      ) : null}
      <Base.Portal container={usePortalContainer()}>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-72 rounded-md bg-ink px-2 py-1 text-bg text-xs shadow-popup transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
