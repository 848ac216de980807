import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';

type SplitLayoutProps = {
  children: ReactNode;
  /** Content beside the main part, or below it on narrow screens. */
  aside: ReactNode;
  /** True if the aside is above the main part on narrow screens, as when the viewer has just asked for it. */
  asideFirst?: boolean;
  /** True if the aside is narrow, because the main part needs the space. */
  slim?: boolean;
};

/** The classes of an aside that stays visible beside a long list. If it is taller than the window, it scrolls separately. */
export const STAYING =
  'min-w-0 xl:sticky xl:top-16 xl:-m-1 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto xl:p-1 print:static print:max-h-none print:overflow-visible';

export function SplitLayout({ children, aside, asideFirst = false, slim = false }: SplitLayoutProps) {
  return (
    <div
      className={classNames(
        'grid grid-cols-1 items-start gap-4',
        slim ? 'xl:grid-cols-[minmax(0,1fr)_352px]' : 'xl:grid-cols-[minmax(0,1fr)_408px]',
      )}
    >
      <div className="min-w-0">{children}</div>
      <div className={classNames(STAYING, asideFirst && 'max-xl:order-first')}>{aside}</div>
    </div>
  );
}
