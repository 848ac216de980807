'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { ChevronRight, X } from 'lucide-react';
import { IconButton } from '../../ui/button';
import { BrandMark } from './brand-mark';
import { useCurrentArea } from './current-area';
import type { NavArea } from './navigation';
import { NavSections } from './side-navigation';

type NavigationDrawerProps = { areas: readonly NavArea[]; open: boolean; onOpenChange: (open: boolean) => void };

/** Renders the pages of all areas for narrow screens. The current area is open. */
export function NavigationDrawer({ areas, open, onOpenChange }: NavigationDrawerProps) {
  const current = useCurrentArea();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] flex-col border-line border-r bg-surface outline-none transition-transform data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex h-12 shrink-0 items-center justify-between border-line border-b pr-2 pl-4">
            <Base.Title className="flex items-center gap-2 font-semibold tracking-tight">
              <BrandMark />
              Gatehouse
            </Base.Title>
            <IconButton label="Close navigation" tooltip={false} onClick={() => onOpenChange(false)}>
              <X aria-hidden size={16} />
            </IconButton>
          </div>
          <nav aria-label="Areas" className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
            {areas.map((area) => (
              <details key={area.id} name="areas" open={area.id === current?.id} className="group">
                <summary className="flex h-11 list-none items-center justify-between px-4 font-medium -outline-offset-2 hover:bg-hover group-open:font-semibold [&::-webkit-details-marker]:hidden">
                  {area.label}
                  <ChevronRight aria-hidden size={16} className="text-ink-3 transition-transform group-open:rotate-90" />
                </summary>
                <div className="px-2 pb-3">
                  <NavSections sections={area.sections} onNavigate={() => onOpenChange(false)} />
                </div>
              </details>
            ))}
          </nav>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
