import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';

type SplitLayoutProps = {
  children: ReactNode;
  /** Beside the main part where there is room, under it otherwise. */
  aside: ReactNode;
  /** Where there is no room beside, the aside comes first: it is what was just asked for. */
  asideFirst?: boolean;
  /** The main part needs the room. */
  slim?: boolean;
};

/** Stays in sight beside a long list. Taller than the window it scrolls by itself, since its end could not be reached otherwise. */
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
