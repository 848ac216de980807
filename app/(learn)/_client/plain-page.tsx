import type { ReactNode } from 'react';
import { BrandMark } from '@/components/console/shell/brand-mark';
import { Flashbar } from '@/components/console/shell/flashbar';

/** The frame of signed-out and student pages: one column. `aside` is at the end of the bar. */
export function PlainPage({ aside, wide, children }: { aside?: ReactNode; wide?: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex min-h-12 flex-wrap items-center gap-2 border-line border-b bg-surface px-4 py-1.5 font-semibold tracking-tight">
        <BrandMark />
        Gatehouse
        {aside ? (
          <div className="ml-auto flex min-w-0 max-w-full items-center gap-2 font-normal tracking-normal">{aside}</div>
        ) : null}
      </header>
      <main className={`mx-auto w-full flex-1 px-4 py-8 ${wide ? 'max-w-5xl' : 'max-w-md'}`}>
        <Flashbar />
        {children}
      </main>
      <footer className="border-line border-t px-4 py-3 text-center text-ink-3 text-sm">
        Gatehouse is not affiliated with AWS. Nothing here reaches a cloud or costs money.
      </footer>
    </div>
  );
}
