import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

/** A row of buttons at the end of a form. It stays in sight while the form is longer than the window, above a folded lab. */
export function BottomBar({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      data-bottom-bar
      className={classNames('sticky bottom-(--covered) z-10 flex flex-wrap items-center justify-end gap-2', className)}
    >
      {children}
    </div>
  );
}
