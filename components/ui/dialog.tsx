'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { IconButton } from './button';
import { classNames } from './class-names';
import { popupClass } from './field/control-class';
import { PortalReset } from './portal-container';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  initialFocus?: RefObject<HTMLElement | null>;
  /** False while a request is running: Escape, backdrop and the close button do nothing. */
  dismissible?: boolean;
  /** Hides the page behind it completely, for example for a projector. */
  covers?: boolean;
  children?: ReactNode;
};

const SIZES = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl', xl: 'max-w-5xl' };

const FIELD = 'input:not([type=hidden], [type=radio], [type=checkbox], :disabled), textarea:not(:disabled), [role=combobox]';

/** A modal dialog. Its body scrolls, while header and buttons stay. The first field gets the focus, if there is one. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'md',
  initialFocus,
  dismissible = true,
  covers = false,
  children,
}: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => (next || dismissible) && onOpenChange(next)}>
      <PortalReset>
        <Base.Portal>
          <Base.Backdrop
            className={classNames(
              'fixed inset-0 z-40 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0',
              covers ? 'bg-bg' : 'bg-scrim',
            )}
          />
          <Base.Popup
            initialFocus={initialFocus ?? (() => body.current?.querySelector<HTMLElement>(FIELD) ?? true)}
            className={classNames(
              popupClass,
              'fixed inset-x-0 top-[max(1rem,10vh)] z-40 mx-auto flex max-h-[calc(100dvh-max(2rem,12vh))] w-[calc(100%-2rem)] flex-col rounded-lg',
              SIZES[size],
            )}
          >
            <header className="flex items-start gap-3 border-line border-b py-3 pr-3 pl-5">
              <div className="min-w-0 flex-1 py-0.5">
                <Base.Title className="font-semibold text-lg">{title}</Base.Title>
                {description ? <Base.Description className="text-ink-2 text-sm">{description}</Base.Description> : null}
              </div>
              <IconButton label="Close" tooltip={false} onClick={() => dismissible && onOpenChange(false)}>
                <X aria-hidden size={16} />
              </IconButton>
            </header>
            {children ? (
              <div ref={body} className="min-h-0 flex-1 space-y-4 overflow-y-auto px-5 py-4">
                {children}
              </div>
            ) : null}
            {footer ? (
              <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</footer>
            ) : null}
          </Base.Popup>
        </Base.Portal>
      </PortalReset>
    </Base.Root>
  );
}
